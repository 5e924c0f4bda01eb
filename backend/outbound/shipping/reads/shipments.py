"""Shipments, their cartons and what left in them, for lists and pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from backend.kernel.pages import Order, Page, Paged, Way, read_page
from backend.kernel.work import Reader
from backend.master.refs import DocumentRef
from backend.outbound.shipping.document import Carton, Shipment
from backend.outbound.shipping.reads import sql

NEWEST = Order((("created_at", "timestamptz"), ("id", "uuid")), Way.DESC)


@dataclass(frozen=True, slots=True)
class ShippedGoods:
    """What left, in base units: for which order line, in which carton."""

    id: UUID
    shipment_id: UUID
    order_line_id: UUID
    item_id: UUID
    carton_id: UUID
    lot_id: UUID | None
    serial_id: UUID | None
    quantity: int
    weight_g: int | None


async def shipments_by_id(reader: Reader, ids: Sequence[UUID]) -> dict[UUID, Shipment]:
    """Return these shipments."""
    rows = await reader.rows(Shipment, sql.SHIPMENTS_BY_ID, list(ids))
    return {row.id: row for row in rows}


async def cartons_by_id(reader: Reader, ids: Sequence[UUID]) -> dict[UUID, Carton]:
    """Return these cartons."""
    return {row.id: row for row in await reader.rows(Carton, sql.CARTONS_BY_ID, list(ids))}


async def shipment_page(
    reader: Reader,
    *,
    locations: Sequence[UUID] | None,
    statuses: Sequence[str] | None,
    orders: Sequence[DocumentRef] | None = None,
    page: Page,
) -> Paged[Shipment]:
    """Return a page of shipments, newest first; None in a filter means whichever."""
    values = (
        None if locations is None else list(locations),
        None if statuses is None else list(statuses),
        None if orders is None else [ref.id for ref in orders if ref.id],
        [ref.text for ref in orders or () if ref.text],
    )
    return await read_page(reader, Shipment, sql.SHIPMENTS, *values, order=NEWEST, page=page)


async def shipment_page_told_apart(
    reader: Reader,
    *,
    lot_id: UUID | None,
    serial_id: UUID | None,
    locations: Sequence[UUID] | None,
    page: Page,
) -> Paged[Shipment]:
    """Return a page of the shipments that a lot, or a single thing, left in; newest first."""
    places = None if locations is None else list(locations)
    values = (lot_id, serial_id, places)
    return await read_page(
        reader, Shipment, sql.SHIPMENTS_TOLD_APART, *values, order=NEWEST, page=page
    )


async def goods_of_shipments(reader: Reader, ids: Sequence[UUID]) -> list[ShippedGoods]:
    """Return what left in these shipments; nothing for one that is still here."""
    return await reader.rows(ShippedGoods, sql.CONTENTS, list(ids))
