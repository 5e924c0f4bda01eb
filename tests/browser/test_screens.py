"""Every screen keeps nobody out, in light and dark, and fits: narrow, from right to left, large."""

import pytest

from backend.control.counting.request_count import RequestCount, request_count
from backend.master.refs import Ref
from tests.browser.fits import alike, misfits
from tests.browser.looks import inspect
from tests.browser.shift import log_in

TABS = 24
AT_REST = """() => document.getAnimations()
    .filter((moving) => moving.effect.getTiming().iterations !== Infinity)
    .forEach((moving) => moving.finish())"""
IS_IN_SHEET = "() => document.activeElement.closest('.sheet') !== null"


async def look_at(worker, name):
    """Inspect the screen as it stands; say all that is wrong with it at once."""
    await worker.page.mouse.move(0, 0)
    await inspect(worker.page, f"scanner-{name}")
    await worker.page.evaluate(AT_REST)
    found = await misfits(worker.page) + await alike(worker.page)
    assert not found, f"{name}:\n" + "\n".join(found)


async def test_taking_up_a_device(shop, worker):
    await worker.log_out()
    await look_at(worker, "log-in")
    await worker.scan(shop.amina.badge)
    await worker.sees("Your PIN", shop.amina.badge)
    assert not await worker.page.get_by_role("button", name="t scan").count()
    await look_at(worker, "pin")
    await log_in(worker.handheld, shop.amina)
    await look_at(worker, "start")
    await worker.tap("Start shift")
    await worker.is_home()
    await look_at(worker, "home")


async def test_receiving(shop, worker):
    tea = await shop.goods("Tea Darjeeling first flush 20", tracking="LOT", needs_expiry=True)
    cup = await shop.goods("Cup white with a blue rim")
    await worker.tap("Receive")
    await worker.sees("Scan the purchase order or the receipt")
    await look_at(worker, "wanted")
    await worker.scan(await shop.truck((tea, 48), (cup, 12)))
    await worker.sees("Still to come")
    await look_at(worker, "receive")
    await worker.scan(tea.gtin)
    await worker.sees("Scan lot")
    await look_at(worker, "receive-lot")
    await worker.scan("L2411-07")
    await worker.sees("Expiry: day, month, year")
    await look_at(worker, "receive-expiry")
    await worker.key("301127")
    await worker.sees("of 48 each")
    await worker.key("48")
    await look_at(worker, "receive-digits")
    await worker.scan(cup.gtin)
    await worker.sees(cup.name)
    await worker.scan("SW-DONE")
    await worker.sees("Close it short?")
    await look_at(worker, "receive-short")
    await worker.scan("SW-YES")
    await worker.is_home()
    await worker.all_sent()
    await shop.tidied()


async def test_putting_away(shop, worker):
    rice, salt = await shop.goods("Rice basmati 5 kg"), await shop.goods("Salt fine 1 kg")
    await shop.shelf("A-05-12", rice)
    await shop.received((rice, 40), (salt, 10))
    await worker.tap("Put away")
    shelf = await worker.suggested()
    await look_at(worker, "put-away")
    await worker.tap("Menu")
    await worker.sees("Carry several")
    await look_at(worker, "menu")
    await worker.tap("Carry several")
    await worker.scan(rice.gtin, salt.gtin)
    await worker.sees("2 loaded")
    await look_at(worker, "put-away-several")
    await worker.scan(shelf)
    await worker.is_home()
    await worker.all_sent()


@pytest.fixture(scope="module")
async def tea(shop):
    tea = await shop.goods("Tea black, 20 bags")
    await shop.shelf("A-01-33", tea, 60)
    return tea


