"""Nobody is kept out of the board: axe on each page and panel, light and dark, wide and narrow."""

import pytest
from playwright.async_api import Page

from tests.browser.desk import DESK, INES, PHONE, at_desk, elsewhere
from tests.browser.house import ADMIN
from tests.browser.looks import SCHEMES, violations

SIZES = {"wide": DESK, "narrow": PHONE}
EVERY_DAY = ("wide", pytest.param("narrow", marks=pytest.mark.prove))
PAGES = ("items", "lots", "bins", "people", "devices", "imports", "printers")
PANELS = {  # what to press, and what opens
    "why": (".stock tbody .why", ".side"),
    "bay": (".heat td button", ".side"),
    "queue": (".queues h3 .why", ".side .task"),
    "menu": (".menu button", ".menu .drop"),
    "by bin": (".stock .tabs button:nth-child(2)", ".stock th.at"),
    "case": (".case .head1", ".case .notes, .case .btn"),
}


async def nobody_is_kept_out(page: Page, name: str) -> None:
    """Fail on the first thing that breaks WCAG 2.2 AA, in light or dark."""
    for scheme in SCHEMES:
        await page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        found = await violations(page)
        assert not found, f"{name} in {scheme}:\n" + "\n".join(found)


@pytest.fixture(scope="module", autouse=True)
async def something_to_see(house):
    """Let a case, an approval, a count and a barcode wait."""
    crew = await elsewhere(house)
    sku, bin_code = await crew.some_goods(at_least=5)
    await crew.do("OpenCase", kind="HELP", note="A pallet fell", occurredAt="2026-01-01T10:00:00Z")
    await crew.do("RequestCount", bins=[{"code": bin_code}], reason="A test")
    await crew.adjust(sku, bin_code, -5, reason="LOST")
    await house.do(
        "TeachBarcode", await house.token_of(INES), item={"sku": sku}, barcode="4006381333931",
        occurredAt="2026-01-01T10:00:00Z",
    )  # fmt: skip


@pytest.mark.parametrize("size", EVERY_DAY)
async def test_the_board_keeps_nobody_out(size, browser, house):
    page = await at_desk(browser, house, viewport=SIZES[size])
    await page.locator(".stock tbody tr").first.wait_for()
    await page.locator(".heat td").first.wait_for()

    await nobody_is_kept_out(page, "board")
    await page.context.close()


@pytest.mark.parametrize("size", EVERY_DAY)
async def test_what_opens_beside_the_board_keeps_nobody_out(size, browser, house):
    page = await at_desk(browser, house, viewport=SIZES[size])
    for name, (press, opens) in PANELS.items():
        await page.locator(press).first.evaluate("one => one.click()")
        await page.locator(opens).first.wait_for()
        await page.wait_for_load_state("networkidle")
        await nobody_is_kept_out(page, name)
        await page.keyboard.press("Escape")
    await page.context.close()


@pytest.mark.parametrize("size", EVERY_DAY)
async def test_the_lists_keep_nobody_out(size, browser, house):
    page = await at_desk(browser, house, ADMIN, viewport=SIZES[size])
    for name in PAGES:
        await page.goto(f"/board#/{name}")
        await page.wait_for_load_state("networkidle")
        await nobody_is_kept_out(page, name)
        add = page.get_by_role("button", name="Add", exact=True)
        if await add.count():
            await add.first.click()
            await nobody_is_kept_out(page, f"{name}, adding")
    await page.context.close()


async def test_the_wall_and_the_desk_keep_nobody_out(browser, house, page):
    await page.goto("/board")
    await page.get_by_label("Password").wait_for()
    await nobody_is_kept_out(page, "sign in")

    wall = await at_desk(
        browser, house, path="/board?wall", viewport={"width": 1920, "height": 1080}
    )
    await wall.locator(".heat td").first.wait_for()
    await nobody_is_kept_out(wall, "wall")
    await wall.context.close()
