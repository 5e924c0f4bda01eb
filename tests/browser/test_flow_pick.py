"""A walk with a cart: what is found goes into totes, what is not is said, nothing is tapped."""

import pytest_asyncio

from tests.browser.shop import becomes


@pytest_asyncio.fixture(scope="module")
async def aisle(shop):
    """Four shelves of an aisle, with a dozen of their own goods on each."""
    names = ("Tea green 20", "Coffee ground", "Cocoa dark", "Sugar cane")
    goods = [await shop.goods(name) for name in names]
    for at, one in enumerate(goods, start=1):
        await shop.shelf(f"A-01-{at:02d}", one, 40)
    return goods


async def walking(shop, worker, *lines):
    """Sell, and set out with the cart."""
    created = await shop.sold(*lines)
    await worker.tap("Pick")
    await worker.sees("Go to")
    await worker.rest()
    return created


async def test_one_piece_is_picked_by_two_scans(shop, worker, aisle):
    tea = aisle[0]
    created = await walking(shop, worker, (tea, 1))

    await worker.scan(tea.gtin, "T-11")

    await worker.is_home()
    assert (worker.scans, worker.taps) == (2, 0)
    assert await worker.heard() == ["ok", "taskDone"]
    await worker.all_sent()
    assert await shop.units(created, "picked") == [1]
    assert await shop.world.on_hand(shop.cart_id, tea.id) == 1


async def test_a_walk_counts_each_scan_and_leads_from_stop_to_stop(shop, worker, aisle):
    _, coffee, cocoa, sugar = aisle
    created = await walking(shop, worker, (coffee, 3), (cocoa, 1), (sugar, 2))
    await worker.sees("stop 1 of 3")

    await worker.scan("A-01-02", coffee.gtin, coffee.gtin, coffee.gtin, "T-12")
    await worker.sees("stop 2 of 3")
    await worker.is_sent_to("A-01-03")
    await worker.scan(cocoa.gtin, "T-12")
    await worker.sees("stop 3 of 3")
    await worker.is_sent_to("A-01-04")
    await worker.scan(sugar.gtin, "SW-ALL", "T-12")

    await worker.is_home()
    assert worker.taps == 0
    assert await worker.heard() == [
        *("ok", "ok", "ok", "ok", "taskDone"), *("ok", "taskDone"), *("ok", "ok", "taskDone")
    ]  # fmt: skip
    assert set(await worker.all_sent()) == {"APPLIED"}
    assert await shop.units(created, "picked") == [3, 1, 2]
    picked = [await shop.world.on_hand(shop.cart_id, one.id) for one in (coffee, cocoa, sugar)]
    assert picked == [3, 1, 2]


async def test_what_is_missing_is_said_with_its_reason_and_the_bin_is_counted(shop, worker, aisle):
    tea = aisle[0]
    created = await walking(shop, worker, (tea, 3))

    await worker.scan("A-01-01", tea.gtin)
    await worker.tap("Short")
    await worker.sees("2 short in", "A-01-01")
    await worker.tap("Not enough in the bin")
    await worker.sees("Scan the tote")
    await worker.scan("T-13")

    await worker.is_home()
    assert await worker.heard() == ["ok", "ok", "look", "look", "taskDone"]
    await worker.all_sent()
    assert await shop.world.on_hand(shop.cart_id, tea.id) == 1 + 1
    await becomes(lambda: shop.open_tasks("COUNT"), 1)
    await worker.tap("Count")
    await worker.is_sent_to("A-01-01")
    await worker.scan("A-01-01", tea.gtin)
    await worker.key("38")
    await worker.scan("A-01-01")
    await worker.is_home()
    await worker.all_sent()
    assert await shop.open_tasks("COUNT") == 0
    assert await shop.units(created, "picked") == [1]


async def test_a_stop_is_skipped_and_comes_again(shop, worker, aisle):
    _, coffee, cocoa, _ = aisle
    created = await walking(shop, worker, (coffee, 1), (cocoa, 1))

    await worker.tap("Menu")
    await worker.tap("Skip this stop")
    await worker.is_sent_to("A-01-03")
    await worker.scan(cocoa.gtin, "T-14")
    await worker.is_home()
    await worker.tap("Pick")
    await worker.is_sent_to("A-01-02")
    await worker.scan(coffee.gtin, "T-14")

    await worker.is_home()
    await worker.all_sent()
    assert await shop.units(created, "picked") == [1, 1]


