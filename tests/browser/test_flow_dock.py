"""What comes in, by scans alone: received, and put away one by one or many to a bin."""

from datetime import date

import pytest_asyncio

from tests.browser.wedge import GS
from tests.flows.scale import SOLD_BY_WEIGHT, weight_of
from tests.flows.shelf_life import serials_in


@pytest_asyncio.fixture(scope="module")
async def tea(shop):
    return await shop.goods("Tea black 20", pack=12, tracking="LOT", needs_expiry=True)


@pytest_asyncio.fixture(autouse=True)
async def tidy_dock(shop):
    yield
    await shop.tidied()


async def at_the_dock(shop, worker, *lines):
    """Begin to receive by the paper of the supplier's order."""
    await worker.scan(await shop.truck(*lines))
    await worker.sees("Still to come")
    await worker.rest()


async def test_a_carton_label_is_received_by_one_scan(shop, worker, tea):
    await at_the_dock(shop, worker, (tea, 48))

    await worker.scan(f"]C101{tea.case}10L2411-07{GS}1727113037004")

    await worker.sees("Saved")
    assert (worker.scans, worker.taps) == (1, 0)
    assert await worker.heard() == ["lineDone"]
    assert set(await worker.all_sent()) == {"APPLIED"}
    assert await shop.world.on_hand(shop.dock.dock_id, tea.id) == 48
    lot = await shop.world.owner.fetchrow(
        "SELECT number, expires_on FROM lot WHERE item_id = $1", tea.id
    )
    assert tuple(lot) == ("L2411-07", date(2027, 11, 30))


async def test_lot_and_expiry_are_asked_of_goods_whose_label_is_silent(shop, worker):
    milk = await shop.goods("Milk oat 1 l", tracking="LOT", needs_expiry=True)
    await at_the_dock(shop, worker, (milk, 24))

    await worker.scan(milk.gtin)
    await worker.sees("Scan lot")
    await worker.scan("L7-42")
    await worker.sees("Expiry: day, month, year")
    await worker.key("301127")
    await worker.sees("of 24 each")
    await worker.key("240")
    await worker.scan("SW-DONE")
    await worker.sees("Really 240?")
    await worker.sees("Answer first")
    await worker.scan("SW-NO")
    await worker.key("24")
    await worker.scan("SW-DONE")

    await worker.is_home()
    await worker.sees("Closed receipt RC-")
    assert (worker.scans, worker.taps) == (5, 0)
    heard = ["ok", "ok", "ok", "look", "wrong", "lineDone", "taskDone"]
    assert await worker.heard() == heard
    assert set(await worker.all_sent()) == {"APPLIED"}
    assert await shop.world.on_hand(shop.dock.dock_id, milk.id) == 24


async def test_hams_are_weighed_on_the_keypad_and_what_surprises_is_asked(shop, worker):
    ham = await shop.goods("Ham on the bone", **SOLD_BY_WEIGHT)
    await at_the_dock(shop, worker, (ham, 3))

    await worker.scan(ham.gtin)
    await worker.key("3")
    await worker.tap("Weigh")
    await worker.sees("What do these weigh: 3 each?")
    await worker.key("9140")
    await worker.tap("Take")
    await worker.sees("Really 9,140 grams?")
    await worker.tap("No")
    await worker.key("3140")
    await worker.tap("Take")

    await worker.sees("Saved")
    assert await worker.heard() == ["ok", "ok", "look", "lineDone"]
    assert set(await worker.all_sent()) == {"APPLIED"}
    (line_id,) = await shop.world.owner.fetchrow(
        "SELECT id FROM receipt_line WHERE item_id = $1", ham.id
    )
    assert await weight_of(shop.world, line_id) == (3, 3_140)


async def test_an_order_that_is_scanned_again_is_gone_on_with(shop, worker):
    cup, mug = await shop.goods("Cup red"), await shop.goods("Mug red")
    paper = await shop.truck((cup, 1), (mug, 1))
    await worker.scan(paper)
    await worker.sees("Still to come")
    await worker.scan(cup.gtin)
    await worker.sees("Saved")
    await worker.goes_home()

    await worker.scan(paper)

    await worker.sees("Still to come", mug.name)
    await worker.scan(mug.gtin)
    await worker.all_sent()
    receipts = await shop.world.owner.fetch(
        "SELECT DISTINCT receipt_id FROM receipt_line WHERE item_id = ANY($1)", [cup.id, mug.id]
    )
    assert len(receipts) == 1
    assert await shop.world.on_hand(shop.dock.dock_id, mug.id) == 1


