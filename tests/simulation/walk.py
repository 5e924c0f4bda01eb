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

from backend.kernel.ids import derived_id, new_id
from backend.kernel.perform import Request, perform
from backend.kernel.refusals import Busy, InvalidInput
from backend.master.items import HOUSE_OWNER_ID
from backend.stock.keys import pool_id
from tests.simulation.ledger import COMMANDS, Step
from tests.simulation.model import CART, Model, Wish
from tests.world import World

BINS = {"A": "PICK_FACE", "B": "PICK_FACE", "R": "RESERVE", "DOCK": "DOCK", CART: "CART"}
STORED = ("A", "B", "R")
ITEMS = ("TEA", "COFFEE")
PEOPLE = 5
CUT_OFF = 0.15
"""How often somebody is cut off; what became of the command is then found out, and sent again."""
CUT_AFTER_S = 0.02
DEMANDS_MAX = 12


@dataclass(frozen=True, slots=True)
class Tried:
    """A wish under its id, and whether it came true; None when it was cut off before that."""

    wish: Wish
    operation_id: UUID
    came_true: bool | None


class Walk:
    """The walk through one location of a world."""

    def __init__(self, world: World, *, seed: int) -> None:
        self.world = world
        self.model = Model()
        self.operations = 0
        self.replayed = 0
        self._draw = random.Random(seed)  # noqa: S311 - a walk that can be walked again
        self._demands = count(1)
        self._promised: list[Wish] = []
        self._bins: dict[str, UUID] = {}
        self._items: dict[str, UUID] = {}

    async def set_up(self) -> None:
        """Make the bins and the items."""
        for code, kind in BINS.items():
            self._bins[code] = await self.world.bin(code, kind)
        for sku in ITEMS:
            self._items[sku] = await self.world.item(sku)

    async def go(self, operations: int) -> None:
        """Walk on for so many operations, alone in every third round."""
        while self.operations < operations:
            people = self._draw.choice((1, PEOPLE, PEOPLE))
            await self._round([self._wish() for _ in range(people)])

    async def _round(self, wishes: Sequence[Wish]) -> None:
        self.operations += len(wishes)
        said = await asyncio.gather(*(self._try(wish, self._cut()) for wish in wishes))
        tried = [await self._looked_up(each) for each in said]
        after = next(self._explanations(tried), None)
        assert after is not None, f"no order explains {tried} from {self.model}"
        real = await self._real()
        explained = after if plain(after) == real else self._that_leaves(tried, real)
        assert explained is not None, f"{real} after {tried} from {plain(self.model)}"
        self.model = explained
        for each in tried:
            if self._draw.random() < CUT_OFF:
                await self._send_again(each)

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
        except InvalidInput:
            return Tried(wish, operation_id, came_true=False)
        except TimeoutError:
            return Tried(wish, operation_id, came_true=None)
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
        except InvalidInput:
            assert not expected, tried
            return
        assert expected, tried
        assert done.replayed == bool(tried.came_true)
        self.replayed += done.replayed
        assert plain(self.model) == await self._real()

    async def _say(self, wish: Wish, operation_id: UUID):
        while True:
            try:
                request = Request(operation_id, self.world.worker)
                return await perform(
                    self.world.database, COMMANDS[wish.what], self._step(wish), request
                )
            except Busy:
                continue

    def _cut(self) -> float | None:
        is_cut = self._draw.random() < CUT_OFF
        after_s = self._draw.uniform(0, CUT_AFTER_S)
        return after_s if is_cut else None

    def _step(self, wish: Wish) -> Step:
        target = wish.target or CART
        return Step(
            location_id=self.world.location_id,
            item_id=self._items[wish.item],
            bin_id=self._bins[wish.bin or "A"],
            kind=BINS[wish.bin or "A"],
            quantity=wish.quantity,
            target_id=self._bins[target],
            target_kind=BINS[target],
            demand_id=self._demand(wish.demand),
        )

    def _demand(self, name: str) -> UUID:
        return derived_id(self.world.location_id, name)

    def _wish(self) -> Wish:
        draw = self._draw
        what = draw.choices(list(COMMANDS), weights=(3, 4, 6, 6, 5, 4, 1, 1))[0]
        item, quantity = draw.choice(ITEMS), draw.randint(1, 8)
        match what:
            case "receive":
                return Wish(what, item, draw.choice((*STORED, "DOCK")), quantity=quantity)
            case "move":
                source, target = draw.sample((*STORED, "DOCK"), 2)
                return Wish(what, item, source, target, quantity)
            case "lose":
                return Wish(what, item, draw.choice(STORED), quantity=quantity)
            case "promise":
                wish = Wish(what, item, quantity=quantity, demand=f"order {next(self._demands)}")
                self._promised.append(wish)
                return wish
        recent = self._promised[-DEMANDS_MAX:] or [Wish(what, item, demand="order 0")]
        demand = draw.choice(recent)
        return Wish(what, demand.item, draw.choice(STORED), demand=demand.demand)

    async def _real(self) -> dict[str, int]:
        """Read the numbers that the database holds for this location."""
        rows = await self.world.owner.fetch(
            "SELECT bin_id, item_id, on_hand, reserved FROM stock_balance"
            " JOIN stock_key ON stock_key.id = key_id WHERE bin_id = ANY ($1)",
            list(self._bins.values()),
        )
        bins = {id_: code for code, id_ in self._bins.items()}
        items = {id_: sku for sku, id_ in self._items.items()}
        real = {}
        for row in rows:
            where = f"{items[row['item_id']]} in {bins[row['bin_id']]}"
            real[f"{where} on hand"] = row["on_hand"]
            real[f"{where} reserved"] = row["reserved"]
        real |= await self._pools() | await self._reservations()
        return {name: number for name, number in real.items() if number}

    async def _pools(self) -> dict[str, int]:
        named = {
            pool_id(HOUSE_OWNER_ID, id_, self.world.location_id): sku
            for sku, id_ in self._items.items()
        }
        rows = await self.world.owner.fetch(
            "SELECT id, supply, promised FROM stock_pool WHERE id = ANY ($1)", list(named)
        )
        supplies = {f"{named[row['id']]} supply": row["supply"] for row in rows}
        return supplies | {f"{named[row['id']]} promised": row["promised"] for row in rows}

    async def _reservations(self) -> dict[str, int]:
        demands = {self._demand(wish.demand): wish.demand for wish in self._promised}
        rows = await self.world.owner.fetch(
            "SELECT demand_id, level, quantity FROM stock_reservation"
            " WHERE state = 'PENDING' AND demand_id = ANY ($1)",
            list(demands),
        )
        return {f"{demands[row['demand_id']]} {row['level']}": row["quantity"] for row in rows}


def plain(model: Model) -> dict[str, int]:
    """Spell a model as the numbers that are above zero."""
    numbers = {f"{item} in {bin_} on hand": held for (bin_, item), held in model.on_hand.items()}
    for bin_ in BINS:
        for item in ITEMS:
            numbers[f"{item} in {bin_} reserved"] = model.reserved(bin_, item)
    for item in ITEMS:
        numbers[f"{item} supply"] = model.supply(item)
        numbers[f"{item} promised"] = model.promised(item)
    for demand, held in model.held.items():
        numbers[f"{demand} {held.level}"] = held.quantity
    return {name: number for name, number in numbers.items() if number}
