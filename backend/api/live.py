"""What live lists have in common: a beginning, then news that goes on where the last ended."""

import asyncio
import time
from collections.abc import (
    AsyncGenerator,
    AsyncIterator,
    Awaitable,
    Callable,
    Iterable,
    Iterator,
)
from dataclasses import replace
from enum import Enum
from typing import Annotated, Any, Generic, Protocol, TypeVar
from uuid import UUID

import strawberry

from backend.api.context import Context
from backend.api.enums import show_enum
from backend.api.errors import ListeningError
from backend.api.global_ids import encode
from backend.api.scalars import Cursor
from backend.kernel.cursor import Cursor as LogCursor
from backend.kernel.live import LiveLog, Subscriber, Touched
from backend.kernel.pages import SIZE_MAX, Page, Paged

HEARTBEAT_S = 15.0
AHEAD_S, AHEAD_TRIES = 0.1, 50
PER_SECOND_MAX = 20
LISTENING_MAX = 60
"""Subscriptions of one login over all of its sockets: some windows of the board, and a wall."""
PART = SIZE_MAX // 2
"""Things of a kind in one delta of stock; `removed` may list two kinds of them."""


class ResyncReason(Enum):
    """Why a client must start anew."""

    CURSOR_TOO_OLD = "CURSOR_TOO_OLD"
    TOO_SLOW = "TOO_SLOW"
    SERVER_RESET = "SERVER_RESET"
    RIGHTS_CHANGED = "RIGHTS_CHANGED"


