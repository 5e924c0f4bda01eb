"""Lots: told apart from the dock on, allocated by their date, and never past it."""

import pytest

from backend.control.moving.change_disposition import ChangeDisposition, change_disposition
from backend.control.moving.move_stock import MoveStock, move_stock
from backend.inbound.putaway.confirm_putaway import ConfirmPutaway, confirm_putaway
from backend.inbound.receiving.receive_line import receive_line
from backend.inbound.receiving.rules import DiscrepancyKind
from backend.master.refs import ItemRef, LotRef, Ref
from backend.outbound.release.release_orders import ReleaseOrders, release_orders
from backend.stock.keys import Disposition
from tests.flows.dock import Dock
from tests.flows.shelf_life import a_lot, in_days, lying, stand
from tests.orders import line_of, number, order, release, stops


@pytest.fixture
async def dock(world):
    return await Dock.at(world)


async def milk_of(world, **columns):
    return await world.item("MILK", tracking="LOT", needs_expiry=True, **columns)


async def test_a_lot_needs_its_date_once_and_keeps_it(world, dock):
    milk = await milk_of(world)
    await dock.arrived((milk, 9))

    assert (await world.refused(receive_line, dock.line(milk, 3, lot_number="L1"))).code == (
        "EXPIRY_REQUIRED"
    )
    await dock.received(milk, 3, lot_number="L1", expires_on=in_days(30))
    await dock.received(milk, 3, lot_number="L1")
    other = dock.line(milk, 3, lot_number="L1", expires_on=in_days(31))
    assert (await world.refused(receive_line, other)).code == "LOT_DATES_DIFFER"
    assert await world.on_hand(dock.dock_id, milk) == 6
    await world.prove()


async def test_a_day_of_production_gives_the_date_by_the_shelf_life(world, dock):
    milk = await milk_of(world, shelf_life_days=20)
    await dock.arrived((milk, 3))

    await dock.received(milk, 3, lot_number="L1", produced_on=in_days(-5))

    date = await world.owner.fetchval("SELECT expires_on FROM lot WHERE item_id = $1", milk)
    assert date == in_days(15)


async def test_the_same_number_on_two_items_is_two_lots(world, dock):
    milk, tea = await milk_of(world), await world.item("TEA", tracking="LOT")
    await dock.arrived((milk, 3), (tea, 3))

    await dock.received(milk, 3, lot_number="2026-07", expires_on=in_days(9))
    await dock.received(tea, 3, lot_number="2026-07")

    rows = await world.owner.fetch(
        "SELECT item_id, expires_on FROM lot WHERE item_id = ANY ($1) AND number = '2026-07'",
        [milk, tea],
    )
    assert {row["item_id"]: row["expires_on"] for row in rows} == {milk: in_days(9), tea: None}


@pytest.mark.parametrize(("wanted", "days"), [(None, -1), (10, 9)])
async def test_old_goods_come_in_only_as_old(world, dock, wanted, days):
    milk = await milk_of(world, min_remaining_days=wanted)
    await dock.arrived((milk, 3))
    said = {"lot_number": "L1", "expires_on": in_days(days)}

    assert (await world.refused(receive_line, dock.line(milk, 3, **said))).code == "EXPIRED"
    await dock.received(milk, 3, **said, discrepancy=DiscrepancyKind.EXPIRED)

    assert set(await lying(world, milk)) == {(f"DOCK-{world.code}", "L1", "EXPIRED")}
    assert (await world.available(milk)) == 0


async def test_on_its_last_day_a_lot_is_still_good(world, dock):
    milk = await milk_of(world)
    await dock.arrived((milk, 3))

    await dock.received(milk, 3, lot_number="L1", expires_on=in_days(0))

    assert set(await lying(world, milk)) == {(f"DOCK-{world.code}", "L1", "USABLE")}


async def test_of_two_lots_at_the_dock_each_goes_to_its_own_bin(world, dock):
    tea = await world.item(tracking="LOT")
    await world.bin("R-1", "RESERVE", mixing="ONE_LOT")
    await world.bin("R-2", "RESERVE", mixing="ONE_LOT")
    await dock.arrived((tea, 9))
    first = await dock.received(tea, 5, lot_number="L1")
    second = await dock.received(tea, 4, lot_number="L2")
    bins = {task.id: task.to_bin_id for task in await dock.tasks()}
    assert len(set(bins.values())) == 2

    wrong = ConfirmPutaway(
        task_id=second.task_ids[0], to=Ref(id=bins[second.task_ids[0]]), lot=LotRef(number="L1")
    )
    assert (await world.refused(confirm_putaway, wrong)).code == "WRONG_LOT"
    for received in (second, first):
        await dock.put_away(received.task_ids[0], bins[received.task_ids[0]])

    assert sorted((lot, units) for (_, lot, _), units in (await lying(world, tea)).items()) == [
        ("L1", 5),
        ("L2", 4),
    ]
    assert len({bin_ for bin_, _, _ in await lying(world, tea)}) == 2


