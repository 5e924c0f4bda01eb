"""Items with their packs, barcodes and suppliers, as people look at them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from backend.kernel.pages import Order, Page, Paged, read_page
from backend.kernel.work import Reader
from backend.master.reads import sql


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item; lengths in mm, weight in g, money in minor units, all of one base unit."""

    id: UUID
    sku: str
    name: str
    kind: str
    base_unit: str
    tracking: str
    velocity: str
    needs_expiry: bool
    length_mm: int | None
    width_mm: int | None
    height_mm: int | None
    weight_g: int | None
    cost_minor: int | None
    price_minor: int | None
    currency: str | None
    shelf_life_days: int | None
    min_remaining_days: int | None
    needs_inspection: bool
    needs_weight: bool
    weight_tolerance_percent: int
    is_active: bool
    version: int
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class PackRow:
    """A way in which an item is packed; `units` is how many base units it holds."""

    id: UUID
    item_id: UUID
    level: str
    units: int
    length_mm: int | None
    width_mm: int | None
    height_mm: int | None
    weight_g: int | None
    version: int
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class BarcodeRow:
    """What a scanner reads for an item or one of its packs."""

    id: UUID
    value: str
    symbology: str
    item_id: UUID
    pack_id: UUID | None
    status: str
    taught_by: UUID | None
    version: int
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class SupplierItemRow:
    """An item as a supplier sells it; the price is that of one base unit."""

    supplier_id: UUID
    item_id: UUID
    supplier_sku: str | None
    unit_cost_minor: int | None
    currency: str | None
    order_min: int
    lead_time_days: int | None
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemsAsked:
    """Which items; None narrows nothing."""

    search: str | None = None
    skus: Sequence[str] | None = None
    tracking: Sequence[str] | None = None
    velocity: Sequence[str] | None = None
    is_active: bool | None = None
    supplier_id: UUID | None = None


async def items_of_keys(reader: Reader, ids: Sequence[UUID]) -> list[ItemRow]:
    """Return these items."""
    return await reader.rows(ItemRow, sql.ITEMS, list(ids))


async def page_of_items(
    reader: Reader, asked: ItemsAsked, *, order: Order, page: Page
) -> Paged[ItemRow]:
    """Return a page of items; `search` is looked for in SKU and name, or is a whole barcode."""
    pattern = None if asked.search is None else _literal(asked.search)
    values = (
        pattern, asked.search, asked.skus, asked.tracking, asked.velocity, asked.is_active,
        asked.supplier_id,
    )  # fmt: skip
    return await read_page(reader, ItemRow, sql.LIST_ITEMS, *values, order=order, page=page)


async def packs_of_keys(reader: Reader, ids: Sequence[UUID]) -> list[PackRow]:
    """Return these packs."""
    return await reader.rows(PackRow, sql.PACKS, list(ids))


async def packs_of_items(reader: Reader, ids: Sequence[UUID]) -> list[PackRow]:
    """Return the packs of these items, smallest first."""
    return await reader.rows(PackRow, sql.PACKS_OF_ITEMS, list(ids))


async def barcodes_of_keys(reader: Reader, ids: Sequence[UUID]) -> list[BarcodeRow]:
    """Return these barcodes."""
    return await reader.rows(BarcodeRow, sql.BARCODES, list(ids))


async def barcodes_of_items(reader: Reader, ids: Sequence[UUID]) -> list[BarcodeRow]:
    """Return every barcode of these items, retired ones too."""
    return await reader.rows(BarcodeRow, sql.BARCODES_OF_ITEMS, list(ids))


async def page_of_barcodes(
    reader: Reader,
    *,
    statuses: Sequence[str] | None,
    items: Sequence[UUID] | None,
    order: Order,
    page: Page,
) -> Paged[BarcodeRow]:
    """Return a page of barcodes; None narrows nothing."""
    return await read_page(
        reader, BarcodeRow, sql.LIST_BARCODES, statuses, items, order=order, page=page
    )


async def supplier_items_of_items(reader: Reader, ids: Sequence[UUID]) -> list[SupplierItemRow]:
    """Return who sells these items."""
    return await reader.rows(SupplierItemRow, sql.SUPPLIER_ITEMS_OF_ITEMS, list(ids))


def _literal(search: str) -> str:
    """Take the words as they are: `%` and `_` stand for themselves."""
    return search.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")
