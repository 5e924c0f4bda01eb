"""Promises: in order of turn, never beyond the pool, and what was promised stays promised."""

import asyncio
from datetime import UTC, date, datetime

import asyncpg
import pytest

from backend.master.items import HOUSE_OWNER_ID
from backend.outbound.orders.create_order import create_order
from backend.outbound.orders.retry_backorders import LINES_MAX, RetryBackorders, retry_backorders
from tests.orders import line_of, order, promised, react, status, wanted
from tests.world import World


@pytest.fixture
async def world(database, owner):
    return await World.build(database, owner)


async def test_an_order_is_promised_at_once_what_there_is_and_the_rest_is_backordered(world):
    tea, cake = await world.item("TEA"), await world.item("CAKE")
    shelf = await world.bin("A-01")
    await world.stock(shelf, tea, 10)
    await world.stock(shelf, cake, 2)

    created = await order(world, (tea, 4), (cake, 5))

    assert (created.promised, created.waiting) == (6, 3)
    assert await world.available(tea) == 6
    assert await world.available(cake) == 0
    assert (await line_of(world, created.order_id, 1))["promised"] == 4
    assert (await line_of(world, created.order_id, 2))["waiting"] == 3
    assert await status(world, created.order_id) == "BACKORDERED"
    await world.prove()


async def test_goods_at_the_dock_are_not_promised(world):
    tea = await world.item()
    await world.stock(await world.bin("DOCK", "DOCK"), tea, 10)

    created = await order(world, (tea, 4))

    assert (created.promised, created.waiting) == (0, 4)


async def test_an_order_due_today_eats_nothing_that_was_promised_earlier(world):
    tea = await world.item()
    await world.stock(await world.bin("A-01"), tea, 10)
    earlier = await order(world, (tea, 8), needed_on=date(2010, 12, 24))

    today = await order(world, (tea, 5), needed_on=date(2010, 12, 6), priority=1)

    assert await promised(world, earlier, today) == [8, 2]
    await world.prove()


async def test_a_giant_order_waits_and_the_pool_is_never_overdrawn(world):
    tea = await world.item()
    await world.stock(await world.bin("A-01"), tea, 300)

    giant = await order(world, (tea, 80_995))

    assert (giant.promised, giant.waiting) == (300, 80_695)
    assert await status(world, giant.order_id) == "BACKORDERED"
    await world.prove()


async def test_an_item_that_never_existed_here_is_backordered(world):
    nothing = await world.item("NOTHING")

    created = await order(world, (nothing, 3))

    assert (created.promised, created.waiting) == (0, 3)
    assert await status(world, created.order_id) == "BACKORDERED"


async def test_services_need_no_stock(world):
    tea, postage = await world.item("TEA"), await world.item("POST", kind="SERVICE")
    await world.stock(await world.bin("A-01"), tea, 10)

    created = await order(world, (postage, 1), (tea, 4))

    assert (created.promised, created.waiting) == (4, 0)
    assert await status(world, created.order_id) == "PROMISED"
    assert (await line_of(world, created.order_id, 1))["packed"] == 1


async def test_an_order_for_services_alone_is_done_at_once(world):
    postage = await world.item("POST", kind="SERVICE")

    created = await order(world, (postage, 1))

    assert await status(world, created.order_id) == "SHIPPED"


async def test_two_lines_of_one_item_share_what_there_is(world):
    tea = await world.item()
    await world.stock(await world.bin("A-01"), tea, 10)

    created = await order(world, (tea, 7), (tea, 7))

    assert (await line_of(world, created.order_id, 1))["promised"] == 7
    assert (await line_of(world, created.order_id, 2))["promised"] == 3


async def test_an_order_of_two_thousand_lines_is_promised_in_one_operation(world):
    tea, cake = await world.item("TEA"), await world.item("CAKE")
    await world.stock(await world.bin("A-01"), tea, 1_500)

    created = await order(world, *([(tea, 1), (cake, 1)] * 1000))

    assert (created.promised, created.waiting) == (1000, 1000)
    await world.prove()


