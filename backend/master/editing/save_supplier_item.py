"""Save what a supplier sells us: its number, price, least quantity and lead time."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from backend.kernel.command import command
from backend.kernel.plan import Plan, Rank, Write
from backend.kernel.refusals import InvalidInput, NotFound, Refusal
from backend.kernel.work import Work
from backend.master.editing import sql
from backend.master.items import item_of
from backend.master.permissions import Permission
from backend.master.refs import ItemRef, Ref
from backend.master.saving import check_version, checked_days


class NotStocked(Refusal):
    """A service is neither stocked nor bought by quantity."""

    code: ClassVar[str] = "NOT_STOCKED"
    sentence: ClassVar[str] = "{item} is a service, which no supplier delivers; choose goods."


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveSupplierItem:
    """The terms of one item with one supplier; they replace what was. Of one base unit."""

    supplier: Ref
    item: ItemRef
    if_version: int | None = None
    supplier_sku: str | None = None
    unit_cost_minor: int | None = None
    currency: str | None = None
    order_min: int = 1
    lead_time_days: int | None = None


@dataclass(frozen=True, slots=True)
class SupplierItemSaved:
    """Whose terms for what."""

    supplier_id: UUID
    item_id: UUID


@dataclass(frozen=True, slots=True)
class _Terms:
    supplier_id: UUID
    version: int | None


@command
async def save_supplier_item(work: Work, asked: SaveSupplierItem) -> Plan[SupplierItemSaved]:
    """Agree on terms; refuses NOT_FOUND, NOT_STOCKED, VERSION_CHANGED and INVALID_INPUT."""
    work.allow(Permission.EDIT_SUPPLIER, None)
    if asked.order_min < 1:
        raise InvalidInput(field="min_quantity", problem="must be above 0")
    if (asked.unit_cost_minor is None) != (asked.currency is None):
        raise InvalidInput(field="price", problem="needs its currency")
    if (asked.unit_cost_minor or 0) < 0:
        raise InvalidInput(field="price", problem="must not be below 0")
    item = await item_of(work.reader, asked.item)
    if not item.is_goods:
        raise NotStocked(item=item.sku)
    code = asked.supplier.code or asked.supplier.barcode
    terms = await work.reader.first(_Terms, sql.TERMS, asked.supplier.id, code, item.id)
    if terms is None:
        raise NotFound(kind="supplier", key=asked.supplier.said)
    if terms.version is not None:
        check_version("supplier item", version=terms.version, if_version=asked.if_version)
    values = (
        terms.supplier_id, item.id, asked.supplier_sku, asked.unit_cost_minor, asked.currency,
        asked.order_min, checked_days(asked.lead_time_days), terms.version,
    )  # fmt: skip
    return Plan(
        answer=SupplierItemSaved(terms.supplier_id, item.id),
        writes=(Write(Rank.DOCUMENT, "supplier item", sql.SAVE_TERMS, values),),
        kind="SAVE_SUPPLIER_ITEM",
        document_id=terms.supplier_id,
    )
