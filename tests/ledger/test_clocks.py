"""Clocks that are wrong or step: order is that of the log, dates are judged by the house's own."""

from datetime import datetime, timedelta

import pytest

from backend.control.moving.move_stock import MoveStock, move_stock
from backend.kernel import clock
from backend.kernel.ids import new_id
from backend.kernel.log import head
from backend.kernel.perform import Request, perform
from backend.kernel.work import Reader
from backend.master.items import HOUSE_OWNER_ID
from backend.master.refs import ItemRef, Ref
from backend.outbound.orders.by_hand.reserve import Reserve, reserve
from backend.server.proving.proof import prove_and_keep
from backend.stock.as_of.then import position_at
from backend.stock.free import free_stock
from backend.stock.proving.prove import Extent
from backend.stock.sealing import seal
from backend.stock.shortage import NotEnoughOnHand
from tests.flows.control import moved
from tests.flows.shelf_life import a_lot, stand
from tests.ledger.test_as_of import floor, now, shown

__all__ = ["floor"]

HOUR, YEAR = timedelta(hours=1), timedelta(days=365)
NEWEST = "SELECT id FROM operation ORDER BY xid DESC, id DESC LIMIT 1"
RECORDED = "SELECT id, occurred_at, recorded_at FROM operation WHERE id = ANY ($1) ORDER BY xid, id"


@pytest.fixture
def steps(monkeypatch):
    """Let the server's clock be so far off from now on."""

    def by(offset):
        class Stepped(datetime):
            @classmethod
            def now(cls, tz=None):
                return datetime.now(tz) + offset

        monkeypatch.setattr(clock, "datetime", Stepped)

    return by


async def carries(floor, units, *, by_device_clock):
    """A handheld tells of a move as one that happened then, by its own clock."""
    asked = MoveStock(
        item=ItemRef(id=floor.tea), source=Ref(id=floor.here), target=Ref(id=floor.there),
        quantity=units,
    )  # fmt: skip
    request = Request(new_id(), floor.world.worker, new_id(), by_device_clock)
    await perform(floor.world.database, move_stock, asked, request)
    return request.operation_id


async def test_a_device_whose_clock_is_years_off_is_heard_in_the_order_in_which_it_spoke(
    floor, owner
):
    began = clock.now()
    said = [began + YEAR, began - YEAR, began, began + HOUR, began - HOUR]

    told = [await carries(floor, 1, by_device_clock=moment) for moment in said]

    rows = await owner.fetch(RECORDED, told)
    assert [row["id"] for row in rows] == told
    assert [row["occurred_at"] for row in rows] == said
    assert all(began <= row["recorded_at"] <= clock.now() for row in rows)
    assert await floor.world.on_hand(floor.there, floor.tea) == len(told)
    await floor.world.prove()


async def test_a_server_whose_clock_steps_keeps_the_order_the_proof_and_every_past(
    floor, database, steps, tmp_path
):
    seen = []
    async with database.session() as session:
        for turn, hours in enumerate([0, 1, -1, 0, 1, -1]):
            steps(hours * HOUR)
            await moved(floor, turn + 1)
            seen.append(await now(floor, session))
            await seal.seal_all(database)

        verdict, _ = await prove_and_keep(database, Extent.FULL, data=tmp_path, tell=lambda _: None)
        assert verdict.is_sound
        assert [position for position, _ in seen] == sorted(position for position, _ in seen)
        for position, then in seen:
            assert await shown(floor, session, position) == then


async def test_a_moment_that_came_twice_is_the_second_time(floor, database, owner, steps):
    """The clock went an hour ahead and was put right: what came last by then is the answer."""
    moment = clock.now() + HOUR / 2
    for offset in (timedelta(), HOUR):
        steps(offset)
        await moved(floor, 1)
        await seal.seal_all(database)
    steps(HOUR / 4)
    await moved(floor, 1)
    await seal.seal_all(database)
    await moved(floor, 1)

    async with database.session() as session:
        at = await head(session, database.epoch)
        position = await position_at(session, moment, head=(at.xid, at.operation_id))

    assert position[1] == await owner.fetchval(NEWEST)


async def test_goods_are_past_their_date_by_the_clock_of_the_house(floor, steps):
    world = floor.world
    milk = await world.item("MILK", tracking="LOT", needs_expiry=True)
    lot = await a_lot(world, milk, "L1", days=1)
    await stand(world, floor.here, milk, 5, lot_id=lot)

    async def keeps(units, occurred_at):
        asked = Reserve(
            item=ItemRef(id=milk), location=Ref(id=world.location_id), quantity=units,
            reason="a sample", bin=Ref(id=floor.here),
        )  # fmt: skip
        request = Request(new_id(), world.worker, new_id(), occurred_at)
        await perform(world.database, reserve, asked, request)

    await keeps(1, clock.now() + YEAR)
    steps(3 * timedelta(days=1))
    with pytest.raises(NotEnoughOnHand):
        await keeps(1, clock.now() - YEAR)


@pytest.mark.parametrize(
    ("moment", "days"),
    [("2026-10-24T22:59Z", 2), ("2026-10-24T23:00Z", 1), ("2026-10-25T23:59Z", 1),
     ("2026-10-26T00:00Z", 0), ("2026-10-26T23:59Z", 0), ("2026-10-27T00:00Z", -1)],
)  # fmt: skip
async def test_a_day_of_twenty_five_hours_is_one_day(floor, owner, moment, days):
    world = floor.world
    await owner.execute(
        "UPDATE location SET time_zone = 'Europe/London' WHERE id = $1", world.location_id
    )
    milk = await world.item("MILK", tracking="LOT", needs_expiry=True)
    lot = await a_lot(world, milk, "L1")
    await owner.execute("UPDATE lot SET expires_on = '2026-10-26' WHERE id = $1", lot)
    await stand(world, floor.here, milk, 5, lot_id=lot)

    found = await free_stock(
        Reader(owner), [milk], location_id=world.location_id, owner_id=HOUSE_OWNER_ID,
        at=datetime.fromisoformat(moment),
    )  # fmt: skip

    assert [one.days_left for one in found[milk]] == [days]
