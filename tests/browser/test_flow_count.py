"""Counting, blind: nobody is shown or sent what the book says, and never by one person alone."""

import asyncio
import re

import pytest

from backend.control.counting.request_count import RequestCount, request_count
from backend.master.refs import Ref
from tests.browser.kept import kept
from tests.browser.shift import log_in
from tests.browser.shop import becomes
from tests.browser.worker import PATIENCE_S

BOOK = 7319
"""A number that stands nowhere else on any screen."""


async def asked_to_count(shop, worker, code):
    """Have a bin counted, and send the worker there."""
    here = Ref(id=shop.world.location_id)
    asked = RequestCount(location=here, bins=(Ref(id=shop.bins[code]),))
    await shop.world.do(request_count, asked)
    await worker.tap("Count")
    await worker.is_sent_to(code)
    await worker.rest()


async def on_screen_or_device(page):
    """Return all that the page shows or hides, and all that the device keeps."""
    shown = await page.content()
    kept = await page.evaluate(KEPT)
    return shown + kept


KEPT = """() => new Promise((resolve, reject) => {
    const asked = indexedDB.open("stockwright");
    asked.onerror = () => reject(asked.error);
    asked.onsuccess = () => {
        const found = [], stores = [...asked.result.objectStoreNames];
        const all = asked.result.transaction(stores);
        for (const store of stores) {
            all.objectStore(store).getAll().onsuccess = (got) => found.push(got.target.result);
        }
        all.oncomplete = () => { asked.result.close(); resolve(JSON.stringify(found)); };
    };
})"""


async def test_a_bin_is_counted_blind_by_scans_and_digits(shop, worker):
    tea, cup = await shop.goods("Tea rooibos"), await shop.goods("Cup paper")
    await shop.shelf("B-07-01", tea, BOOK)
    await shop.world.stock(shop.bins["B-07-01"], cup.id, 12)
    await asked_to_count(shop, worker, "B-07-01")

    await worker.scan("B-07-01", tea.gtin)
    await worker.sees("You are here", tea.gtin)
    assert not re.search(rf"(?<!\w){BOOK}(?!\w)", await on_screen_or_device(worker.page))
    await worker.key("7319")
    await worker.scan(cup.gtin)
    await worker.sees(cup.gtin)
    await worker.key("12")
    await worker.scan("B-07-01")

    await worker.is_home()
    assert (worker.scans, worker.taps) == (4, 0)
    assert await worker.heard() == ["ok", "ok", "lineDone", "ok", "lineDone", "taskDone"]
    assert set(await worker.all_sent()) == {"APPLIED"}
    assert await shop.status("bin_count", await last_count(shop)) == "POSTED"
    assert await shop.on_hand("B-07-01", tea) == BOOK


async def last_count(shop):
    return await shop.world.owner.fetchval("SELECT id FROM bin_count ORDER BY id DESC LIMIT 1")


async def test_an_empty_bin_is_one_scan_and_a_tap_that_is_asked_about(shop, worker):
    await shop.shelf("B-07-02")
    await asked_to_count(shop, worker, "B-07-02")

    await worker.scan("B-07-02")
    await worker.sees("You are here")
    await worker.tap("Bin empty")
    await worker.sees("Really empty?")
    await worker.tap("Nothing lies here")

    await worker.is_home()
    assert (worker.scans, worker.taps) == (1, 2)
    assert await worker.heard() == ["ok", "taskDone"]
    assert set(await worker.all_sent()) == {"APPLIED"}


async def test_the_next_bin_ends_the_count_before(shop, worker):
    """Two bins, one and two kinds of goods: 1 + k scans each, and one for the last bin's end."""
    peas, corn, rice = [await shop.goods(name) for name in ("Peas", "Corn", "Rice wild")]
    await shop.shelf("B-08-01", peas, 5)
    await shop.shelf("B-08-02", corn, 7)
    await shop.world.stock(shop.bins["B-08-02"], rice.id, 3)
    here = Ref(id=shop.world.location_id)
    bins = tuple(Ref(id=shop.bins[code]) for code in ("B-08-01", "B-08-02"))
    await shop.world.do(request_count, RequestCount(location=here, bins=bins))
    await worker.tap("Count")
    first = await worker.suggested()
    goods = {"B-08-01": ((peas, "5"),), "B-08-02": ((corn, "7"), (rice, "3"))}
    second = next(code for code in goods if code != first)
    await holds(worker, second)
    await worker.rest()

    await worker.scan(first)
    await counts(worker, goods[first])
    assert (worker.scans, worker.taps) == (1 + len(goods[first]), 0)
    await worker.scan(second)
    await worker.is_sent_to(second)
    await worker.sees("Saved", "Counted")
    await counts(worker, goods[second])
    assert (worker.scans, worker.taps) == (2 + 3, 0)
    await worker.scan(second)

    await worker.is_home()
    assert await worker.all_sent() == ["APPLIED"] * 2
    assert await shop.open_tasks("COUNT") == 0
    assert await shop.on_hand("B-08-02", rice) == 3


async def holds(worker, code):
    """Wait until the handheld holds the task of this bin too."""
    async with asyncio.timeout(PATIENCE_S):
        while not any(code in str(row) for row in await kept(worker.page, "tasks")):  # noqa: ASYNC110
            await asyncio.sleep(0.05)


async def counts(worker, found):
    for goods, digits in found:
        await worker.scan(goods.gtin)
        await worker.sees(goods.gtin)
        await worker.key(digits)


async def test_a_difference_is_counted_again_by_somebody_else(shop, worker):
    jam = await shop.goods("Jam fig", velocity="A")
    await shop.shelf("B-07-03", jam, 100)
    await asked_to_count(shop, worker, "B-07-03")
    await worker.scan("B-07-03", jam.gtin)
    await worker.key("60")
    await worker.scan("B-07-03")
    await worker.is_home()
    await worker.all_sent()
    assert await shop.on_hand("B-07-03", jam) == 100
    await becomes(lambda: shop.open_tasks("COUNT"), 1)

    await worker.tap("Count")
    await worker.sees_no_work()
    await worker.log_out()
    await log_in(worker.handheld, shop.bartek)
    await worker.page.get_by_role("button", name="Start shift").click()
    await worker.is_home()
    await worker.tap("Count")
    await worker.is_sent_to("B-07-03")
    assert "60" not in await worker.page.locator("main").inner_text()
    await worker.scan("B-07-03", jam.gtin)
    await worker.key("60")
    await worker.scan("B-07-03")
    await worker.is_home()
    await worker.all_sent()

    attempts = await shop.world.owner.fetch(
        "SELECT person.code FROM count_attempt JOIN person ON person.id = counted_by"
        " WHERE count_id = $1 ORDER BY number",
        await last_count(shop),
    )
    assert [row["code"] for row in attempts] == [shop.amina.code, shop.bartek.code]


@pytest.fixture(autouse=True)
async def amina_goes_on(shop, worker):
    """Give the handheld back to whose it is."""
    yield
    if shop.bartek.name in await worker.page.locator("body").inner_text():
        await worker.log_out()
        await log_in(worker.handheld, shop.amina)
        await worker.page.get_by_role("button", name="Start shift").click()
        await worker.is_home()