async def test_one_piece_is_one_scan_and_done_lists_what_is_short(shop, worker):
    cup = await shop.goods("Cup white")
    mug = await shop.goods("Mug blue")
    await at_the_dock(shop, worker, (cup, 1), (mug, 2))

    await worker.scan(cup.gtin)
    await worker.sees("Saved")
    assert (worker.scans, worker.taps) == (1, 0)
    assert await worker.heard() == ["lineDone"]
    await worker.scan("SW-DONE")
    await worker.sees("Close it short?", mug.name)
    await worker.scan("SW-YES")

    await worker.is_home()
    assert await worker.heard() == ["look", "taskDone"]
    await worker.all_sent()
    assert await shop.world.on_hand(shop.dock.dock_id, cup.id) == 1
    assert await shop.world.on_hand(shop.dock.dock_id, mug.id) == 0
    receipt = await shop.world.owner.fetchval("SELECT status FROM receipt ORDER BY id DESC LIMIT 1")
    assert receipt == "CLOSED"


async def test_a_load_is_put_away_by_two_scans(shop, worker):
    jam = await shop.goods("Jam plum")
    await shop.shelf("F-01-1", jam)
    await shop.received((jam, 96))
    await worker.tap("Put away")
    await worker.is_sent_to("F-01-1")
    await worker.rest()

    await worker.scan(jam.gtin, "F-01-1")

    await worker.is_home()
    await worker.sees(f"Put away 96 \u00d7 {jam.sku} F-01-1")
    assert (worker.scans, worker.taps) == (2, 0)
    assert await worker.heard() == ["ok", "taskDone"]
    await worker.all_sent()
    assert await shop.on_hand("F-01-1", jam) == 96


async def test_the_bin_before_the_goods_says_what_comes_first(shop, worker):
    oil, nut = await shop.goods("Oil olive"), await shop.goods("Nut brazil")
    await shop.shelf("F-01-2", oil)
    await shop.received((oil, 5), (nut, 4))
    await worker.tap("Put away")
    await worker.is_sent_to("F-01-2")

    await worker.scan("F-01-2")
    await worker.sees("Goods first")
    await worker.scan(oil.gtin, "F-01-2")
    await worker.sees("Saved", f"Put away 5 \u00d7 {oil.sku} F-01-2")
    await worker.scan(nut.gtin, await worker.suggested())

    await worker.is_home()
    await worker.all_sent()
    assert await shop.on_hand("F-01-2", oil) == 5


async def test_two_loads_go_into_one_bin_by_three_scans(shop, worker):
    salt, rice = await shop.goods("Salt fine"), await shop.goods("Rice long")
    await shop.received((salt, 10), (rice, 6))
    await worker.tap("Put away")
    shelf = await worker.suggested()
    await worker.tap("Menu")
    await worker.tap("Carry several")
    await worker.rest()

    await worker.scan(salt.gtin, rice.gtin, shelf)

    await worker.is_home()
    assert (worker.scans, worker.taps) == (3, 0)
    assert await worker.heard() == ["lineDone", "lineDone", "taskDone"]
    await worker.all_sent()
    assert [await shop.on_hand(shelf, one) for one in (salt, rice)] == [10, 6]


async def test_single_things_are_received_and_picked_by_their_serials(shop, worker):
    phone = await shop.goods("Phone", tracking="SERIAL")
    await shop.shelf("S-01-1", phone)
    await at_the_dock(shop, worker, (phone, 2))

    await worker.scan(phone.gtin)
    await worker.sees("Scan serial")
    await worker.scan("IMEI-1")
    await worker.scan_again("IMEI-1")
    await worker.sees("Scanned before")
    await worker.scan("IMEI-2")
    await worker.sees("All is there")
    await worker.scan("SW-DONE")
    await worker.is_home()
    assert (worker.scans, worker.taps) == (5, 0)
    assert await worker.heard() == ["ok", "ok", "wrong", "lineDone", "taskDone"]

    await worker.tap("Put away")
    await worker.is_sent_to("S-01-1")
    await worker.scan(phone.gtin, "S-01-1")
    await worker.is_home()
    await worker.all_sent()
    sold = await shop.sold((phone, 1))
    await worker.tap("Pick")
    await worker.is_sent_to("S-01-1")
    await worker.scan(f"]C101{phone.gtin.zfill(14)}21IMEI-2", "T-42")
    await worker.is_home()
    assert set(await worker.all_sent()) == {"APPLIED"}
    assert await shop.units(sold, "picked") == [1]
    assert await serials_in(shop.world, shop.cart_id) == ["IMEI-2"]
