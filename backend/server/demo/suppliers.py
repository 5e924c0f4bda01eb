"""Invent suppliers and share the items among them, since the data names none."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from backend.server.demo.draw import draw
from backend.server.demo.rows import ItemRow, SupplierRow


@dataclass(frozen=True, slots=True)
class Supplier:
    """An invented supplier; its address can receive no mail (RFC 2606)."""

    code: str
    name: str
    lead_time_days: int

    @property
    def email(self) -> str:
        """Return its address for orders."""
        return f"orders@{self.code.lower()}.example"


SUPPLIERS = (
    Supplier("ASHCOMBE", "Ashcombe Ceramics (demo)", 14),
    Supplier("BRINDLE", "Brindle & Fox Textiles (demo)", 10),
    Supplier("CALDERA", "Caldera Candles (demo)", 7),
    Supplier("DUNMORE", "Dunmore Tinware (demo)", 12),
    Supplier("EVERLEIGH", "Everleigh Paper Goods (demo)", 5),
    Supplier("FENWICK", "Fenwick Glassworks (demo)", 14),
    Supplier("GREENHOLM", "Greenholm Garden Supply (demo)", 9),
    Supplier("HARTWELL", "Hartwell Toys (demo)", 21),
    Supplier("ISELIN", "Iselin Lighting (demo)", 18),
    Supplier("JUNIPER", "Juniper Lane Imports (demo)", 28),
    Supplier("KESTREL", "Kestrel Kitchenware (demo)", 8),
    Supplier("LOWTHER", "Lowther Novelties (demo)", 6),
)


def supplier_of(sku: str) -> Supplier:
    """Return who sells an item: always the same one."""
    return SUPPLIERS[draw("supplier", sku, below=len(SUPPLIERS))]


def supplier_rows(items: Iterable[ItemRow]) -> Iterator[SupplierRow]:
    """Yield what each supplier sells, one row for each item of goods."""
    for item in items:
        if item.kind != "GOODS":
            continue
        assert item.cost_minor is not None, item.sku
        supplier = supplier_of(item.sku)
        yield SupplierRow(
            code=supplier.code,
            name=supplier.name,
            email=supplier.email,
            lead_time_days=supplier.lead_time_days,
            sku=item.sku,
            supplier_sku=f"{supplier.code[:3]}-{item.sku}",
            unit_cost_minor=item.cost_minor,
            currency=item.currency,
            moq=1,
            item_lead_time_days=None,
        )
