"""Which of the goods in a bin a difference is taken from or added to. Pure.

A counter says "seven of tea in this bin". The ledger may know the tea under several keys: other
conditions, other owners. What is missing is taken from good and free goods first, so that as few
promises as possible are broken; what turned up is added to the good ones.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from backend.master.items import HOUSE_OWNER_ID
from backend.master.places import Bin
from backend.stock.changes import Reservation
from backend.stock.keys import Disposition, Key
from backend.stock.reads import Balance
from backend.stock.where import place_of


@dataclass(frozen=True, slots=True)
class Taking:
    """So much leaves one key."""

    balance: Balance
    quantity: int

    @property
    def displaces(self) -> int:
        """How many reserved units go with it: what is left must still cover what is reserved."""
        return max(0, self.quantity - self.balance.free)


def take(balances: Iterable[Balance], quantity: int) -> tuple[tuple[Taking, ...], int]:
    """Return what to take from which key, and how much is not there at all.

    Good goods before others, and free ones before reserved ones.
    """
    ordered = sorted(
        balances, key=lambda held: (held.disposition != Disposition.USABLE, -held.free, held.key_id)
    )
    taken = dict.fromkeys((held.key_id for held in ordered), 0)
    left = quantity
    free_first = [(held, held.free) for held in ordered]
    for held, bound in (*free_first, *((held, held.on_hand) for held in ordered)):
        more = min(left, bound - taken[held.key_id])
        taken[held.key_id] += more
        left -= more
    takings = (Taking(held, taken[held.key_id]) for held in ordered if taken[held.key_id])
    return tuple(takings), left


def add_to(
    balances: Sequence[Balance],
    bin_: Bin,
    *,
    item_id: UUID,
    disposition: Disposition | None,
    owner_id: UUID | None = None,
) -> Key:
    """Return the key that gains: where most of it lies already, else goods of the owner.

    The house is the owner where none is said.
    """
    wanted = disposition or Disposition.USABLE
    alike = [held for held in balances if held.disposition == wanted]
    if alike:
        return max(alike, key=lambda held: (held.on_hand, held.key_id)).key
    return Key(owner_id or HOUSE_OWNER_ID, item_id, wanted, place_of(bin_))


def displace(reservations: Iterable[Reservation], quantity: int) -> tuple[Reservation, ...]:
    """Return which reservations on a key lose their goods, in the order that they are given.

    They are given youngest first: who came last waits first. One that loses some of its goods loses
    all of them there, so that its one pick can be called off whole.
    """
    found: list[Reservation] = []
    left = quantity
    for reservation in reservations:
        if left <= 0:
            break
        found.append(reservation)
        left -= reservation.quantity
    return tuple(found)


def promise_again(displaced: Iterable[Reservation], covered: int) -> dict[UUID, int]:
    """Return how much of each displaced reservation the pool still covers; oldest first."""
    again: dict[UUID, int] = {}
    left = max(0, covered)
    for one in sorted(displaced, key=lambda one: one.id):
        again[one.id] = min(left, one.quantity)
        left -= again[one.id]
    return again
