"""Serials: one thing, one place, from the dock to the customer and back."""

from dataclasses import replace

import pytest

from backend.control.moving.move_stock import MoveStock, move_stock
from backend.inbound.receiving.receive_line import receive_line
from backend.master.refs import DocumentRef, ItemRef, LotRef, Ref
from backend.outbound.packing.pack_item import PackItem, pack_item
from backend.outbound.packing.pack_tote import PackTote, pack_tote
from backend.outbound.picking.confirm_pick import ConfirmPick, confirm_pick
from backend.outbound.picking.short_pick import ShortPick, ShortReason, short_pick
from backend.outbound.picking.unpick import Unpick, unpick
from backend.outbound.shipping.confirm_shipment import ConfirmShipment, confirm_shipment
from backend.returns.receive_return import ReceiveReturn, receive_return
from tests.flows.control import cases
from tests.flows.dock import Dock
from tests.flows.shelf_life import a_lot, a_serial, in_days, lying, serials_in, stand
from tests.orders import line_of, order, react, release
from tests.world import World, counts


@pytest.fixture
async def dock(world):
    return await Dock.at(world)


@pytest.fixture
async def phone(world):
    return await world.item("PHONE", tracking="SERIAL")


async def standing(world: World, phone, bin_id, *numbers):
    for number in numbers:
        serial_id = await a_serial(world, phone, number)
        await stand(world, bin_id, phone, 1, serial_id=serial_id)


async def test_each_thing_is_scanned_at_the_dock_and_comes_in_once(world, dock, phone):
    await dock.arrived((phone, 3))

    assert (await world.refused(receive_line, dock.line(phone, 2))).code == "SERIAL_REQUIRED"
    few = dock.line(phone, 3, serials=("S1", "S2"))
    assert (await world.refused(receive_line, few)).code == "SERIAL_REQUIRED"
    twice = dock.line(phone, 2, serials=("S1", "S1"))
    assert (await world.refused(receive_line, twice)).code == "INVALID_INPUT"
    await world.do(receive_line, dock.line(phone, serials=("S1", "S2")))
    before = await counts(world.owner, "stock_entry", "serial")
    again = await world.refused(receive_line, dock.line(phone, serials=("S2",)))

    assert again.code == "SERIAL_ELSEWHERE"
    assert f"DOCK-{world.code}" in str(again)
    assert await counts(world.owner, "stock_entry", "serial") == before
    assert await serials_in(world, dock.dock_id) == ["S1", "S2"]
    await world.prove()


async def test_the_same_serial_on_two_items_is_two_things(world, dock, phone):
    watch = await world.item("WATCH", tracking="SERIAL")
    await dock.arrived((phone, 1), (watch, 1))

    await world.do(receive_line, dock.line(phone, serials=("S1",)))
    await world.do(receive_line, dock.line(watch, serials=("S1",)))

    assert await serials_in(world, dock.dock_id) == ["S1", "S1"]


async def test_lot_and_serial_together(world, dock):
    pump = await world.item("PUMP", tracking="LOT_AND_SERIAL", needs_expiry=True)
    await dock.arrived((pump, 2))
    said = {"lot_number": "L1", "expires_on": in_days(90)}

    assert (await world.refused(receive_line, dock.line(pump, serials=("P1",)))).code == (
        "LOT_REQUIRED"
    )
    assert (await world.refused(receive_line, dock.line(pump, 1, **said))).code == (
        "SERIAL_REQUIRED"
    )
    await world.do(receive_line, dock.line(pump, serials=("P1", "P2"), **said))

    assert await lying(world, pump) == {(f"DOCK-{world.code}", "L1", "USABLE"): 2}
    assert await serials_in(world, dock.dock_id) == ["P1", "P2"]