async def test_a_full_tote_gives_way_to_the_next(shop, worker, aisle):
    sugar = aisle[3]
    created = await walking(shop, worker, (sugar, 4))

    await worker.scan(sugar.gtin, sugar.gtin, "T-15")
    await worker.sees("Picked")
    await worker.scan("SW-FULL")
    await worker.sees("Scan the new tote")
    await worker.scan("T-16", sugar.gtin, sugar.gtin, "T-16")

    await worker.is_home()
    await worker.all_sent()
    assert await shop.units(created, "picked") == [4]
    held = await shop.world.owner.fetch(
        "SELECT container.code, on_hand FROM stock_balance"
        " JOIN stock_key ON stock_key.id = key_id JOIN container ON container.id = container_id"
        " WHERE item_id = $1 AND container.code = ANY ($2) ORDER BY code",
        sugar.id,
        ["T-15", "T-16"],
    )
    assert [tuple(row) for row in held] == [("T-15", 2), ("T-16", 2)]


async def test_the_wrong_goods_stop_the_work_and_the_right_ones_clear_it(shop, worker, aisle):
    tea, coffee = aisle[:2]
    await walking(shop, worker, (coffee, 1))

    await worker.scan(tea.gtin)
    await worker.sees("Wrong item", tea.name, coffee.name, coffee.sku)
    await worker.scan(coffee.gtin)
    await worker.page.get_by_text("Wrong item").wait_for(state="detached")
    await worker.scan("4006381333931")
    await worker.sees("Nobody knows this code", "Set it aside")
    await worker.scan("T-17")

    await worker.is_home()
    assert worker.taps == 0
    assert await worker.heard() == ["wrong", "ok", "wrong", "taskDone"]
    await worker.all_sent()


async def test_a_code_that_nobody_knows_is_taught_and_counts(shop, worker, aisle):
    cocoa = aisle[2]
    created = await walking(shop, worker, (cocoa, 1))
    strange = f"NEW-{cocoa.sku}"

    await worker.scan("A-01-03", strange)
    await worker.tap(f"It is {cocoa.sku}")
    await worker.scan("T-17")

    await worker.is_home()
    assert await worker.all_sent() == ["APPLIED", "APPLIED"]
    assert await shop.units(created, "picked") == [1]
    taught = await shop.world.owner.fetchrow(
        "SELECT item_id, status FROM barcode WHERE value = $1", strange
    )
    assert tuple(taught) == (cocoa.id, "LEARNED")


async def test_what_is_wrong_is_reported_by_its_code_and_counts_for_nothing(shop, worker, aisle):
    tea, coffee = aisle[:2]
    created = await walking(shop, worker, (coffee, 1))

    await worker.scan(tea.gtin)
    await worker.sees("Wrong item", tea.sku)
    await worker.tap("Report")
    await worker.tap("Something else")
    await worker.sees("Reported")
    await worker.is_sent_to("A-01-02")
    await worker.scan("T-19")
    await worker.sees("Goods first")
    await worker.all_sent()
    assert await shop.units(created, "picked") == [0]
    case = await shop.world.owner.fetchrow(
        "SELECT facts ->> 'barcode' AS barcode, subject_kind, bin.code AS bin, text"
        " FROM work_case JOIN case_note ON case_id = work_case.id"
        " JOIN bin ON bin.id = work_case.bin_id ORDER BY work_case.id DESC LIMIT 1"
    )
    assert (case["barcode"], case["subject_kind"], case["bin"]) == (tea.gtin, "Task", "A-01-02")
    assert all(word in case["text"] for word in (tea.gtin, tea.sku, coffee.sku, "A-01-02"))

    await worker.scan(coffee.sku, "T-19")
    await worker.is_home()
    await worker.all_sent()
    assert await shop.units(created, "picked") == [1]


async def test_a_torn_label_is_replaced_by_digits_and_the_house_knows(shop, worker, aisle):
    cocoa = aisle[2]
    await walking(shop, worker, (cocoa, 1))

    await worker.tap("t scan")
    await worker.tap("Check digits")
    await worker.key("47")
    await worker.tap("t scan")
    await worker.tap("Type the last 4")
    await worker.key(cocoa.gtin[-4:])
    await worker.scan("T-18")

    await worker.is_home()
    await worker.all_sent()
    proof = await shop.world.owner.fetchval(
        "SELECT method FROM operation WHERE command = 'confirm_pick' ORDER BY xid DESC LIMIT 1"
    )
    assert proof == "CHECK_DIGITS"
