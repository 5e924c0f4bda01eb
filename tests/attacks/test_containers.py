"""Two who write at once as the application: neither a circle nor goods that were left behind."""

import asyncio

import asyncpg
import pytest

from tests.flows.boxes import Boxes

PUT = "UPDATE container SET parent_id = $2, depth = $3 WHERE code = $1"
MOVE = "UPDATE container SET bin_id = $2 WHERE code = $1"
FILL = """
UPDATE stock_balance SET on_hand = on_hand + 1, version = version + 1
 WHERE key_id IN (SELECT id FROM stock_key WHERE container_id = $1)
"""


@pytest.fixture
async def boxes(world):
    made = Boxes(world)
    made.here, made.there = await world.bin("A"), await world.bin("B")
    for name in ("C-1", "C-2"):
        await made.box(name, made.here, "CARTON")
    return made


async def told(session, *put):
    """Write one statement; return what refused it."""
    try:
        await session.execute(*put)
    except asyncpg.PostgresError as error:
        return type(error)
    return None


async def test_two_cartons_are_not_put_into_each_other_at_once(boxes, database):
    one, two = await boxes.seen("C-1"), await boxes.seen("C-2")
    async with database.session() as first, database.session() as second:
        said = await asyncio.gather(
            told(first, PUT, one.code, two.id, 1), told(second, PUT, two.code, one.id, 1)
        )

    refused = {error for error in said if error}
    assert refused, "one of them was refused"
    assert refused <= {asyncpg.ForeignKeyViolationError, asyncpg.DeadlockDetectedError}
    await boxes.world.prove()


async def test_goods_do_not_come_into_a_carton_while_it_leaves(boxes, database):
    world = boxes.world
    tea = await world.item()
    await boxes.holds("C-1", (tea, 3))
    carton = await boxes.seen("C-1")
    async with database.session() as mover, database.session() as filler:
        moving = mover.transaction()
        await moving.start()
        await mover.execute(MOVE, carton.code, boxes.there)
        filling = filler.transaction()
        await filling.start()
        await filler.execute(FILL, carton.id)
        await filling.rollback()
        with pytest.raises(asyncpg.ForeignKeyViolationError):
            await moving.commit()

    assert (await boxes.seen("C-1")).bin_id == boxes.here
    await world.prove()