async def test_picking(shop, worker, tea):
    other = await shop.goods("Tea green, 20 bags")
    await shop.sold((tea, 12))
    await worker.tap("Pick")
    await worker.is_sent_to("A-01-33")
    await look_at(worker, "pick")
    await worker.scan("A-01-33", other.gtin)
    await worker.sees("Wrong item")
    await look_at(worker, "wrong-item")
    await worker.tap("t scan")
    await worker.sees("Type the last 4")
    await look_at(worker, "cant-scan")
    await keeps_focus(worker.page)
    await worker.tap("Type the last 4")
    await look_at(worker, "last-four")
    await worker.scan(tea.gtin, tea.gtin, tea.gtin)
    await worker.sees("of 12 each")
    await look_at(worker, "pick-counted")
    await worker.tap("Picked")
    await worker.key("7")
    await look_at(worker, "keypad")
    await worker.tap("Cancel")
    await worker.tap("Short")
    await worker.sees("Not enough in the bin")
    await look_at(worker, "short")
    await worker.tap("Cancel")
    await worker.scan("SW-ALL", "T-71")
    await worker.is_home()
    await worker.all_sent()


async def keeps_focus(page):
    """Whoever goes on by the keyboard stays in the sheet until it is closed."""
    await page.locator(".sheet button").first.focus()
    for _ in range(TABS):
        await page.keyboard.press("Tab")
        assert await page.evaluate(IS_IN_SHEET), await page.evaluate(
            "document.activeElement.outerHTML"
        )


async def test_packing_and_shipping(shop, worker, tea):
    await shop.picked((tea, 3), into="T-72")
    await worker.scan("T-72")
    await worker.sees("Still to come")
    await look_at(worker, "pack")
    await worker.scan("CARTON-72", tea.gtin)
    await worker.sees("of 3 each")
    await look_at(worker, "pack-item")
    await worker.scan("SW-ALL", "CARTON-72")
    await worker.is_home()
    await worker.all_sent()
    await worker.tap("Ship")
    await worker.sees("CARTON-72")
    await look_at(worker, "ship")
    await worker.scan("CARTON-72", "LANE-1")
    await worker.is_home()
    await worker.all_sent()


async def test_counting(shop, worker):
    jam = await shop.goods("Jam plum 450 g")
    await shop.shelf("B-17-02", jam, 34)
    asked = RequestCount(location=Ref(id=shop.world.location_id), bins=(Ref(code="B-17-02"),))
    await shop.world.do(request_count, asked)
    await worker.tap("Count")
    await worker.is_sent_to("B-17-02")
    await look_at(worker, "count")
    await worker.scan("B-17-02", jam.gtin)
    await worker.sees("You are here")
    await worker.key("34")
    await look_at(worker, "count-digits")
    await worker.scan("B-17-02")
    await worker.is_home()
    await worker.all_sent()


async def test_returning(shop, worker, tea):
    sold = await shop.shipped((tea, 2), into="T-73")
    await worker.scan(await shop.number_of(sold))
    await worker.sees("Still to come")
    await worker.scan(tea.gtin)
    await worker.sees("As new")
    await look_at(worker, "return")
    await worker.tap("As new")
    await worker.sees("Saved")
    await worker.scan("SW-DONE")
    await worker.is_home()
    await worker.all_sent()


async def test_moving_looking_up_and_taking_back(shop, worker, tea):
    await shop.shelf("A-01-34")
    await worker.scan(tea.gtin)
    await worker.sees("On hand", "A-01-33")
    await look_at(worker, "look-up")
    await worker.scan("4006381333931")
    await worker.sees("Nobody knows this code")
    await look_at(worker, "look-up-unknown")
    await worker.tap("Close")
    await worker.tap("Move")
    await worker.sees("Scan bin")
    await worker.scan("A-01-33", tea.gtin)
    await worker.sees("each")
    await look_at(worker, "move")
    await worker.scan("A-01-34")
    await worker.is_home()
    await worker.tap("Undo", exact=True)
    await worker.page.locator(".sheet .undo1").first.wait_for()
    await look_at(worker, "undo")
    await keeps_focus(worker.page)
    await worker.tap("Close")


async def test_a_dead_spot(shop, worker, tea):
    await worker.tap("Move")
    await worker.sees("Scan bin")
    await worker.handheld.offline()
    await worker.scan("A-01-34", tea.gtin, "A-01-33")
    await worker.is_home()
    await worker.sees("Offline")
    await look_at(worker, "offline")
    await worker.page.locator("header button", has_text="Offline").click()
    await worker.sees("1 scan kept here")
    await look_at(worker, "outbox")
    await worker.handheld.online()
    await worker.all_sent()
    await worker.tap("Go on")
