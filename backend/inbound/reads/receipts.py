"""Receipts, as people look at them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from backend.inbound.reads import sql
from backend.inbound.reads.purchase_orders import ReceivingOrderField
from backend.kernel.pages import Order, Page, Paged, Way, read_page
from backend.kernel.work import Reader


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    """Goods that come in together."""

    id: UUID
    number: str
    status: str
    source: str
    location_id: UUID
    owner_id: UUID
    supplier_id: UUID | None
    purchase_order_id: UUID | None
    dock_id: UUID
    arrived_at: datetime
    closed_at: datetime | None
    created_at: datetime
    created_by: UUID | None
    version: int
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class ReceiptLineRow:
    """One item of a receipt; quantities in base units, cost in minor units of one."""

    id: UUID
    receipt_id: UUID
    sequence: int
    purchase_order_line_id: UUID | None
    item_id: UUID
    expected: int | None
    received: int
    put_away: int
    unit_cost_minor: int | None
    currency: str | None
    location_id: UUID


@dataclass(frozen=True, slots=True)
class DiscrepancyRow:
    """What was not as it should be, in base units."""

    id: UUID
    receipt_id: UUID
    receipt_line_id: UUID
    kind: str
    item_id: UUID
    expected: int | None
    actual: int
    reason: str | None
    case_id: UUID | None
    recorded_at: datetime
    location_id: UUID


@dataclass(frozen=True, slots=True)
class AcceptedBarcodeRow:
    """A barcode that means an item, and how many base units one scan of it stands for."""

    item_id: UUID
    value: str
    units: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptsWanted:
    """Which receipts; None leaves a condition out."""

    locations: Sequence[UUID] | None = None
    statuses: Sequence[str] | None = None
    sources: Sequence[str] | None = None
    suppliers: Sequence[UUID] | None = None
    arrived_from: datetime | None = None
    arrived_to: datetime | None = None
    has_discrepancy: bool | None = None
    purchase_orders: Sequence[UUID] | None = None


_KEYS = {
    ReceivingOrderField.NUMBER: ("number", "text"),
    ReceivingOrderField.EXPECTED: ("arrived_at", "timestamptz"),
    ReceivingOrderField.UPDATED_AT: ("updated_at", "timestamptz"),
}
_BY_SEQUENCE = Order((("sequence", "bigint"), ("id", "uuid")))
_BY_TIME = Order((("recorded_at", "timestamptz"), ("id", "uuid")))


async def receipts_of_keys(reader: Reader, ids: Sequence[UUID]) -> list[ReceiptRow]:
    """Return these receipts."""
    return await reader.rows(ReceiptRow, sql.RECEIPTS_OF_KEYS, list(ids))


async def page_of_receipts(
    reader: Reader, wanted: ReceiptsWanted, *, by: ReceivingOrderField, way: Way, page: Page
) -> Paged[ReceiptRow]:
    """Return a page of receipts in this order."""
    return await read_page(
        reader,
        ReceiptRow,
        sql.RECEIPTS,
        wanted.locations,
        wanted.statuses,
        wanted.sources,
        wanted.suppliers,
        wanted.arrived_from,
        wanted.arrived_to,
        wanted.has_discrepancy,
        wanted.purchase_orders,
        order=Order((_KEYS[by], ("id", "uuid")), way),
        page=page,
    )


async def receipt_lines_of_keys(reader: Reader, ids: Sequence[UUID]) -> list[ReceiptLineRow]:
    """Return these lines."""
    return await reader.rows(ReceiptLineRow, sql.RECEIPT_LINES_OF_KEYS, list(ids))


async def page_of_receipt_lines(
    reader: Reader, receipt_id: UUID, *, page: Page
) -> Paged[ReceiptLineRow]:
    """Return a page of a receipt's lines."""
    return await read_page(
        reader, ReceiptLineRow, sql.RECEIPT_LINES, receipt_id, order=_BY_SEQUENCE, page=page
    )


async def discrepancies_of_keys(reader: Reader, ids: Sequence[UUID]) -> list[DiscrepancyRow]:
    """Return these discrepancies."""
    return await reader.rows(DiscrepancyRow, sql.DISCREPANCIES_OF_KEYS, list(ids))


async def page_of_discrepancies(
    reader: Reader, receipt_id: UUID, *, page: Page
) -> Paged[DiscrepancyRow]:
    """Return a page of what was wrong with a receipt, oldest first."""
    return await read_page(
        reader, DiscrepancyRow, sql.DISCREPANCIES, receipt_id, order=_BY_TIME, page=page
    )


async def accepted_barcodes(reader: Reader, items: Sequence[UUID]) -> list[AcceptedBarcodeRow]:
    """Return every barcode that a receiver may scan for these items, single units first."""
    return await reader.rows(AcceptedBarcodeRow, sql.ACCEPTED_BARCODES, list(items))
