"""Confirm a shipment: what is packed leaves; stock, order, reservations and shipment at once."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from backend.kernel.command import command
from backend.kernel.ids import derived_id
from backend.kernel.plan import Event, Plan, Rank, Write
from backend.kernel.work import Work
from backend.master.permissions import Permission
from backend.master.places import VirtualBin
from backend.master.refs import DocumentRef
from backend.outbound.orders.document import guard_orders, orders_by_id
from backend.outbound.orders.lines import LineChange, change_lines, lines_of_orders
from backend.outbound.shipping import sql
from backend.outbound.shipping.document import (
    Carton,
    Shipment,
    cartons_of,
    check_being_packed,
    shipment_of,
)
from backend.outbound.shipping.rules import check_contents, check_order, check_tracking
from backend.outbound.shipping.weights import weights_leaving
from backend.stock.allocations import Allocation, allocations_in
from backend.stock.changes import End, Move, Outcome
from backend.stock.containers import ContainerStatus, containers_of_ids, place_container
from backend.stock.keys import Key
from backend.stock.posting import post
from backend.stock.reads import Balance, balances_in_container
from backend.stock.where import counterparty


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmShipment:
    """A fact from the dock: the shipment was handed over.

    Tracking numbers go to the cartons in their sequence.
    """

    shipment: DocumentRef
    tracking_numbers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ShipmentConfirmed:
    """What left: how many base units in how many cartons."""

    shipment_id: UUID
    order_id: UUID
    units: int
    cartons: int


@command
async def confirm_shipment(work: Work, asked: ConfirmShipment) -> Plan[ShipmentConfirmed]:
    """Post everything in the shipment's cartons to the customer, all of it or nothing (I13).

    What the order still lacks may follow in a further shipment, unless the order takes none in
    parts. Refuses NOTHING_PACKED, ON_HOLD while something stops the order, and NOT_IN_THIS_STATE.
    """
    shipment = await shipment_of(work.reader, asked.shipment)
    work.allow(Permission.SHIP, shipment.location_id)
    check_being_packed(shipment)
    cartons = await cartons_of(work.reader, [shipment.id])
    check_tracking(asked.tracking_numbers, cartons=len(cartons))
    contents = await allocations_in(work.reader, [carton.id for carton in cartons])
    if not contents:  # it may have left since we looked, and then that is the answer
        check_being_packed(await shipment_of(work.reader, DocumentRef(id=shipment.id)))
    check_contents(shipment.number, contents, await _lying(work, cartons))
    order = (await orders_by_id(work.reader, [shipment.order_id]))[shipment.order_id]
    check_order(order, await lines_of_orders(work.reader, [order.id]), contents)
    answer = ShipmentConfirmed(
        shipment.id, order.id, sum(packed.quantity for packed in contents), len(cartons)
    )
    moves = [
        Move(packed.key, _with_customer(packed.key), packed.quantity, packed.demand_id)
        for packed in contents
    ]
    ends = [End(packed.reservation, Outcome.POSTED) for packed in contents]
    return Plan(
        answer=answer,
        kind="SHIP",
        location_id=shipment.location_id,
        document_id=shipment.id,
        writes=(
            guard_orders([order]),
            *change_lines(work, _shipped(contents)),
            *_documents(work, shipment, cartons, asked.tracking_numbers),
            *await _lines(work, shipment, contents),
            *await _containers(work, cartons),
            *post(work, moves=moves, ends=ends),
        ),
        events=(Event("ShipmentConfirmed", _facts(shipment, answer)),),
    )


async def _lying(work: Work, cartons: Sequence[Carton]) -> list[Balance]:
    """Return all that lies in the cartons, wanted or not."""
    return [
        held for carton in cartons for held in await balances_in_container(work.reader, carton.id)
    ]


def _with_customer(key: Key) -> Key:
    outside = counterparty(key.place.location_id, VirtualBin.CUSTOMER)
    return replace(key, place=outside, container_id=None)


def _shipped(contents: Sequence[Allocation]) -> list[LineChange]:
    units: dict[UUID, int] = {}
    for packed in contents:
        units[packed.demand_id] = units.get(packed.demand_id, 0) + packed.quantity
    return [LineChange(line_id=line_id, shipped=quantity) for line_id, quantity in units.items()]


def _documents(
    work: Work,
    shipment: Shipment,
    cartons: Sequence[Carton],
    numbers: tuple[str, ...],
) -> tuple[Write, ...]:
    """Write that the shipment left, with its cartons."""
    left = (shipment.id, shipment.version, work.occurred_at, work.actor.id, work.now)
    tracked = [*numbers, *[None] * (len(cartons) - len(numbers))]
    closed = ([carton.id for carton in cartons], tracked, work.now, work.actor.id)
    place = f"shipment {shipment.id}"
    return (
        Write(Rank.DOCUMENT, place, sql.SHIP, left),
        Write(Rank.DOCUMENT, f"{place} cartons", sql.SHIP_CARTONS, closed, rows=len(cartons)),
    )


async def _lines(
    work: Work, shipment: Shipment, contents: Sequence[Allocation]
) -> tuple[Write, ...]:
    """Write what was in each carton, and what it weighed where that is how it is sold."""
    leaving = await weights_leaving(work, contents)
    lines = (
        [derived_id(work.operation_id, f"line {place}") for place in range(len(contents))],
        shipment.id,
        [packed.demand_id for packed in contents],
        [packed.item_id for packed in contents],
        [packed.lot_id for packed in contents],
        [packed.serial_id for packed in contents],
        [packed.container_id for packed in contents],
        [packed.quantity for packed in contents],
        list(leaving.grams),
    )
    place = f"shipment {shipment.id}"
    left = Write(Rank.RECORD, place, sql.WRITE_SHIPMENT_LINES, lines, rows=len(contents))
    return *leaving.writes, left


async def _containers(work: Work, cartons: Sequence[Carton]) -> list[Write]:
    """Send the containers out of the house: they stand nowhere any more."""
    found = await containers_of_ids(work.reader, [carton.id for carton in cartons])
    return [place_container(one, bin_id=None, status=ContainerStatus.SHIPPED) for one in found]


def _facts(shipment: Shipment, answer: ShipmentConfirmed) -> dict[str, object]:
    return {
        "shipment_id": shipment.id,
        "number": shipment.number,
        "order_id": shipment.order_id,
        "location_id": shipment.location_id,
        "units": answer.units,
        "cartons": answer.cartons,
    }
