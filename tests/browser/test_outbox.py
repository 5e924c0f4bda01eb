"""What a worker was shown as done is on the server once, whatever became of the handheld."""

import asyncio
import random

import asyncpg
import pytest
import pytest_asyncio
from playwright.async_api import TimeoutError as PageTimeoutError

from backend.server.demo.people import PEOPLE
from tests.browser.kept import kept
from tests.browser.shift import log_in, on_shift

AMINA, BEN = PEOPLE[:2]
SENT_WITHIN_S = 60
SHOWN = "Help is called"
DONE = """
SELECT person.code, operation.id::text AS id
  FROM operation
  JOIN person ON person.id = operation.actor_id
 WHERE operation.command = 'open_case'
 ORDER BY operation.xid
"""


@pytest_asyncio.fixture
async def book(urls):
    """Give the server's own book."""
    connection = await asyncpg.connect(urls.owner)
    yield connection
    await connection.close()


async def call_for_help(page):
    """Tap once, and wait until the handheld says that it is done."""
    await page.get_by_role("button", name="Help").click()
    await page.get_by_text(SHOWN).wait_for()


async def log_out(page):
    await page.get_by_role("button", name="Menu").click()
    await page.get_by_role("button", name="Log out").click()
    await page.get_by_text("Scan your badge").wait_for()


async def everything_sent(page):
    """Wait until nothing is left; return the ids of what was sent, in the order of the device."""
    async with asyncio.timeout(SENT_WITHIN_S):
        while await kept(page, "outbox"):  # noqa: ASYNC110 - the page tells no other way
            await asyncio.sleep(0.1)
    history = sorted(await kept(page, "history"), key=lambda past: past["sequence"])
    assert {past["outcome"] for past in history} <= {"APPLIED"}
    return [past["operationId"] for past in history]


async def killed_so_often(handheld, house, book, *, kills, seed):
    """Kill the browser between tap and answer, again and again; return what was shown as done."""
    dice = random.Random(seed)  # noqa: S311 - chance, no secret
    before = {row["id"] for row in await book.fetch(DONE)}
    page = await on_shift(handheld, house)
    shown = 0
    for life in range(kills):
        await at_home(page, life)
        for _ in range(2):
            await call_for_help(page)
            shown += 1
        await page.get_by_role("button", name="Help").click(no_wait_after=True)
        await asyncio.sleep(dice.random() * 0.15)
        await handheld.kill()
        page = await handheld.switch_on()
    sent = await everything_sent(page)
    done = [row["id"] for row in await book.fetch(DONE) if row["id"] not in before]
    return shown, sent, done


async def at_home(page, kills):
    """Wait for the first screen of work; say what stands there when it does not come."""
    try:
        await page.get_by_role("button", name="Help").wait_for(timeout=60_000)
    except PageTimeoutError as error:
        text = await page.locator("body").inner_text()
        raise AssertionError(f"after {kills} kills the page says: {text!r}") from error


def assert_once_and_in_order(shown, sent, done):
    assert len(sent) == len(set(sent))
    assert len(sent) >= shown
    assert done == sent


async def test_a_handheld_killed_between_tap_and_answer_loses_and_doubles_nothing(
    handheld, house, book
):
    assert_once_and_in_order(*await killed_so_often(handheld, house, book, kills=4, seed=1))


@pytest.mark.prove
async def test_a_handheld_killed_a_hundred_times_loses_and_doubles_nothing(
    handheld, house, book, seed
):
    assert_once_and_in_order(*await killed_so_often(handheld, house, book, kills=100, seed=seed))


async def test_answers_that_are_lost_on_the_way_double_nothing(handheld, house, book):
    page = await on_shift(handheld, house)
    before = len(await book.fetch(DONE))
    lost = 0

    async def lose_some(route):
        nonlocal lost
        answer = await route.fetch()  # the server has done it
        if "operations" in (route.request.post_data or "") and lost < 3:
            lost += 1
            await route.abort("connectionreset")
        else:
            await route.fulfill(response=answer)

    await page.route("**/graphql", lose_some)
    for _ in range(3):
        await call_for_help(page)

    sent = await everything_sent(page)
    assert lost == 3
    assert [row["id"] for row in await book.fetch(DONE)][before:] == sent


async def test_work_in_a_dead_spot_is_shown_as_waiting_and_leaves_in_order_by_itself(
    handheld, house, book
):
    page = await on_shift(handheld, house)
    before = len(await book.fetch(DONE))
    await handheld.offline()
    for _ in range(5):
        await call_for_help(page)
    assert len(await kept(page, "outbox")) == 5
    await page.get_by_text("Offline").first.wait_for()
    assert len(await book.fetch(DONE)) == before

    await handheld.online()

    sent = await everything_sent(page)
    assert [row["id"] for row in await book.fetch(DONE)][before:] == sent


async def test_what_one_worker_left_goes_out_under_their_name_after_another_took_the_device(
    handheld, house, book
):
    page = await on_shift(handheld, house, AMINA)
    before = len(await book.fetch(DONE))

    async def away(route):
        if '"operations"' in (route.request.post_data or ""):
            await route.abort("connectionreset")
        else:
            await route.fallback()

    await page.route("**/graphql", away)
    await call_for_help(page)
    await log_out(page)
    await log_in(handheld, BEN)
    await page.get_by_role("button", name="Start shift").click()
    await call_for_help(page)
    await page.unroute("**/graphql", away)

    await everything_sent(page)
    people = [row["code"] for row in await book.fetch(DONE)][before:]
    assert people == [AMINA.code, BEN.code]
