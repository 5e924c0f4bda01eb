"""What goes out: a tote is packed into cartons, the cartons leave by a lane."""

import pytest_asyncio

PACKED = ["ok", "ok", "ok", "lineDone", "lineDone", "taskDone"]
"""The tote sounds once, when it is read."""


@pytest_asyncio.fixture(scope="module")
async def goods(shop):
    tea, cup = await shop.goods("Tea white 50"), await shop.goods("Cup glass")
    await shop.shelf("C-01-1", tea, 50)
    await shop.shelf("C-01-2", cup, 50)
    return tea, cup


async def test_a_tote_is_packed_piece_by_piece_and_its_carton_shipped(shop, worker, goods):
    tea, cup = goods
    sold = await shop.picked((tea, 2), (cup, 1), into="T-31")
    await worker.rest()

    await worker.scan("T-31")
    await worker.sees(await shop.number_of(sold))
    await worker.scan("CARTON-31", tea.gtin, tea.gtin, cup.gtin, "CARTON-31")

    await worker.is_home()
    assert (worker.scans, worker.taps) == (6, 0)
    assert await worker.heard() == PACKED
    assert set(await worker.all_sent()) == {"APPLIED"}
    assert await shop.units(sold, "packed") == [2, 1]

    await worker.tap("Ship")
    await worker.sees("CARTON-31")
    await worker.rest()
    await worker.scan("CARTON-31")
    await worker.scan("SW-DONE")
    await worker.sees("Lane")
    assert not await worker.page.get_by_text("All is there").count()
    assert await shop.units(sold, "shipped") == [0, 0]
    await worker.scan("LANE-1")

    await worker.is_home()
    assert (worker.scans, worker.taps) == (3, 0)
    assert await worker.heard() == ["lineDone", "look", "taskDone"]
    await worker.all_sent()
    assert await shop.units(sold, "shipped") == [2, 1]
    assert await shop.status("customer_order", sold.order_id) == "SHIPPED"


async def test_what_is_not_in_the_tote_stops_the_packing(shop, worker, goods):
    tea, cup = goods
    sold = await shop.picked((tea, 1), into="T-32")
    await worker.scan("T-32")
    await worker.sees(await shop.number_of(sold))
    await worker.scan("CARTON-32", cup.gtin)

    await worker.sees("Wrong item", cup.name)
    await worker.scan(tea.gtin, "CARTON-32")

    await worker.is_home()
    await worker.all_sent()
    assert await shop.units(sold, "packed") == [1]