async def test_a_part_of_what_lies_there_moves_only_when_it_is_named(world, phone):
    here, there = await world.bin("A"), await world.bin("B")
    await standing(world, phone, here, "S1", "S2", "S3")
    asked = {"item": ItemRef(id=phone), "source": Ref(id=here), "target": Ref(id=there)}

    for said, code in (
        ({"quantity": 2}, "SERIAL_REQUIRED"),
        ({"quantity": 2, "serials": ("S1",)}, "SERIAL_REQUIRED"),
        ({"quantity": 1, "serials": ("S9",)}, "NOT_FOUND"),
    ):
        assert (await world.refused(move_stock, MoveStock(**asked, **said))).code == code
    await world.do(move_stock, MoveStock(**asked, quantity=1, serials=("S2",)))
    elsewhere = MoveStock(**asked, quantity=1, serials=("S2",))
    assert (await world.refused(move_stock, elsewhere)).code == "SERIAL_ELSEWHERE"
    await world.do(move_stock, MoveStock(**asked, quantity=2))

    assert await serials_in(world, there) == ["S1", "S2", "S3"]
    await world.prove()


async def test_putting_away_names_things_where_not_all_go(world, dock, phone):
    first = await world.bin("R-1", "RESERVE")
    await dock.arrived((phone, 3))
    received = (await world.do(receive_line, dock.line(phone, serials=("S1", "S2", "S3")))).answer

    task = received.task_ids[0]
    assert (await dock.not_put_away(task, first, quantity=1)).code == "SERIAL_REQUIRED"
    await dock.put_away(task, first, quantity=1, serials=("S3",), rescanned=True)
    await dock.put_away(task, first, rescanned=True)

    assert await serials_in(world, first) == ["S1", "S2", "S3"]


class Picking:
    """Orders for phones, released from one bin; what is picked goes into a tote for each."""

    def __init__(self, world, phone, here):
        self.world, self.phone, self.here = world, phone, here

    async def task(self, created):
        return await self.world.owner.fetchval(
            "SELECT id FROM task WHERE document_id = $1 AND kind = 'PICK'"
            " AND status IN ('QUEUED', 'IN_PROGRESS', 'CLAIMED')",
            created.order_id,
        )

    async def of(self, created, *numbers, quantity=None, tote="T-1"):
        return ConfirmPick(
            task_id=await self.task(created), item=ItemRef(id=self.phone), serials=numbers,
            quantity=quantity or len(numbers), into=Ref(code=f"{tote}{self.world.code[1:]}"),
        )  # fmt: skip

    async def allocated(self, created):
        rows = await self.world.owner.fetch(
            "SELECT serial.number FROM stock_reservation JOIN stock_key key ON key.id = key_id"
            " JOIN serial ON serial.id = key.serial_id JOIN order_line ON order_line.id = demand_id"
            " WHERE state = 'PENDING' AND order_id = $1 ORDER BY 1",
            created.order_id,
        )
        return [row["number"] for row in rows]


@pytest.fixture
async def picking(world, phone):
    here = await world.bin("A")
    for code, kind in (("CART", "CART"), ("PACK", "PACK"), ("OUT", "OUTBOUND_STAGE")):
        await world.bin(code, kind)
    return Picking(world, phone, here)


async def test_a_picker_takes_whichever_thing_is_at_hand(world, phone, picking):
    await standing(world, phone, picking.here, "S1", "S2", "S3")
    mine, theirs = await order(world, (phone, 1)), await order(world, (phone, 1))
    await release(world, mine)
    await release(world, theirs)
    (my_thing,), (their_thing,) = await picking.allocated(mine), await picking.allocated(theirs)
    (free,) = {"S1", "S2", "S3"} - {my_thing, their_thing}

    unnamed = await picking.of(mine, quantity=1)
    assert (await world.refused(confirm_pick, unnamed)).code == "SERIAL_REQUIRED"
    await world.do(confirm_pick, await picking.of(mine, their_thing))
    assert await picking.allocated(theirs) == [my_thing], "they changed places"
    await world.do(confirm_pick, await picking.of(theirs, free, tote="T-2"))

    assert await picking.allocated(mine) == [their_thing]
    assert await picking.allocated(theirs) == [free]
    assert await serials_in(world, picking.here) == [my_thing]
    assert await world.available(phone) == 1
    await world.prove()


