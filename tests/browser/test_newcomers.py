"""A newcomer's first minute: codes that a camera reads off the screen, a handheld by one click."""

from collections.abc import AsyncIterator
from io import BytesIO
from pathlib import Path

import pytest_asyncio
import zxingcpp
from PIL import Image
from playwright.async_api import Page, expect

from backend.server.demo.people import BADGES
from tests.browser.house import House, serving
from tests.conftest import Urls


@pytest_asyncio.fixture(scope="module")
async def house(urls: Urls, built: Path) -> AsyncIterator[House]:
    async with serving(urls.app, mode="development", demo_page=True) as house:
        yield house


async def test_each_badge_is_read_off_the_screen(page: Page):
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text))
    await page.goto("/demo")
    pictures = page.locator("#badges button.code img")
    await expect(pictures).to_have_count(len(BADGES))

    read = []
    for place in range(len(BADGES)):
        seen = Image.open(BytesIO(await pictures.nth(place).screenshot()))
        read += [code.text for code in zxingcpp.read_barcodes(seen)]

    assert read == [person.badge for person in BADGES]
    assert complaints == []


async def test_one_click_makes_the_browser_a_handheld(page: Page):
    await page.goto("/demo")
    await expect(page.locator("#badges button.code")).to_have_count(len(BADGES))

    async with page.expect_popup() as opened:
        await page.get_by_role("button", name="Make this browser a handheld").click()
    scanner = await opened.value

    await scanner.wait_for_function("() => !location.hash.includes('setup')")
    assert scanner.url.startswith(page.url.removesuffix("demo"))


async def test_a_click_on_a_code_copies_it(page: Page):
    await page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    await page.goto("/demo")

    await page.locator("#badges button.code").first.click()

    await expect(page.locator("#said")).to_contain_text("Copied B-1001")
    assert await page.evaluate("navigator.clipboard.readText()") == "B-1001"


async def test_a_real_warehouse_has_no_such_page(urls: Urls, built: Path):
    async with serving(urls.app, demo_page=True) as real:
        assert (await real.client.get("/demo")).status_code == 404
        refused = await real.client.post("/demo/handheld", headers={"x-stockwright": "1"})
        assert refused.status_code in {404, 405}
