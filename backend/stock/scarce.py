"""Guard what was missing: whoever is left waiting for stock must be seen by whoever frees some.

A plan that leaves demand waiting holds its pools until it is done. Stock that is freed meanwhile
waits for it, and then tells of itself, so that the demand is found; stock that was freed before
makes the plan's command run again.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from operator import itemgetter
from uuid import UUID

from backend.kernel.plan import Rank, Write
from backend.stock.keys import pool_id

PLENTY = (1 << 63) - 1

# Names pools that never held anything, so that there is a row to hold.
NAME_SCARCE_POOLS = """
INSERT INTO stock_pool (id, owner_id, item_id, location_id)
SELECT id, $2, item_id, $3
  FROM unnest($1::uuid[], $4::uuid[]) AS named (id, item_id)
 ORDER BY id
    ON CONFLICT (id) DO NOTHING
"""

# Locks in id order. A pool that has more to promise than was seen does not come back.
HOLD_SCARCE_POOLS = """
SELECT pool.id
  FROM stock_pool pool
  JOIN unnest($1::uuid[], $2::bigint[]) AS seen (id, available) USING (id)
 WHERE pool.available <= seen.available
 ORDER BY pool.id
   FOR UPDATE OF pool
"""


@dataclass(frozen=True, slots=True)
class Seen:
    """What a pool of an item had to promise when the command looked; PLENTY where it sufficed."""

    pool_id: UUID
    item_id: UUID
    available: int


def still_scarce(seen: Iterable[Seen], *, owner_id: UUID, location_id: UUID) -> tuple[Write, Write]:
    """Hold these pools, if none of them has become richer than was seen.

    Name every pool that the plan touches, so that all of them are locked in one order. The pool for
    everybody need not exist yet; that of a channel does.
    """
    rows = sorted(((one.pool_id, one) for one in seen), key=itemgetter(0))
    ids = [id_ for id_, _ in rows]
    named = [one for id_, one in rows if id_ == pool_id(owner_id, one.item_id, location_id)]
    names = ([one.pool_id for one in named], owner_id, location_id, [one.item_id for one in named])
    bounds = (ids, [one.available for _, one in rows])
    return (
        Write(Rank.POOL, "0 name scarce", NAME_SCARCE_POOLS, names, rows=None),
        Write(Rank.POOL, "0 scarce", HOLD_SCARCE_POOLS, bounds, rows=len(ids)),
    )
