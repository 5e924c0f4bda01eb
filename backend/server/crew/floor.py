"""The simulated floor: each takes what is above the reserve, from the way out to the way in."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field, replace
from random import Random

from backend.server.crew.desk import ORDER_LINES_MAX
from backend.server.crew.hands import (
    count_one,
    pack_and_send,
    pick_a_walk,
    put_one_away,
    take_back,
    unload,
)
from backend.server.crew.reserve import COUNTS, MOVES, PICKS, PUTAWAYS, RETURNS, TOTES, TRUCKS
from backend.server.crew.sight import Sight
from backend.server.replay.floor import House, Worker
from backend.server.replay.line import Line

IDLE_S = 1.0
Job = Callable[[Worker], Awaitable[object]]
WALK_MAX = ORDER_LINES_MAX
"""Stops that one claim may take, since each order is released by itself."""
OWN_TOTES = "T-9"
"""What the simulated people pick into; totes of visitors are theirs to pack."""


@dataclass(slots=True)
class Floor:
    """What was last seen, and what somebody is at already."""

    office: Line
    house: House
    seen: Sight | None = None
    taken: set[str] = field(default_factory=set)
    left_alone: set[str] = field(default_factory=set)
    """Totes that cannot be packed as they are; somebody must look."""
    draw: Random = field(default_factory=Random)

    async def work(self, worker: Worker) -> None:
        """Do what is to be done until canceled."""
        while True:
            await self.do_next(worker, self.next_job())

    async def open_for(self, worker: Worker, look: Callable[[], Awaitable[Sight]]) -> None:
        """Do what leaves goods on the dock and totes to pack, until visitors have some of each."""
        while True:
            self.seen = await look()
            job = self.opening_job(self.seen)
            if job is None:
                return
            await self.do_next(worker, job)

    async def do_next(self, worker: Worker, job: tuple[str, Job] | None) -> None:
        """Do a job that nobody else is at, or wait a moment when there is none."""
        if job is None:
            await asyncio.sleep(IDLE_S)
            return
        name, act = job
        self.taken.add(name)
        try:
            await act(worker)
        finally:
            self.taken.discard(name)

    def opening_job(self, seen: Sight) -> tuple[str, Job] | None:
        """Choose what brings up a reserve that only work on the floor can bring up."""
        if seen.putaways < PUTAWAYS.reserve and seen.trucks:
            return self._truck(seen.trucks[0])
        own = [code for code in seen.totes if code.startswith(OWN_TOTES)]
        packable = [code for code in own if code not in self.left_alone]
        if not seen.shipped and packable:
            return self._packing(packable[0])  # what was shipped can come back
        if (len(own) < TOTES.reserve or not seen.shipped) and seen.picks:
            return self._picking()
        return None

    def next_job(self) -> tuple[str, Job] | None:
        """Draw one of the jobs that are above their reserve; picks come most often."""
        if self.seen is None:
            return None
        jobs = list(self._jobs(self.seen))
        if not jobs:
            return None
        ((_, (name, act)),) = self.draw.choices(jobs, weights=[weight for weight, _ in jobs])
        self.seen = self._without(self.seen, name)
        return (name, act)

    def _without(self, seen: Sight, name: str) -> Sight:
        """Take what is about to be claimed off what was seen; the next look knows it exactly.

        Else all workers would choose by the same look, and together leave less than the reserve.
        """
        if name.startswith(OWN_TOTES) and name not in seen.totes:
            return replace(seen, picks=seen.picks - WALK_MAX)
        return replace(
            seen,
            putaways=seen.putaways - (name == "a putaway"),
            counts=seen.counts - (name == "a count"),
            moves=seen.moves - (name == "a move"),
        )

    def _jobs(self, seen: Sight) -> Iterator[tuple[int, tuple[str, Job]]]:
        own = sorted(code for code in seen.totes if code.startswith(OWN_TOTES))
        totes = [code for code in self._free(own) if code not in self.left_alone]
        if len(totes) > TOTES.reserve:
            yield 8 * (len(totes) - TOTES.reserve), self._packing(totes[-1])
        if seen.picks >= PICKS.reserve + WALK_MAX:
            yield 8, self._picking()
        if seen.putaways > PUTAWAYS.reserve:
            yield 2 * (seen.putaways - PUTAWAYS.reserve), ("a putaway", put_one_away)
        if seen.counts > COUNTS.reserve and "a count" not in self.taken:
            yield 1, ("a count", lambda worker: count_one(worker, self.office))
        if seen.moves > MOVES.reserve and "a move" not in self.taken:
            yield 2, ("a move", Worker.put_back)
        yield from self._from_outside(seen)

    def _from_outside(self, seen: Sight) -> Iterator[tuple[int, tuple[str, Job]]]:
        returns, trucks = self._free(seen.returns), self._free(seen.trucks)
        if len(returns) > RETURNS.reserve:
            number = returns[0]
            yield 1, (number, lambda worker: take_back(worker, number))
        if len(trucks) > TRUCKS.reserve and seen.putaways < 2 * PUTAWAYS.target:
            yield 2, self._truck(trucks[-1])

    def _free(self, names: list[str] | tuple[str, ...]) -> list[str]:
        return [name for name in names if name not in self.taken]

    def _truck(self, number: str) -> tuple[str, Job]:
        return (number, lambda worker: unload(worker, number))

    def _packing(self, tote: str) -> tuple[str, Job]:
        async def pack(worker: Worker) -> None:
            if not await pack_and_send(worker, tote):
                self.left_alone.add(tote)

        return (tote, pack)

    def _picking(self) -> tuple[str, Job]:
        tote = self.house.fresh_tote()
        return (tote, lambda worker: pick_a_walk(worker, tote))
