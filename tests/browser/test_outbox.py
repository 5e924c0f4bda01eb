"""What a worker was shown as done is on the server once, whatever became of the handheld."""

import asyncpg
import pytest_asyncio

from backend.server.demo.people import PEOPLE
from tests.browser.kept import kept
from tests.browser.outgoing import DONE, call_for_help, everything_sent
from tests.browser.shift import log_in, on_shift

AMINA, BEN = PEOPLE[:2]
HALF_RECORD = bytes(4) + (100).to_bytes(2, "little") + b"\x01"
"""The head of a record of a hundred bytes, and nothing of the bytes."""


@pytest_asyncio.fixture
async def book(urls):
    """Give the server's own book."""
    connection = await asyncpg.connect(urls.owner)
    yield connection
    await connection.close()


def tear(folder):
    """Write half a record at the end of the browser's log, as a kill in the middle leaves it."""
    logs = (folder / "Default" / "IndexedDB").glob("*.leveldb/*.log")
    with max(logs, key=lambda log: log.stat().st_mtime).open("ab") as log:
        log.write(HALF_RECORD)


async def log_out(page):
    await page.get_by_role("button", name="Menu").click()
    await page.get_by_role("button", name="Log out").click()
    await page.get_by_text("Scan your badge").wait_for()


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


async def test_a_browser_that_throws_its_database_away_loses_no_work(handheld, house, book):
    """Chromium goes on writing behind half a record, and at the next start finds all unreadable."""
    page = await on_shift(handheld, house)
    await page.evaluate("navigator.serviceWorker.ready.then(() => undefined)")
    before = len(await book.fetch(DONE))
    await handheld.offline()
    for _ in range(3):
        await call_for_help(page)
    waiting = await kept(page, "outbox")
    await handheld.kill()
    tear(handheld.folder)

    page = await handheld.switch_on(offline=True)
    await call_for_help(page)
    waiting = await kept(page, "outbox")
    await handheld.kill()
    page = await handheld.switch_on(offline=True)

    await page.get_by_role("button", name="Start shift").click()
    assert await kept(page, "outbox") == waiting
    assert await kept(page, "history") == [], "the browser kept its database: this proves nothing"
    await handheld.online()
    assert await everything_sent(page) == [entry["operationId"] for entry in waiting]
    assert [row["id"] for row in await book.fetch(DONE)][before:] == [
        entry["operationId"] for entry in waiting
    ]
