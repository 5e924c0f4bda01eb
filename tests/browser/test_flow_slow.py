"""On a slow handheld behind a slow network the work goes as it does elsewhere."""

import pytest_asyncio

SLOWER = 4


@pytest_asyncio.fixture
async def slow(worker):
    await worker.handheld.slow_down(SLOWER)
    await worker.handheld.network("fast 3g")
    yield worker
    await worker.handheld.slow_down(1)
    await worker.handheld.cdp.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1},
    )


async def test_a_walk_with_a_wrong_item_and_an_unknown_code(shop, slow):
    tea, cup = await shop.goods("Tea mint"), await shop.goods("Cup tin")
    await shop.shelf("H-01-1", tea, 9)
    await shop.shelf("H-01-2", cup, 9)
    sold = await shop.sold((tea, 2), (cup, 1))
    await slow.tap("Pick")
    await slow.is_sent_to("H-01-1")
    await slow.rest()

    await slow.scan("H-01-1", cup.gtin)
    await slow.sees("Wrong item", tea.name, tea.sku)
    await slow.scan(tea.gtin)
    await slow.page.get_by_text("Wrong item").wait_for(state="detached")
    await slow.scan("4006381333931")
    await slow.sees("4006381333931")
    await slow.scan(tea.gtin, "T-85")
    await slow.is_sent_to("H-01-2")
    await slow.scan(cup.gtin, "T-85")

    await slow.is_home()
    assert slow.taps == 0
    assert (await slow.heard()).count("wrong") == 2
    assert set(await slow.all_sent()) == {"APPLIED"}
    assert await shop.units(sold, "picked") == [2, 1]
