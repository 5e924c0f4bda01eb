"""A shipment and its cartons as commands see them, and the writes that keep them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from backend.kernel.refusals import NotFound, NotInThisState
from backend.kernel.work import Reader
from backend.master.refs import DocumentRef
from backend.outbound.shipping import sql


class ShipmentStatus(StrEnum):
    """How far a shipment is."""

    OPEN = "OPEN"
    PACKED = "PACKED"
    SHIPPED = "SHIPPED"
    DELIVERED = "DELIVERED"
    CANCELED = "CANCELED"


BEING_PACKED = frozenset({ShipmentStatus.OPEN, ShipmentStatus.PACKED})


@dataclass(frozen=True, slots=True)
class Shipment:
    """What leaves together for one order."""

    id: UUID
    number: str
    location_id: UUID
    order_id: UUID
    status: str
    carrier_id: UUID | None
    created_at: datetime
    created_by: UUID | None
    shipped_at: datetime | None
    version: int
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class Carton:
    """A carton of a shipment; weight in g, lengths in mm."""

    id: UUID
    shipment_id: UUID
    sequence: int
    code: str
    weight_g: int | None
    length_mm: int | None
    width_mm: int | None
    height_mm: int | None
    tracking_number: str | None
    closed_at: datetime | None


async def shipment_of(reader: Reader, ref: DocumentRef) -> Shipment:
    """Return the shipment that is meant, or the one being packed for the order that is meant.

    Refuses NOT_FOUND.
    """
    found = await reader.first(Shipment, sql.SHIPMENT, ref.id, ref.text)
    if found is None:
        raise NotFound(kind="shipment", key=ref.said)
    return found


async def shipment_being_packed(reader: Reader, order_id: UUID) -> Shipment | None:
    """Return the one shipment that an order's goods go into now; None before the first."""
    return await reader.first(Shipment, sql.SHIPMENT_BEING_PACKED, order_id)


async def carton(reader: Reader, carton_id: UUID) -> Carton | None:
    """Return the carton that a container is, if it is one."""
    return await reader.first(Carton, sql.CARTON, carton_id)


async def cartons_of(reader: Reader, shipments: Iterable[UUID]) -> list[Carton]:
    """Return the cartons of these shipments, in their sequence."""
    return await reader.rows(Carton, sql.CARTONS_OF_SHIPMENTS, list(shipments))


def check_being_packed(shipment: Shipment) -> None:
    """Go on only if the shipment has neither left nor been called off."""
    if shipment.status not in BEING_PACKED:
        raise NotInThisState(kind="shipment", state=shipment.status.lower())
