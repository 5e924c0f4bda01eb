"""What comes back, what is moved, what is only asked, and what is taken back."""

import pytest_asyncio

from tests.browser.shop import becomes


@pytest_asyncio.fixture(scope="module")
async def lamp(shop):
    lamp = await shop.goods("Lamp desk")
    await shop.shelf("D-01-1", lamp, 20)
    return lamp


async def test_what_an_order_shipped_comes_back_graded(shop, worker, lamp):
    sold = await shop.shipped((lamp, 2), into="T-41")
    await worker.scan(await shop.number_of(sold))
    await worker.sees("Still to come", lamp.sku)
    await worker.rest()

    await worker.scan(lamp.gtin)
    await worker.tap("As new")
    await worker.sees("Saved")
    assert (worker.scans, worker.taps) == (1, 1)
    await worker.scan_again(lamp.gtin)
    await worker.tap("Broken")
    await worker.scan("SW-DONE")

    await worker.is_home()
    assert await worker.heard() == ["ok", "lineDone", "ok", "lineDone", "taskDone"]
    await worker.all_sent()
    await worker.tap("Undo", exact=True)
    await worker.sees("Took return")
    assert await worker.page.locator(".sheet .undo1", has_text="Took return").count() == 2
    assert not await worker.page.locator(".sheet", has_text="true").count()
    await worker.tap("Close")
    lines = await shop.world.owner.fetch(
        "SELECT grade, received FROM return_line WHERE item_id = $1 ORDER BY id", lamp.id
    )
    assert [row["grade"] for row in lines] == ["A_LIKE_NEW", "D_BROKEN"]


async def test_goods_are_moved_from_bin_to_bin(shop, worker, lamp):
    await shop.shelf("D-01-2")
    await worker.tap("Move")
    await worker.sees("Scan bin")
    await worker.rest()

    await worker.scan("D-01-1", lamp.gtin)
    await worker.key("6")
    await worker.scan("D-01-2")

    await worker.is_home()
    assert (worker.scans, worker.taps) == (3, 0)
    assert await worker.heard() == ["ok", "ok", "ok", "taskDone"]
    assert set(await worker.all_sent()) == {"APPLIED"}
    assert await shop.on_hand("D-01-2", lamp) == 6


async def test_whatever_is_scanned_is_looked_up(shop, worker, lamp):
    await worker.scan(lamp.gtin)
    await worker.sees(lamp.name, lamp.sku, "D-01-1", "On hand")
    await worker.scan("R-09-3")
    await worker.sees("Bin", "R-09-3")

    await worker.scan("4006381333931")
    await worker.sees("4006381333931", "Nobody knows this code")
    await worker.tap("Close")
    assert (worker.scans, worker.taps) == (3, 1)


async def test_a_move_is_taken_back_by_an_entry_of_its_own(shop, worker, lamp):
    await shop.shelf("D-01-3")
    before = await shop.on_hand("D-01-1", lamp)
    await worker.tap("Move")
    await worker.sees("Scan bin")
    await worker.scan("D-01-1", lamp.gtin, "D-01-3")
    await worker.is_home()
    await worker.all_sent()
    assert await shop.on_hand("D-01-3", lamp) == 1

    await worker.tap("Undo", exact=True)
    await worker.page.locator(".sheet .undo1 button").first.click()
    await becomes(lambda: shop.on_hand("D-01-3", lamp), 0)

    assert await shop.on_hand("D-01-1", lamp) == before
    kinds = await shop.done_here("move_stock", "undo_operation")
    assert [command for command, _ in kinds][-2:] == ["move_stock", "undo_operation"]
