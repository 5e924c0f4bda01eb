"""A scan that was shown as accepted is booked exactly once, whatever kills the handheld."""

import asyncio
import random
from contextlib import suppress

import pytest
import pytest_asyncio
from playwright.async_api import Error

from tests.browser.handheld import Handheld
from tests.browser.outgoing import everything_sent
from tests.browser.shift import on_shift
from tests.browser.shop import BARTEK, opened
from tests.browser.worker import Worker

PIECES = 500
LAST_MS = 30
START_MS = 30_000


@pytest_asyncio.fixture
async def shop(server, template, built):
    """Serve a shop of our own: nobody else takes its tasks or adds to its book."""
    async with opened(server, template) as shop:
        yield shop


@pytest_asyncio.fixture
async def tea(shop):
    goods = await shop.goods("Tea green 20")
    await shop.shelf("A-01-01", goods, PIECES)
    return goods


@pytest_asyncio.fixture
async def picker(playwright, program, shop, tmp_path):
    """Let somebody begin their shift on a handheld of their own."""
    handheld = Handheld(playwright, program, tmp_path / "handheld", shop.house.url)
    await on_shift(handheld, shop, BARTEK)
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
