"""Live stock: a snapshot, then what each stretch of the log touched, with no gap in between.

One task per process follows the log; each subscriber holds what was touched since its last message.
Touches are merged per key, so a slow subscriber gets fewer, fatter messages and never a backlog
longer than the warehouse has keys; beyond that it is told to start anew.
"""

import asyncio
import contextlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Self
from uuid import UUID

from backend.kernel.cursor import Cursor
from backend.kernel.database import Database
from backend.kernel.log import BATCH_MAX, Stretch, Tail, head, read_on
from backend.stock import sql

TOUCHED_MAX = 20_000
"""Keys and sums that a subscriber may fall behind before it is told to start anew."""
CATCH_UP_MAX = 20
"""Stretches of the log that a resumed subscription is caught up by before it starts anew."""


@dataclass(slots=True)
class Touched:
    """Which balances and sums a piece of the log changed, and by which operations."""

    start: Cursor
    end: Cursor
    balances: set[UUID] = field(default_factory=set)
    sums: set[UUID] = field(default_factory=set)
    operations: list[UUID] = field(default_factory=list)

    def merge(self, later: "Touched") -> None:
        """Go on with the piece that begins where this one ends."""
        assert later.start == self.end, "a subscriber must miss nothing"
        self.end = later.end
        self.balances |= later.balances
        self.sums |= later.sums
        self.operations += later.operations

    @property
    def is_too_much(self) -> bool:
        """More than a client could use."""
        return len(self.balances) + len(self.sums) + len(self.operations) > TOUCHED_MAX


class Subscriber:
    """One listener: what was touched since it last asked."""

    def __init__(self, start: Cursor) -> None:
        """Begin at a position."""
        self._touched = Touched(start, start)
        self._news = asyncio.Event()

    @property
    def position(self) -> Cursor:
        """Up to where everything was handed out or is held."""
        return self._touched.end

    def hear(self, touched: Touched) -> None:
        """Hold what was touched together with what is held already."""
        self._touched.merge(touched)
        if self._touched.balances or self._touched.sums:
            self._news.set()

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


class LiveStock:
    """Follows the log once for this process and tells every subscriber what it touched."""

    def __init__(self, database: Database, start: Cursor) -> None:
        """Use `at_head`."""
        self.database = database
        self._subscribers: set[Subscriber] = set()
        self._position = start

    @classmethod
    async def at_head(cls, database: Database) -> Self:
        """Begin at the head of the log; `follow` then goes on from there."""
        async with database.session() as session:
            return cls(database, await head(session, database.epoch))

    async def follow(self) -> None:
        """Follow the log until canceled. After a fall, call it again: it misses nothing."""
        await Tail(self.database, self._hear).follow(self._position)

    @contextmanager
    def subscriber(self) -> Iterator[Subscriber]:
        """Listen from now on; a snapshot read after this has no gap to the first news."""
        subscriber = Subscriber(self._position)
        self._subscribers.add(subscriber)
        try:
            yield subscriber
        finally:
            self._subscribers.discard(subscriber)

    async def between(self, start: Cursor, end: Cursor) -> Touched | None:
        """Return what the log touched from `start` to `end`, or None when that is too far to go."""
        touched = Touched(start, start)
        for _ in range(CATCH_UP_MAX):
            async with self.database.session() as session:
                stretch = await read_on(session, touched.end)
            touched.merge(await self._touched_by(stretch))
            if len(stretch.operations) < BATCH_MAX or touched.end >= end:
                touched.end = max(touched.end, end)
                return None if touched.is_too_much else touched
        return None

    async def _hear(self, stretch: Stretch) -> None:
        touched = await self._touched_by(stretch)
        self._position = stretch.end
        for subscriber in self._subscribers:
            subscriber.hear(touched)

    async def _touched_by(self, stretch: Stretch) -> Touched:
        operations = list(stretch.operations)
        touched = Touched(stretch.start, stretch.end, operations=operations)
        if operations:
            async with self.database.session() as session:
                rows = await session.fetch(sql.TOUCHED, operations)
            touched.balances = {row["key_id"] for row in rows if row["key_id"]}
            touched.sums = {row["pool_id"] for row in rows}
        return touched
