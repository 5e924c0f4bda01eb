"""What is taken back is work again only for whom the house gives it to; nothing is done twice."""

import asyncio
from contextlib import asynccontextmanager

import pytest_asyncio
from playwright.async_api import expect

from backend.control.moving.move_stock import MoveStock, move_stock
from backend.inbound.putaway.confirm_putaway import ConfirmPutaway, confirm_putaway
from backend.master.refs import ItemRef, Ref
from backend.tasks.assign_task import AssignTask, assign_task
from tests.browser.shop import becomes


@pytest_asyncio.fixture(autouse=True)
async def tidy_dock(shop, worker):
    """Begin and end with nothing at the dock, in reach of the network."""
    await shop.tidied()
    yield
    await worker.handheld.online()
    await worker.all_sent()
    await shop.tidied()


async def put_away(shop, worker, name, shelf):
    """Put twelve pieces away, and come home."""
    goods = await shop.goods(name)
    await shop.shelf(shelf, goods)
    await shop.received((goods, 12))
    await worker.tap("Put away")
    await worker.is_sent_to(shelf)
    return goods


async def takes_back(worker):
    """Undo the last thing that was done, by the drawer."""
    await worker.tap("Undo", exact=True)
    await worker.page.locator(".sheet .undo1 button").first.click()


async def cases(shop):
    return await shop.world.owner.fetchval(
        "SELECT count(*) FROM work_case WHERE location_id = $1", shop.world.location_id
    )


async def task_of(shop, goods):
    return await shop.world.owner.fetchval(
        "SELECT id FROM task WHERE item_id = $1 AND kind = 'PUT_AWAY'", goods.id
    )


async def test_what_is_taken_back_is_done_again_and_booked_once(shop, worker):
    plums = await put_away(shop, worker, "Plums", "J-01-1")
    before = await cases(shop)
    await worker.scan(plums.gtin, "J-01-1")
    await worker.is_home()
    await worker.all_sent()

    await takes_back(worker)
    await worker.is_sent_to("J-01-1")
    await worker.sees("Taken back")
    assert await shop.on_hand("J-01-1", plums) == 0
    await worker.scan(plums.gtin, "J-01-1")
    await worker.is_home()

    assert set(await worker.all_sent()) == {"APPLIED"}
    assert await shop.on_hand("J-01-1", plums) == 12
    assert await cases(shop) == before


@asynccontextmanager
async def claims_held(worker):
    """Let a colleague be faster: what this handheld asks for by name waits."""
    let = asyncio.Event()

    async def hold(route):
        if '"tasks":[' in (route.request.post_data or ""):
            await let.wait()
        await route.fallback()

    await worker.page.route("**/graphql", hold)
    try:
        yield let
    finally:
        let.set()
        await worker.page.unroute("**/graphql", hold)


async def test_what_a_colleague_has_taken_meanwhile_is_not_offered_again(shop, worker):
    figs = await put_away(shop, worker, "Figs", "J-01-2")
    before = await cases(shop)
    await worker.scan(figs.gtin, "J-01-2")
    await worker.is_home()
    await worker.all_sent()

    async with claims_held(worker) as let:
        await takes_back(worker)
        await becomes(lambda: shop.on_hand("J-01-2", figs), 0)
        task = await task_of(shop, figs)
        given = AssignTask(task_id=task, if_version=None, assignee_id=shop.world.other.id)
        await shop.world.do(assign_task, given)
        let.set()
        await worker.sees("Taken back", "Someone else holds this task")

    assert not await worker.page.locator("ol.rail").is_visible()
    there = ConfirmPutaway(to=Ref(id=shop.bins["J-01-2"]), task_id=task)
    await shop.world.do(confirm_putaway, there, by=shop.world.other)
    assert await shop.on_hand("J-01-2", figs) == 12
    assert await cases(shop) == before


async def test_what_cannot_be_taken_back_is_not_offered_again(shop, worker):
    dates = await put_away(shop, worker, "Dates", "J-01-3")
    before = await cases(shop)
    await worker.scan(dates.gtin, "J-01-3")
    await worker.is_home()
    await worker.all_sent()
    sold = await shop.sold((dates, 12))

    await takes_back(worker)
    await worker.sees("It stays done")

    assert not await worker.page.locator("ol.rail").is_visible()
    assert await shop.on_hand("J-01-3", dates) == 12
    assert await cases(shop) == before
    await worker.tap("Pick")
    await worker.is_sent_to("J-01-3")
    await worker.scan(dates.gtin, "SW-ALL", "T-91")
    await worker.is_home()
    await worker.all_sent()
    assert await shop.units(sold, "picked") == [12]


async def test_in_a_dead_spot_what_is_done_again_depends_on_the_undo(shop, worker):
    nuts = await put_away(shop, worker, "Nuts mixed", "J-01-4")
    before = await cases(shop)
    await worker.handheld.offline()
    await worker.scan(nuts.gtin, "J-01-4")
    await worker.is_home()

    await takes_back(worker)
    await worker.is_sent_to("J-01-4")
    await worker.scan(nuts.gtin, "J-01-4")
    await worker.is_home()
    await worker.sees("3 waiting")
    await worker.handheld.online()

    assert await worker.all_sent() == ["APPLIED"] * 3
    assert await shop.on_hand("J-01-4", nuts) == 12
    assert await cases(shop) == before


async def test_what_something_builds_on_says_in_the_drawer_what_that_is(shop, worker):
    pears = await put_away(shop, worker, "Pears", "J-09-1")
    await worker.scan(pears.gtin, "J-09-1")
    await worker.is_home()
    await worker.all_sent()
    await shop.shelf("J-09-2")
    away = MoveStock(
        source=Ref(id=shop.bins["J-09-1"]),
        target=Ref(id=shop.bins["J-09-2"]),
        item=ItemRef(id=pears.id),
        quantity=12,
    )
    await shop.world.do(move_stock, away, by=shop.world.other)

    await takes_back(worker)
    await worker.sees("It stays done")
    await worker.tap("Undo", exact=True)

    why = worker.page.locator(".sheet .undo1", has_text="Put away").first
    await expect(why).to_contain_text("builds on it")
    await worker.tap("Close")
    assert await shop.on_hand("J-09-2", pears) == 12