async def test_a_thing_that_does_not_lie_here_cannot_be_picked(world, phone, picking):
    await standing(world, phone, picking.here, "S1")
    await standing(world, phone, await world.bin("R", "RESERVE"), "S2")
    created = await order(world, (phone, 1))
    await release(world, created)

    refusal = await world.refused(confirm_pick, await picking.of(created, "S2"))

    assert (refusal.code, refusal.facts["where"]) == ("SERIAL_ELSEWHERE", "in R")


async def test_the_things_that_are_packed_or_go_back_are_named(world, phone, picking):
    await standing(world, phone, picking.here, "S1", "S2", "S3")
    created = await order(world, (phone, 3))
    await release(world, created)
    asked = await picking.of(created, "S1", "S2", "S3")
    await world.do(confirm_pick, asked)
    back = Unpick(
        task_id=asked.task_id, quantity=1, to=Ref(code="A"), reason="scratched", serials=("S2",)
    )
    packed = PackItem(tote=asked.into, item=ItemRef(id=phone), quantity=1, serials=("S3",))

    await world.do(unpick, back)
    await world.do(pack_item, packed)

    assert await serials_in(world, picking.here) == ["S2"]
    boxed = (
        "SELECT serial.number FROM stock_balance JOIN stock_key key ON key.id = key_id"
        " JOIN container ON container.id = key.container_id AND container.kind = 'CARTON'"
        " JOIN serial ON serial.id = key.serial_id WHERE on_hand = 1 AND key.item_id = $1"
    )
    assert await world.owner.fetchval(boxed, phone) == "S3"
    again = replace(packed, serials=("S2",))
    assert (await world.refused(pack_item, again)).code == "SERIAL_ELSEWHERE"
    await world.prove()


async def test_a_short_pick_names_what_was_found(world, phone, picking):
    await standing(world, phone, picking.here, "S1", "S2")
    created = await order(world, (phone, 2))
    await release(world, created)
    short = ShortPick(
        task_id=await picking.task(created), found=1, reason=ShortReason.NOT_ENOUGH,
        into=Ref(code=f"T-1{world.code[1:]}"), serials=("S2",),
    )  # fmt: skip

    await world.do(short_pick, short)
    await react(world)

    assert (await line_of(world, created.order_id))["picked"] == 1
    assert await serials_in(world, picking.here) == ["S1"]
    await world.prove()


async def test_a_thing_leaves_comes_back_and_a_stranger_opens_a_case(world, phone, picking):
    await standing(world, phone, picking.here, "S1", "S2")
    bench = await world.bin("RET", "RETURNS")
    created = await order(world, (phone, 1))
    await release(world, created)
    await world.do(confirm_pick, await picking.of(created, "S2"))
    tote = Ref(code=f"T-1{world.code[1:]}")
    packed = (await world.do(pack_tote, PackTote(tote=tote))).answer
    shipment = DocumentRef(id=packed.shipment_id)
    await world.do(confirm_shipment, ConfirmShipment(shipment=shipment))
    back = {"item": ItemRef(id=phone), "quantity": 1, "location": Ref(id=world.location_id)}

    here = await world.refused(receive_return, ReceiveReturn(**back, serials=("S1",)))
    known = await world.do(receive_return, ReceiveReturn(**back, serials=("S2",)))
    strange = await world.do(receive_return, ReceiveReturn(**back, serials=("X9",)))

    assert here.code == "SERIAL_ELSEWHERE"
    assert (known.outcome, strange.outcome) == ("APPLIED", "APPLIED_WITH_CASE")
    assert any("whose serials never left" in title for title in await cases(world))
    assert await serials_in(world, bench) == ["S2", "X9"]
    await world.prove()


async def test_a_lot_that_nobody_can_read_comes_back_as_unknown(world):
    tea, bench = await world.item(tracking="LOT"), await world.bin("RET", "RETURNS")
    await a_lot(world, tea, "L1")
    back = {"item": ItemRef(id=tea), "quantity": 2, "location": Ref(id=world.location_id)}

    await world.do(receive_return, ReceiveReturn(**back))
    await world.do(receive_return, ReceiveReturn(**back, lot=LotRef(number="L1")))

    assert bench
    assert await lying(world, tea) == {
        ("RET", "UNKNOWN", "RETURN_PENDING"): 2,
        ("RET", "L1", "RETURN_PENDING"): 2,
    }
