"""The language of inbound tests: suppliers, orders, trucks at the dock."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from backend.inbound.buying.create_purchase_order import (
    CreatePurchaseOrder,
    LineToOrder,
    create_purchase_order,
)
from backend.inbound.buying.send_purchase_order import SendPurchaseOrder, send_purchase_order
from backend.inbound.putaway.confirm_putaway import ConfirmPutaway, confirm_putaway
from backend.inbound.receiving.open_receipt import OpenReceipt, open_receipt
from backend.inbound.receiving.receive_line import LineReceived, ReceiveLine, receive_line
from backend.kernel.ids import new_id
from backend.kernel.work import Actor, Reader
from backend.master.refs import DocumentRef, ItemRef, Ref
from backend.tasks.task import Task, tasks_of_document
from tests.world import World


@dataclass
class Dock:
    """A world with a dock, a supplier, and what is being received there."""

    world: World
    dock_id: UUID
    supplier: Ref
    receipt: DocumentRef | None = None
    order: DocumentRef | None = None

    @classmethod
    async def at(cls, world: World) -> "Dock":
        code = f"SUP-{world.code}"
        await world.owner.execute(
            "INSERT INTO supplier (id, code, name) VALUES ($1, $2, $2)", new_id(), code
        )
        dock_id = await world.bin(f"DOCK-{world.code}", "DOCK")
        return cls(world, dock_id, Ref(code=code))

    async def ordered(self, *lines: tuple[UUID, int], cost: int | None = 250) -> DocumentRef:
        """Order items from the supplier and send the order."""
        asked = CreatePurchaseOrder(
            supplier=self.supplier,
            location=Ref(id=self.world.location_id),
            lines=tuple(
                LineToOrder(
                    item=ItemRef(id=item_id),
                    quantity=quantity,
                    unit_cost_minor=cost,
                    currency=None if cost is None else "GBP",
                )
                for item_id, quantity in lines
            ),
        )
        created = (await self.world.do(create_purchase_order, asked)).answer
        self.order = DocumentRef(id=created.purchase_order_id)
        await self.world.do(send_purchase_order, SendPurchaseOrder(purchase_order=self.order))
        return self.order

    async def arrived(self, *lines: tuple[UUID, int]) -> DocumentRef:
        """Let a truck with an order of these items stand at the dock; blind without any."""
        if lines:
            asked = OpenReceipt(purchase_order=await self.ordered(*lines))
        else:
            asked = OpenReceipt(location=Ref(id=self.world.location_id), supplier=self.supplier)
        opened = (await self.world.do(open_receipt, asked)).answer
        self.receipt = DocumentRef(id=opened.receipt_id)
        return self.receipt

    def line(self, item_id: UUID, quantity: int | None = None, **said: Any) -> ReceiveLine:
        assert self.receipt
        return ReceiveLine(
            receipt=self.receipt, item=ItemRef(id=item_id), quantity=quantity, **said
        )

    async def received(self, item_id: UUID, quantity: int, **said: Any) -> LineReceived:
        """Receive goods that are at the dock."""
        return (await self.world.do(receive_line, self.line(item_id, quantity, **said))).answer

    async def put_away(
        self, task_id: UUID, bin_id: UUID, *, by: Actor | None = None, **said: Any
    ) -> Any:
        asked = ConfirmPutaway(task_id=task_id, to=Ref(id=bin_id), **said)
        return await self.world.do(confirm_putaway, asked, by=by)

    async def not_put_away(
        self, task_id: UUID, bin_id: UUID, *, by: Actor | None = None, **said: Any
    ) -> Any:
        asked = ConfirmPutaway(task_id=task_id, to=Ref(id=bin_id), **said)
        return await self.world.refused(confirm_putaway, asked, by=by)

    async def tasks(self) -> list[Task]:
        """The putaways of the receipt."""
        assert self.receipt
        return await tasks_of_document(Reader(self.world.owner), self.receipt.id)

    async def status(self, table: str, id_: UUID) -> str:
        return await self.world.owner.fetchval(f"SELECT status FROM {table} WHERE id = $1", id_)

    async def discrepancies(self) -> list[tuple[object, ...]]:
        """What was wrong with the receipt: kind, expected, actual, reason, case."""
        assert self.receipt
        rows = await self.world.owner.fetch(
            "SELECT kind, expected, actual, reason, case_id FROM discrepancy WHERE receipt_id = $1"
            " ORDER BY recorded_at, kind, actual DESC",
            self.receipt.id,
        )
        return [tuple(row) for row in rows]
