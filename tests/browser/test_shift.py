"""A worker takes up a handheld as on their first day."""

from playwright.async_api import expect

from tests.browser.looks import inspect
from tests.browser.shift import log_in, on_shift, set_up


async def test_a_new_handheld_is_set_up_by_one_scan_and_remembers_it(handheld, house):
    page = await set_up(handheld, house)
    await inspect(page, "log-in")

    await handheld.kill()
    page = await handheld.switch_on()

    await page.get_by_text("Scan your badge").wait_for()


async def test_a_badge_and_a_pin_begin_a_shift(handheld, house):
    page = await on_shift(handheld, house)

    await page.get_by_text("Ready for work").wait_for()
    await inspect(page, "home")


async def test_a_wrong_pin_is_said_plainly(handheld, house):
    page = await set_up(handheld, house)
    await handheld.wedge.scan("B-1001")
    for digit in "0000":
        await page.get_by_role("button", name=digit, exact=True).click()
    await page.get_by_role("button", name="Log in").click()

    await expect(page.locator(".notice")).to_contain_text("does not fit")
    await inspect(page, "log-in-refused")


async def test_a_shift_is_kept_through_a_battery_taken_out(handheld, house):
    await set_up(handheld, house)
    await log_in(handheld)
    await handheld.page.get_by_role("button", name="Start shift").click()
    await handheld.page.get_by_text("Ready for work").wait_for()

    await handheld.kill()
    page = await handheld.switch_on()

    await page.get_by_text("Ready for work").wait_for()
