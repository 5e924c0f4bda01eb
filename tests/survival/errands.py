"""What workers do while the house is killed: sell and ship, take back, write off, unload, count."""

import asyncio
import random
from collections import Counter
from itertools import count

from backend.kernel.clock import now
from backend.server.demo.events import CustomerReturn, ReturnLine, Sale, SaleLine, WriteOff
from backend.server.demo.generate import Demo
from backend.server.replay.counting import Counting
from backend.server.replay.crew import Crew
from backend.server.replay.floor import House, Worker
from backend.server.replay.goods import barcodes_of, on_hand, pick_faces_of
from backend.server.replay.office import Office

LINES_MAX = 4
UNITS_MAX = 5
RUNS = 100_000
"""A run is five digits of every tote's code."""


class Shift:
    """Workers with errands drawn from one seed, until they are called off."""

    def __init__(self, crew: Crew, demo: Demo, *, seed: int) -> None:
        self._draw = random.Random(seed)  # noqa: S311 - a test that can be run again
        self._numbers = count(1)
        self._run = seed
        self._trucks = Counter(row.number for row in demo.purchase_orders)
        self._purchases = demo.purchase_orders
        self.house = House(
            "MAIN",
            run=seed % RUNS,
            barcodes=barcodes_of(demo.items),
            pick_faces=pick_faces_of(demo.bins),
        )
        self.office = Office(crew.office, crew.approvers, self.house)
        self.counting = Counting(self.office)
        self.workers = tuple(Worker(line, self.house) for line in crew.workers)
        self.done: Counter[str] = Counter()
        self._over = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []

    async def begin(self) -> None:
        """Look at what lies where, and let everybody begin."""
        self.house.tally.opening = await on_hand(self.office.line, "MAIN")
        self._tasks = [asyncio.create_task(self._work(worker)) for worker in self.workers]

    async def finish(self) -> None:
        """Call the shift off: everybody ends what they are at, and comes back with no trouble."""
        self._over.set()
        await asyncio.gather(*self._tasks)
        while sum(await asyncio.gather(*(self._count_again(worker) for worker in self.workers))):
            pass

    async def _work(self, worker: Worker) -> None:
        errands = {self._ship: 6, self._take_back: 3, self._write_off: 1, self._unload: 1}
        errands |= {self._count: 2}
        while not self._over.is_set():
            (errand,) = self._draw.choices(list(errands), weights=list(errands.values()))
            await errand(worker)
            self.done[errand.__name__] += 1

    async def _ship(self, worker: Worker) -> None:
        lines = tuple(SaleLine(sku, units, 100, is_goods=True) for sku, units in self._some())
        order = await self.office.sell(Sale(self._number(), now(), "", "", lines))
        if order is not None:
            await worker.pick_pack_and_ship(order)

    async def _take_back(self, worker: Worker) -> None:
        ((sku, units), *_) = self._some()
        line = ReturnLine(sku, units, 100, is_goods=True, sale=None)
        await self.office.take_back(CustomerReturn(self._number(), now(), "", "", (line,)), worker)

    async def _write_off(self, worker: Worker) -> None:
        ((sku, _), *_) = self._some()
        await self.office.write_off(WriteOff(self._number(), now(), sku, 1, "broken"), worker)

    async def _unload(self, worker: Worker) -> None:
        if self._trucks:
            number, _ = self._trucks.popitem()
            lines = Counter()
            for row in self._purchases:
                if row.number == number and len(lines) < LINES_MAX:
                    lines[row.sku] += row.quantity
            await worker.receive(number, lines)

    async def _count(self, worker: Worker) -> None:
        await self.counting.ask_for(self.house.pick_faces[sku] for sku, _ in self._some())
        await self.counting.count_some(worker.line, at_most=LINES_MAX)

    async def _count_again(self, worker: Worker) -> int:
        return await self.counting.count_some(worker.line, at_most=LINES_MAX)

    def _some(self) -> list[tuple[str, int]]:
        stocked = sorted(self.house.pick_faces)
        skus = self._draw.sample(stocked, self._draw.randint(1, LINES_MAX))
        return [(sku, self._draw.randint(1, UNITS_MAX)) for sku in skus]

    def _number(self) -> str:
        return f"S{self._run}-{next(self._numbers)}"
