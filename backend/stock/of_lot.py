"""Goods of one lot, wherever they stand: in bins, in totes, and in cartons that have not left."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from backend.kernel.pages import Page, Paged, read_page
from backend.kernel.work import Reader
from backend.stock.browse import BY_BIN, BalanceRow
from backend.stock.keys import Disposition
from backend.stock.reads import Balance
from backend.stock.told_apart import Traced

BALANCES_OF_LOT = """
SELECT key.id AS key_id, key.owner_id, key.item_id, key.lot_id, key.serial_id, key.disposition,
       key.bin_id, key.container_id, key.location_id, bin.kind AS bin_kind, bin.code AS bin_code,
       balance.on_hand, balance.reserved, balance.version
  FROM stock_key key
  JOIN stock_balance balance ON balance.key_id = key.id
  JOIN bin ON bin.id = key.bin_id
 WHERE key.lot_id = $1 AND ($2::uuid IS NULL OR key.location_id = $2)
   AND key.disposition = ANY ($3::text[]) AND balance.on_hand > 0
 ORDER BY key.id
"""

# Lots of which anything stands in these conditions at a location where their last day is over, by
# the location's own clock. The second bound lets the index on the date do its work.
LOTS_PAST_DATE = """
SELECT DISTINCT lot.id AS lot_id, key.location_id,
       ($1::timestamptz AT TIME ZONE location.time_zone)::date AS today
  FROM lot
  JOIN stock_key key ON key.lot_id = lot.id AND key.is_physical
  JOIN stock_balance balance ON balance.key_id = key.id AND balance.on_hand > 0
  JOIN location ON location.id = key.location_id
 WHERE key.disposition = ANY ($2::text[])
   AND lot.expires_on < ($1::timestamptz AT TIME ZONE location.time_zone)::date
   AND lot.expires_on < ($1::timestamptz AT TIME ZONE 'UTC')::date + 1
 ORDER BY lot.id, key.location_id
 LIMIT 1000
"""


# What stands of a lot, or the one place of a serial, as lists show it.
BALANCES_TOLD_APART = """
SELECT key.id, key.owner_id, key.item_id, key.location_id, key.bin_id, bin.code AS bin_code,
       key.container_id, key.lot_id, key.serial_id, key.disposition, key.is_promisable,
       balance.on_hand, balance.reserved, balance.version
  FROM stock_key key
  JOIN stock_balance balance ON balance.key_id = key.id
  JOIN bin ON bin.id = key.bin_id
 WHERE balance.on_hand > 0
   AND (key.lot_id = $1 OR key.serial_id = $2)
   AND ($3::uuid[] IS NULL OR key.location_id = ANY ($3))
"""


@dataclass(frozen=True, slots=True)
class PastDate:
    """A lot that ran out at a location, and which day it is there."""

    lot_id: UUID
    location_id: UUID
    today: date


async def balances_of_lot(
    reader: Reader,
    lot_id: UUID,
    *,
    dispositions: Iterable[Disposition],
    location_id: UUID | None = None,
) -> list[Balance]:
    """Return what stands of a lot in these conditions, at one location or at all."""
    words = [one.value for one in dispositions]
    return await reader.rows(Balance, BALANCES_OF_LOT, lot_id, location_id, words)


async def balance_page_told_apart(
    reader: Reader, traced: Traced, *, locations: Sequence[UUID] | None, page: Page
) -> Paged[BalanceRow]:
    """Return a page of what stands of a lot, or the place of a serial, by bin."""
    places = None if locations is None else list(locations)
    values = (traced.lot_id, traced.serial_id, places)
    return await read_page(
        reader, BalanceRow, BALANCES_TOLD_APART, *values, order=BY_BIN, page=page
    )


async def lots_past_date(
    reader: Reader, *, at: datetime, dispositions: Iterable[Disposition]
) -> list[PastDate]:
    """Return the lots that are past their date somewhere, at most 1000."""
    words = [one.value for one in dispositions]
    return await reader.rows(PastDate, LOTS_PAST_DATE, at, words)
