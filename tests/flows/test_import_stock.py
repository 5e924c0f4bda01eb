"""The house is opened with the stock of a file, once, with the lots and serials that it names."""

import pytest

from tests.flows.import_desk import Desk
from tests.flows.shelf_life import lying, serials_in
from tests.world import World

STOCK = "location,bin,sku,quantity,disposition\n"


@pytest.fixture
async def desk(database, owner, tmp_path):
    return Desk(await World.build(database, owner), tmp_path)


async def test_opening_stock_is_posted_once_however_often_the_file_comes(desk):
    bin_id, item_id = await desk.world.bin("A-01"), await desk.world.item("TEA")
    text = STOCK + "{w},A-01,TEA-{w},7,\n{w},A-01,TEA-{w},2,DAMAGED\n"

    await desk.take("stock", text)
    await desk.take("stock", text)

    assert await desk.world.on_hand(bin_id, item_id) == 9
    assert await desk.world.available(item_id) == 7
    await desk.world.prove()


async def test_stock_of_what_is_not_there_is_refused_by_line(desk):
    await desk.world.bin("A-01")
    await desk.world.item("FEE", kind="SERVICE")

    faults = await desk.faults(
        "stock",
        STOCK + "{w},NO,FEE-{w},1,\n" + "{w},A-01,GONE-{w},0,\n" + "{w},A-01,GONE-{w},1,\n",
    )

    code = desk.world.code
    assert faults == [
        f"line 2, bin: there is no bin NO at {code}",
        f"line 2, sku: FEE-{code} is a service, which is not stocked",
        "line 3, quantity: '0' is no whole number from 1 to 9007199254740991",
        f"line 4, sku: there is no item GONE-{code}",
    ]


TRACKED = "location,bin,sku,quantity,lot,expires_on,serial\n"


async def test_opening_stock_names_its_lots_and_serials(desk):
    world = desk.world
    bin_id = await world.bin("A-01")
    milk = await world.item("MILK", tracking="LOT", needs_expiry=True)
    pump = await world.item("PUMP", tracking="LOT_AND_SERIAL")

    await desk.take(
        "stock",
        TRACKED
        + "{w},A-01,MILK-{w},7,L1,2030-01-31,\n{w},A-01,MILK-{w},2,L2,2030-02-28,\n"
        + "{w},A-01,PUMP-{w},1,P1,,S1\n{w},A-01,PUMP-{w},1,P1,,S2\n",
    )

    assert await lying(world, milk) == {("A-01", "L1", "USABLE"): 7, ("A-01", "L2", "USABLE"): 2}
    assert await lying(world, pump) == {("A-01", "P1", "USABLE"): 2}
    assert await serials_in(world, bin_id) == ["S1", "S2"]
    await world.prove()


async def test_what_is_wrong_with_lots_and_serials_is_said_line_by_line(desk):
    world = desk.world
    await world.bin("A-01")
    await world.item("TEA")
    await world.item("MILK", tracking="LOT", needs_expiry=True)
    await world.item("PUMP", tracking="SERIAL")

    faults = await desk.faults(
        "stock",
        TRACKED
        + "{w},A-01,TEA-{w},1,L1,,\n{w},A-01,MILK-{w},1,,,\n{w},A-01,MILK-{w},1,L1,,\n"
        + "{w},A-01,PUMP-{w},2,,,S1\n{w},A-01,PUMP-{w},1,,,\n"
        + "{w},A-01,MILK-{w},3,L2,2030-01-31,\n",
    )

    code = world.code
    assert faults == [
        f"line 2, lot: is said, and TEA-{code} is not told apart by it",
        f"line 3, lot: is empty, and MILK-{code} is told apart by it",
        f"line 4, expires_on: is empty, and MILK-{code} needs it",
        "line 5, quantity: must be 1 beside a serial",
        f"line 6, serial: is empty, and PUMP-{code} is told apart by it",
    ]
