"""Retry backorders: stock became free, and lines that waited for it are promised in their turn."""

from dataclasses import dataclass
from uuid import UUID

from backend.kernel.command import command
from backend.kernel.plan import Event, Plan
from backend.kernel.work import Work
from backend.master.permissions import Permission
from backend.outbound.orders.lines import LineChange, change_lines
from backend.outbound.orders.promise import available_of, soft, waiting_lines
from backend.outbound.orders.rules import share_out
from backend.stock.posting import post

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


@command
async def retry_backorders(work: Work, asked: RetryBackorders) -> Plan[BackordersRetried]:
    """Promise what is available to lines that wait for it; held orders wait for their holds."""
    work.allow(Permission.EDIT_ORDERS, asked.location_id)
    place = {"location_id": asked.location_id, "owner_id": asked.owner_id}
    available = await available_of(work.reader, [asked.item_id], **place)
    wants = (
        await waiting_lines(work.reader, asked.item_id, **place, at_most=LINES_MAX)
        if available[asked.item_id]
        else []
    )
    given = share_out(wants, available)
    promised = sum(given.values())
    goes_on = len(wants) == LINES_MAX and promised < available[asked.item_id]
    return Plan(
        answer=BackordersRetried(promised, len(given), goes_on),
        writes=(
            *change_lines(
                work,
                [LineChange(line_id=line, promised=units) for line, units in given.items()],
            ),
            *post(work, opens=soft(wants, given, **place)),
        ),
        kind="PROMISE",
        location_id=asked.location_id,
        events=(stock_freed(asked.item_id, **place),) if goes_on else (),
    )


def stock_freed(item_id: UUID, *, owner_id: UUID, location_id: UUID) -> Event:
    """Tell that something of an item may be promised anew, which wakes `retry_backorders`."""
    facts = {"item_id": item_id, "owner_id": owner_id, "location_id": location_id}
    return Event("StockFreed", facts)
