"""Items as commands need them: what was scanned, and how many base units one scan stands for."""

from dataclasses import dataclass
from uuid import UUID

from backend.kernel.refusals import NotFound, Refusal
from backend.kernel.work import Reader
from backend.master import sql
from backend.master.refs import ItemRef

HOUSE_OWNER_ID = UUID("00000000-0000-8000-8000-000000000002")
"""Whose stock it is unless somebody says otherwise: the house's own."""
WHOLE = 100
"""Percent of the usual weight."""
DEFAULT_CHANNEL_ID = UUID("00000000-0000-8000-8000-000000000003")


class BarcodeUnknown(Refusal):
    """Nobody has taught this barcode yet."""

    code = "BARCODE_UNKNOWN"
    sentence = "No item bears {barcode}; check the label or teach the barcode."


@dataclass(frozen=True, slots=True)
class Item:
    """What we keep. `units` is how many base units the scanned or named thing stands for."""

    id: UUID
    sku: str
    name: str
    kind: str
    base_unit: str
    tracking: str
    velocity: str
    length_mm: int | None
    width_mm: int | None
    height_mm: int | None
    weight_g: int | None
    needs_weight: bool
    weight_tolerance_percent: int
    cost_minor: int | None
    price_minor: int | None
    currency: str | None
    units: int

    @property
    def is_goods(self) -> bool:
        """Goods are stocked; services (postage, fees) are not."""
        return self.kind == "GOODS"


def weight_range(usual_g: int, *, tolerance_percent: int, pieces: int = 1) -> tuple[int, int]:
    """Return what so many pieces weigh at least and at most, in whole grams."""
    usual = usual_g * pieces
    least = -(-usual * (WHOLE - tolerance_percent) // WHOLE)
    return max(pieces, least), usual * (WHOLE + tolerance_percent) // WHOLE


async def item_of(reader: Reader, ref: ItemRef) -> Item:
    """Return the item that is meant; refuses NOT_FOUND, or BARCODE_UNKNOWN for a scan."""
    if ref.barcode is not None:
        found = await reader.first(Item, sql.ITEM_OF_BARCODE, ref.barcode)
        if found is None:
            raise BarcodeUnknown(barcode=ref.barcode)
        return found
    found = await reader.first(Item, sql.ITEM, ref.id, ref.sku)
    if found is None:
        raise NotFound(kind="item", key=ref.said)
    return found


async def items_by_id(reader: Reader, ids: list[UUID]) -> dict[UUID, Item]:
    """Return these items."""
    return {found.id: found for found in await reader.rows(Item, sql.ITEMS_BY_ID, ids)}


async def items_by_sku(reader: Reader, skus: list[str]) -> dict[str, Item]:
    """Return these items by SKU; case matters."""
    return {found.sku: found for found in await reader.rows(Item, sql.ITEMS_BY_SKU, skus)}
