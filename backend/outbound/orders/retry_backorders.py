"""Retry backorders: stock became free, and lines that waited for it are promised in their turn."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from backend.kernel.command import command
from backend.kernel.plan import Plan
from backend.kernel.work import Work
from backend.master.permissions import Permission
from backend.outbound.orders import sql
from backend.outbound.orders.freshness import fresh_for
from backend.outbound.orders.lines import LineChange, change_lines
from backend.outbound.orders.promise import shelves_of, soft
from backend.outbound.orders.shares import Shelf, Want, share_out, total
from backend.stock.freed import stock_freed
from backend.stock.posting import post
from backend.stock.reads import pools_of_items

LINES_MAX = 100
"""How many lines one run promises at most: writes are short, and more waits for the next run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RetryBackorders:
    """Of which item, whose, and where something became free."""

    item_id: UUID
    owner_id: UUID
    location_id: UUID


@dataclass(frozen=True, slots=True)
class BackordersRetried:
    """How many units were promised to how many lines; `goes_on` when another run follows."""

    promised: int
    lines: int
    goes_on: bool


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A line that waits, and until when its order is promised anything."""

    line_id: UUID
    item_id: UUID
    quantity: int
    channel_id: UUID
    min_remaining_days: int
    promised_until: datetime | None


@command
async def retry_backorders(work: Work, asked: RetryBackorders) -> Plan[BackordersRetried]:
    """Promise what is available to lines that wait for it; held orders wait for their holds."""
    work.allow(Permission.EDIT_ORDERS, asked.location_id)
    place = {"location_id": asked.location_id, "owner_id": asked.owner_id}
    pools = await pools_of_items(work.reader, [asked.item_id], **place)
    shelf = shelves_of(pools, [asked.item_id], **place)[asked.item_id]
    lines = await _lines(work, asked, shelf) if any(shelf.left.values()) else []
    wants = [_want(one) for one in lines]
    fresh = await fresh_for(work, wants, **place)
    given = share_out(wants, {asked.item_id: shelf}, fresh)
    until = {one.line_id: one.promised_until for one in lines}
    promised = {line_id: total(shares) for line_id, shares in given.items()}
    goes_on = len(wants) == LINES_MAX and any(shelf.left.values())
    return Plan(
        answer=BackordersRetried(sum(promised.values()), len(given), goes_on),
        writes=(
            *change_lines(
                work,
                [LineChange(line_id=line, promised=units) for line, units in promised.items()],
            ),
            *post(work, opens=soft(given, expires_at=until)),
        ),
        kind="PROMISE",
        location_id=asked.location_id,
        events=(stock_freed(asked.item_id, **place),) if goes_on else (),
    )


def _want(line: _Waiting) -> Want:
    days = line.min_remaining_days
    return Want(line.line_id, line.item_id, line.quantity, line.channel_id, days)


async def _lines(work: Work, asked: RetryBackorders, shelf: Shelf) -> list[_Waiting]:
    """Return lines that could be promised something, in order of turn."""
    rich = [channel for channel, own in shelf.own.items() if shelf.left[own]]
    values = (
        asked.item_id, asked.location_id, asked.owner_id, rich,
        bool(shelf.left.get(shelf.of_all)), sorted(shelf.quotas), work.now, LINES_MAX,
    )  # fmt: skip
    return await work.reader.rows(_Waiting, sql.WAITING_LINES, *values)
