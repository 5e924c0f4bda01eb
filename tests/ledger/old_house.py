"""A house with a full stretch of moves behind it, sealed by threes and proved, and its archives."""

from dataclasses import dataclass
from pathlib import Path

import asyncpg
import pytest_asyncio

from backend.kernel import clock
from backend.server.archiving.archive import archive
from backend.server.proving.bundle import write_seen
from backend.server.proving.key import signing_key
from backend.server.proving.proof import prove_and_keep
from backend.stock.archiving.due import Due, due
from backend.stock.archiving.stretches import make_stretches
from backend.stock.proving.prove import Extent, steps
from backend.stock.sealing import seal
from tests.flows.control import Floor, allocate, moved
from tests.flows.scale import weighed_too
from tests.ledger.test_seals import check
from tests.world import OpeningLine, PostOpening, World, post_opening

LENGTH = 2_000_000
ENTRIES = "SELECT count(*) FROM stock_entry"
THE_MOVE = "SELECT operation_id FROM stock_entry WHERE quantity = 7 ORDER BY id DESC LIMIT 1"


@dataclass(slots=True)
class House:
    """A floor, the folder of its archives, and who owns the schema."""

    floor: Floor
    folder: Path
    owner: asyncpg.Connection

    @property
    def archives(self) -> list[Path]:
        """The files that were kept, of all houses in this database."""
        return sorted(self.folder.glob("ledger-*.ndjson"))

    async def works(self, *quantities: int) -> None:
        for quantity in quantities:
            await moved(self.floor, quantity)

    async def grows_old(self) -> None:
        """Fill a stretch with a posting that crosses into the next; work, seal and prove."""
        world, here, _, tea = self.floor
        await make_stretches(world.database)
        at = await self.owner.fetchval("SELECT last_value FROM stock_entry_id_seq")
        border = -(-(at + 1) // LENGTH) * LENGTH
        await self.owner.execute("SELECT setval('stock_entry_id_seq', $1)", border - 1)
        line = OpeningLine(here, world.kinds[here], tea, 10)
        other = OpeningLine(here, world.kinds[here], await world.item(f"Mint {border}"), 1)
        await world.do(post_opening, PostOpening(world.location_id, (line, other)))
        await self.works(1, 1, 2)
        verdict, _ = await prove_and_keep(
            world.database, Extent.FULL, data=self.folder, tell=lambda _: None
        )
        assert verdict.is_sound

    async def due(self, *, keep_days: int = 0) -> Due:
        return await due(self.owner, keep_days=keep_days, now=clock.now())

    async def archive(self) -> Path:
        return (await archive(self.owner, await self.due(), self.folder, tell=ignore)).path

    async def writes(self, session: asyncpg.Connection) -> Path:
        """Write the ledger, as a session sees it, for a stranger."""
        written = self.folder / "written"
        with written.open("w") as into:
            await write_seen(session, signing_key(self.folder), into=into, tell=ignore)
        return written

    async def is_proved_by_a_stranger(self) -> str:
        """Tell what the checker says in the end of this ledger and its archives."""
        async with self.owner.transaction(isolation="repeatable_read", readonly=True):
            code, said = check(await self.writes(self.owner), *self.archives)
        assert code == 0, said
        return said


def ignore(_: int) -> None:
    """Nobody looks how far it is."""


async def off(session: asyncpg.Connection, extent: Extent = Extent.FULL) -> dict[str, str]:
    """Return the invariants that a proof finds broken, with an example."""
    return {
        step.finding.check.name: str(step.finding.example)
        async for step in steps(session, extent)
        if step.finding and step.finding.off
    }


@pytest_asyncio.fixture(scope="module")
async def folder(tmp_path_factory) -> Path:
    """What one test archives belongs to the ledger of the next, in the same database."""
    return tmp_path_factory.mktemp("archives")


@pytest_asyncio.fixture
async def house(database, owner, folder, monkeypatch) -> House:
    monkeypatch.setattr(seal, "OPERATIONS_MAX", 3)
    world = await World.build(database, owner)
    here, there, tea = await world.bin("A"), await world.bin("B"), await world.item()
    await world.stock(here, tea, 100)
    made = House(Floor(world, here, there, tea), folder, owner)
    await allocate(world, here, tea, 5)
    await made.works(1, 2, 3, 7, 4)
    await weighed_too(world, await owner.fetchval(THE_MOVE), tea)
    await made.grows_old()
    return made
