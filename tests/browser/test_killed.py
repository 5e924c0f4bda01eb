"""A scan that was shown as accepted is booked exactly once, whatever kills the handheld."""

import asyncio
import random
from contextlib import suppress

import pytest
import pytest_asyncio
from playwright.async_api import Error

from backend.control.counting.request_count import RequestCount, request_count
from backend.master.refs import Ref
from tests.browser.handheld import Handheld
from tests.browser.outgoing import everything_sent
from tests.browser.shift import on_shift
from tests.browser.shop import street
from tests.browser.worker import Worker

PIECES = 500
LAST_MS = 30
START_MS = 30_000


@pytest_asyncio.fixture
async def shop(server, template, built):
    """Serve a shop of our own: nobody else takes its tasks or adds to its book."""
    async with street(server, template) as alone:
        yield await alone.another_shop()


@pytest_asyncio.fixture
async def tea(shop):
    goods = await shop.goods("Tea green 20")
    await shop.shelf("A-01-01", goods, PIECES)
    return goods


@pytest_asyncio.fixture
async def picker(playwright, program, shop, tmp_path):
    """Let somebody begin their shift on a handheld of their own."""
    handheld = Handheld(playwright, program, tmp_path / "handheld", shop.house.url)
    await on_shift(handheld, shop, shop.bartek)
    worker = Worker(handheld)
    await worker.is_home()
    yield worker
    await handheld.switch_off()


async def pick(worker, goods):
    """Pick one piece into a tote by two scans, until the handheld shows it as done."""
    await worker.tap("Pick")
    await worker.sees("Go to")
    await worker.scan(goods.gtin, "T-11")
    await worker.is_home()


async def on_again(worker):
    """Switch the handheld on; a browser that lost its database wants a tap to go on."""
    page = await worker.handheld.switch_on()
    start = page.get_by_role("button", name="Start shift")
    await start.or_(page.locator("p.or")).wait_for(timeout=START_MS)
    if await start.is_visible():
        await start.click()
    await worker.is_home()


async def answers_are(page, fate):
    """Let what is sent arrive and be answered, be answered too late, or not arrive."""

    async def treat(route):
        if fate == "answered" or '"operations"' not in (route.request.post_data or ""):
            await route.fallback()
        elif fate == "too late":
            with suppress(Error):  # the kill came first
                await route.fetch()  # the server has done it, and nobody hears of it

    await page.route("**/graphql", treat)


async def killed_so_often(worker, shop, goods, *, kills, seed):
    """Kill the browser between scan and answer, so often; return what was shown as picked."""
    dice = random.Random(seed)  # noqa: S311 - chance, no secret
    shown = []
    for _ in range(kills):
        shown.append(await shop.sold((goods, 1)))
        await answers_are(
            worker.page, dice.choice(["answered", "too late", "not sent", "not sent"])
        )
        await pick(worker, goods)
        await asyncio.sleep(dice.random() * LAST_MS / 1000)
        await worker.handheld.kill()
        await on_again(worker)
    return shown


async def assert_each_once(worker, shop, goods, shown):
    await everything_sent(worker.page)
    assert len(await shop.done_here("confirm_pick")) == len(shown)
    assert [await shop.units(created, "picked") for created in shown] == [[1]] * len(shown)
    assert await shop.world.on_hand(shop.cart_id, goods.id) == len(shown)


async def back_in_work(worker):
    """Switch the handheld on; it comes back in the job in hand, or at home."""
    page = await worker.handheld.switch_on()
    start, menu = (page.get_by_role("button", name=name) for name in ("Start shift", "Menu"))
    await start.or_(menu).first.wait_for(timeout=START_MS)
    if await start.is_visible():
        await start.click()
        await menu.wait_for()


async def killed_soon(worker, dice):
    """Take the battery out within 30 ms of what was shown last."""
    await asyncio.sleep(dice.random() * LAST_MS / 1000)
    await worker.handheld.kill()
    await back_in_work(worker)


async def received_one_by_one(worker, shop, *, kills, seed):
    """Receive a truck of many goods, one piece each; after each line the browser is killed."""
    dice = random.Random(seed)  # noqa: S311 - chance, no secret
    goods = [await shop.goods(f"Jam no. {number}") for number in range(kills)]
    paper = await shop.truck(*((one, 1) for one in goods))
    for one in goods:
        await worker.goes_home()
        await worker.scan(paper)
        await worker.sees("Still to come")
        await answers_are(worker.page, dice.choice(["answered", "too late", "not sent"]))
        await worker.scan(one.gtin)
        await worker.sees("Saved")
        await killed_soon(worker, dice)
    return goods


async def counted_one_by_one(worker, shop, goods, *, kills, seed):
    """Have a shelf counted again and again; after each count the browser is killed."""
    dice = random.Random(seed)  # noqa: S311 - chance, no secret
    asked = RequestCount(location=Ref(id=shop.world.location_id), bins=(Ref(code="A-01-01"),))
    for _ in range(kills):
        await shop.world.do(request_count, asked)
        await worker.goes_home()
        await worker.tap("Count")
        await worker.is_sent_to("A-01-01")
        await answers_are(worker.page, dice.choice(["answered", "too late", "not sent"]))
        await worker.scan("A-01-01", goods.gtin)
        # A device that lost its database shows the barcode until the names are there again.
        seen = worker.page.get_by_text(goods.sku).or_(worker.page.get_by_text(goods.gtin))
        await seen.first.wait_for()
        await worker.key(str(PIECES))
        await worker.scan("A-01-01")
        await worker.is_home()
        await killed_soon(worker, dice)
        await everything_sent(worker.page)


@pytest.mark.prove
async def test_lines_received_before_a_kill_are_booked_once(picker, shop, seed):
    goods = await received_one_by_one(picker, shop, kills=20, seed=seed)

    await everything_sent(picker.page)
    assert len(await shop.done_here("receive_line")) == len(goods)
    there = [await shop.world.on_hand(shop.dock.dock_id, one.id) for one in goods]
    assert there == [1] * len(goods)


@pytest.mark.prove
async def test_counts_sent_before_a_kill_are_booked_once(picker, shop, tea, seed):
    await counted_one_by_one(picker, shop, tea, kills=20, seed=seed)

    assert len(await shop.done_here("submit_count")) == 20
    assert await shop.open_tasks("COUNT") == 0
    assert await shop.on_hand("A-01-01", tea) == PIECES


async def test_a_handheld_killed_between_scan_and_answer_loses_and_doubles_nothing(
    picker, shop, tea
):
    shown = await killed_so_often(picker, shop, tea, kills=3, seed=1)
    await assert_each_once(picker, shop, tea, shown)


@pytest.mark.prove
async def test_a_handheld_killed_a_hundred_times_loses_and_doubles_nothing(picker, shop, tea, seed):
    """Each pick that was shown as accepted is booked once, after a hundred kills.

    Accepted is what the page has painted; the kill comes within 30 ms of that, in half of the lives
    while the answer is still out. The browser itself may throw its database away on the way: a kill
    in the middle of a record of its log makes it unreadable two starts later. Then the copies in
    the cache storage bring back the outbox and who works here; all that is seen of it is that the
    shift is started by a tap.
    """
    shown = await killed_so_often(picker, shop, tea, kills=100, seed=seed)
    await assert_each_once(picker, shop, tea, shown)
