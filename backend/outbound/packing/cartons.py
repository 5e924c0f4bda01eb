"""Cartons to pack into: one that is open, or a fresh one of the order's shipment."""

import re
from dataclasses import dataclass
from uuid import UUID

from backend.kernel.ids import derived_id
from backend.kernel.plan import Rank, Write
from backend.kernel.refusals import NotFound
from backend.kernel.work import Work
from backend.master.numbers import next_number
from backend.master.places import bins_by_id, bins_of_kind
from backend.master.refs import Ref
from backend.outbound.orders.document import CustomerOrder
from backend.outbound.packing import sql
from backend.outbound.shipping.document import (
    Carton,
    carton,
    cartons_of,
    shipment_being_packed,
)
from backend.stock.containers import Container, container_meant, register_container
from backend.stock.keys import Place
from backend.stock.where import place_of
from backend.tasks.scans import ContainerClosed, ContainerUnknown, WrongContainer

CARTON_CODE = re.compile(r"(C|CT|CARTON)-?[0-9]{1,12}")
"""What is printed on a roll of carton labels; without one the carton gets a code of ours."""
CARTON_EXAMPLE = "CT-17 or CARTON-17"


@dataclass(frozen=True, slots=True)
class PackInto:
    """The carton that takes the goods, and what must be written for it."""

    carton_id: UUID
    code: str
    shipment_id: UUID
    place: Place
    writes: tuple[Write, ...]


async def known_carton(work: Work, into: Ref | None) -> tuple[Container, Carton] | None:
    """Return the open carton that was scanned; None when it is yet to be made.

    Refuses WRONG_CONTAINER for what is no carton of a shipment, CONTAINER_CLOSED, and
    CONTAINER_UNKNOWN for an unknown code that is not a carton's.
    """
    if into is None:
        return None
    found = await container_meant(work.reader, into)
    if found is None:
        if into.id or not CARTON_CODE.fullmatch(into.said):
            raise ContainerUnknown(kind="carton", key=into.said, example=CARTON_EXAMPLE)
        return None
    known = await carton(work.reader, found.id)
    if known is None:
        raise WrongContainer(scanned=found.code, wanted="a carton")
    if known.closed_at is not None:
        raise ContainerClosed(container=found.code)
    return found, known


async def open_carton(work: Work, seen: tuple[Container, Carton]) -> PackInto:
    """Pack into a carton that is open, as long as nobody closes it."""
    found, known = seen
    assert found.bin_id is not None, "an open carton stands in a bin"
    stands = (await bins_by_id(work.reader, [found.bin_id]))[found.bin_id]
    place = place_of(stands)
    return PackInto(known.id, found.code, known.shipment_id, place, while_open(work, known))


def while_open(work: Work, known: Carton) -> tuple[Write, ...]:
    """Change what a carton holds, as long as nobody closes it or lets it leave."""
    order = f"shipment {known.shipment_id} carton"
    hold = Write(Rank.DOCUMENT, order, sql.HOLD_CARTON, (known.id,))
    return _touch(work, known.shipment_id), hold


async def fresh_carton(work: Work, order: CustomerOrder, *, code: str | None) -> PackInto:
    """Pack into a new carton of the order's shipment, which is opened with its first carton."""
    tables = await bins_of_kind(work.reader, "PACK", location_id=order.location_id)
    if not tables:
        raise NotFound(kind="packing table", key="to put cartons on")
    shipment = await shipment_being_packed(work.reader, order.id)
    shipment_id = shipment.id if shipment else derived_id(work.operation_id, "shipment")
    before = await cartons_of(work.reader, [shipment.id]) if shipment else []
    number = code or await next_number(work.reader, "CT")
    carton_id = derived_id(work.operation_id, f"carton {number}")
    added = (carton_id, shipment_id, len(before) + 1, work.now)
    writes = (
        register_container(
            carton_id,
            code=number,
            kind="CARTON",
            location_id=order.location_id,
            bin_id=tables[0].id,
        ),
        _touch(work, shipment.id) if shipment else await _open_shipment(work, shipment_id, order),
        Write(Rank.DOCUMENT, f"shipment {shipment_id} carton", sql.ADD_CARTON, added),
    )
    return PackInto(carton_id, number, shipment_id, place_of(tables[0]), writes)


async def _open_shipment(work: Work, shipment_id: UUID, order: CustomerOrder) -> Write:
    number = await next_number(work.reader, "SH")
    values = (
        shipment_id, number, order.location_id, order.id, order.carrier_id, work.now, work.actor.id,
    )  # fmt: skip
    return Write(Rank.DOCUMENT, f"shipment {shipment_id}", sql.OPEN_SHIPMENT, values)


def _touch(work: Work, shipment_id: UUID) -> Write:
    """Say that goods came into a shipment: whoever is about to ship what they saw looks again."""
    values = (shipment_id, work.now)
    return Write(Rank.DOCUMENT, f"shipment {shipment_id}", sql.TOUCH_SHIPMENT, values)
