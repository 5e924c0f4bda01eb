"""Takings: which allocated goods a quantity takes, and what that means to the ledger. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from backend.outbound.picking.totes import Tote
from backend.stock.allocations import Allocation
from backend.stock.changes import End, Level, Move, Open, Outcome
from backend.stock.keys import Key, Place


@dataclass(frozen=True, slots=True)
class Taking:
    """Some base units of one allocation."""

    allocation: Allocation
    quantity: int


@dataclass(frozen=True, slots=True)
class Steps:
    """What one plan posts: goods that move, reservations that open and that end."""

    moves: tuple[Move, ...] = ()
    opens: tuple[Open, ...] = ()
    ends: tuple[End, ...] = ()

    def __add__(self, other: "Steps") -> "Steps":
        """Join two lists of steps; order means nothing."""
        return Steps(self.moves + other.moves, self.opens + other.opens, self.ends + other.ends)


def take(allocations: Iterable[Allocation], quantity: int) -> tuple[Taking, ...]:
    """Take `quantity` base units from these allocations, the oldest first, or all there is."""
    takings = []
    for allocation in allocations:
        taken = min(quantity, allocation.quantity)
        if taken:
            takings.append(Taking(allocation, taken))
            quantity -= taken
    return tuple(takings)


def into_tote(takings: Iterable[Taking], tote: Tote) -> Steps:
    """Move allocated goods into a tote, picked; their allocations end."""
    steps = Steps()
    for taking in takings:
        target = in_tote(taking.allocation.key, tote)
        steps += carry(taking, target, level=Level.PICK, ends=Outcome.POSTED)
    return steps


def carry(taking: Taking, target: Key, *, level: Level, ends: Outcome) -> Steps:
    """Move goods with their reservation to another key, where it stands at `level`."""
    held = taking.allocation.reservation
    return Steps(
        moves=(Move(taking.allocation.key, target, taking.quantity, held.demand_id),),
        opens=(Open(level, held.pool_id, held.demand_id, taking.quantity, target.id),),
        ends=(End(held, ends),),
    )


def stay(takings: Iterable[Taking]) -> Steps:
    """Reserve anew what was not taken: a reservation ends whole, and the rest is still wanted."""
    return Steps(
        opens=tuple(
            Open(
                held.level,
                held.pool_id,
                held.demand_id,
                held.quantity - taking.quantity,
                held.key_id,
            )
            for taking in takings
            if (held := taking.allocation.reservation).quantity > taking.quantity
        )
    )


def let_go(allocations: Iterable[Allocation]) -> Steps:
    """End allocations without their goods."""
    return Steps(ends=tuple(End(one.reservation, Outcome.VOIDED) for one in allocations))


def in_tote(key: Key, tote: Tote) -> Key:
    """Return the key that goods have once they lie in a tote."""
    return replace(key, place=tote.place, container_id=tote.id)


def in_bin(key: Key, place: Place) -> Key:
    """Return the key that goods have once they lie loose in a bin."""
    return replace(key, place=place, container_id=None)
