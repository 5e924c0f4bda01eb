"""Kill a served warehouse again and again while people work in it, then compare every book."""

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date

import asyncpg

from backend.server.demo.generate import generate
from backend.server.postgres import Postgres
from backend.server.replay.crew import signed_in
from backend.server.replay.run import settled
from backend.server.replay.tally import Difference, Misread
from backend.stock.verify import Finding, findings
from backend.tasks.system import SYSTEM
from bench.house import Served, first_of, served
from tests.survival.errands import Shift
from tests.survival.remembering import remembering

DAY = date(2010, 12, 12)
DOCUMENTS = 12
WORKERS = 4
CALM_S = (0.2, 1.5)
"""How long people work between two blows, at least and at most."""


@dataclass(frozen=True, slots=True)
class Survived:
    """What was left after the siege."""

    acknowledged: frozenset[str]
    recorded: frozenset[str]
    differences: Sequence[Difference]
    misread: Sequence[Misread]
    unended: Sequence[str]
    """Counts."""
    off: Sequence[Finding]
    errands: Counter[str]
    refused: Counter[str]
    back_s: Sequence[float]
    """How long each restart of the server took until it was ready."""


async def besiege(*, servers: int, databases: int, seed: int) -> Survived:
    """Kill the server and the database so many times, in an order and at moments of the seed."""
    draw = random.Random(seed)  # noqa: S311 - a test that can be run again
    blows = draw.sample(["server"] * servers + ["database"] * databases, servers + databases)
    demo = generate(first_of(DAY, DOCUMENTS))
    async with (
        served(demo.book) as house,
        telling(house),
        signed_in(house.url, workers=WORKERS, location="MAIN") as signed,
    ):
        before = await _recorded(house)
        crew = remembering(signed)
        shift = Shift(crew, demo, seed=seed)
        await shift.begin()
        back = [await _strike(house, blow, draw.uniform(*CALM_S)) for blow in blows]
        await asyncio.sleep(draw.uniform(*CALM_S))
        await shift.finish()
        differences = await settled(shift.counting)
        people = (crew.office, *crew.approvers, *crew.workers)
        return Survived(
            acknowledged=frozenset().union(*(line.yes for line in people)),
            recorded=await _recorded(house) - before,
            differences=differences,
            misread=shift.counting.misread,
            unended=list(shift.counting.open),
            off=await _off(house),
            errands=shift.done,
            refused=sum((line.no for line in people), Counter()),
            back_s=[seconds for seconds in back if seconds is not None],
        )


@asynccontextmanager
async def telling(house: Served) -> AsyncIterator[None]:
    """Let a failure show what the server wrote last."""
    try:
        yield
    except BaseException:
        print(house.last_words())  # noqa: T201 - pytest shows it
        raise


async def _strike(house: Served, blow: str, calm_s: float) -> float | None:
    await asyncio.sleep(calm_s)
    if blow == "database":
        house.kill_database()
        return None
    house.kill()
    return await house.start()


async def _recorded(house: Served) -> frozenset[str]:
    """Return the ids of all operations of people; those of reactions have no one to lose them."""
    with Postgres(house.folder) as guest:
        connection = await asyncpg.connect(guest.owner)
        rows = await connection.fetch("SELECT id FROM operation WHERE actor_id <> $1", SYSTEM.id)
        await connection.close()
    return frozenset(str(row["id"]) for row in rows)


async def _off(house: Served) -> list[Finding]:
    """Return every check of `stockwright verify` that does not hold."""
    with Postgres(house.folder) as guest:
        connection = await asyncpg.connect(guest.owner)
        async with connection.transaction(isolation="repeatable_read", readonly=True):
            off = [finding async for finding in findings(connection) if finding.off]
        await connection.close()
    return off


def assert_nothing_was_lost(survived: Survived) -> None:
    """Check the promise: what was acknowledged is there once, and nothing else is."""
    print(survived.errands, survived.refused, survived.back_s)  # noqa: T201 - the same
    assert survived.acknowledged - survived.recorded == frozenset(), "lost"
    assert survived.recorded - survived.acknowledged == frozenset(), "doubled, or never asked for"
    assert survived.differences == []
    assert (survived.misread, survived.unended) == ([], [])
    assert survived.off == []
