"""Shares: from which pools lines are promised, and how far those go. Pure.

A line takes from its channel's own pool first, then from the one for everybody; a channel with a
quota has its own alone.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from backend.stock.reads import PoolState


@dataclass(frozen=True, slots=True)
class Share:
    """So many base units of one pool."""

    pool_id: UUID
    units: int


@dataclass(frozen=True, slots=True)
class Want:
    """Units of an item that a line still waits for; None asks for no channel."""

    line_id: UUID
    item_id: UUID
    quantity: int
    channel_id: UUID | None = None
    days: int = 0
    """How many days must be left of its goods."""


@dataclass(slots=True)
class Shelf:
    """What can still be promised of one item, pool by pool, while lines take their turn."""

    of_all: UUID
    left: dict[UUID, int] = field(default_factory=dict)
    own: dict[UUID, UUID] = field(default_factory=dict)
    """The pools of channels."""
    quotas: set[UUID] = field(default_factory=set)
    """Channels that take from their own pool alone."""

    @classmethod
    def of(cls, default_id: UUID, pools: Iterable[PoolState]) -> "Shelf":
        """Return what pools of one item have; the default one need not exist yet."""
        shelf = cls(default_id)
        for pool in pools:
            shelf.left[pool.id] = pool.available
            if pool.channel_id:
                shelf.own[pool.channel_id] = pool.id
                if pool.kind == "QUOTA":
                    shelf.quotas.add(pool.channel_id)
        return shelf

    def sources(self, channel_id: UUID | None) -> tuple[UUID, ...]:
        """Return the pools that a channel's lines take from, in order."""
        if channel_id is None or channel_id not in self.own:
            return (self.of_all,)
        own = self.own[channel_id]
        return (own,) if channel_id in self.quotas else (own, self.of_all)

    def room(self, channel_id: UUID | None) -> int:
        """Return how much a channel can still be promised."""
        return sum(max(0, self.left.get(pool_id, 0)) for pool_id in self.sources(channel_id))

    def take(self, channel_id: UUID | None, quantity: int) -> tuple[Share, ...]:
        """Take up to a quantity for a line of a channel, and count it off."""
        taken = []
        for pool_id in self.sources(channel_id):
            units = min(quantity, self.left.get(pool_id, 0))
            if units > 0:
                self.left[pool_id] -= units
                quantity -= units
                taken.append(Share(pool_id, units))
        return tuple(taken)


@dataclass(slots=True)
class Fresh:
    """How many units of an item have so many days left, by item and days, while lines take turns.

    Goods with thirty days left have twenty as well, so a line counts at each step up to its own.
    """

    left: dict[tuple[UUID, int], int] = field(default_factory=dict)

    def room(self, want: Want) -> int:
        """Return how much of what a line wants is fresh enough for it."""
        bounds = (
            units
            for (item_id, days), units in self.left.items()
            if item_id == want.item_id and days <= want.days
        )
        return max(0, min(bounds, default=want.quantity))

    def take(self, want: Want, units: int) -> None:
        """Count off what a line was promised."""
        for item_id, days in self.left:
            if item_id == want.item_id and days <= want.days:
                self.left[item_id, days] -= units


Given = dict[UUID, tuple[Share, ...]]
"""What each line is promised, by its id."""


def share_out(
    wants: Iterable[Want], shelves: Mapping[UUID, Shelf], fresh: Fresh | None = None
) -> Given:
    """Return what each line is promised, first come first served, in base units.

    What is promised is counted off the shelves, so no pool gives more than it has, and off what is
    `fresh`, where lines want days. A line that gets nothing is left out.
    """
    given: Given = {}
    days_left = fresh or Fresh()
    for want in wants:
        quantity = min(want.quantity, days_left.room(want))
        shares = shelves[want.item_id].take(want.channel_id, quantity)
        days_left.take(want, total(shares))
        if shares:
            given[want.line_id] = shares
    return given


def total(shares: Iterable[Share]) -> int:
    """Return how many base units these are."""
    return sum(share.units for share in shares)


def split(shares: Sequence[Share], quantity: int) -> tuple[list[Share], list[Share]]:
    """Divide shares into the first `quantity` units, or all there are, and the rest."""
    first: list[Share] = []
    rest: list[Share] = []
    for share in shares:
        units = min(share.units, quantity)
        quantity -= units
        if units:
            first.append(Share(share.pool_id, units))
        if share.units > units:
            rest.append(Share(share.pool_id, share.units - units))
    return first, rest
