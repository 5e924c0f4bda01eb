"""GraphQL for live stock: a snapshot, then deltas, each beginning where the last one ended."""

import asyncio
import time
from collections.abc import AsyncGenerator, AsyncIterator
from dataclasses import replace
from enum import Enum
from typing import Annotated, Union
from uuid import UUID

import strawberry

from backend.api.area import Area
from backend.api.containers import Container, may_see
from backend.api.context import Context, Info
from backend.api.directives import Bounded
from backend.api.enums import show_enum
from backend.api.errors import ForbiddenError
from backend.api.global_ids import encode
from backend.api.operations import Operation
from backend.api.scalars import Cursor
from backend.api.stock import Balance, Stock
from backend.api.stock_questions import FilterArgument, StockQuery, wanted_stock
from backend.kernel.cursor import Cursor as LogCursor
from backend.kernel.pages import SIZE_MAX, Page
from backend.master.permissions import Permission
from backend.stock.browse import (
    Wanted,
    balance_page,
    balances_of_ids,
    operations_of_ids,
    stock_of_ids,
    stock_page,
)
from backend.stock.live import LiveStock, Subscriber, Touched

HEARTBEAT_S = 15.0
AHEAD_S, AHEAD_TRIES = 0.1, 50
PER_SECOND_MAX = 20
PART = SIZE_MAX // 2
"""Sums, balances and operations in one delta; `removed` may list both of the first two."""


class ResyncReason(Enum):
    """Why a client must start anew."""

    CURSOR_TOO_OLD = "CURSOR_TOO_OLD"
    TOO_SLOW = "TOO_SLOW"
    SERVER_RESET = "SERVER_RESET"


show_enum(
    ResyncReason,
    says="Why continuity was lost.",
    values={
        "CURSOR_TOO_OLD": "Too much has happened since the cursor, or it is none of ours.",
        "TOO_SLOW": "The client could not keep up.",
        "SERVER_RESET": "The log began anew, such as after a restore.",
    },
)


@strawberry.interface(
    description="A message of a subscription. Fold it by id: upsert what it lists, newest version"
    " wins; drop what it removes. A message whose `from` is not the last `to` means a gap."
)
class LiveMessage:
    """What every message says of its place."""

    start: Cursor | None = strawberry.field(
        name="from", description="The previous message's `to`; null only on the very first."
    )
    end: Cursor = strawberry.field(name="to", description="Everything up to here has been said.")


@strawberry.type(description="A part of the stock as it is.")
class StockSnapshot(LiveMessage):
    """One page of the beginning."""

    is_last: bool = strawberry.field(
        description="True on the last part: from now on there are deltas."
    )
    stock: list[Stock] = strawberry.field(
        description="Sums of this part.", directives=[Bounded(max=SIZE_MAX)]
    )
    balances: list[Balance] = strawberry.field(
        description="Balances of this part.", directives=[Bounded(max=SIZE_MAX)]
    )


@strawberry.type(
    description="What has changed since the message before. A long stretch comes in parts, of which"
    " only the last moves `to` on."
)
class StockDelta(LiveMessage):
    """A stretch of the log, folded per key."""

    stock: list[Stock] = strawberry.field(
        description="Sums that changed, as they are now.", directives=[Bounded(max=SIZE_MAX)]
    )
    balances: list[Balance] = strawberry.field(
        description="Balances that changed, as they are now.", directives=[Bounded(max=SIZE_MAX)]
    )
    removed: list[strawberry.ID] = strawberry.field(
        description="Balances that are empty now, and whatever no longer fits the filter.",
        directives=[Bounded(max=SIZE_MAX)],
    )
    operations: list[Operation] = strawberry.field(
        description="What happened, in log order.", directives=[Bounded(max=SIZE_MAX)]
    )


@strawberry.type(description="Nothing new, but we are here.")
class Heartbeat(LiveMessage):
    """Sent when nothing else was for a while."""


@strawberry.type(description="Continuity is lost: forget everything; a snapshot follows.")
class Resync(LiveMessage):
    """The only way to lose continuity, and it is always said."""

    reason: ResyncReason = strawberry.field(description="Why.")


StockMessage = Annotated[
    Union[StockSnapshot, StockDelta, Heartbeat, Resync],  # noqa: UP007 - made at run time
    strawberry.union("StockMessage", description="What `stockChanged` says."),
]
Message = StockSnapshot | StockDelta | Heartbeat | Resync


@strawberry.type(description="Live stock.")
class StockSubscription:
    """Root field of the live ledger."""

    @strawberry.subscription(
        description="Stock, live: a snapshot in parts, then deltas. Pass the last `to` as `after`"
        " to go on without a gap; takes READ_STOCK."
    )
    async def stock_changed(
        self,
        info: Info,
        filter: FilterArgument = None,
        after: Annotated[
            Cursor | None,
            strawberry.argument(description="Go on from here; a snapshot when left out."),
        ] = None,
        max_per_second: Annotated[
            int, strawberry.argument(description="At most this many messages a second, 1 to 20.")
        ] = 4,
    ) -> AsyncGenerator[StockMessage, None]:
        """Listen first, read second: nothing can fall between the two."""
        context = info.context
        if not context.actor.may_somewhere(Permission.READ_STOCK):
            raise ForbiddenError(f"This takes the permission {Permission.READ_STOCK}.")
        wanted = await wanted_stock(context, filter)
        pause = 1 / min(PER_SECOND_MAX, max(1, max_per_second))
        live = context.the(LiveStock)
        with live.subscriber() as subscriber:
            async for message in _beginning(context, live, subscriber, wanted, after):
                yield message
            async for message in _news(context, subscriber, wanted, pause):
                yield message


