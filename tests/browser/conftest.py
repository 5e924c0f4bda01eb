"""Browsers, and a stocked house for each module of tests."""

import os
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from itertools import count
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, Playwright, async_playwright, expect

from backend.server.postgres import Addresses
from tests.browser.handheld import ARGUMENTS, Handheld
from tests.browser.house import House, serving
from tests.browser.shift import on_shift
from tests.browser.shop import Shop, Street
from tests.browser.shop import street as served_street
from tests.browser.stocked import stocked
from tests.browser.worker import PATIENCE_MS, Worker
from tests.conftest import Urls
from tools import chromium, client

expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture(scope="session")
def program() -> Path:
    """Give the path of Chromium; without one, skip here and fail where CI is set."""
    found = chromium.find()
    if found is None and os.environ.get("CI", "").lower() in {"1", "true"}:
        pytest.fail(chromium.MISSING)
    if found is None:
        pytest.skip(chromium.MISSING)
    return found


@pytest.fixture(scope="session")
def built() -> Path:
    """Give the folder of the client, built from the sources as they are now."""
    client.build_if_stale()
    return client.DIST


@pytest_asyncio.fixture(scope="session")
async def template(server: Addresses, template: str) -> AsyncIterator[str]:
    """Fill the template for the tests of this folder: a small demo warehouse."""
    async with stocked(server, template) as name:
        yield name


@pytest_asyncio.fixture(scope="module")
async def house(urls: Urls, built: Path) -> AsyncIterator[House]:
    """Serve the module's warehouse."""
    async with serving(urls.app) as house:
        yield house


@pytest_asyncio.fixture(scope="session")
async def playwright() -> AsyncIterator[Playwright]:
    """Start what drives browsers."""
    async with async_playwright() as playwright:
        yield playwright


@pytest_asyncio.fixture(scope="session")
async def browser(playwright: Playwright, program: Path) -> AsyncIterator[Browser]:
    """Run one browser for all pages that need no folder of their own."""
    browser = await playwright.chromium.launch(
        executable_path=program, env=chromium.environment(program), args=list(ARGUMENTS)
    )
    yield browser
    await browser.close()


@pytest_asyncio.fixture
async def page(browser: Browser, house: House) -> AsyncIterator[Page]:
    """Open an empty page of the house, in a context of its own: nothing is stored there."""
    context = await browser.new_context(base_url=house.url)
    yield await context.new_page()
    await context.close()


@pytest_asyncio.fixture
async def handhelds(
    playwright: Playwright, program: Path, house: House, tmp_path: Path
) -> AsyncIterator[Callable[[], Handheld]]:
    """Give handhelds that are switched off at the end, each with a folder of its own."""
    numbers = count(1)
    async with AsyncExitStack() as stack:

        def another() -> Handheld:
            folder = tmp_path / f"handheld-{next(numbers)}"
            made = Handheld(playwright, program, folder, house.url)
            stack.push_async_callback(made.switch_off)
            return made

        yield another


@pytest.fixture
def handheld(handhelds: Callable[[], Handheld]) -> Handheld:
    """Give one handheld, still switched off."""
    return handhelds()


@pytest_asyncio.fixture(scope="session")
async def street(server: Addresses, template: str, built: Path) -> AsyncIterator[Street]:
    """Serve one house to all tests of the ways of working."""
    async with served_street(server, template) as street:
        yield street


@pytest_asyncio.fixture(scope="module")
async def shop(street: Street) -> Shop:
    """Open a shop for the tests of one file: no work of another file reaches its people."""
    return await street.another_shop()


@pytest_asyncio.fixture(scope="module")
async def amina(
    playwright: Playwright, program: Path, shop: Shop, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Worker]:
    """Let one worker take up one handheld for the day."""
    handheld = Handheld(playwright, program, tmp_path_factory.mktemp("amina"), shop.house.url)
    await on_shift(handheld, shop, shop.amina)
    yield Worker(handheld)
    await handheld.switch_off()


@pytest_asyncio.fixture
async def worker(amina: Worker) -> Worker:
    """Give the worker of the day, at the first screen of work and rested."""
    await amina.goes_home()
    await amina.all_sent()
    await amina.rest()
    return amina
