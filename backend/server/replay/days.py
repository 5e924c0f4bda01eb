"""Run business days: the office writes down what happens, the floor does the work as it comes."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable
from datetime import date, datetime
from typing import Self

from backend.server.demo.events import (
    CustomerReturn,
    Event,
    Found,
    MoneyOnly,
    PurchaseOrderDue,
    Sale,
    WriteOff,
)
from backend.server.replay.floor import Worker
from backend.server.replay.office import Office

JOBS_MAX = 100
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
    events: Iterable[Event], office: Office, floor: Floor, *, pace: Pace, progress: Progress
) -> None:
    """Replay events in their order; at the end of each day, send what has become possible.

    `pace` waits until an event may begin; `progress` hears how many lines have begun.
    """
    today: date | None = None
    for event in events:
        if today is not None and event.at.date() != today:
            await end_of_day(office, floor)
        today = event.at.date()
        await pace(event.at)
        await _begin(event, office, floor)
        progress(len(getattr(event, "lines", (1,))))
    await end_of_day(office, floor)


async def end_of_day(office: Office, floor: Floor) -> None:
    """Finish the day's work, then release backorders that can be sent now, until none is left."""
    await floor.finish()
    await floor.add(lambda worker: worker.put_back())
    await floor.finish()
    for _ in range(SWEEPS_MAX):
        released = await office.release_what_waits()
        for order in released:
            await floor.add(_shipping(order))
        await floor.finish()
        if not released:
            return


async def _begin(event: Event, office: Office, floor: Floor) -> None:
    if isinstance(event, Sale):
        order = await office.sell(event)
        if order is not None:
            await floor.add(_shipping(order))
    elif not isinstance(event, MoneyOnly):
        await floor.add(_handling(event, office))


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
