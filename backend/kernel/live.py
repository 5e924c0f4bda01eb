"""Live news: what each stretch of the log touched, told to every subscriber with no gap.

One task per process follows the log; each subscriber holds what was touched since its last message.
Touches are merged per thing, so a slow subscriber gets fewer, fatter messages and never a backlog
longer than the warehouse has things; beyond that it is told to start anew.
"""

import asyncio
import contextlib
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Self
from uuid import UUID

from backend.kernel.cursor import Cursor
from backend.kernel.database import Database
from backend.kernel.log import Stretch, Tail, head, read_on

TOUCHED_MAX = 20_000
"""Things and operations that a subscriber may fall behind before it is told to start anew."""
CATCH_UP_MAX = 20
"""Stretches of the log that a resumed subscription is caught up by before it starts anew."""

Things = Mapping[str, set[UUID]]
"""Ids by kind of thing."""
Source = Callable[[Any, Stretch], Awaitable[Things]]
"""Tells, through a session, what a stretch of the log touched; rather too much than too little."""


@dataclass(slots=True)
class Touched:
    """Which things a piece of the log changed, and by which operations."""

    start: Cursor
    end: Cursor
    things: dict[str, set[UUID]] = field(default_factory=dict)
    operations: list[UUID] = field(default_factory=list)
    is_too_much: bool = False
    """More than a client could use; what it was is forgotten then."""

    def of(self, kind: str) -> set[UUID]:
        """Return the things of a kind."""
        return self.things.get(kind, set())

    def merge(self, later: "Touched") -> None:
        """Go on with the piece that begins where this one ends."""
        assert later.start == self.end, "a subscriber must miss nothing"
        self.end = later.end
        for kind, ids in later.things.items():
            self.things.setdefault(kind, set()).update(ids)
        self.operations += later.operations
        held = sum(map(len, self.things.values())) + len(self.operations)
        if held > TOUCHED_MAX or later.is_too_much:
            self.is_too_much = True
        if self.is_too_much:
            self.things.clear()
            self.operations.clear()


IsNews = Callable[[Touched], bool]
"""Tells whether somebody who listens is to be woken for this."""


class Subscriber:
    """One listener: what was touched of its kinds since it last asked."""

    def __init__(self, start: Cursor, kinds: frozenset[str], is_news: IsNews) -> None:
        """Begin at a position."""
        self._touched = Touched(start, start)
        self._kinds = kinds
        self._is_news = is_news
        self._news = asyncio.Event()

    @property
    def position(self) -> Cursor:
        """Up to where everything was handed out or is held."""
        return self._touched.end

    def hear(self, touched: Touched) -> None:
        """Hold what was touched together with what is held already."""
        mine = self.only(touched)
        self._touched.merge(mine)
        if self._is_news(mine):
            self._news.set()

    def only(self, touched: Touched) -> Touched:
        """Return what is of the listener's kinds."""
        things = {kind: ids for kind, ids in touched.things.items() if kind in self._kinds}
        return Touched(touched.start, touched.end, things, touched.operations)

    async def news(self, *, seconds: float) -> None:
        """Wait until something was touched, or until the time limit."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._news.wait()

    def take(self) -> Touched:
        """Return what was touched since the last time, perhaps nothing."""
        self._news.clear()
        taken, self._touched = self._touched, Touched(self._touched.end, self._touched.end)
        return taken


class LiveLog:
    """Follows the log once for this process and tells every subscriber what it touched."""

    def __init__(self, database: Database, start: Cursor, sources: Sequence[Source]) -> None:
        """Use `at_head`."""
        self.database = database
        self._sources = tuple(sources)
        self._subscribers: set[Subscriber] = set()
        self._position = start
        self.listening: Counter[UUID] = Counter()
        """How many subscribers each login has, as far as it said so."""

    @classmethod
    async def at_head(cls, database: Database, sources: Sequence[Source]) -> Self:
        """Begin at the head of the log; `follow` then goes on from there."""
        async with database.session() as session:
            return cls(database, await head(session, database.epoch), sources)

    async def follow(self) -> None:
        """Follow the log until canceled. After a fall, call it again: it misses nothing."""
        await Tail(self.database, self._hear).follow(self._position)

    @contextmanager
    def subscriber(
        self, *kinds: str, is_news: IsNews, login_id: UUID | None = None
    ) -> Iterator[Subscriber]:
        """Listen to these kinds from now on; what is read after this has no gap to the news."""
        subscriber = Subscriber(self._position, frozenset(kinds), is_news)
        self._subscribers.add(subscriber)
        counted = [] if login_id is None else [login_id]
        self.listening.update(counted)
        try:
            yield subscriber
        finally:
            self._subscribers.discard(subscriber)
            self.listening -= Counter(counted)

    async def missed(self, subscriber: Subscriber, start: Cursor) -> Touched | None:
        """Return what was touched from `start` to where a subscriber began; None: it is too much.

        It ends exactly there, so that the subscriber's own news goes on from it.
        """
        end, touched = subscriber.position, Touched(start, start)
        for _ in range(CATCH_UP_MAX):
            async with self.database.session() as session:
                stretch = await read_on(session, touched.end, until=end)
            touched.merge(subscriber.only(await self._touched_by(stretch)))
            if touched.end >= end:
                return None if touched.is_too_much else touched
        return None

    async def _hear(self, stretch: Stretch) -> None:
        touched = await self._touched_by(stretch)
        self._position = stretch.end
        for subscriber in self._subscribers:
            subscriber.hear(touched)

    async def _touched_by(self, stretch: Stretch) -> Touched:
        touched = Touched(stretch.start, stretch.end, operations=list(stretch.operations))
        if stretch.operations:
            async with self.database.session() as session:
                for source in self._sources:
                    touched.things.update(await source(session, stretch))
        return touched
