"""Micro-batches: plans that wait for one another leave together, in one call and one commit.

Nobody waits to fill a batch. Who finds no plan of the same text under way posts at once; those who
come meanwhile leave together as soon as it is back. Inside a batch the plans keep the order of
their cursors, so the log tells them in the order in which they took effect.

Only who waits for a lock can wait in a circle. A plan that is alone may wait, since it takes its
locks in the one global order; a batch, which is many plans, gives up after a moment. What becomes
of a batch becomes of all its plans, so where it fails each is posted anew and alone: no plan
suffers from its neighbors.
"""

import asyncio
from collections import deque
from dataclasses import dataclass, field
from typing import Any

import asyncpg

from backend.kernel.metrics import BATCHED
from backend.kernel.one_call import OneCall, Posting

PLANS_MAX = 16
"""Plans in a batch. More would hold their locks longer, for a share of the commit that is less."""

BRIEF, PATIENT = "20ms", "4s"
"""How long a batch waits for a lock, and how long a plan that is alone: as long as any session."""

LEAD, ALONE = -1, -2
"""What one who waits is told instead of a place in the log."""


@dataclass(slots=True, eq=False)
class _Waiting:
    """A plan that waits, and what it is told: its place in the log, or LEAD, or ALONE."""

    posting: Posting
    told: asyncio.Future[int] = field(
        default_factory=lambda: asyncio.get_running_loop().create_future()
    )

    def tell(self, what: int) -> bool:
        """Tell it, unless it has gone away or knows already."""
        if self.told.done():
            return False
        self.told.set_result(what)
        return True


class Batches:
    """Posts the plans of one process. Who waits holds a session, so the pool bounds who can."""

    def __init__(self) -> None:
        """Begin with nothing under way."""
        self._one_call = OneCall()
        self._behind: dict[str, deque[_Waiting]] = {}
        """Who waits behind the plan of each text that is under way."""

    async def post(self, session: Any, posting: Posting) -> int:
        """Post a plan, with others or alone; return its place in the log.

        Raises AnsweredError when its id has taken effect, WorldMovedError when a guard failed.
        """
        own = _Waiting(posting)
        told = ALONE if posting.is_long else await self._turn(own)
        if told == LEAD:
            told = await self._lead(session, own)
        return told if told != ALONE else await self._alone(session, posting)

    async def _turn(self, own: _Waiting) -> int:
        """Wait for the plan that is under way, if there is one."""
        text = own.posting.text
        behind = self._behind.get(text)
        if behind is None:
            self._behind[text] = deque()
            return LEAD
        behind.append(own)
        try:
            return await own.told
        except asyncio.CancelledError:
            if not own.told.cancelled() and own.told.result() == LEAD:
                self._pass_on(text)
            raise

    async def _lead(self, session: Any, own: _Waiting) -> int:
        """Take along whoever waits; return one's own place, or ALONE where the batch failed."""
        text = own.posting.text
        behind = self._behind[text]
        along = [behind.popleft() for _ in range(min(len(behind), PLANS_MAX - 1))]
        batch = sorted([own, *along], key=lambda each: each.posting.operation_id)
        places = [ALONE] * len(batch)
        try:
            places = await self._one_call.post(session, [each.posting for each in batch], BRIEF)
            BATCHED.observe(len(batch))
        except asyncpg.LockNotAvailableError:
            pass
        except Exception:
            if len(batch) == 1:
                raise
        finally:
            for each, place in zip(batch, places, strict=True):
                each.tell(place)
            self._pass_on(text)
        return places[batch.index(own)]

    async def _alone(self, session: Any, posting: Posting) -> int:
        return (await self._one_call.post(session, [posting], PATIENT))[0]

    def _pass_on(self, text: str) -> None:
        behind = self._behind[text]
        while behind:
            if behind.popleft().tell(LEAD):
                return
        del self._behind[text]
