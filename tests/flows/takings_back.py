"""The language of tests about taking back: one thing done for each command, and all that stands."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from uuid import UUID

from backend.control.adjusting.asking import AskedLine
from backend.control.adjusting.document import AdjustmentReason
from backend.control.adjusting.request_adjustment import RequestAdjustment
from backend.control.adjusting.request_write_off import RequestWriteOff
from backend.control.moving.change_disposition import ChangeDisposition
from backend.control.moving.move_stock import MoveStock
from backend.inbound.putaway.confirm_putaway import ConfirmPutaway
from backend.kernel.ids import new_id
from backend.kernel.work import Actor
from backend.master.refs import DocumentRef, ItemRef, Ref
from backend.outbound.orders.by_hand.reserve import Reserve
from backend.outbound.orders.cancel_order import CancelOrder, cancel_order
from backend.outbound.packing.pack_item import PackItem
from backend.outbound.packing.pack_tote import PackTote
from backend.outbound.picking.put_back import PutBack
from backend.returns.receive_return import ReceiveReturn
from backend.server.registry import COMMANDS
from backend.stock.import_stock import ImportStock, StockRow
from backend.stock.keys import Disposition
from tests.flows.boxes import Boxes
from tests.flows.control import counting_floor, counts_to
from tests.flows.dock import Dock
from tests.flows.outbound_floor import a_pick
from tests.world import World

CHEAP = {"cost_minor": 10, "currency": "GBP"}

STANDS = """
SELECT 'balance', key_id, NULL::uuid, on_hand, reserved FROM stock_balance
  JOIN stock_key ON stock_key.id = key_id WHERE location_id = $1 AND (on_hand > 0 OR reserved > 0)
 UNION ALL
SELECT 'pool', id, NULL, supply, promised FROM stock_pool
 WHERE location_id = $1 AND (supply > 0 OR promised > 0)
 UNION ALL
SELECT reservation.level, coalesce(key_id, pool_id), demand_id, sum(quantity), 0
  FROM stock_reservation reservation JOIN stock_pool pool ON pool.id = pool_id
 WHERE location_id = $1 AND state = 'PENDING' GROUP BY 1, 2, 3
"""


async def all_that_stands(world: World) -> set[tuple[Any, ...]]:
    """Stock, reservations and pools of this location."""
    return {tuple(row) for row in await world.owner.fetch(STANDS, world.location_id)}


async def done(world: World, name: str, asked: Any, *, by: Actor | None = None) -> UUID:
    """Perform a command and return under which id."""
    operation_id = new_id()
    await world.do(COMMANDS[name], asked, operation_id=operation_id, by=by)
    return operation_id


async def _shelf(world: World) -> tuple[UUID, UUID]:
    here = await world.bin("A-01")
    await world.bin("B-01")
    tea = await world.item(**CHEAP)
    await world.stock(here, tea, 10)
    return here, tea


async def a_disposition(world: World) -> Any:
    here, tea = await _shelf(world)
    return ChangeDisposition(
        item=ItemRef(id=tea), bin=Ref(id=here), quantity=4, source=Disposition.USABLE,
        target=Disposition.DAMAGED, reason="dented",
    )  # fmt: skip


async def a_picking(world: World) -> Any:
    return (await a_pick(world, 5)).of(3)


async def a_putaway(world: World) -> Any:
    dock, tea = await Dock.at(world), await world.item(**CHEAP)
    await world.bin("F1", fixed_item_id=tea)
    await dock.arrived((tea, 12))
    received = await dock.received(tea, 12)
    return ConfirmPutaway(task_id=received.task_ids[0], to=Ref(barcode="F1"), quantity=5)


async def an_import(world: World) -> Any:
    await _shelf(world)
    sku = f"TEA-{world.code}"
    row = StockRow(
        line=1, location=world.code, bin="B-01", sku=sku, quantity=7,
        disposition=Disposition.USABLE, owner=None,
    )  # fmt: skip
    return ImportStock((row,))


async def a_move(world: World) -> Any:
    here, tea = await _shelf(world)
    to = Ref(code="B-01")
    return MoveStock(
        item=ItemRef(id=tea), source=Ref(id=here), target=to, quantity=4,
        location=Ref(id=world.location_id),
    )  # fmt: skip


async def a_pallet(world: World) -> Any:
    boxes = Boxes(world)
    there = await world.bin("R-01", "RESERVE")
    await boxes.box("P-1", await world.bin("D-01", "DOCK"))
    await boxes.holds("P-1", (await world.item(**CHEAP), 10))
    return boxes.moving("P-1", there)


async def an_item_packed(world: World) -> Any:
    pick = await a_pick(world, 5)
    await pick.picks(5)
    return PackItem(tote=pick.tote(), item=ItemRef(id=pick.item_id), quantity=2)


async def a_tote_packed(world: World) -> Any:
    pick = await a_pick(world, 5)
    await pick.picks(2)
    await pick.picks(3)
    return PackTote(tote=pick.tote())


async def a_put_back(world: World) -> Any:
    pick = await a_pick(world, 5)
    await pick.picks(5)
    await world.do(
        cancel_order, CancelOrder(order=DocumentRef(id=pick.order_id), reason="changed their mind")
    )
    task_id = await world.owner.fetchval(
        "SELECT id FROM task WHERE kind = 'MOVE' AND location_id = $1", world.location_id
    )
    return PutBack(task_id=task_id, quantity=3, to=Ref(code="A-01"))


async def a_receipt_line(world: World) -> Any:
    dock, tea = await Dock.at(world), await world.item(**CHEAP)
    await world.bin("F1", fixed_item_id=tea)
    await dock.arrived((tea, 12))
    return dock.line(tea, 12)


async def a_return(world: World) -> Any:
    await world.bin("RET-1", "RETURNS")
    tea = await world.item(**CHEAP)
    here = Ref(id=world.location_id)
    return ReceiveReturn(item=ItemRef(id=tea), quantity=2, location=here)


async def a_reservation(world: World) -> Any:
    here, tea = await _shelf(world)
    place = Ref(id=world.location_id)
    return Reserve(
        item=ItemRef(id=tea), location=place, bin=Ref(id=here), quantity=3, reason="fair"
    )


async def _line(world: World, difference: int) -> tuple[AskedLine, ...]:
    here, tea = await _shelf(world)
    return (AskedLine(item=ItemRef(id=tea), bin=Ref(id=here), difference=difference),)


async def an_adjustment(world: World) -> Any:
    lines = await _line(world, 2)
    return RequestAdjustment(lines=lines, reason=AdjustmentReason.FOUND, note="behind the rack")


async def a_write_off(world: World) -> Any:
    lines = await _line(world, -2)
    return RequestWriteOff(lines=lines, reason=AdjustmentReason.DAMAGED, note="wet")


async def a_count(world: World) -> Any:
    return counts_to(await counting_floor(world), 99)


DOES: Mapping[str, Callable[[World], Awaitable[Any]]] = {
    "change_disposition": a_disposition,
    "confirm_pick": a_picking,
    "confirm_putaway": a_putaway,
    "import_stock": an_import,
    "move_container": a_pallet,
    "move_stock": a_move,
    "pack_item": an_item_packed,
    "pack_tote": a_tote_packed,
    "put_back": a_put_back,
    "receive_line": a_receipt_line,
    "receive_return": a_return,
    "request_adjustment": an_adjustment,
    "request_write_off": a_write_off,
    "reserve": a_reservation,
    "submit_count": a_count,
}
"""By command: sets the stage and returns what to ask of it."""
