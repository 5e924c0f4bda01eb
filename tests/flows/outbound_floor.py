"""The language of outbound tests: an order for tea, released, with a pick to do in one bin."""

from dataclasses import dataclass
from uuid import UUID

from backend.master.refs import DocumentRef, ItemRef, Ref
from backend.outbound.orders.create_order import CreateOrder, NewLine, create_order
from backend.outbound.picking.confirm_pick import ConfirmPick, PickConfirmed, confirm_pick
from backend.outbound.release.release_orders import ReleaseOrders, release_orders
from tests.world import World


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
    order_id = await an_order(world, item_id, quantity=quantity)
    released = ReleaseOrders(orders=(DocumentRef(id=order_id),))
    await world.do(release_orders, released)
    task = await world.owner.fetchrow(
        "SELECT line_id, id, walk_id FROM task WHERE document_id = $1 AND kind = 'PICK'", order_id
    )
    return Pick(world, order_id, *task.values(), item_id, bin_id, cart_id, sku)


async def an_order(world: World, *items: UUID, quantity: int, **more) -> UUID:
    """Order so much of each item."""
    lines = tuple(NewLine(item=ItemRef(id=item_id), quantity=quantity) for item_id in items)
    asked = CreateOrder(lines=lines, location=Ref(id=world.location_id), **more)
    return (await world.do(create_order, asked)).answer.order_id
