"""The language of outbound tests: an order for tea, allocated in a bin, with a pick to do."""

from dataclasses import dataclass
from uuid import UUID

from backend.kernel.command import command
from backend.kernel.ids import derived_id
from backend.kernel.plan import Plan
from backend.kernel.work import Work
from backend.master.items import HOUSE_OWNER_ID
from backend.master.refs import ItemRef, Ref
from backend.outbound.orders.create_order import CreateOrder, NewLine, create_order
from backend.outbound.orders.lines import LineChange, change_lines, lines_of_orders
from backend.outbound.picking.confirm_pick import ConfirmPick, PickConfirmed, confirm_pick
from backend.stock.changes import End, Level, Open, Outcome
from backend.stock.keys import Disposition, Key, Place
from backend.stock.posting import post
from backend.stock.reads import reservations_of
from backend.tasks.task import NewTask, TaskKind, open_walk, queue_tasks
from tests.world import World


@dataclass(frozen=True, slots=True)
class Allocate:
    """Send an order of one line to one bin."""

    order_id: UUID
    number: str
    location_id: UUID
    bin_id: UUID
    walk: str


@dataclass(frozen=True, slots=True)
class Allocated:
    task_id: UUID
    line_id: UUID
    walk_id: UUID


@command
async def allocate(work: Work, asked: Allocate) -> Plan[Allocated]:
    """Turn the promise of an order's first line into an allocation in one bin, with its pick."""
    line = (await lines_of_orders(work.reader, [asked.order_id]))[0]
    (soft,) = await reservations_of(work.reader, [line.id])
    place = Place(asked.bin_id, asked.location_id, "PICK_FACE")
    key = Key(HOUSE_OWNER_ID, line.item_id, Disposition.USABLE, place)
    hard = Open(Level.HARD, soft.pool_id, line.id, soft.quantity, key.id)
    walk_id = derived_id(work.operation_id, "walk")
    task = NewTask(
        id=derived_id(work.operation_id, "pick"),
        location_id=asked.location_id,
        kind=TaskKind.PICK,
        document_kind="ORDER",
        document_id=asked.order_id,
        document_number=asked.number,
        line_id=line.id,
        walk_id=walk_id,
        owner_id=HOUSE_OWNER_ID,
        item_id=line.item_id,
        from_bin_id=asked.bin_id,
        quantity=soft.quantity,
    )
    change = LineChange(line_id=line.id, promised=-soft.quantity, allocated=soft.quantity)
    return Plan(
        answer=Allocated(task.id, line.id, walk_id),
        writes=(
            *change_lines(work, [change]),
            open_walk(work, walk_id, number=asked.walk, location_id=asked.location_id),
            *queue_tasks(work, [task]),
            *post(work, opens=[hard], ends=[End(soft, Outcome.POSTED)]),
        ),
        kind="RELEASE",
        location_id=asked.location_id,
    )


@dataclass(frozen=True, slots=True)
class Pick:
    """A pick to do, and everything around it."""

    world: World
    order_id: UUID
    line_id: UUID
    task_id: UUID
    walk_id: UUID
    item_id: UUID
    bin_id: UUID
    cart_id: UUID
    sku: str

    def of(self, quantity: int, into: str = "T-1", **more) -> ConfirmPick:
        """What the scanner sends when `quantity` went into the tote."""
        return ConfirmPick(
            task_id=self.task_id,
            item=ItemRef(barcode=self.world.barcode(self.sku)),
            quantity=quantity,
            into=Ref(barcode=f"{into}{self.world.code[1:]}"),
            **more,
        )

    async def picks(self, quantity: int, into: str = "T-1", **more) -> PickConfirmed:
        """Pick so many into the tote."""
        return (await self.world.do(confirm_pick, self.of(quantity, into, **more))).answer

    async def line(self) -> dict[str, int]:
        """Return the counters of the order line that are not zero."""
        row = await self.world.owner.fetchrow(
            "SELECT promised, allocated, picked, packed, shipped, canceled, waiting"
            " FROM order_line WHERE id = $1",
            self.line_id,
        )
        return {name: value for name, value in row.items() if value}

    async def status(self) -> str:
        """Return how far the pick is."""
        return await self.world.owner.fetchval(
            "SELECT status FROM task WHERE id = $1", self.task_id
        )

    async def order_status(self) -> str:
        """Return how far the order is."""
        return await self.world.owner.fetchval(
            "SELECT status FROM customer_order WHERE id = $1", self.order_id
        )

    async def in_cart(self) -> int:
        """Return how much of the item lies in totes."""
        return await self.world.on_hand(self.cart_id, self.item_id)

    async def in_bin(self) -> int:
        """Return how much of the item lies in the bin."""
        return await self.world.on_hand(self.bin_id, self.item_id)

    def tote(self, into: str = "T-1") -> Ref:
        """Point at a tote of this world."""
        return Ref(code=f"{into}{self.world.code[1:]}")


async def a_pick(world: World, quantity: int = 5, *, stock: int = 12, sku: str = "TEA") -> Pick:
    """Set up one order that is to be picked from one bin, on a walk of its own."""
    bin_id = await world.bin("A-01", check_digits="42")
    cart_id = await world.bin("CART-1", "CART")
    await world.bin("PACK-1", "PACK")
    item_id = await world.item(sku, packs=[("CASE", 6)])
    await world.stock(bin_id, item_id, stock)
    return await another_pick(world, item_id, bin_id, cart_id, quantity=quantity, sku=sku)


async def another_pick(
    world: World, item_id: UUID, bin_id: UUID, cart_id: UUID, *, quantity: int, sku: str = "TEA"
) -> Pick:
    """Order more of an item that has stock, and allocate it in a bin."""
    lines = (NewLine(item=ItemRef(id=item_id), quantity=quantity),)
    order = (
        await world.do(create_order, CreateOrder(lines=lines, location=Ref(id=world.location_id)))
    ).answer
    asked = Allocate(order.order_id, order.number, world.location_id, bin_id, f"W-{order.number}")
    task = (await world.do(allocate, asked)).answer
    return Pick(
        world,
        order.order_id,
        task.line_id,
        task.task_id,
        task.walk_id,
        item_id,
        bin_id,
        cart_id,
        sku,
    )
