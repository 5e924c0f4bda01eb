"""Backing: which pools the goods of a plan come into and leave. Pure.

Goods that leave with the reservation that they were picked for leave its pool; goods that come with
one come into its pool. All others come into the pool for everybody, and leave that one: from which
neighbor it is then filled up, `level_pools` decides under its locks.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from uuid import UUID

from backend.stock.changes import Change, End, Move, Open, Outcome

Changes = dict[UUID, Change]


def pool_changes(moves: Iterable[Move], opens: Iterable[Open], ends: Iterable[End]) -> Changes:
    """Return what moves and reservations add to the supply and the promises of each pool."""
    changes: Changes = defaultdict(Change)
    left, came = _crossings(moves, changes)
    for open_ in opens:
        changes[open_.pool_id].bound += open_.quantity
        _reassign(changes, came, open_.key_id, open_.pool_id, open_.quantity)
    for end in ends:
        held = end.reservation
        changes[held.pool_id].bound -= held.quantity
        if end.outcome is Outcome.POSTED:
            _reassign(changes, left, held.key_id, held.pool_id, held.quantity)
    return changes


Crossings = dict[UUID, tuple[UUID, int]]
"""By key: the pool for everybody that was charged with its goods, and the signed quantity left."""


def _crossings(moves: Iterable[Move], changes: Changes) -> tuple[Crossings, Crossings]:
    """Charge the pools for everybody; return what left promisable keys, and what came to them."""
    left: Counter[UUID] = Counter()
    came: Counter[UUID] = Counter()
    pools: dict[UUID, UUID] = {}
    for move in moves:
        if move.source.is_promisable:
            changes[move.source.pool_id].held -= move.quantity
        if move.target.is_promisable:
            changes[move.target.pool_id].held += move.quantity
        if move.source.is_promisable and not move.target.is_promisable:
            left[move.source.id] -= move.quantity
            pools[move.source.id] = move.source.pool_id
        if move.target.is_promisable and not move.source.is_promisable:
            came[move.target.id] += move.quantity
            pools[move.target.id] = move.target.pool_id
    return (
        {key: (pools[key], units) for key, units in left.items()},
        {key: (pools[key], units) for key, units in came.items()},
    )


def _reassign(
    changes: Changes, crossings: Crossings, key_id: UUID | None, pool_id: UUID, quantity: int
) -> None:
    """Let goods that cross at a reservation's key count for the reservation's own pool."""
    if key_id is None or key_id not in crossings:
        return
    charged, units = crossings[key_id]
    taken = min(units, quantity) if units > 0 else max(units, -quantity)
    changes[charged].held -= taken
    changes[pool_id].held += taken
    crossings[key_id] = (charged, units - taken)