async def test_stock_that_arrives_goes_to_who_waits_in_order_of_turn(world):
    tea = await world.item()
    late = await order(world, (tea, 5), needed_on=date(2010, 12, 24))
    soon = await order(world, (tea, 5), needed_on=date(2010, 12, 10))
    urgent = await order(world, (tea, 5), priority=1)
    await world.stock(await world.bin("A-01"), tea, 12)

    await retry(world, tea)

    assert await promised(world, urgent, soon, late) == [5, 5, 2]
    assert await status(world, soon.order_id) == "PROMISED"
    assert await status(world, late.order_id) == "BACKORDERED"
    await world.prove()


async def test_a_new_order_leaves_what_orders_before_it_wait_for(world):
    tea = await world.item()
    waits = await order(world, (tea, 5))
    await world.stock(await world.bin("A-01"), tea, 7)

    newcomer = await order(world, (tea, 5))
    await retry(world, tea)

    assert await promised(world, waits, newcomer) == [5, 2]


async def test_a_new_order_with_an_earlier_turn_goes_before_who_waits(world):
    tea = await world.item()
    waits = await order(world, (tea, 5), ordered_at=datetime(2010, 12, 6, tzinfo=UTC))
    await world.stock(await world.bin("A-01"), tea, 7)

    urgent = await order(world, (tea, 5), priority=1)
    await retry(world, tea)

    assert await promised(world, urgent, waits) == [5, 2]


async def test_a_run_is_bounded_and_asks_for_another_while_more_waits(world):
    tea = await world.item()
    orders = [await order(world, (tea, 1)) for _ in range(LINES_MAX + 5)]
    await world.stock(await world.bin("A-01"), tea, LINES_MAX + 3)

    first = await retry(world, tea)
    await react(world)

    assert (first.promised, first.lines, first.goes_on) == (LINES_MAX, LINES_MAX, True)
    assert await promised(world, *orders) == [1] * (LINES_MAX + 3) + [0, 0]
    await world.prove()


async def test_a_retry_without_stock_or_without_waiters_changes_nothing(world):
    tea = await world.item()
    await order(world, (tea, 5))

    answer = await retry(world, tea)

    assert (answer.promised, answer.lines, answer.goes_on) == (0, 0, False)


async def test_an_order_says_no_to_what_is_no_order(world):
    tea = await world.item()

    nothing = await world.refused(create_order, wanted(world))
    zero = await world.refused(create_order, wanted(world, (tea, 0)))
    huge = await world.refused(create_order, wanted(world, (tea, 1 << 53)))
    stranger = await world.refused(create_order, wanted(world, (world.location_id, 1)))

    assert {nothing.code, zero.code, huge.code} == {"INVALID_INPUT"}
    assert zero.facts["field"] == "lines.0.quantity"
    assert stranger.code == "NOT_FOUND"


async def test_a_number_is_given_once(world):
    tea = await world.item()
    await order(world, (tea, 1), number=f"C-{world.code}")

    again = await world.refused(create_order, wanted(world, (tea, 1), number=f"C-{world.code}"))

    assert again.code == "CODE_TAKEN"


async def test_the_database_keeps_each_unit_in_one_place(world):
    tea = await world.item()
    line = await line_of(world, (await order(world, (tea, 5))).order_id)

    for attack in ("promised = 6", "picked = 1, packed = 2", "shipped = 1", "canceled = -1"):
        with pytest.raises(asyncpg.CheckViolationError):
            await world.owner.execute(f"UPDATE order_line SET {attack} WHERE id = $1", line["id"])


async def test_stock_freed_while_an_order_is_written_finds_the_order(world):
    tea = await world.item()
    shelf = await world.bin("A-01")

    async def arrive():
        await world.stock(shelf, tea, 1)
        await retry(world, tea)

    for _ in range(10):
        await asyncio.gather(arrive(), order(world, (tea, 1)))
    stranded = await world.owner.fetchval(
        "SELECT least(sum(waiting), $2) FROM order_line WHERE item_id = $1",
        tea, await world.available(tea),
    )  # fmt: skip

    assert stranded == 0
    await world.prove()


async def retry(world, item_id):
    asked = RetryBackorders(item_id=item_id, owner_id=HOUSE_OWNER_ID, location_id=world.location_id)
    return (await world.do(retry_backorders, asked)).answer