show_enum(
    ResyncReason,
    says="Why continuity was lost.",
    values={
        "CURSOR_TOO_OLD": "Too much has happened since the cursor, or it is none of ours.",
        "TOO_SLOW": "The client could not keep up.",
        "SERVER_RESET": "The log began anew, such as after a restore.",
        "RIGHTS_CHANGED": "The person may see more than before, or less.",
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


@strawberry.type(description="Nothing new, but we are here.")
class Heartbeat(LiveMessage):
    """Sent when nothing else was for a while."""


@strawberry.type(description="Continuity is lost: forget everything; a snapshot follows.")
class Resync(LiveMessage):
    """The only way to lose continuity, and it is always said."""

    reason: ResyncReason = strawberry.field(description="Why.")


After = Annotated[
    Cursor | None,
    strawberry.argument(description="Go on from here; a snapshot when left out."),
]
MaxPerSecond = Annotated[
    int, strawberry.argument(description="At most this many messages a second, 1 to 20.")
]

Row = TypeVar("Row")


class Teller(Protocol):
    """Puts one live list into messages."""

    @property
    def kinds(self) -> tuple[str, ...]:
        """What it listens to."""
        ...

    def snapshot(self, here: LogCursor, *, start: Cursor | None) -> AsyncIterator[Any]:
        """Tell everything as it is, in parts that all end `here`."""
        ...

    def delta(self, touched: Touched) -> AsyncIterator[Any]:
        """Tell what was touched as it is now, in parts of which only the last moves on."""
        ...

    def is_news(self, touched: Touched) -> bool:
        """Tell whether this is worth more than a heartbeat."""
        ...


Hire = Callable[[], Awaitable[Teller]]
"""Makes a teller of what the caller may see now."""


async def tell(
    context: Context, hire: Hire, *, after: str | None, max_per_second: int
) -> AsyncGenerator[Any, None]:
    """Listen first, read second: nothing can fall between the two."""
    pause = 1 / min(PER_SECOND_MAX, max(1, max_per_second))
    live = context.the(LiveLog)
    rights, teller = _rights(context), await hire()
    login_id = context.login.id
    if live.listening[login_id] >= LISTENING_MAX:
        raise ListeningError
    with live.subscriber(*teller.kinds, is_news=teller.is_news, login_id=login_id) as subscriber:
        async for message in _beginning(context, subscriber, teller, after):
            yield message
        async for touched in _news(context, subscriber, pause):
            reason = ResyncReason.TOO_SLOW if touched.is_too_much else None
            if rights != _rights(context):
                rights, teller = _rights(context), await hire()
                reason = ResyncReason.RIGHTS_CHANGED
            async for message in _told(teller, touched, reason):
                yield message


def _rights(context: Context) -> object:
    actor = context.actor  # a login that has ended meanwhile raises
    return actor.everywhere, actor.grants


async def _beginning(
    context: Context, subscriber: Subscriber, teller: Teller, after: str | None
) -> AsyncIterator[Any]:
    if after is None:
        async for part in teller.snapshot(subscriber.position, start=None):
            yield part
        return
    known = LogCursor.parse(after, epoch=context.database.epoch)
    missed = await _missed(context.the(LiveLog), subscriber, known) if known else None
    if missed is not None:
        async for delta in teller.delta(missed):
            yield delta
        return
    here = subscriber.take().end
    reason = ResyncReason.CURSOR_TOO_OLD if known else ResyncReason.SERVER_RESET
    yield Resync(start=Cursor(after), end=said(here), reason=reason)
    async for part in teller.snapshot(here, start=said(here)):
        yield part


async def _missed(live: LiveLog, subscriber: Subscriber, known: LogCursor) -> Touched | None:
    """Return what a client has not seen that knows everything up to `known`; None: too much."""
    if known <= subscriber.position:
        return await live.missed(subscriber, known)
    # It was told more by another process than this one has read yet, which takes a moment.
    for _ in range(AHEAD_TRIES):
        await asyncio.sleep(AHEAD_S)
        if subscriber.position >= known:
            taken = subscriber.take()
            return None if taken.is_too_much else replace(taken, start=known)
    return None


async def _news(context: Context, subscriber: Subscriber, pause: float) -> AsyncIterator[Touched]:
    last = 0.0
    while True:
        await subscriber.news(seconds=HEARTBEAT_S)
        if (early := last + pause - time.monotonic()) > 0:
            await asyncio.sleep(early)
        last = time.monotonic()
        context.forget()  # what was loaded for the last message may have changed since
        yield subscriber.take()


async def _told(
    teller: Teller, touched: Touched, reason: ResyncReason | None
) -> AsyncIterator[Any]:
    start, end = said(touched.start), said(touched.end)
    if reason is not None:
        yield Resync(start=start, end=end, reason=reason)
        async for part in teller.snapshot(touched.end, start=end):
            yield part
    elif teller.is_news(touched):
        async for delta in teller.delta(touched):
            yield delta
    else:
        yield Heartbeat(start=start, end=end)


def said(position: LogCursor) -> Cursor:
    """Spell a position for a client."""
    return Cursor(str(position))


def parts(touched: Touched, *, size: int = PART) -> Iterator[tuple[Touched, Cursor]]:
    """Cut what was touched into parts of a bearable size, each with the `to` that it says."""
    longest = max([len(touched.operations), *map(len, touched.things.values())])
    things = {kind: sorted(ids) for kind, ids in touched.things.items()}
    for first in range(0, max(longest, 1), size):
        part = slice(first, first + size)
        cut = {kind: set(ids[part]) for kind, ids in things.items()}
        is_last = first + size >= longest
        end = said(touched.end if is_last else touched.start)
        yield Touched(touched.start, touched.end, cut, touched.operations[part]), end


def gone(kind: str, keys: Iterable[UUID]) -> list[strawberry.ID]:
    """Return the ids of what was touched and is not there any more."""
    return [encode(kind, key) for key in sorted(keys)]


class Turning(Generic[Row]):
    """Turns the pages of a list from its beginning."""

    def __init__(self, size: int = SIZE_MAX) -> None:
        """Begin before the first page."""
        self.page = Page(size)
        self.has_more = True

    def turn(self, paged: Paged[Row]) -> tuple[Row, ...]:
        """Return a page's rows and go on behind it."""
        self.has_more = paged.has_next
        if paged.places:
            self.page = Page(self.page.size, paged.places[-1])
        return paged.rows
