"""Allocate: choose the bins that promised goods come from. Pure.

Goods with lots go first expired, first out, whatever the way; without a date, first come, first
out. Nothing goes that is past its date, or has fewer days left than the order wants. Of other goods
a line takes, in this order, what needs the fewest stops: one pick face that holds all of it; pick
faces together; one reserve bin that holds all of it; pick faces and reserve together.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from backend.stock.free import FreeBalance
from backend.stock.keys import Key


@dataclass(slots=True)
class Shelf:
    """What one key still has free, in base units, while orders are being allocated.

    `days_left` until its date, below 0 once it is past; None without a date.
    """

    key: Key
    free: int
    days_left: int | None = None

    @property
    def is_pick_face(self) -> bool:
        """Goods are at hand here; reserve is higher up or further away."""
        return self.key.place.kind == "PICK_FACE"

    def is_good_for(self, days: int) -> bool:
        """Tell whether the goods have so many days left."""
        return self.days_left is None or self.days_left >= days


@dataclass(frozen=True, slots=True)
class Taken:
    """Units that a line takes from one key."""

    line_id: UUID
    key: Key
    quantity: int


Shelves = Mapping[UUID, Sequence[Shelf]]
"""The shelves of each item, in the order in which the ledger offers them."""


def shelves_of(stock: Mapping[UUID, Iterable[FreeBalance]]) -> dict[UUID, list[Shelf]]:
    """Return what may be allocated of each item."""
    return {
        item_id: [Shelf(balance.key, balance.free, balance.days_left) for balance in balances]
        for item_id, balances in stock.items()
    }


def choose(shelves: Sequence[Shelf], quantity: int, *, days: int = 0) -> list[tuple[Shelf, int]]:
    """Return which shelves give how much of a quantity; less than all of it when they have less.

    Goods must have so many `days` left.
    """
    offered = [shelf for shelf in shelves if shelf.free > 0 and shelf.is_good_for(days)]
    if any(shelf.key.lot_id for shelf in offered):
        return _fill(offered, quantity)
    faces = [shelf for shelf in offered if shelf.is_pick_face]
    reserve = [shelf for shelf in offered if not shelf.is_pick_face]
    for whole in (faces, reserve):
        if whole is reserve and sum(shelf.free for shelf in faces) >= quantity:
            return _fill(_largest_first(faces), quantity)
        one = next((shelf for shelf in whole if shelf.free >= quantity), None)
        if one:
            return [(one, quantity)]
    return _fill(_largest_first(faces) + _largest_first(reserve), quantity)


def take_line(
    shelves: Shelves, *, line_id: UUID, item_id: UUID, quantity: int, days: int
) -> list[Taken]:
    """Take what a line can have and count it off the shelves."""
    taken = []
    for shelf, units in choose(shelves.get(item_id, ()), quantity, days=days):
        shelf.free -= units
        taken.append(Taken(line_id, shelf.key, units))
    return taken


def is_too_old(shelves: Shelves, *, item_id: UUID, days: int) -> bool:
    """Tell whether goods of the item lie free that only their date keeps from going."""
    left = [shelf for shelf in shelves.get(item_id, ()) if shelf.free > 0]
    return any(not shelf.is_good_for(days) for shelf in left)


def give_back(shelves: Shelves, taken: Iterable[Taken]) -> None:
    """Put back on the shelves what an order took that cannot go after all."""
    for one in taken:
        shelf = next(shelf for shelf in shelves[one.key.item_id] if shelf.key == one.key)
        shelf.free += one.quantity


def _largest_first(shelves: Iterable[Shelf]) -> list[Shelf]:
    return sorted(shelves, key=lambda shelf: -shelf.free)


def _fill(shelves: Iterable[Shelf], quantity: int) -> list[tuple[Shelf, int]]:
    chosen = []
    left = quantity
    for shelf in shelves:
        units = min(shelf.free, left)
        if units:
            chosen.append((shelf, units))
            left -= units
    return chosen
