"""A newcomer does every job of the demo with nothing but the codes that stand on its page."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Playwright, expect

from backend.server.crew.run import Alive, work_a_shift
from backend.server.demo.generate import generate
from tests.browser.desk import DESK
from tests.browser.fits import misfits_of_one_language
from tests.browser.handheld import Handheld
from tests.browser.house import House, serving
from tests.browser.shift import log_in
from tests.browser.stocked import DOCUMENTS, few
from tests.browser.visitor import Leaflet, many
from tests.browser.worker import Worker
from tests.conftest import Urls

pytestmark = pytest.mark.prove  # the simulated people need a while to open a warehouse
JOBS = ["Receive", "Put away", "Pick", "Pack", "Ship", "Count", "Take a return"]
ALONE = 0
"""Lines a minute of the simulated people: they lay work out and do none of it."""
TOPS = """(rows) => rows.map((row) => [...row.querySelectorAll(".card")].map((card) =>
    Math.round(card.getBoundingClientRect().top)))"""


@pytest_asyncio.fixture(scope="module")
async def house(urls: Urls, built: Path) -> AsyncIterator[House]:
    async with serving(urls.app, mode="development", demo_page=True) as house:
        yield house


@pytest_asyncio.fixture(scope="module")
async def leaflet(house: House) -> AsyncIterator[Leaflet]:
    """Let the simulated people open the warehouse; they leave all of it to the visitor."""
    opening = asyncio.create_task(
        work_a_shift(Alive(house.url, None, ALONE), generate(few(DOCUMENTS)))
    )
    yield Leaflet(house)
    opening.cancel()
    with suppress(asyncio.CancelledError):
        await opening


@pytest_asyncio.fixture(scope="module")
async def signed_in(
    playwright: Playwright, program: Path, house: House, tmp_path_factory
) -> AsyncIterator[Worker]:
    """Make a browser a handheld by the page's own button, and sign in with its first badge."""
    handheld = Handheld(playwright, program, tmp_path_factory.mktemp("visitor"), house.url)
    answer = await house.client.post("/demo/handheld", headers={"x-stockwright": "1"})
    page = await handheld.switch_on(f"/#setup={answer.json()['setupBarcode']}")
    await page.get_by_text("Scan your badge").wait_for()
    await log_in(handheld)
    await page.get_by_role("button", name="Start shift").click()
    yield Worker(handheld)
    await handheld.switch_off()


@pytest_asyncio.fixture
async def visitor(signed_in: Worker) -> Worker:
    """Give the visitor, at the first screen of work."""
    await signed_in.handheld.online()
    await signed_in.goes_home()
    await signed_in.all_sent()
    await signed_in.rest()
    return signed_in


async def scan_goods(visitor: Worker, code: dict[str, str]) -> None:
    """Scan a piece, and key in how many there are where it is more than one."""
    await visitor.scan(code["text"])
    if many(code) > 1:
        await visitor.key(str(many(code)))


async def all_applied(visitor: Worker) -> None:
    await visitor.is_home()
    assert set(await visitor.all_sent()) == {"APPLIED"}
    await visitor.rest()


async def test_every_job_stands_on_the_page_from_the_beginning(leaflet, page):
    for title in JOBS:
        await leaflet.shows(title)

    assert await leaflet.titles() == JOBS
    await page.goto("/demo")
    await expect(page.locator("#jobs h3")).to_have_text(JOBS)
    await expect(page.get_by_text("Lane SHIP-01")).to_be_visible()


async def test_what_belongs_together_stands_in_one_row(leaflet, page):
    await page.set_viewport_size(DESK)
    walk, goods = await leaflet.shows("Pick"), await leaflet.shows("Put away")
    await page.goto("/demo")

    for title, rows in (("Pick", walk), ("Put away", goods)):
        heading = page.get_by_role("heading", name=title, exact=True)
        job = page.locator("section").filter(has=heading)
        await expect(job.locator(".rows > li")).to_have_count(len(rows))
        tops = await job.locator(".rows > li").evaluate_all(TOPS)
        assert [len(set(row)) for row in tops] == [1] * len(rows), title
    assert await misfits_of_one_language(page) == []


