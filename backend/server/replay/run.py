"""A whole replay: people sign in, days pass, and at the end every SKU must reconcile."""

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from backend.kernel.ids import new_id
from backend.server.demo.generate import Demo, business_days
from backend.server.replay.counting import Counting
from backend.server.replay.crew import signed_in
from backend.server.replay.days import Floor, run_days
from backend.server.replay.floor import House, Worker
from backend.server.replay.goods import barcodes_of, on_hand, pick_faces_of
from backend.server.replay.line import Line
from backend.server.replay.office import Office
from backend.server.replay.rounds import lines_of, with_counts
from backend.server.replay.tally import Difference, Misread, Tally, differences

RUNS_MAX = 100_000
SETTLE_S = 60.0
SETTLE_PAUSE_S = 1.0

Progress = Callable[[int, int], object]


@dataclass(frozen=True, slots=True)
class Replayed:
    """What a replay did: lines begun, work on the floor, what was refused, what is off."""

    lines: int
    tasks: int
    seconds: float
    refused: dict[str, int]
    such_as: dict[str, str]
    busy: int
    tally: Tally
    counts: Counter[str]
    differences: list[Difference]
    misread: list[Misread]
    unended: list[str]

    @property
    def is_exact(self) -> bool:
        """Every SKU reconciles, and every count ended as the counter meant it."""
        return not (self.differences or self.misread or self.unended)


async def replay(
    url: str, demo: Demo, *, location: str, workers: int, speed: float | None, progress: Progress
) -> Replayed:
    """Replay a book onto the server at `url`; `speed` times as fast as it was, or at full speed.

    `progress` hears how many lines have begun, and of how many.
    """
    works = tuple(with_counts(business_days(demo), demo.stock))
    total = sum(map(lines_of, works))
    async with signed_in(url, workers=workers, location=location) as crew:
        house = House(
            location,
            run=new_id().int % RUNS_MAX,
            barcodes=barcodes_of(demo.items),
            pick_faces=pick_faces_of(demo.bins),
        )
        house.tally.opening = await on_hand(crew.office, location)
        counting = Counting(Office(crew.office, crew.approvers, house))
        started = time.monotonic()
        lines = 0

        def count(begun: int) -> None:
            nonlocal lines
            lines += begun
            progress(lines, total)

        pace = _at_once if speed is None else _Pace(speed)
        async with Floor(Worker(line, house) for line in crew.workers) as floor:
            await run_days(works, counting, floor, pace=pace, progress=count)
        seconds = time.monotonic() - started
        people = (crew.office, *crew.approvers, *crew.workers)
        return await _replayed(counting, people, lines=lines, seconds=seconds)


async def _replayed(
    counting: Counting, people: Iterable[Line], *, lines: int, seconds: float
) -> Replayed:
    house = counting.office.house
    off = await settled(counting)
    return Replayed(
        lines=lines,
        tasks=house.lines_done,
        seconds=seconds,
        refused=dict(house.refused),
        such_as=house.such_as,
        busy=sum(line.busy for line in people),
        tally=house.tally,
        counts=counting.ended,
        differences=off,
        misread=counting.misread,
        unended=sorted(counting.open),
    )


async def settled(counting: Counting) -> list[Difference]:
    """Compare with the server; what reacts to the last events may take a while.

    It is waited for as long as more of it comes.
    """
    office, deadline, left = counting.office, 0.0, -1
    while True:
        await office.book_adjustments()
        await office.book_what_was_in_hand()
        await counting.book()
        off = differences(office.house.tally, await on_hand(office.line, office.house.location))
        if len(office.open) + len(counting.open) != left:
            left = len(office.open) + len(counting.open)
            deadline = time.monotonic() + SETTLE_S
        if not (off or left) or time.monotonic() > deadline:
            return off
        await asyncio.sleep(SETTLE_PAUSE_S)


class _Pace:
    """Holds each event back until its time has come, `speed` times as fast as it was."""

    def __init__(self, speed: float) -> None:
        self._speed = speed
        self._began = time.monotonic()
        self._first: datetime | None = None

    async def __call__(self, at: datetime) -> None:
        self._first = self._first or at
        due = self._began + (at - self._first).total_seconds() / self._speed
        await asyncio.sleep(max(0.0, due - time.monotonic()))


async def _at_once(_: datetime) -> None:
    """Hold nothing back."""
