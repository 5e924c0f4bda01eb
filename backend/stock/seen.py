"""Count while trading: what moved since somebody looked, and whether balances are still as read."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from backend.kernel.plan import Rank, Write
from backend.kernel.work import Reader
from backend.stock.reads import Balance

# Locks in key order, before balances change. A balance that changed does not come back.
STILL_AS_READ = """
SELECT balance.key_id
  FROM stock_balance balance
  JOIN unnest($1::uuid[], $2::bigint[]) AS seen (key_id, version) USING (key_id, version)
 ORDER BY balance.key_id
   FOR UPDATE OF balance
"""

# What operations after a log position did to each loose key of a bin, also to those that are empty.
MOVED_SINCE = """
SELECT key.item_id, key.lot_id, key.serial_id, sum(change.on_hand)::bigint AS quantity
  FROM stock_key key
  JOIN stock_balance_change change ON change.key_id = key.id
  JOIN operation ON operation.id = change.operation_id
 WHERE key.bin_id = $1 AND key.container_id IS NULL
   AND (operation.xid, operation.id) > ($2::text::xid8, $3::uuid)
 GROUP BY key.item_id, key.lot_id, key.serial_id
"""


@dataclass(frozen=True, slots=True)
class LogPosition:
    """A place in the log: everything up to and including this operation was seen."""

    xid: int
    operation_id: UUID


@dataclass(frozen=True, slots=True)
class Moved:
    """What came into (plus) or left (minus) a bin."""

    item_id: UUID
    lot_id: UUID | None
    serial_id: UUID | None
    quantity: int


def still_as_read(balances: Iterable[Balance]) -> tuple[Write, ...]:
    """Let the plan take effect only if these balances are as they were read."""
    seen = sorted(balances, key=lambda balance: balance.key_id)
    if not seen:
        return ()
    values = ([balance.key_id for balance in seen], [balance.version for balance in seen])
    return (Write(Rank.BALANCE, "0 as read", STILL_AS_READ, values, rows=len(seen)),)


async def moved_since(reader: Reader, bin_id: UUID, position: LogPosition) -> list[Moved]:
    """Return what came into or left a bin after a log position, by item, lot and serial."""
    values = (bin_id, str(position.xid), position.operation_id)
    return await reader.rows(Moved, MOVED_SINCE, *values)
