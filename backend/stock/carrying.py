"""Carrying: a container goes with all that stands in it, and its goods with their reservations.

Where a container stands is written on it and on its goods alike: each of them moves by an entry, so
the books of a bin and of a pallet are the same books. All of it is one plan.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from uuid import UUID

from backend.kernel.plan import Rank, Write
from backend.kernel.work import Reader, Work
from backend.stock.allocations import Allocation, allocations_in
from backend.stock.changes import End, Level, Move, Open, Outcome
from backend.stock.containers import Container
from backend.stock.containing import sql
from backend.stock.keys import Key, Place
from backend.stock.posting import post
from backend.stock.reads import Balance
from backend.stock.seen import still_as_read


@dataclass(frozen=True, slots=True)
class Whole:
    """A container with what stands in it: containers, itself first, and goods by key."""

    root: Container
    containers: tuple[Container, ...]
    balances: tuple[Balance, ...]
    allocations: tuple[Allocation, ...]

    @property
    def ids(self) -> frozenset[UUID]:
        """The containers, itself among them."""
        return frozenset(one.id for one in self.containers)

    @property
    def height(self) -> int:
        """How many containers stand in one another below it: 0 when it holds goods alone."""
        return max(one.depth for one in self.containers) - self.root.depth

    @property
    def quantity(self) -> int:
        """How many base units it holds, of whatever."""
        return sum(held.on_hand for held in self.balances)

    @property
    def owners(self) -> frozenset[UUID]:
        """Whose goods it holds."""
        return frozenset(held.owner_id for held in self.balances)

    def held(self, level: Level) -> tuple[Allocation, ...]:
        """Return the reservations of its goods at a level."""
        return tuple(one for one in self.allocations if one.level == level)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where something is put: into a bin, or into a container that stands there."""

    place: Place
    within: Container | None = None


@dataclass(frozen=True, slots=True)
class Steps:
    """What carrying posts besides what it places; whoever else ends or opens adds to these."""

    moves: tuple[Move, ...] = ()
    opens: tuple[Open, ...] = ()
    ends: tuple[End, ...] = ()
    placed: tuple[Write, ...] = field(default=())

    def writes(self, work: Work, whole: Whole) -> tuple[Write, ...]:
        """Return all of it as writes that take effect on what was read alone."""
        return (
            *self.placed,
            *still_as_read(whole.balances),
            _nothing_else(whole),
            *post(work, moves=self.moves, opens=self.opens, ends=self.ends),
        )


async def whole_of(reader: Reader, root: Container) -> Whole:
    """Return a container with all that stands in it."""
    containers = await reader.rows(Container, sql.CONTAINERS_WITHIN, root.id)
    ids = [one.id for one in containers]
    balances = await reader.rows(Balance, sql.BALANCES_WITHIN, ids)
    reserved = any(held.reserved for held in balances)
    allocations = await allocations_in(reader, ids) if reserved else []
    top = containers[0] if containers else root
    return Whole(top, tuple(containers), tuple(balances), tuple(allocations))


def carried_whole(work: Work, whole: Whole, to: Standing) -> Steps:
    """Bring a container to a bin or into another container; all in it goes along."""
    depth = 0 if to.within is None else to.within.depth + 1
    shift = depth - whole.root.depth
    parent_id = to.within.id if to.within else None
    placed = [
        replace(
            one,
            bin_id=to.place.bin_id,
            depth=one.depth + shift,
            parent_id=parent_id if one.id == whole.root.id else one.parent_id,
        )
        for one in whole.containers
    ]
    moved = _following(whole, lambda key: replace(key, place=to.place))
    return replace(moved, placed=(_placing(work, placed, touched=to.within),))


def emptied_into(work: Work, whole: Whole, to: Standing) -> Steps:
    """Take all out of a container, goods and containers; it stays behind, empty."""
    depth = 0 if to.within is None else to.within.depth + 1
    shift = depth - whole.root.depth - 1
    parent_id = to.within.id if to.within else None
    placed = [
        replace(
            one,
            bin_id=to.place.bin_id,
            depth=one.depth + shift,
            parent_id=parent_id if one.parent_id == whole.root.id else one.parent_id,
        )
        for one in whole.containers
        if one.id != whole.root.id
    ]

    def there(key: Key) -> Key:
        inside = parent_id if key.container_id == whole.root.id else key.container_id
        return replace(key, place=to.place, container_id=inside)

    moved = _following(whole, there)
    return replace(moved, placed=(_placing(work, [whole.root, *placed], touched=to.within),))


def placed_back(work: Work, whole: Whole, to: Standing) -> Write:
    """Place a container where it came from; its goods go back by a reversal."""
    (write,) = carried_whole(work, whole, to).placed
    return write


def _following(whole: Whole, there: Callable[[Key], Key]) -> Steps:
    """Move goods to their new keys; what is picked of them stays reserved for its demand."""
    picked = [one for one in whole.held(Level.PICK) if there(one.key) != one.key]
    return Steps(
        moves=tuple(
            Move(held.key, target, held.on_hand)
            for held in whole.balances
            if (target := there(held.key)) != held.key
        ),
        opens=tuple(
            Open(Level.PICK, one.pool_id, one.demand_id, one.quantity, there(one.key).id)
            for one in picked
        ),
        ends=tuple(End(one.reservation, Outcome.POSTED) for one in picked),
    )


def _placing(work: Work, placed: Iterable[Container], *, touched: Container | None) -> Write:
    """Place containers; the one that they are put into counts as changed."""
    rows = [*placed, *([touched] if touched else [])]
    values = (
        [one.id for one in rows],
        [one.version for one in rows],
        [one.bin_id for one in rows],
        [one.parent_id for one in rows],
        [one.depth for one in rows],
        work.now,
    )
    order = f"container {rows[0].code}"
    return Write(Rank.DOCUMENT, order, sql.PLACE_CONTAINERS, values, rows=len(rows))


def _nothing_else(whole: Whole) -> Write:
    values = (sorted(whole.ids), [held.key_id for held in whole.balances])
    return Write(Rank.BALANCE, "0 as read within", sql.NOTHING_ELSE_WITHIN, values)
