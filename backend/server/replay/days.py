"""Run business days: the office writes down what happens, the floor does the work as it comes."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable
from datetime import date, datetime
from typing import Self

from backend.server.demo.events import (
    CustomerReturn,
    Found,
    MoneyOnly,
    PurchaseOrderDue,
    Sale,
    WriteOff,
)
from backend.server.replay.counting import Counting
from backend.server.replay.floor import Worker
from backend.server.replay.office import Office
from backend.server.replay.rounds import CountDue, Work, lines_of

JOBS_MAX = 100
COUNTS_MAX = 10
"""How many bins one person takes on at once when nothing else is to be done."""
SWEEPS_MAX = 5
"""How often a day's end looks for orders that stock has arrived for since."""

Job = Callable[[Worker], Awaitable[None]]
Progress = Callable[[int], object]
Pace = Callable[[datetime], Awaitable[None]]


class Floor:
    """Workers who take jobs in the order in which they come; the queue is bounded."""

    def __init__(self, workers: Iterable[Worker]) -> None:
        """Put these workers to work once `__aenter__` is called."""
        self._workers = tuple(workers)
        self._jobs: asyncio.Queue[Job] = asyncio.Queue(JOBS_MAX)
        self._shift: list[asyncio.Task[None]] = []

    async def __aenter__(self) -> Self:
        """Begin the shift."""
        self._shift = [asyncio.create_task(self._work(worker)) for worker in self._workers]
        return self

    async def __aexit__(self, *_: object) -> None:
        """End the shift."""
        for task in self._shift:
            task.cancel()
        await asyncio.gather(*self._shift, return_exceptions=True)

    async def add(self, job: Job) -> None:
        """Hand out a job; waits while too many are open, and raises what stopped a worker."""
        await self._unless_stopped(self._jobs.put(job))

    async def finish(self) -> None:
        """Wait until every job is done."""
        await self._unless_stopped(self._jobs.join())

    async def together(self, job: Callable[[Worker], Awaitable[int]]) -> int:
        """Have everybody do something at once, when no job is open; return how much it came to."""
        return sum(await asyncio.gather(*(job(worker) for worker in self._workers)))

    async def _work(self, worker: Worker) -> None:
        while True:
            job = await self._jobs.get()
            await job(worker)
            self._jobs.task_done()

    async def _unless_stopped(self, waiting: Awaitable[None]) -> None:
        """Wait for something, unless a worker falls: then raise what it fell over."""
        wanted = asyncio.ensure_future(waiting)
        await asyncio.wait([wanted, *self._shift], return_when=asyncio.FIRST_COMPLETED)
        for task in self._shift:
            if task.done():
                wanted.cancel()
                task.result()
        await wanted


async def run_days(
    works: Iterable[Work], counting: Counting, floor: Floor, *, pace: Pace, progress: Progress
) -> None:
    """Replay works in their order; at the end of each day, send what has become possible.

    `pace` waits until a work may begin; `progress` hears how many lines have begun.
    """
    today: date | None = None
    for work in works:
        if today is not None and work.at.date() != today:
            await end_of_day(counting, floor)
        today = work.at.date()
        await pace(work.at)
        await _begin(work, counting, floor)
        progress(lines_of(work))
    await end_of_day(counting, floor)


async def end_of_day(counting: Counting, floor: Floor) -> None:
    """Finish the day's work, then release backorders that can be sent now, until none is left."""
    office = counting.office
    await floor.finish()
    await floor.add(lambda worker: worker.put_back())
    await floor.finish()
    await count_the_rest(counting, floor)
    for _ in range(SWEEPS_MAX):
        released = await office.release_what_waits()
        for order in released:
            await floor.add(_shipping(order))
        await floor.finish()
        if not released:
            return


async def count_the_rest(counting: Counting, floor: Floor) -> None:
    """Have all counts ended: what nobody on the floor may count again, the office does."""
    while await floor.together(lambda worker: counting.count_some(worker.line, at_most=COUNTS_MAX)):
        pass
    while await counting.count_some(counting.office.line, at_most=COUNTS_MAX):
        pass
    await counting.book()


async def _begin(work: Work, counting: Counting, floor: Floor) -> None:
    if isinstance(work, CountDue):
        await counting.ask_for(work.bins)
        await floor.add(_counting(counting, len(work.bins)))
    elif isinstance(work, Sale):
        order = await counting.office.sell(work)
        if order is not None:
            await floor.add(_shipping(order))
    elif not isinstance(work, MoneyOnly):
        await floor.add(_handling(work, counting.office))


def _counting(counting: Counting, bins: int) -> Job:
    async def count(worker: Worker) -> None:
        await counting.count_some(worker.line, at_most=bins)

    return count


def _handling(event: PurchaseOrderDue | CustomerReturn | WriteOff | Found, office: Office) -> Job:
    match event:
        case PurchaseOrderDue():
            wanted: Counter[str] = Counter()
            for line in event.lines:
                wanted[line.sku] += line.units
            return lambda worker: worker.receive(event.document, wanted)
        case CustomerReturn():
            return lambda worker: office.take_back(event, worker)
        case WriteOff():
            return lambda worker: office.write_off(event, worker)
        case Found():
            return lambda worker: office.take_in(event, worker)


def _shipping(order: str) -> Job:
    return lambda worker: worker.pick_pack_and_ship(order)
