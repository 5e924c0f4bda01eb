"""Rules of putaway: where goods may rest, and where they should go. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from backend.stock.keys import Disposition
from backend.tasks.room.rules import Goods, Space, Trouble, room_for, trouble_in

GOOD_KINDS = frozenset({"RESERVE", "PICK_FACE"})
HELD_KINDS = frozenset({"QUARANTINE"})


class Liking(IntEnum):
    """How well a bin suits goods; smaller is better."""

    OWN_FACE = 0
    SAME_ITEM = 1
    EMPTY = 2
    SHARED = 3


@dataclass(frozen=True, slots=True)
class Placement:
    """So many base units should go to this bin; None when no bin has room for them."""

    space: Space | None
    quantity: int


def kinds_for(goods: Goods) -> frozenset[str]:
    """Return the kinds of bins that goods may rest in."""
    return GOOD_KINDS if goods.disposition is Disposition.USABLE else HELD_KINDS


def trouble_with(space: Space, goods: Goods, *, quantity: int) -> Trouble | None:
    """Say why so many base units cannot go there; None when they can."""
    if space.kind not in kinds_for(goods):
        return Trouble.WRONG_BIN
    return trouble_in(space, goods, quantity=quantity)


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
