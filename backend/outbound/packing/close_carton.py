"""Close a carton: nothing more goes in, and it is weighed."""

from dataclasses import dataclass
from uuid import UUID

from backend.kernel.command import command
from backend.kernel.plan import Event, Plan, Rank, Write
from backend.kernel.refusals import InvalidInput, NotFound
from backend.kernel.work import Work
from backend.master.permissions import Permission
from backend.master.refs import DocumentRef, Ref
from backend.outbound.packing import sql
from backend.outbound.packing.cartons import known_carton
from backend.outbound.shipping.document import (
    Shipment,
    ShipmentStatus,
    cartons_of,
    check_being_packed,
    shipment_of,
)
from backend.outbound.shipping.rules import NothingPacked
from backend.stock.allocations import allocations_in
from backend.stock.containers import ContainerStatus, place_container


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseCarton:
    """A fact from the packing table; weight in g and lengths in mm, where they were measured."""

    carton: Ref
    weight_g: int | None = None
    length_mm: int | None = None
    width_mm: int | None = None
    height_mm: int | None = None


@dataclass(frozen=True, slots=True)
class CartonClosed:
    """The carton, and whether its shipment has others that are still open."""

    shipment_id: UUID
    carton_id: UUID
    open_cartons: int


@command
async def close_carton(work: Work, asked: CloseCarton) -> Plan[CartonClosed]:
    """Close a carton; with the last open one its shipment is packed.

    Refuses NOTHING_PACKED for an empty carton and CONTAINER_CLOSED for a closed one.
    """
    known = await known_carton(work, asked.carton)
    if known is None:
        raise NotFound(kind="carton", key=asked.carton.said)
    found, carton = known
    work.allow(Permission.PACK, found.location_id)
    check_measured(asked)
    shipment = await shipment_of(work.reader, DocumentRef(id=carton.shipment_id))
    check_being_packed(shipment)
    if not await allocations_in(work.reader, [carton.id]):
        raise NothingPacked(container=found.code)
    others = [
        one
        for one in await cartons_of(work.reader, [shipment.id])
        if one.closed_at is None and one.id != carton.id
    ]
    answer = CartonClosed(shipment.id, carton.id, len(others))
    return Plan(
        answer=answer,
        kind="CLOSE_CARTON",
        location_id=shipment.location_id,
        document_id=shipment.id,
        writes=(
            place_container(found, bin_id=found.bin_id, status=ContainerStatus.CLOSED),
            *_closed(work, asked, shipment, answer),
        ),
        events=(Event("CartonClosed", {"shipment_id": shipment.id, "carton_id": carton.id}),),
    )


def check_measured(asked: CloseCarton) -> None:
    """Refuse a weight or a length that is none."""
    for field in ("weight_g", "length_mm", "width_mm", "height_mm"):
        measured: int | None = getattr(asked, field)
        if measured is not None and measured < 1:
            raise InvalidInput(field=field, problem="must be at least 1")


def _closed(
    work: Work, asked: CloseCarton, shipment: Shipment, answer: CartonClosed
) -> tuple[Write, Write]:
    status = ShipmentStatus.OPEN if answer.open_cartons else ShipmentStatus.PACKED
    measured = (asked.weight_g, asked.length_mm, asked.width_mm, asked.height_mm)
    place = f"shipment {shipment.id}"
    return (
        Write(
            Rank.DOCUMENT,
            place,
            sql.CLOSE_SHIPMENT,
            (shipment.id, shipment.version, status.value, work.now),
        ),
        Write(
            Rank.DOCUMENT,
            f"{place} carton",
            sql.CLOSE_CARTON,
            (answer.carton_id, *measured, work.now, work.actor.id),
        ),
    )
