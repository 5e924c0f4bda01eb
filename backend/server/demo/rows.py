"""The rows that `stockwright import` reads, as docs/import-formats.md describes them."""

from dataclasses import dataclass, fields
from datetime import date, datetime

Cell = str | int | date | datetime | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item; a row of `items`."""

    sku: str
    name: str
    kind: str
    base_unit: str
    tracking: str
    velocity: str | None
    length_mm: int | None
    width_mm: int | None
    height_mm: int | None
    weight_g: int | None
    cost_minor: int | None
    price_minor: int | None
    currency: str
    barcodes: tuple[str, ...]
    packs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BinRow:
    """A bin; a row of `bins`."""

    location: str
    zone: str
    code: str
    kind: str
    aisle: str | None
    bay: str | None
    level: str | None
    x_mm: int
    y_mm: int
    z_mm: int
    pick_sequence: int | None
    check_digits: str
    mixing: str
    max_weight_g: int | None
    max_volume_ml: int | None
    max_height_mm: int | None
    block: str | None
    fixed_sku: str | None


@dataclass(frozen=True, slots=True)
class SupplierRow:
    """A supplier and one item that it sells; a row of `suppliers`."""

    code: str
    name: str
    email: str
    lead_time_days: int
    sku: str
    supplier_sku: str
    unit_cost_minor: int
    currency: str
    moq: int
    item_lead_time_days: int | None


@dataclass(frozen=True, slots=True)
class StockRow:
    """Opening stock in one bin; a row of `stock`."""

    location: str
    bin: str
    sku: str
    quantity: int
    disposition: str
    owner: str | None
    lot: str | None = None
    expires_on: date | None = None
    serial: str | None = None


@dataclass(frozen=True, slots=True)
class PurchaseOrderRow:
    """A line of a purchase order; a row of `purchase-orders`."""

    number: str
    supplier: str
    location: str
    expected_on: date
    sku: str
    quantity: int
    unit_cost_minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class OrderRow:
    """A line of a customer's order; a row of `orders`."""

    number: str
    channel: str
    customer: str
    customer_name: str
    country: str
    ordered_at: datetime
    needed_on: date
    priority: int
    sku: str
    quantity: int
    unit_price_minor: int
    currency: str


ImportRow = ItemRow | BinRow | SupplierRow | StockRow | PurchaseOrderRow | OrderRow


def headers(shape: type[ImportRow]) -> tuple[str, ...]:
    """Return the header of a file of such rows."""
    return tuple(field.name for field in fields(shape))


def cells(row: ImportRow) -> dict[str, str]:
    """Return a row as the texts that stand in its file."""
    return {field.name: _text(getattr(row, field.name)) for field in fields(row)}


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, tuple):
        return "|".join(cell)
    if isinstance(cell, datetime):
        return cell.strftime("%Y-%m-%dT%H:%M:%SZ")
    return str(cell)
