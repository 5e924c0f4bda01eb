"""Free stock: what may be allocated, with how many days each of it has left.

Goods are judged by their date here as well as by their condition: a lot that ran out last midnight
is turned EXPIRED within the hour, and until then nothing of it is allocated.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from backend.kernel.work import Reader
from backend.stock.reads import Balance

# Good stock in open pick faces and reserve. First to expire goes first, by the location's own
# calendar; of lots without a date the one that came first; then pick faces, in walk order. Goods
# that should have a date and have none count as past it.
FREE_STOCK = """
SELECT key.id AS key_id, key.owner_id, key.item_id, key.lot_id, key.serial_id, key.disposition,
       key.bin_id, key.container_id, key.location_id, bin.kind AS bin_kind, bin.code AS bin_code,
       balance.on_hand, balance.reserved, balance.version,
       CASE WHEN item.needs_expiry AND lot.expires_on IS NULL THEN -1
            ELSE lot.expires_on - ($4::timestamptz AT TIME ZONE location.time_zone)::date
            END AS days_left
  FROM stock_key key
  JOIN stock_balance balance ON balance.key_id = key.id
  JOIN bin ON bin.id = key.bin_id
  JOIN location ON location.id = key.location_id
  JOIN item ON item.id = key.item_id
  LEFT JOIN lot ON lot.id = key.lot_id
 WHERE key.item_id = ANY ($1::uuid[]) AND key.location_id = $2 AND key.owner_id = $3
   AND key.is_promisable AND bin.kind IN ('PICK_FACE', 'RESERVE')
   AND bin.block NOT IN ('OUTBOUND', 'BOTH')
   AND balance.on_hand > balance.reserved
 ORDER BY key.item_id, lot.expires_on NULLS LAST, lot.received_at, bin.kind = 'RESERVE',
          bin.pick_sequence, key.id
"""


# How much of each item nobody has reserved that has so many days left, wherever it may be promised.
FRESH_UNITS = """
SELECT key.item_id, sum(balance.on_hand - balance.reserved)::bigint AS units
  FROM stock_key key
  JOIN stock_balance balance ON balance.key_id = key.id
  JOIN location ON location.id = key.location_id
  JOIN item ON item.id = key.item_id
  LEFT JOIN lot ON lot.id = key.lot_id
 WHERE key.item_id = ANY ($1::uuid[]) AND key.location_id = $2 AND key.owner_id = $3
   AND key.is_promisable
   AND CASE WHEN lot.expires_on IS NULL THEN NOT item.needs_expiry
            ELSE lot.expires_on - ($4::timestamptz AT TIME ZONE location.time_zone)::date >= $5
            END
 GROUP BY key.item_id
"""


@dataclass(frozen=True, slots=True)
class _Fresh:
    item_id: UUID
    units: int


@dataclass(frozen=True, slots=True)
class FreeBalance(Balance):
    """What stands at one key; `days_left` is below 0 past its date, None without one."""

    days_left: int | None

    def is_good_for(self, days: int) -> bool:
        """Tell whether the goods have so many days left, counting from today; 0 is today."""
        return self.days_left is None or self.days_left >= days


async def free_stock(
    reader: Reader, items: Iterable[UUID], *, location_id: UUID, owner_id: UUID, at: datetime
) -> dict[UUID, list[FreeBalance]]:
    """Return what is free of each item, first to expire first, also what is past its date."""
    values = (list(items), location_id, owner_id, at)
    found: dict[UUID, list[FreeBalance]] = {}
    for balance in await reader.rows(FreeBalance, FREE_STOCK, *values):
        found.setdefault(balance.item_id, []).append(balance)
    return found


async def fresh_units(
    reader: Reader,
    items: Iterable[UUID],
    *,
    location_id: UUID,
    owner_id: UUID,
    at: datetime,
    days: int,
) -> dict[UUID, int]:
    """Return how much of each item is not reserved and has so many days left, 0 for none."""
    asked = list(items)
    rows = await reader.rows(_Fresh, FRESH_UNITS, asked, location_id, owner_id, at, days)
    return dict.fromkeys(asked, 0) | {row.item_id: row.units for row in rows}
