"""Stock as it was: at every position of the log what the balances said then."""

import pytest
import pytest_asyncio

from backend.kernel import clock
from backend.kernel.log import head
from backend.kernel.pages import Page
from backend.kernel.work import Reader
from backend.server.proving.proof import prove_and_keep
from backend.stock.as_of.then import position_at, stock_then
from backend.stock.browse import Wanted, stock_page
from backend.stock.proving.prove import Extent
from tests.flows.control import Floor, allocate, moved
from tests.graph import ask
from tests.world import World


@pytest_asyncio.fixture
async def floor(database, owner) -> Floor:
    world = await World.build(database, owner)
    here, there, tea = await world.bin("A"), await world.bin("B"), await world.item()
    await world.stock(here, tea, 100)
    return Floor(world, here, there, tea)


async def now(floor, session) -> tuple:
    """What is shown now, and the position of the log at which it is."""
    at = await head(session, floor.world.database.epoch)
    return (at.xid, at.operation_id), await shown(floor, session, None)


async def shown(floor, session, position) -> tuple[int, int, int]:
    wanted = Wanted(locations=(floor.world.location_id,))
    page = (
        await stock_page(Reader(session), wanted, Page())
        if position is None
        else await stock_then(session, wanted, position, Page())
    )
    (row,) = page.rows
    return row.on_hand, row.reserved, row.available


@pytest.mark.parametrize("proves", [0, 1, 3])
async def test_the_past_is_what_was_shown_then(floor, database, tmp_path, proves):
    """Whether no checkpoint, one or several lie between the past and now."""
    seen = []
    async with database.session() as session:
        for turn in range(6):
            await moved(floor, turn + 1)
            await allocate(floor.world, floor.here, floor.tea, turn + 1)
            await floor.world.stock(floor.there, floor.tea, 10)
            seen.append(await now(floor, session))
            if turn < proves:
                await prove_and_keep(database, Extent.FULL, data=tmp_path, tell=lambda _: None)

        for position, then in seen:
            assert await shown(floor, session, position) == then
    assert len({then for _, then in seen}) == 6


async def test_a_moment_is_the_last_operation_recorded_by_then(floor, database, tmp_path):
    async with database.session() as session:
        await prove_and_keep(database, Extent.FULL, data=tmp_path, tell=lambda _: None)
        before = await shown(floor, session, None)
        moment = clock.now()
        await allocate(floor.world, floor.here, floor.tea, 7)
        at = await head(session, database.epoch)
        newest = (at.xid, at.operation_id)

        then = await position_at(session, moment, head=newest)
        present = await position_at(session, clock.now(), head=newest)

        assert await shown(floor, session, then) == before
        assert await shown(floor, session, present) == (100, 7, 93)
        assert await position_at(session, moment.replace(year=2020), head=newest) < then


STOCK = """
query ($filter: StockFilter, $asOf: Moment) {
  stock(filter: $filter, asOf: $asOf) { asOf nodes { onHand reserved available states { state } } }
}
"""


async def test_people_ask_by_the_clock_or_by_the_log(floor, database):
    world = floor.world
    where = {"filter": {"locations": [{"code": world.code}]}}
    before = (await ask(database, world.worker, STOCK, **where))["stock"]
    moment = clock.now().isoformat()
    await allocate(world, floor.here, floor.tea, 7)

    (now,) = (await ask(database, world.worker, STOCK, **where))["stock"]["nodes"]
    assert (now["onHand"], now["reserved"], now["available"]) == (100, 7, 93)
    for asked in ({"cursor": before["asOf"]}, {"at": moment}):
        told = (await ask(database, world.worker, STOCK, **where, asOf=asked))["stock"]
        assert told["nodes"] == [{"onHand": 100, "reserved": 0, "available": 100, "states": []}]
        assert told["asOf"] <= before["asOf"]
