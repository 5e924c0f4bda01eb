"""A newer scanner takes over at a quiet moment, as a whole, and what the device keeps stays."""

import asyncio
import re
import shutil

import asyncpg
import pytest
import pytest_asyncio
from playwright.async_api import expect

from tests.browser.handheld import Handheld
from tests.browser.house import serving
from tests.browser.kept import kept
from tests.browser.outgoing import DONE, call_for_help, everything_sent
from tests.browser.shift import on_shift, set_up

WITHIN_S = 30
WAITING = 25
"""More than one request takes."""
SHELLS = "caches.keys().then((all) => all.filter((name) => name.startsWith('shell-')).length)"
UPDATED = """async () => {
  const registration = await navigator.serviceWorker.ready;
  await registration.update();
  while (registration.waiting === null) await new Promise((then) => setTimeout(then, 50));
}"""


@pytest.fixture
def released(built, tmp_path, monkeypatch):
    """Give a copy of the built client that the house serves, to release another into."""
    folder = tmp_path / "dist"
    shutil.copytree(built, folder)
    monkeypatch.setattr("backend.server.app.client_folder", lambda: folder)
    return folder


@pytest_asyncio.fixture
async def house(released, urls):
    async with serving(urls.app) as house:
        yield house


@pytest_asyncio.fixture
async def handheld(playwright, program, house, tmp_path):
    made = Handheld(playwright, program, tmp_path / "handheld", house.url)
    yield made
    await made.switch_off()


@pytest_asyncio.fixture
async def book(urls):
    connection = await asyncpg.connect(urls.owner)
    yield connection
    await connection.close()


def release(folder, title):
    """Put another version of the shell there: the page and the worker's digest change."""
    page, worker = folder / "index.html", folder / "sw.js"
    page.write_text(page.read_text().replace("<title>Stockwright<", f"<title>{title}<"))
    digest = re.compile(r"(shell-|[`\"'])[0-9a-f]{12}\b")
    changed, times = digest.subn(lambda found: f"{found[1]}{title:0>12}", worker.read_text())
    assert times == 1
    worker.write_text(changed)


@pytest.mark.prove
async def test_a_newer_shell_takes_over_and_the_device_is_still_set_up(handheld, house, released):
    page = await set_up(handheld, house)
    async with asyncio.timeout(WITHIN_S):
        await page.evaluate("navigator.serviceWorker.ready.then(() => undefined)")
        release(released, "newer")
        await page.evaluate(UPDATED)
    assert await page.title() == "Stockwright", "nobody is torn out of what they do"

    await handheld.switch_off()
    page = await handheld.switch_on()
    await expect(page).to_have_title("newer", timeout=WITHIN_S * 1000)
    await page.get_by_text("Scan your badge").wait_for()
    assert await page.evaluate(SHELLS) == 1


async def test_a_newer_shell_finds_the_outbox_as_the_old_one_left_it(
    handheld, house, released, book
):
    page = await on_shift(handheld, house)
    async with asyncio.timeout(WITHIN_S):
        await page.evaluate("navigator.serviceWorker.ready.then(() => undefined)")

    async def away(route):
        await route.abort("connectionreset")

    await page.route("**/graphql", away)
    await page.route("**/healthz", away)
    for _ in range(WAITING):
        await call_for_help(page)
    before = [entry["operationId"] for entry in await kept(page, "outbox")]
    assert len(before) == WAITING
    release(released, "newer")
    async with asyncio.timeout(WITHIN_S):
        await page.evaluate(UPDATED)

    await handheld.switch_off()
    page = await handheld.switch_on()
    await expect(page).to_have_title("newer", timeout=WITHIN_S * 1000)

    assert await everything_sent(page) == before
    assert [str(row["id"]) for row in await book.fetch(DONE)] == before
