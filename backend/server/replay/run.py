"""A whole replay: people sign in, days pass, and at the end every SKU must reconcile."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from backend.kernel.ids import new_id
from backend.server.demo.generate import Demo, business_days
from backend.server.replay.crew import signed_in
from backend.server.replay.days import Floor, run_days
from backend.server.replay.floor import House, Worker
from backend.server.replay.goods import barcodes_of, on_hand, pick_faces_of
from backend.server.replay.office import Office
from backend.server.replay.tally import Difference, Tally, differences

RUNS_MAX = 100_000
SETTLE_S = 60.0
SETTLE_PAUSE_S = 1.0

Progress = Callable[[int], object]


@dataclass(frozen=True, slots=True)
class Replayed:
    """What a replay did: document lines, work on the floor, what was refused, what is off."""

    lines: int
    tasks: int
    seconds: float
    refused: dict[str, int]
    such_as: dict[str, str]
    busy: int
    tally: Tally
    differences: list[Difference]


async def replay(
    url: str, demo: Demo, *, location: str, workers: int, speed: float | None, progress: Progress
) -> Replayed:
    """Replay a book onto the server at `url`; `speed` times as fast as it was, or at full speed."""
    async with signed_in(url, workers=workers, location=location) as crew:
        house = House(
            location,
            run=new_id().int % RUNS_MAX,
            barcodes=barcodes_of(demo.items),
            pick_faces=pick_faces_of(demo.bins),
        )
        house.tally.opening = await on_hand(crew.office, location)
        office = Office(crew.office, crew.approver, house)
        started = time.monotonic()
        lines = 0

        def count(done: int) -> None:
            nonlocal lines
            lines += done
            progress(done)

        pace = _at_once if speed is None else _Pace(speed)
        async with Floor(Worker(line, house) for line in crew.workers) as floor:
            await run_days(business_days(demo), office, floor, pace=pace, progress=count)
        seconds = time.monotonic() - started
        off = await settled(office)
        people = (crew.office, crew.approver, *crew.workers)
        return Replayed(
            lines=lines,
            tasks=house.lines_done,
            seconds=seconds,
            refused=dict(house.refused),
            such_as=house.such_as,
            busy=sum(line.busy for line in people),
            tally=house.tally,
            differences=off,
        )


async def settled(office: Office) -> list[Difference]:
    """Compare with the server; what reacts to the last events may take a moment."""
    house, deadline = office.house, time.monotonic() + SETTLE_S
    while True:
        await office.book_adjustments()
        off = differences(house.tally, await on_hand(office.line, house.location))
        if not off or time.monotonic() > deadline:
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