async def test_where_two_lots_lie_together_a_move_says_which(world):
    tea = await world.item(tracking="LOT")
    here, there = await world.bin("A"), await world.bin("B")
    await stand(world, here, tea, 5, lot_id=await a_lot(world, tea, "L1"))
    await stand(world, here, tea, 5, lot_id=await a_lot(world, tea, "L2"))
    asked = {"item": ItemRef(id=tea), "source": Ref(id=here), "target": Ref(id=there)}

    assert (await world.refused(move_stock, MoveStock(**asked, quantity=3))).code == "LOT_REQUIRED"
    label = LotRef(barcode="]C110L2")
    await world.do(move_stock, MoveStock(**asked, quantity=3, lot=label))

    assert await lying(world, tea) == {
        ("A", "L1", "USABLE"): 5,
        ("A", "L2", "USABLE"): 2,
        ("B", "L2", "USABLE"): 3,
    }
    await world.prove()


async def test_one_lot_of_a_bin_is_held_for_quality(world):
    tea, here = await world.item(tracking="LOT"), await world.bin("A")
    await stand(world, here, tea, 5, lot_id=await a_lot(world, tea, "L1"))
    await stand(world, here, tea, 5, lot_id=await a_lot(world, tea, "L2"))

    await world.do(
        change_disposition,
        ChangeDisposition(
            item=ItemRef(id=tea), bin=Ref(id=here), quantity=5, lot=LotRef(number="L2"),
            source=Disposition.USABLE, target=Disposition.QUALITY_HOLD, reason="Smells",
        ),
    )  # fmt: skip

    assert await world.available(tea) == 5
    assert (await lying(world, tea))["A", "L2", "QUALITY_HOLD"] == 5


async def test_nothing_past_its_date_is_allocated_even_before_the_night_has_turned_it(world):
    milk, here = await milk_of(world), await world.bin("A")
    await stand(world, here, milk, 5, lot_id=await a_lot(world, milk, "OLD", days=-1))
    created = await order(world, (milk, 2))

    refusal = await world.refused(release_orders, ReleaseOrders(orders=(number(created),)))

    assert refusal.code == "EXPIRED"
    assert await world.reserved(here, milk) == 0


async def test_lots_without_a_date_go_first_come_first_out(world):
    tea = await world.item(tracking="LOT")
    late, early = await world.bin("A"), await world.bin("B")
    await stand(world, early, tea, 5, lot_id=await a_lot(world, tea, "Z"))
    await stand(world, late, tea, 5, lot_id=await a_lot(world, tea, "Y"))
    created = await order(world, (tea, 3))

    await release(world, created)

    assert await stops(world, created) == [("B", 1, 3)]


async def test_what_is_too_old_for_a_customer_stays_and_the_answer_says_so(world):
    milk, here = await milk_of(world), await world.bin("A")
    await stand(world, here, milk, 4, lot_id=await a_lot(world, milk, "OLD", days=10))
    await stand(world, here, milk, 3, lot_id=await a_lot(world, milk, "NEW", days=40))
    created = await order(world, (milk, 5), min_remaining_days=30)
    anybody = await order(world, (milk, 2))
    assert (await line_of(world, created.order_id))["promised"] == 3, "as far as it is known"

    await release(world, created, anybody)

    held = await world.owner.fetch(
        "SELECT lot.number, sum(reservation.quantity)::int AS units, line.order_id"
        "  FROM stock_reservation reservation JOIN stock_key key ON key.id = key_id"
        "  JOIN lot ON lot.id = key.lot_id JOIN order_line line ON line.id = demand_id"
        " WHERE reservation.state = 'PENDING' AND level = 'HARD' GROUP BY 1, 3"
    )
    assert {(row["number"], row["units"], row["order_id"]) for row in held} >= {
        ("NEW", 3, created.order_id),
        ("OLD", 2, anybody.order_id),
    }
    await world.prove()
