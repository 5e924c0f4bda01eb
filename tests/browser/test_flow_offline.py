"""The network goes once the work is begun: everything arrives later, exactly once and in order."""

import pytest

from backend.control.counting.request_count import RequestCount, request_count
from backend.master.refs import DocumentRef, Ref
from backend.outbound.packing.close_carton import CloseCarton, close_carton
from backend.outbound.packing.pack_tote import PackTote, pack_tote
from backend.outbound.shipping.confirm_shipment import ConfirmShipment, confirm_shipment
from tests.browser.shift import log_in


async def receiving(shop, worker):
    goods = await shop.goods("Honey")
    await worker.scan(await shop.truck((goods, 1)))
    await worker.sees("Still to come")
    return (goods.gtin, "SW-DONE"), ["receiveLine", "closeReceipt"]


async def putting_away(shop, worker):
    goods = await shop.goods("Flour")
    await shop.shelf("G-01-1", goods)
    await shop.tidied()
    await shop.received((goods, 5))
    await worker.tap("Put away")
    await worker.is_sent_to("G-01-1")
    return (goods.gtin, "G-01-1"), ["confirmPutaway"]


async def picking(shop, worker):
    goods, more = await shop.goods("Oats"), await shop.goods("Nuts")
    await shop.shelf("G-02-1", goods, 9)
    await shop.shelf("G-02-2", more, 9)
    await shop.sold((goods, 1), (more, 1))
    await worker.tap("Pick")
    await worker.is_sent_to("G-02-1")
    return (goods.gtin, "T-51", more.gtin, "T-51"), ["confirmPick", "confirmPick"]


async def packing(shop, worker):
    goods = await shop.goods("Soap")
    await shop.shelf("G-03-1", goods, 9)
    await shop.picked((goods, 1), into="T-52")
    await worker.scan("T-52")
    await worker.sees("Pack", goods.sku)
    return ("CARTON-52", goods.gtin, "CARTON-52"), ["packItem", "closeCarton"]


async def shipping(shop, worker):
    goods = await shop.goods("Candle")
    await shop.shelf("G-04-1", goods, 9)
    await shop.picked((goods, 1), into="T-53")
    packed = await shop.world.do(pack_tote, PackTote(tote=Ref(code="T-53")))
    carton = await shop.world.owner.fetchval(
        "SELECT code FROM container WHERE id = $1", packed.answer.carton_id
    )
    await shop.world.do(close_carton, CloseCarton(carton=Ref(code=carton)))
    await worker.tap("Ship")
    await worker.sees(carton)
    return (carton, "LANE-1"), ["confirmShipment"]


async def counting(shop, worker):
    goods = await shop.goods("Ink")
    await shop.shelf("G-05-1", goods, 1)
    asked = RequestCount(location=Ref(id=shop.world.location_id), bins=(Ref(code="G-05-1"),))
    await shop.world.do(request_count, asked)
    await worker.tap("Count")
    await worker.is_sent_to("G-05-1")
    return ("G-05-1", goods.gtin, "G-05-1"), ["submitCount"]


async def returning(shop, worker):
    goods = await shop.goods("Vase")
    await shop.shelf("G-06-1", goods, 9)
    sold = await shop.picked((goods, 1), into="T-54")
    packed = (await shop.world.do(pack_tote, PackTote(tote=Ref(code="T-54")))).answer
    await shop.world.do(
        confirm_shipment, ConfirmShipment(shipment=DocumentRef(id=packed.shipment_id))
    )
    await worker.scan(await shop.number_of(sold))
    await worker.sees("Still to come", goods.sku)
    return (goods.gtin, "As new", "SW-DONE"), ["receiveReturn", "gradeReturn", "disposeReturn"]


async def moving(shop, worker):
    goods = await shop.goods("Rope")
    await shop.shelf("G-07-1", goods, 3)
    await shop.shelf("G-07-2")
    await worker.tap("Move")
    await worker.sees("Scan bin")
    return ("G-07-1", goods.gtin, "G-07-2"), ["moveStock"]


WAYS = (receiving, putting_away, picking, packing, shipping, counting, returning, moving)
TAPPED = {"As new"}


@pytest.fixture(autouse=True)
async def reached_again(worker):
    """Bring the handheld back into reach, whatever happened."""
    yield
    await worker.handheld.online()


async def server_has(shop, wanted):
    """Return which of these operations the house took, in its order."""
    rows = await shop.world.owner.fetch(
        "SELECT id::text FROM operation WHERE id::text = ANY ($1) ORDER BY xid", wanted
    )
    return [row["id"] for row in rows]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
async def test_what_is_done_in_a_dead_spot_arrives_once_and_in_order(shop, worker, way):
    steps, expected = await way(shop, worker)
    await worker.rest()
    await worker.all_sent()
    done = len(await worker.operations())
    await worker.handheld.offline()

    for step in steps:
        await (worker.tap(step) if step in TAPPED else worker.scan(step))
    await worker.is_home()
    mine = (await worker.operations())[done:]
    assert [name for name, _ in mine] == expected
    await worker.sees("Offline", f"{len(expected)} waiting")
    assert await server_has(shop, [id_ for _, id_ in mine]) == []

    await worker.handheld.online()

    assert await worker.all_sent() == ["APPLIED"] * len(expected)
    assert await server_has(shop, [id_ for _, id_ in mine]) == [id_ for _, id_ in mine]
    await worker.sees("Online")


async def test_a_job_survives_a_reload_in_a_dead_spot(shop, worker):
    goods = await shop.goods("Salt coarse")
    await shop.shelf("G-08-1", goods, 9)
    sold = await shop.sold((goods, 3))
    await worker.tap("Pick")
    await worker.is_sent_to("G-08-1")
    await worker.handheld.offline()
    await worker.scan("G-08-1", goods.gtin, goods.gtin)
    await worker.sees("of 3 each")

    await worker.page.wait_for_timeout(300)
    await worker.page.reload()

    await worker.is_sent_to("G-08-1")
    await worker.sees("Offline")
    await worker.scan(goods.gtin, "T-55")
    await worker.is_home()
    await worker.handheld.online()
    await worker.all_sent()
    assert await shop.units(sold, "picked") == [3]


async def test_who_leaves_with_scans_unsent_has_them_sent_under_their_own_name(shop, worker):
    steps, _ = await moving_more(shop, worker)
    await worker.rest()
    await worker.handheld.offline()
    await worker.scan(*steps)
    await worker.is_home()
    await worker.page.get_by_role("button", name="Menu").click()
    await worker.sees("1 scan waits to be sent.")
    await worker.page.get_by_role("button", name="Log out").click()
    await worker.sees("Scan your badge")

    await worker.handheld.online()
    await log_in(worker.handheld, shop.bartek)
    await worker.page.get_by_role("button", name="Start shift").click()
    await worker.is_home()
    await worker.all_sent()

    who = await shop.world.owner.fetchval(
        "SELECT person.code FROM operation JOIN person ON person.id = actor_id"
        " WHERE command = 'move_stock' ORDER BY xid DESC LIMIT 1"
    )
    assert who == shop.amina.code
    await worker.log_out()
    await log_in(worker.handheld, shop.amina)
    await worker.page.get_by_role("button", name="Start shift").click()
    await worker.is_home()


async def moving_more(shop, worker):
    goods = await shop.goods("Twine")
    await shop.shelf("G-09-1", goods, 3)
    await shop.shelf("G-09-2")
    await worker.tap("Move")
    await worker.sees("Scan bin")
    return ("G-09-1", goods.gtin, "G-09-2"), ["moveStock"]
