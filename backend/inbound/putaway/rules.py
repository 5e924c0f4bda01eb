"""Rules of putaway: what fits where, and where goods should go. Pure.

What stands in a bin and what is promised to it by open putaways count alike (I10). A measure that
the bin or the item does not state limits nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from uuid import UUID

from backend.stock.keys import Disposition

CUBIC_MM_PER_ML = 1_000
UNLIMITED = (1 << 53) - 1
"""Room of a bin that states no limit."""
GOOD_KINDS = frozenset({"RESERVE", "PICK_FACE"})
HELD_KINDS = frozenset({"QUARANTINE"})


class Trouble(StrEnum):
    """Why goods cannot go to a bin."""

    WRONG_BIN = "WRONG_BIN"
    BIN_BLOCKED = "BIN_BLOCKED"
    BIN_MIXING = "BIN_MIXING"
    BIN_FULL = "BIN_FULL"


class Liking(IntEnum):
    """How well a bin suits goods; smaller is better."""

    OWN_FACE = 0
    SAME_ITEM = 1
    EMPTY = 2
    SHARED = 3


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

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of bins that these goods may rest in."""
        return GOOD_KINDS if self.disposition is Disposition.USABLE else HELD_KINDS


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


@dataclass(frozen=True, slots=True)
class Placement:
    """So many base units should go to this bin; None when no bin has room for them."""

    space: Space | None
    quantity: int


def trouble_with(space: Space, goods: Goods, *, quantity: int) -> Trouble | None:
    """Say why so many base units cannot go there; None when they can."""
    if space.kind not in goods.kinds:
        return Trouble.WRONG_BIN
    if space.is_blocked:
        return Trouble.BIN_BLOCKED
    if _must_not_mix(space, goods):
        return Trouble.BIN_MIXING
    if room_for(space, goods) < quantity:
        return Trouble.BIN_FULL
    return None


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


def place(spaces: Sequence[Space], goods: Goods, *, quantity: int) -> tuple[Placement, ...]:
    """Choose where base units go: one bin that takes them all, else as few as may be.

    Its own pick face is best, then bins that hold the item, then empty ones, then shared ones;
    among equals the nearest to its pick face. What no bin has room for comes last, without one.
    """
    assert quantity > 0, "a putaway puts something away"
    ranked = ranking(spaces, goods)
    for space in ranked:
        if room_for(space, goods) >= quantity:
            return (Placement(space, quantity),)
    return tuple(_spread(ranked, goods, quantity=quantity))


def ranking(spaces: Iterable[Space], goods: Goods) -> list[Space]:
    """Return the bins that take at least one base unit, best first."""
    fitting = (space for space in spaces if trouble_with(space, goods, quantity=1) is None)
    return sorted(fitting, key=lambda space: (liking(space, goods), space.distance_mm, space.code))


def liking(space: Space, goods: Goods) -> Liking:
    """Say how well a bin suits the goods."""
    if space.fixed_item_id == goods.item_id:
        return Liking.OWN_FACE
    if any(held.item_id == goods.item_id for held in space.contents):
        return Liking.SAME_ITEM
    return Liking.SHARED if space.contents else Liking.EMPTY


def _spread(ranked: list[Space], goods: Goods, *, quantity: int) -> Iterable[Placement]:
    left = quantity
    for space in sorted(ranked, key=lambda space: -room_for(space, goods)):
        taken = min(left, room_for(space, goods))
        yield Placement(space, taken)
        left -= taken
        if not left:
            return
    yield Placement(None, left)


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
