"""A seeded random walk: five people at once, some of whom are cut off in the middle.

After each round there must be an order of its commands in which the model gives the very same
answers, and after it the very same numbers. One seed draws the same wishes again.
"""

import asyncio
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count, permutations
from uuid import UUID

import asyncpg

from backend.kernel.ids import new_id
from backend.kernel.outages import DatabaseAway
from backend.kernel.perform import Request, perform
from backend.kernel.refusals import Busy, Refusal
from backend.stock.save_pool import save_pool
from tests.simulation import ledger
from tests.simulation.house import House, plain
from tests.simulation.model import EVERYBODY, LOTS, PAST, POOLS, Model, Wish
from tests.world import World

COMMANDS = ledger.COMMANDS | {"set aside": save_pool, "keep back": save_pool}
WEIGHTS = {
    "receive": 3, "move": 4, "promise": 6, "allocate": 6, "pick": 5, "ship": 4, "give up": 1,
    "lose": 1, "run out": 2, "turn": 1, "set aside": 2, "keep back": 1,
}  # fmt: skip
STORED = ("A", "B", "R")
PEOPLE = 5
CUT_OFF = 0.15
"""How often somebody is cut off; what became of the command is then found out, and sent again."""
CUT_AFTER_S = 0.02
KILLED = 0.03
"""In how many rounds the database ends whatever runs on it, where somebody is there to do it."""
KILL_WORKING = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
 WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'
   AND application_name = 'stockwright'
"""
DEMANDS_MAX = 12
ENDS = 0.3
"""How many promises are for a time that is over already."""


@dataclass(frozen=True, slots=True)
class Tried:
    """A wish under its id, and whether it came true; None when it was cut off before that."""

    wish: Wish
    operation_id: UUID
    came_true: bool | None


class Walk:
    """The walk through one location of a world."""

    def __init__(
        self, world: World, *, seed: int, killer: asyncpg.Connection | None = None
    ) -> None:
        self.world = world
        self.killer = killer
        self.killed = 0
        self.house = House(world)
        self.model = Model({})
        self.operations = 0
        self.replayed = 0
        self._draw = random.Random(seed)  # noqa: S311 - a walk that can be walked again
        self._demands = count(1)
        self._promised: list[Wish] = []
        self._done: list[Tried] = []

    async def set_up(self) -> None:
        """Make the house, and a model that is as empty."""
        await self.house.set_up()
        self.model.locked = {sku: list(self.house.pools(sku).values()) for sku in LOTS}

    async def go(self, operations: int) -> None:
        """Walk on for so many operations, alone in every third round."""
        while self.operations < operations:
            people = self._draw.choice((1, PEOPLE, PEOPLE))
            await self._round([self._wish() for _ in range(people)])

    async def _round(self, wishes: Sequence[Wish]) -> None:
        self.operations += len(wishes)
        cuts = [self._cut() for _ in wishes]
        *said, _ = await asyncio.gather(*map(self._try, wishes, cuts), self._kill())
        tried = [await self._looked_up(each) for each in said]
        after = next(self._explanations(tried), None)
        assert after is not None, f"no order explains {tried} from {self.model}"
        real = await self.house.stands()
        explained = after if plain(after) == real else self._that_leaves(tried, real)
        assert explained is not None, f"{real} after {tried} from {plain(self.model)}"
        self.model = explained
        for each in tried:
            if self._draw.random() < CUT_OFF:
                await self._send_again(each)
        self._done += [each for each in tried if each.came_true]
        if self._done and self._draw.random() < CUT_OFF:
            await self._send_again(self._draw.choice(self._done))

    async def _kill(self) -> None:
        """Now and then end every connection that is at work; whoever spoke on it tries again."""
        is_killed, after_s = self._draw.random() < KILLED, self._draw.uniform(0, CUT_AFTER_S)
        if self.killer and is_killed:
            await asyncio.sleep(after_s)
            self.killed += len(await self.killer.fetch(KILL_WORKING))

    def _that_leaves(self, tried: Sequence[Tried], real: dict[str, int]) -> Model | None:
        return next((model for model in self._explanations(tried) if plain(model) == real), None)

    def _explanations(self, tried: Sequence[Tried]) -> Iterator[Model]:
        """Yield what each order that fits the answers leaves."""
        decided = [each for each in tried if each.came_true is not None]
        for order in permutations(decided):
            model = self.model.copy()
            if all(model.apply(each.wish) == each.came_true for each in order):
                yield model

    async def _try(self, wish: Wish, cut_after_s: float | None) -> Tried:
        """Say it once; nobody who is cut off knows whether it took effect."""
        operation_id = new_id()
        try:
            async with asyncio.timeout(cut_after_s):
                await self._say(wish, operation_id)
        except (TimeoutError, DatabaseAway):
            return Tried(wish, operation_id, came_true=None)
        except Refusal:
            return Tried(wish, operation_id, came_true=False)
        return Tried(wish, operation_id, came_true=True)

    async def _looked_up(self, tried: Tried) -> Tried:
        found = await self.world.owner.fetchval(
            "SELECT count(*) FROM operation WHERE id = $1", tried.operation_id
        )
        assert found == tried.came_true or tried.came_true is None, tried
        return replace(tried, came_true=True) if found else tried

    async def _send_again(self, tried: Tried) -> None:
        """Send an operation once more: done is done, and a no is judged anew."""
        expected = tried.came_true or self.model.apply(tried.wish)
        try:
            done = await self._say(tried.wish, tried.operation_id)
        except Refusal:
            assert not expected, tried
            return
        assert expected, tried
        assert done.replayed == bool(tried.came_true)
        self.replayed += done.replayed
        assert plain(self.model) == await self.house.stands()

    async def _say(self, wish: Wish, operation_id: UUID):
        while True:
            try:
                request = Request(operation_id, self.world.worker)
                return await perform(
                    self.world.database, COMMANDS[wish.what], self.house.asked(wish), request
                )
            except Busy:
                continue

    def _cut(self) -> float | None:
        is_cut = self._draw.random() < CUT_OFF
        after_s = self._draw.uniform(0, CUT_AFTER_S)
        return after_s if is_cut else None

    def _wish(self) -> Wish:
        draw = self._draw
        what = draw.choices(list(WEIGHTS), weights=list(WEIGHTS.values()))[0]
        item, quantity = draw.choice(list(LOTS)), draw.randint(1, 8)
        wish = Wish(what, item, draw.choice(STORED), quantity=quantity, lot=draw.choice(LOTS[item]))
        match what:
            case "receive":
                bin_ = draw.choice((*STORED, "DOCK"))
                return replace(wish, bin=bin_, quantity=2 * quantity)
            case "move":
                source, target = draw.sample((*STORED, "DOCK"), 2)
                return replace(wish, bin=source, target=target)
            case "turn":
                return replace(wish, item="TEA", lot=PAST)
            case "set aside" | "keep back":
                return replace(wish, quantity=draw.choice((0, quantity)))
            case "promise":
                return self._promise(wish)
        return wish if what == "lose" else self._of_a_demand(wish)

    def _promise(self, wish: Wish) -> Wish:
        demand, pool = f"order {next(self._demands)}", self._draw.choice((*POOLS, EVERYBODY))
        ends = self._draw.random() < ENDS
        self._promised.append(replace(wish, demand=demand, pool=pool, ends=ends))
        return self._promised[-1]

    def _of_a_demand(self, wish: Wish) -> Wish:
        recent = self._promised[-DEMANDS_MAX:] or [replace(wish, demand="order 0")]
        demand = self._draw.choice(recent)
        return Wish(wish.what, demand.item, wish.bin, demand=demand.demand)
