"""Save an item. How it is counted and told apart is fixed once it has been stocked."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from backend.kernel.command import command
from backend.kernel.ids import derived_id
from backend.kernel.plan import Plan, Rank, Write
from backend.kernel.refusals import CodeTaken, DependedOn, InvalidInput, NotFound
from backend.kernel.work import Reader, Work
from backend.master.editing import sql
from backend.master.items import item_of
from backend.master.kinds import ItemKind, Tracking, Unit, VelocityClass
from backend.master.permissions import Permission
from backend.master.refs import ItemRef
from backend.master.saving import check_new, check_version, checked_code, checked_name

FIXED = ("kind", "base_unit", "tracking")
USUAL = {
    "kind": ItemKind.GOODS,
    "base_unit": Unit.EACH,
    "tracking": Tracking.NONE,
    "velocity": VelocityClass.C,
    "needs_expiry": False,
    "needs_inspection": False,
    "needs_weight": False,
    "weight_tolerance_percent": 20,
}
PLAIN = (
    *FIXED, "velocity", "needs_expiry", "length_mm", "width_mm", "height_mm", "weight_g",
    "cost_minor", "price_minor", "currency", "shelf_life_days", "min_remaining_days",
    "needs_inspection", "needs_weight", "weight_tolerance_percent",
)  # fmt: skip
"""Columns in the order of the statements; None in what is asked leaves them."""
WHOLE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveItem:
    """What to change; None leaves it. Without an item it makes one. Of one base unit."""

    item: ItemRef | None = None
    if_version: int | None = None
    sku: str | None = None
    name: str | None = None
    kind: ItemKind | None = None
    base_unit: Unit | None = None
    tracking: Tracking | None = None
    velocity: VelocityClass | None = None
    needs_expiry: bool | None = None
    length_mm: int | None = None
    width_mm: int | None = None
    height_mm: int | None = None
    weight_g: int | None = None
    cost_minor: int | None = None
    price_minor: int | None = None
    currency: str | None = None
    shelf_life_days: int | None = None
    min_remaining_days: int | None = None
    needs_inspection: bool | None = None
    needs_weight: bool | None = None
    weight_tolerance_percent: int | None = None
    is_active: bool | None = None


@dataclass(frozen=True, slots=True)
class ItemSaved:
    """Which item."""

    item_id: UUID


@dataclass(frozen=True, slots=True)
class SavedItem:
    """An item as it stands."""

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
    has_been_stocked: bool


@command
async def save_item(work: Work, asked: SaveItem) -> Plan[ItemSaved]:
    """Make or change an item; refuses CODE_TAKEN, VERSION_CHANGED, DEPENDED_ON, INVALID_INPUT."""
    work.allow(Permission.EDIT_MASTER_DATA, None)
    _check(asked)
    item = await _item(work.reader, asked.item) if asked.item else None
    item_id = item.id if item else derived_id(work.operation_id, "item")
    if asked.sku is not None:
        sku = asked.sku.strip()
        other = await work.reader.first(SavedItem, sql.SAVED_ITEM, None, sku)
        if other is not None and other.id != item_id:
            raise CodeTaken(kind="item", key=other.sku)
    return Plan(
        answer=ItemSaved(item_id),
        writes=(_changed(work, asked, item) if item else _new(asked, item_id),),
        kind="SAVE_ITEM",
        document_id=item_id,
    )


async def _item(reader: Reader, ref: ItemRef) -> SavedItem:
    meant = await item_of(reader, ref)
    found = await reader.first(SavedItem, sql.ITEM_TO_SAVE, meant.id)
    if found is None:
        raise NotFound(kind="item", key=ref.said)
    return found


def _check(asked: SaveItem) -> None:
    for name in ("length_mm", "width_mm", "height_mm", "weight_g", "shelf_life_days"):
        if (getattr(asked, name) if getattr(asked, name) is not None else 1) < 1:
            raise InvalidInput(field=name, problem="must be above 0")
    for name in ("cost_minor", "price_minor", "min_remaining_days"):
        if (getattr(asked, name) or 0) < 0:
            raise InvalidInput(field=name, problem="must not be below 0")
    if not 1 <= (asked.weight_tolerance_percent or 1) <= WHOLE:
        raise InvalidInput(field="weight_tolerance_percent", problem=f"must be 1 to {WHOLE}")


def _check_weighed(values: Sequence[object]) -> None:
    """Refuse to sell by weight what is not counted by the piece, or has no usual weight."""
    said = dict(zip(PLAIN, values, strict=True))
    by_piece = said["kind"] == ItemKind.GOODS and said["base_unit"] == Unit.EACH
    if said["needs_weight"] and not (by_piece and said["weight_g"]):
        problem = "is for goods that are counted by the piece, with the usual weight of one"
        raise InvalidInput(field="needs_weight", problem=problem)


def _new(asked: SaveItem, item_id: UUID) -> Write:
    check_new("item", if_version=asked.if_version)
    values = [
        USUAL.get(name) if getattr(asked, name) is None else getattr(asked, name) for name in PLAIN
    ]
    _check_weighed(values)
    row = (
        item_id, checked_code("sku", asked.sku), checked_name(asked.name), *values,
        asked.is_active is not False,
    )  # fmt: skip
    return Write(Rank.DOCUMENT, "item", sql.INSERT_ITEM, row)


def _changed(work: Work, asked: SaveItem, item: SavedItem) -> Write:
    check_version("item", version=item.version, if_version=asked.if_version)
    for name in FIXED:
        new, old = getattr(asked, name), getattr(item, name)
        if item.has_been_stocked and new is not None and new != old:
            reason = f"has been stocked as {old}; make another one"
            raise DependedOn(kind="Item", key=item.sku, reason=reason)
    values = [
        getattr(item, name) if getattr(asked, name) is None else getattr(asked, name)
        for name in PLAIN
    ]
    _check_weighed(values)
    row = (
        item.id, item.version,
        item.sku if asked.sku is None else checked_code("sku", asked.sku),
        item.name if asked.name is None else checked_name(asked.name), *values,
        item.is_active if asked.is_active is None else asked.is_active, work.now,
    )  # fmt: skip
    return Write(Rank.DOCUMENT, "item", sql.UPDATE_ITEM, row)