async def _beginning(
    context: Context, live: LiveStock, subscriber: Subscriber, wanted: Wanted, after: str | None
) -> AsyncIterator[Message]:
    here = subscriber.position
    if after is None:
        async for part in _snapshot(context, here, wanted, start=None):
            yield part
        return
    known = LogCursor.parse(after, epoch=context.database.epoch)
    missed = await _missed(live, subscriber, known) if known else None
    if missed is None:
        here = subscriber.position
        reason = ResyncReason.CURSOR_TOO_OLD if known else ResyncReason.SERVER_RESET
        yield Resync(start=Cursor(after), end=Cursor(str(here)), reason=reason)
        async for part in _snapshot(context, here, wanted, start=Cursor(str(here))):
            yield part
        return
    async for delta in _delta(context, missed, wanted):
        yield delta


async def _missed(live: LiveStock, subscriber: Subscriber, known: LogCursor) -> Touched | None:
    """Return what a client has not seen that knows everything up to `known`; None: too much."""
    if known <= subscriber.position:
        return await live.between(known, subscriber.position)
    # It was told more by another process than this one has read yet, which takes a moment.
    for _ in range(AHEAD_TRIES):
        await subscriber.news(seconds=AHEAD_S)
        if subscriber.position >= known:
            return replace(subscriber.take(), start=known)
    return None


async def _snapshot(
    context: Context, here: LogCursor, wanted: Wanted, *, start: Cursor | None
) -> AsyncIterator[StockSnapshot]:
    end = Cursor(str(here))
    sums, balances = Page(SIZE_MAX), Page(SIZE_MAX)
    more_sums = more_balances = True
    while more_sums or more_balances:
        stock: list[Stock] = []
        held: list[Balance] = []
        if more_sums:
            paged = await stock_page(context.reader, wanted, sums)
            stock = [Stock(key=row.id, row=row) for row in paged.rows]
            more_sums = paged.has_next
            sums = Page(SIZE_MAX, paged.places[-1]) if paged.places else sums
        if more_balances:
            lying = await balance_page(context.reader, wanted, balances)
            held = [Balance(key=row.id, row=row) for row in lying.rows]
            more_balances = lying.has_next
            balances = Page(SIZE_MAX, lying.places[-1]) if lying.places else balances
        yield StockSnapshot(
            start=start,
            end=end,
            is_last=not (more_sums or more_balances),
            stock=stock,
            balances=held,
        )
        start = end


async def _news(
    context: Context, subscriber: Subscriber, wanted: Wanted, pause: float
) -> AsyncIterator[Message]:
    last = 0.0
    while True:
        await subscriber.news(seconds=HEARTBEAT_S)
        if (early := last + pause - time.monotonic()) > 0:
            await asyncio.sleep(early)
        touched = subscriber.take()
        last = time.monotonic()
        if touched.is_too_much:
            start, end = Cursor(str(touched.start)), Cursor(str(touched.end))
            yield Resync(start=start, end=end, reason=ResyncReason.TOO_SLOW)
            async for part in _snapshot(context, touched.end, wanted, start=end):
                yield part
        elif touched.operations:
            async for delta in _delta(context, touched, wanted):
                yield delta
        else:
            yield Heartbeat(start=Cursor(str(touched.start)), end=Cursor(str(touched.end)))


async def _delta(context: Context, touched: Touched, wanted: Wanted) -> AsyncIterator[StockDelta]:
    start, end = Cursor(str(touched.start)), Cursor(str(touched.end))
    sums, balances = sorted(touched.sums), sorted(touched.balances)
    longest = max(len(sums), len(balances), len(touched.operations))
    for first in range(0, max(longest, 1), PART):
        part = slice(first, first + PART)
        yield await _part(
            context,
            Touched(
                touched.start,
                touched.end,
                balances=set(balances[part]),
                sums=set(sums[part]),
                operations=touched.operations[part],
            ),
            wanted,
            start=start,
            end=end if first + PART >= longest else start,
        )


async def _part(
    context: Context, touched: Touched, wanted: Wanted, *, start: Cursor, end: Cursor
) -> StockDelta:
    reader = context.reader
    sums = await stock_of_ids(reader, list(touched.sums), wanted)
    balances = await balances_of_ids(reader, list(touched.balances), wanted)
    operations = {row.id: row for row in await operations_of_ids(reader, touched.operations)}
    return StockDelta(
        start=start,
        end=end,
        stock=[Stock(key=row.id, row=row) for row in sums],
        balances=[Balance(key=row.id, row=row) for row in balances],
        removed=_gone("Stock", touched.sums, [row.id for row in sums])
        + _gone("Balance", touched.balances, [row.id for row in balances]),
        operations=[
            Operation(key=id_, row=operations[id_])
            for id_ in touched.operations
            if may_see(context, operations[id_].location_id)
        ],
    )


def _gone(kind: str, touched: set[UUID], there: list[UUID]) -> list[strawberry.ID]:
    return [encode(kind, key) for key in touched.difference(there)]


AREA = Area(
    queries=(StockQuery,), subscriptions=(StockSubscription,), types=(Container, Balance, Stock)
)
