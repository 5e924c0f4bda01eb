"""Rules of room: what fits into a bin beside what takes room there already. Pure.

What stands in a bin and what is promised to it by open putaways count alike (I10). A measure that
the bin or the item does not state limits nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from uuid import UUID

from backend.stock.keys import Disposition

CUBIC_MM_PER_ML = 1_000
UNLIMITED = (1 << 53) - 1
"""Room of a bin that states no limit."""


class Trouble(StrEnum):
    """Why goods cannot go to a bin."""

    WRONG_BIN = "WRONG_BIN"
    BIN_BLOCKED = "BIN_BLOCKED"
    BIN_MIXING = "BIN_MIXING"
    BIN_FULL = "BIN_FULL"


@dataclass(frozen=True, slots=True, kw_only=True)
class Goods:
    """What wants a place; sizes are those of one base unit, in g and mm."""

    item_id: UUID
    owner_id: UUID
    disposition: Disposition
    lot_id: UUID | None = None
    weight_g: int | None = None
    volume_mm3: int | None = None
    height_mm: int | None = None


@dataclass(frozen=True, slots=True)
class Content:
    """What stands in a bin or is promised to it; sizes of one base unit, in g and mm³."""

    item_id: UUID
    owner_id: UUID
    lot_id: UUID | None
    quantity: int
    weight_g: int | None
    volume_mm3: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Space:
    """A bin with what limits it and what takes its room; `distance_mm` is from the pick face."""

    bin_id: UUID
    code: str
    kind: str
    is_blocked: bool
    mixing: str
    weight_max_g: int | None
    volume_max_ml: int | None
    height_max_mm: int | None
    fixed_item_id: UUID | None
    distance_mm: int
    version: int
    contents: tuple[Content, ...] = ()


def trouble_in(space: Space, goods: Goods, *, quantity: int) -> Trouble | None:
    """Say why so many base units cannot lie there; None when they can."""
    if space.is_blocked:
        return Trouble.BIN_BLOCKED
    if _must_not_mix(space, goods):
        return Trouble.BIN_MIXING
    return Trouble.BIN_FULL if room_for(space, goods) < quantity else None


def trouble_together(space: Space, load: Sequence[tuple[Goods, int]]) -> tuple[Trouble | None, int]:
    """Say why goods cannot lie there all together, and how many of what does not fit would."""
    if space.is_blocked:
        return Trouble.BIN_BLOCKED, 0
    for goods, quantity in load:
        trouble = trouble_in(space, goods, quantity=quantity)
        if trouble is not None:
            return trouble, room_for(space, goods)
        more = Content(
            goods.item_id, goods.owner_id, goods.lot_id, quantity, goods.weight_g, goods.volume_mm3
        )
        space = replace(space, contents=(*space.contents, more))
    return None, 0


def room_for(space: Space, goods: Goods) -> int:
    """Return how many base units of the goods still fit by height, weight and volume."""
    if goods.height_mm and space.height_max_mm and goods.height_mm > space.height_max_mm:
        return 0
    used_g = sum((held.weight_g or 0) * held.quantity for held in space.contents)
    used_mm3 = sum((held.volume_mm3 or 0) * held.quantity for held in space.contents)
    volume_max_mm3 = space.volume_max_ml and space.volume_max_ml * CUBIC_MM_PER_ML
    return min(
        _room(space.weight_max_g, used=used_g, each=goods.weight_g),
        _room(volume_max_mm3, used=used_mm3, each=goods.volume_mm3),
    )


def _must_not_mix(space: Space, goods: Goods) -> bool:
    """Tell whether it is kept for another item, or its own rule keeps the goods apart."""
    if space.fixed_item_id not in {None, goods.item_id}:
        return True
    others = [held for held in space.contents if held.item_id != goods.item_id]
    lots = [held for held in space.contents if held.lot_id != goods.lot_id]
    owners = [held for held in space.contents if held.owner_id != goods.owner_id]
    match space.mixing:
        case "ONE_ITEM":
            return bool(others)
        case "ONE_LOT":
            return bool(others or lots)
        case "ONE_OWNER":
            return bool(owners)
        case _:
            return False


def _room(limit: int | None, *, used: int, each: int | None) -> int:
    if not limit or not each:
        return UNLIMITED
    return max(0, limit - used) // each
