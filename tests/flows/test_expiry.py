"""The night: what is past its date may not be used, by each location's own midnight."""

from datetime import UTC, datetime

import pytest

from backend.control.lots.expire_lot import ExpireLot, expire_lot
from backend.kernel import perform
from backend.server.nightly import expire_due
from tests.flows.control import cases
from tests.flows.shelf_life import a_lot, in_days, lying, stand
from tests.orders import line_of, order, react, release

BEFORE = datetime(2031, 3, 9, 4, 59, 59, tzinfo=UTC)
AFTER = datetime(2031, 3, 9, 5, 0, 0, tzinfo=UTC)
"""Midnight of the ninth of March in New York, a second before and to the second."""


@pytest.fixture
async def milk(world):
    return await world.item("MILK", tracking="LOT", needs_expiry=True)


async def test_a_lot_is_good_until_its_last_day_is_over_where_it_stands(world, milk, monkeypatch):
    await world.owner.execute(
        "UPDATE location SET time_zone = 'America/New_York' WHERE id = $1", world.location_id
    )
    here = await world.bin("A")
    lot_id = await world.owner.fetchval(
        "INSERT INTO lot (id, item_id, number, expires_on)"
        " VALUES (gen_random_uuid(), $1, 'L1', '2031-03-08') RETURNING id",
        milk,
    )
    await stand(world, here, milk, 5, lot_id=lot_id)

    monkeypatch.setattr(perform, "now", lambda: BEFORE)
    assert await expire_due(world.database, at=BEFORE) == 0
    assert await world.available(milk) == 5
    monkeypatch.setattr(perform, "now", lambda: AFTER)
    assert await expire_due(world.database, at=AFTER) == 5
    assert await expire_due(world.database, at=AFTER) == 0, "once a night"

    assert await lying(world, milk) == {("A", "L1", "EXPIRED"): 5}
    assert await world.available(milk) == 0
    await world.prove()


async def test_nobody_may_expire_what_is_still_good(world, milk):
    here, lot_id = await world.bin("A"), await a_lot(world, milk, "L1", days=0)
    await stand(world, here, milk, 5, lot_id=lot_id)

    asked = ExpireLot(lot_id=lot_id, location_id=world.location_id, today=in_days(9))
    assert (await world.refused(expire_lot, asked)).code == "NOT_IN_THIS_STATE"
    assert await lying(world, milk) == {("A", "L1", "USABLE"): 5}


async def test_what_was_allocated_of_it_waits_again_and_somebody_is_told(world, milk):
    here, there = await world.bin("A"), await world.bin("B")
    old = await a_lot(world, milk, "OLD", days=0)
    await stand(world, here, milk, 5, lot_id=old)
    await stand(world, there, milk, 2, lot_id=await a_lot(world, milk, "NEW", days=90))
    created = await order(world, (milk, 4))
    await release(world, created)
    await world.owner.execute("UPDATE lot SET expires_on = $2 WHERE id = $1", old, in_days(-1))

    assert await expire_due(world.database, at=datetime.now(UTC)) == 5
    await react(world)

    line = await line_of(world, created.order_id)
    assert (line["allocated"], line["promised"], line["waiting"]) == (0, 2, 2)
    assert await cases(world) == [f"4 units that were allocated in A ran out on {in_days(-1)}"]
    open_picks = "SELECT count(*) FROM task WHERE document_id = $1 AND status <> 'CANCELED'"
    assert await world.owner.fetchval(open_picks, created.order_id) == 0
    await world.prove()