async def test_a_truck_is_received_with_the_codes_of_the_page(leaflet, visitor):
    order, goods, done = await leaflet.shows("Receive", at_least=3)
    await visitor.tap("Receive")
    await visitor.scan(order[0]["text"])
    await visitor.sees("Still to come")
    for code in goods:
        await scan_goods(visitor, code)
    await visitor.scan(done[0]["text"])

    await all_applied(visitor)
    await leaflet.forgets("Receive", order[0]["text"])


async def test_goods_are_put_away_with_the_codes_of_the_page(leaflet, visitor):
    await leaflet.shows("Put away")
    await visitor.tap("Put away")
    for _ in range(2):
        bin_code = await visitor.suggested()
        goods, bin_ = (await leaflet.begins("Put away", f"Bin {bin_code}"))[0]
        await visitor.scan(goods["text"], bin_["text"])
        await leaflet.forgets("Put away", goods["text"])
    await visitor.goes_home()
    await all_applied(visitor)


@pytest.mark.parametrize("network", ["there", "cut off"])
async def test_a_walk_is_picked_with_the_codes_of_the_page(network, leaflet, visitor):
    await leaflet.shows("Pick")
    await visitor.tap("Pick")
    stops = await leaflet.begins("Pick", f"Bin {await visitor.suggested()}")
    if network == "cut off":
        await visitor.handheld.offline()
    for stop in stops:
        await visitor.is_sent_to(stop[0]["says"].removeprefix("Bin "))
        await visitor.scan(*[code["text"] for code in stop])
    await visitor.is_home()
    await visitor.handheld.online()

    await all_applied(visitor)


async def packed_up_to_the_last_scan(leaflet: Leaflet, visitor: Worker) -> str:
    """Pack all of a tote; the carton is still open. Return its code."""
    (tote, carton), *goods, _ = await leaflet.shows("Pack", at_least=3)
    await visitor.tap("Pack")
    await visitor.scan(tote["text"])
    await visitor.sees("Scan carton")
    await visitor.scan(carton["text"], *[code["text"] for row in goods for code in row])
    return str(carton["text"])


async def test_a_tote_is_packed_and_shipped_with_the_codes_of_the_page(leaflet, visitor):
    carton = await packed_up_to_the_last_scan(leaflet, visitor)
    await visitor.scan(carton)
    await all_applied(visitor)

    cartons, (lane,) = await leaflet.shows("Ship", at_least=2)
    assert carton in [code["text"] for code in cartons]
    await visitor.tap("Ship")
    await visitor.sees(carton)
    await visitor.scan(carton, lane["text"])
    await all_applied(visitor)
    await leaflet.forgets("Ship", carton)


async def test_the_code_of_an_open_carton_stays_on_the_page_until_it_is_closed(leaflet, visitor):
    carton = await packed_up_to_the_last_scan(leaflet, visitor)
    await visitor.all_sent()
    await leaflet.begins("Pack", "The carton again: it is closed")
    assert (await leaflet.rows("Pack"))[-1][0]["text"] == carton
    await visitor.scan(carton)

    await all_applied(visitor)


async def test_a_bin_is_counted_with_the_codes_of_the_page(leaflet, visitor):
    await leaflet.shows("Count")
    await visitor.tap("Count")
    bin_code = await visitor.suggested()
    first, *goods, last = await leaflet.begins("Count", f"Bin {bin_code}")
    await visitor.scan(first[0]["text"])
    for row in goods:
        for code in row:
            await visitor.scan(code["text"])
            await visitor.key(str(many(code)))
    await visitor.scan(last[0]["text"])

    await visitor.goes_home()
    await all_applied(visitor)


async def test_a_return_is_taken_with_the_codes_of_the_page(leaflet, visitor):
    parcel, goods, done = await leaflet.shows("Take a return", at_least=3)
    await visitor.tap("Return")
    await visitor.scan(parcel[0]["text"])
    await visitor.sees("Still to come")
    for code in goods:
        await scan_goods(visitor, code)
        await visitor.tap("As new")
    await visitor.scan(done[0]["text"])

    await all_applied(visitor)
