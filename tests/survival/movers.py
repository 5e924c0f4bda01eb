"""People who move many items at once between the same bins, each in an order of their own."""

import asyncio
import random
import sys
from dataclasses import dataclass
from uuid import UUID

from backend.kernel.command import command
from backend.kernel.database import Database
from backend.kernel.ids import new_id
from backend.kernel.perform import Request, perform
from backend.kernel.plan import Plan
from backend.kernel.refusals import Busy
from backend.kernel.work import Work
from backend.master.items import HOUSE_OWNER_ID
from backend.server.resources import table_modules
from backend.stock.changes import Move
from backend.stock.keys import Disposition, Key, Place
from backend.stock.posting import post
from tests.world import person

AT_ONCE = 8


@dataclass(frozen=True, slots=True)
class Step:
    item_id: UUID
    source: UUID
    target: UUID


@dataclass(frozen=True, slots=True)
class MoveMany:
    location_id: UUID
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class MovedMany:
    steps: int


@command
async def move_many(work: Work, asked: MoveMany) -> Plan[MovedMany]:
    """Move one of each, with no rule of its own and in the order that was asked."""

    def key(item_id: UUID, bin_id: UUID) -> Key:
        place = Place(bin_id, asked.location_id, "PICK_FACE")
        return Key(HOUSE_OWNER_ID, item_id, Disposition.USABLE, place)

    moves = [
        Move(key(step.item_id, step.source), key(step.item_id, step.target), 1)
        for step in asked.steps
    ]
    return Plan(answer=MovedMany(len(moves)), writes=post(work, moves=moves), kind="MOVE")


@dataclass(frozen=True, slots=True)
class Hall:
    """Where they move, and what."""

    location_id: UUID
    bins: tuple[UUID, ...]
    items: tuple[UUID, ...]


async def move_about(url: str, hall: Hall, *, seed: int, rounds: int) -> int:
    """Move with eight people at once, through connections of our own; return how many moves."""
    draw = random.Random(seed)  # noqa: S311 - a walk that can be walked again
    database = await Database.open(url, tables=table_modules(), pool_max=AT_ONCE)

    async def once(asked: MoveMany) -> int:
        try:
            await perform(database, move_many, asked, Request(new_id(), person("Mia Mover")))
        except Busy:  # a bin ran empty
            return 0
        return 1

    moved = 0
    try:
        for _ in range(rounds):
            asked = [_asked(hall, draw) for _ in range(AT_ONCE)]
            moved += sum(await asyncio.gather(*map(once, asked)))
    finally:
        await database.close()
    return moved


def _asked(hall: Hall, draw: random.Random) -> MoveMany:
    items = draw.sample(hall.items, draw.randint(2, len(hall.items)))
    return MoveMany(
        hall.location_id, tuple(Step(item, *draw.sample(hall.bins, 2)) for item in items)
    )


def main() -> None:
    """Move about in a process of its own: URL SEED ROUNDS LOCATION BINS ITEMS."""
    url, seed, rounds, location, bins, items = sys.argv[1:]
    hall = Hall(UUID(location), *(tuple(map(UUID, ids.split(","))) for ids in (bins, items)))
    print(asyncio.run(move_about(url, hall, seed=int(seed), rounds=int(rounds))))  # noqa: T201


if __name__ == "__main__":
    main()
