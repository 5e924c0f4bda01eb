"""Receipts, their lines and discrepancies in the graph."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Self
from uuid import UUID

import strawberry

from backend.api.accepted_barcodes import BarcodesOfItem
from backend.api.cases import Case
from backend.api.connections import After, Before, Connection, First, Last, connect, page_asked
from backend.api.context import Context, Info
from backend.api.directives import Blind, Bounded
from backend.api.inbound_enums import DiscrepancyKind, ReceiptSource, ReceiptStatus
from backend.api.inbound_orders import PurchaseOrder, PurchaseOrderLine, may_see_inbound
from backend.api.item_enums import Unit
from backend.api.items import Item
from backend.api.node import Node
from backend.api.partners import Owner, Supplier
from backend.api.people import User
from backend.api.places import Bin, Location
from backend.api.scalars import Quantity
from backend.api.task_steps import AcceptedBarcode
from backend.api.tasks import Task
from backend.api.versioned import Versioned
from backend.api.weights import WeightOfLine
from backend.inbound.reads import receipts as reads
from backend.kernel.pages import Way
from backend.tasks.reads.tasks import TaskOrderField, TasksWanted, tasks_page
from backend.tasks.task import TaskStatus

ORDERS_MAX = 50
ACCEPTED_MAX = 20


@strawberry.type(description="Goods that come in together.")
class Receipt(Node, Versioned):
    """One receipt."""

    row: strawberry.Private[reads.ReceiptRow]

    @strawberry.field(description="The number that people use.")
    def number(self) -> str:
        """Pass on."""
        return self.row.number

    @strawberry.field(description="How far it is.")
    def status(self) -> ReceiptStatus:
        """Pass on."""
        return ReceiptStatus(self.row.status)

    @strawberry.field(description="Where its goods come from.")
    def source(self) -> ReceiptSource:
        """Pass on."""
        return ReceiptSource(self.row.source)

    @strawberry.field(description="When it was opened here.")
    def created_at(self) -> datetime:
        """Pass on."""
        return self.row.created_at

    @strawberry.field(description="Who opened it; null when a system did.")
    async def created_by(self, info: Info) -> User | None:
        """Load the person."""
        return await info.context.find(User, self.row.created_by)

    @strawberry.field(description="Where; null when you may not see the place.")
    async def location(self, info: Info) -> Location | None:
        """Load it."""
        return await info.context.find(Location, self.row.location_id)

    @strawberry.field(description="From whom; null when nobody said.")
    async def supplier(self, info: Info) -> Supplier | None:
        """Load it."""
        return await info.context.find(Supplier, self.row.supplier_id)

    @strawberry.field(description="For whose stock.")
    async def owner(self, info: Info) -> Owner:
        """Load it."""
        return await info.context.get(Owner, self.row.owner_id)

    @strawberry.field(
        description="For which purchase orders.", directives=[Bounded(max=ORDERS_MAX)]
    )
    async def purchase_orders(self, info: Info) -> list[PurchaseOrder]:
        """Load the order that it was opened for."""
        found = await info.context.find(PurchaseOrder, self.row.purchase_order_id)
        return [found] if found else []

    @strawberry.field(description="At which dock.")
    async def dock(self, info: Info) -> Bin | None:
        """Load it."""
        return await info.context.find(Bin, self.row.dock_id)

    @strawberry.field(description="When it came.")
    def arrived_at(self) -> datetime:
        """Pass on."""
        return self.row.arrived_at

    @strawberry.field(description="When it was done.")
    def closed_at(self) -> datetime | None:
        """Pass on."""
        return self.row.closed_at

    @strawberry.field(description="What is in it.")
    async def lines(
        self,
        info: Info,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection["ReceiptLine"]:
        """Read one page."""
        page = page_asked(first=first, after=after, last=last, before=before)
        paged = await reads.page_of_receipt_lines(info.context.reader, self.key, page=page)
        return connect(paged, show=lambda row: ReceiptLine(key=row.id, row=row))

    @strawberry.field(description="What was not as it should be, oldest first.")
    async def discrepancies(
        self,
        info: Info,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection["Discrepancy"]:
        """Read one page."""
        page = page_asked(first=first, after=after, last=last, before=before)
        paged = await reads.page_of_discrepancies(info.context.reader, self.key, page=page)
        return connect(paged, show=lambda row: Discrepancy(key=row.id, row=row))

    @strawberry.field(description="Its putaway tasks, done or not.")
    async def tasks(
        self,
        info: Info,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Task]:
        """Read one page."""
        page = page_asked(first=first, after=after, last=last, before=before)
        wanted = TasksWanted(documents=(self.key,), statuses=tuple(TaskStatus))
        paged = await tasks_page(
            info.context.reader, wanted, by=TaskOrderField.CREATED_AT, way=Way.ASC, page=page
        )
        return connect(paged, show=lambda row: Task(key=row.id, row=row))

    @classmethod
    async def of_keys(cls, context: Context, keys: Sequence[UUID]) -> Mapping[UUID, Self]:
        """Load receipts; whoever buys or receives there may see them."""
        rows = await reads.receipts_of_keys(context.reader, keys)
        return {
            row.id: cls(key=row.id, row=row)
            for row in rows
            if may_see_inbound(context, row.location_id)
        }


@strawberry.type(description="One item of a receipt.")
class ReceiptLine(Node):
    """One line."""

    row: strawberry.Private[reads.ReceiptLineRow]

    @strawberry.field(description="Its number within the receipt.")
    def sequence(self) -> int:
        """Pass on."""
        return self.row.sequence

    @strawberry.field(description="Of which receipt.")
    async def receipt(self, info: Info) -> Receipt:
        """Load it."""
        return await info.context.get(Receipt, self.row.receipt_id)

    @strawberry.field(description="What.")
    async def item(self, info: Info) -> Item:
        """Load it."""
        return await info.context.get(Item, self.row.item_id)

    @strawberry.field(
        description="How much should come; null when nobody said.", directives=[Blind()]
    )
    def expected(self) -> Quantity | None:
        """Pass on."""
        return None if self.row.expected is None else Quantity(self.row.expected)

    @strawberry.field(description="How much came.")
    def received(self) -> Quantity:
        """Pass on."""
        return Quantity(self.row.received)

    @strawberry.field(
        description="What it weighs, as measured; null where it is not sold by weight."
    )
    async def weight_grams(self, info: Info) -> int | None:
        """Load it with those of others."""
        found = await info.context.find(WeightOfLine, self.key)
        return found.grams if found else None

    @strawberry.field(description="How much is in its bin.")
    def put_away(self) -> Quantity:
        """Pass on."""
        return Quantity(self.row.put_away)

    @strawberry.field(description="Unit of the quantities.")
    async def unit(self, info: Info) -> Unit:
        """Ask the item."""
        return Unit((await info.context.get(Item, self.row.item_id)).row.base_unit)

    @strawberry.field(
        description="Every barcode that is right for it, so that a device can judge alone.",
        directives=[Bounded(max=ACCEPTED_MAX)],
    )
    async def accepts(self, info: Info) -> list[AcceptedBarcode]:
        """Load with those of other lines."""
        found = await info.context.find(BarcodesOfItem, self.row.item_id)
        return found.accepted[:ACCEPTED_MAX] if found else []

    @strawberry.field(description="For which line of the purchase order.")
    async def purchase_order_line(self, info: Info) -> PurchaseOrderLine | None:
        """Load it."""
        return await info.context.find(PurchaseOrderLine, self.row.purchase_order_line_id)

    @classmethod
    async def of_keys(cls, context: Context, keys: Sequence[UUID]) -> Mapping[UUID, Self]:
        """Load lines; whoever may see their receipt may see them."""
        rows = await reads.receipt_lines_of_keys(context.reader, keys)
        return {
            row.id: cls(key=row.id, row=row)
            for row in rows
            if may_see_inbound(context, row.location_id)
        }


@strawberry.type(description="What was not as it should be.")
class Discrepancy(Node):
    """One discrepancy."""

    row: strawberry.Private[reads.DiscrepancyRow]

    @strawberry.field(description="What is wrong.")
    def kind(self) -> DiscrepancyKind:
        """Pass on."""
        return DiscrepancyKind(self.row.kind)

    @strawberry.field(description="With what.")
    async def item(self, info: Info) -> Item:
        """Load it."""
        return await info.context.get(Item, self.row.item_id)

    @strawberry.field(
        description="How much should be; null when that is not the point.", directives=[Blind()]
    )
    def expected(self) -> Quantity | None:
        """Pass on."""
        return None if self.row.expected is None else Quantity(self.row.expected)

    @strawberry.field(description="How much is.")
    def actual(self) -> Quantity:
        """Pass on."""
        return Quantity(self.row.actual)

    @strawberry.field(description="Unit of the quantities.")
    async def unit(self, info: Info) -> Unit:
        """Ask the item."""
        return Unit((await info.context.get(Item, self.row.item_id)).row.base_unit)

    @strawberry.field(description="Why, in a person's words.")
    def reason(self) -> str | None:
        """Pass on."""
        return self.row.reason

    @strawberry.field(description="When it was found.")
    def recorded_at(self) -> datetime:
        """Pass on."""
        return self.row.recorded_at

    @strawberry.field(description="On which line.")
    async def receipt_line(self, info: Info) -> ReceiptLine | None:
        """Load it."""
        return await info.context.find(ReceiptLine, self.row.receipt_line_id)

    @strawberry.field(description="The case that is worked on.")
    async def case(self, info: Info) -> Case | None:
        """Load it."""
        return await info.context.find(Case, self.row.case_id)

    @classmethod
    async def of_keys(cls, context: Context, keys: Sequence[UUID]) -> Mapping[UUID, Self]:
        """Load discrepancies; whoever may see their receipt may see them."""
        rows = await reads.discrepancies_of_keys(context.reader, keys)
        return {
            row.id: cls(key=row.id, row=row)
            for row in rows
            if may_see_inbound(context, row.location_id)
        }
