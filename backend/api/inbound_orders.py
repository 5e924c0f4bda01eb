"""Purchase orders in the graph."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Self
from uuid import UUID

import strawberry

from backend.api.connections import After, Before, Connection, First, Last, connect, page_asked
from backend.api.context import Context, Info
from backend.api.directives import Blind, allow
from backend.api.ground import Money
from backend.api.inbound_enums import PurchaseOrderStatus
from backend.api.item_enums import Unit
from backend.api.items import Item
from backend.api.node import Node
from backend.api.partners import Owner, Supplier
from backend.api.people import User
from backend.api.places import Location
from backend.api.scalars import Quantity
from backend.api.versioned import Versioned
from backend.inbound.reads import purchase_orders as reads

INBOUND_RIGHTS = ("RECEIVE", "PUT_AWAY", "BUY", "READ_STOCK")


def may_see_inbound(context: Context, location_id: UUID) -> bool:
    """Tell whether the asker buys, receives or looks after stock at a location."""
    return any(context.actor.may(right, location_id) for right in INBOUND_RIGHTS)


@strawberry.type(description="What we order from a supplier.")
class PurchaseOrder(Node, Versioned):
    """One purchase order."""

    row: strawberry.Private[reads.PurchaseOrderRow]

    @strawberry.field(description="The number that people use.")
    def number(self) -> str:
        """Pass on."""
        return self.row.number

    @strawberry.field(description="How far it is.")
    def status(self) -> PurchaseOrderStatus:
        """Pass on."""
        return PurchaseOrderStatus(self.row.status)

    @strawberry.field(description="When it was made.")
    def created_at(self) -> datetime:
        """Pass on."""
        return self.row.created_at

    @strawberry.field(description="Who made it; null when a system did.")
    async def created_by(self, info: Info) -> User | None:
        """Load the person."""
        return await info.context.find(User, self.row.created_by)

    @strawberry.field(description="When the supplier got it.")
    def sent_at(self) -> datetime | None:
        """Pass on."""
        return self.row.sent_at

    @strawberry.field(description="When nothing more was expected.")
    def closed_at(self) -> datetime | None:
        """Pass on."""
        return self.row.closed_at

    @strawberry.field(description="Why it was closed.")
    def close_reason(self) -> str | None:
        """Pass on."""
        return self.row.close_reason

    @strawberry.field(description="From whom.")
    async def supplier(self, info: Info) -> Supplier:
        """Load it."""
        return await info.context.get(Supplier, self.row.supplier_id)

    @strawberry.field(description="For whose stock.")
    async def owner(self, info: Info) -> Owner:
        """Load it."""
        return await info.context.get(Owner, self.row.owner_id)

    @strawberry.field(description="Where it goes; null when you may not see the place.")
    async def location(self, info: Info) -> Location | None:
        """Load it."""
        return await info.context.find(Location, self.row.location_id)

    @strawberry.field(description="When it should arrive.")
    def expected_on(self) -> date | None:
        """Pass on."""
        return self.row.expected_on

    @strawberry.field(description="What is ordered.")
    async def lines(
        self,
        info: Info,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection["PurchaseOrderLine"]:
        """Read one page."""
        page = page_asked(first=first, after=after, last=last, before=before)
        paged = await reads.page_of_purchase_order_lines(info.context.reader, self.key, page=page)
        return connect(paged, show=lambda row: PurchaseOrderLine(key=row.id, row=row))

    @strawberry.field(
        description="What it costs; null unless every line has a cost in one currency.",
        extensions=[allow("READ_COST", where=lambda order: order.row.location_id)],
    )
    async def total(self, info: Info) -> Money | None:
        """Load with the totals of other orders."""
        found = await info.context.find(_TotalOfOrder, self.key)
        return Money.of(found.row.minor, found.row.currency) if found else None

    @classmethod
    async def of_keys(cls, context: Context, keys: Sequence[UUID]) -> Mapping[UUID, Self]:
        """Load orders; whoever buys or receives there may see them."""
        rows = await reads.purchase_orders_of_keys(context.reader, keys)
        return {
            row.id: cls(key=row.id, row=row)
            for row in rows
            if may_see_inbound(context, row.location_id)
        }


@strawberry.type(description="One item of a purchase order.")
class PurchaseOrderLine(Node):
    """One line."""

    row: strawberry.Private[reads.PurchaseOrderLineRow]

    @strawberry.field(description="Its number within the order.")
    def sequence(self) -> int:
        """Pass on."""
        return self.row.sequence

    @strawberry.field(description="What.")
    async def item(self, info: Info) -> Item:
        """Load it."""
        return await info.context.get(Item, self.row.item_id)

    @strawberry.field(description="How much is ordered.", directives=[Blind()])
    def ordered(self) -> Quantity | None:
        """Pass on."""
        return Quantity(self.row.ordered)

    @strawberry.field(description="How much is here.")
    def received(self) -> Quantity:
        """Pass on."""
        return Quantity(self.row.received)

    @strawberry.field(description="How much is still to come.", directives=[Blind()])
    def open(self) -> Quantity | None:
        """Take what is here off what is ordered."""
        return Quantity(max(0, self.row.ordered - self.row.received))

    @strawberry.field(description="Unit of the quantities.")
    async def unit(self, info: Info) -> Unit:
        """Ask the item."""
        return Unit((await info.context.get(Item, self.row.item_id)).row.base_unit)

    @strawberry.field(
        description="Price of one base unit; null when nobody said.",
        extensions=[allow("READ_COST", where=lambda line: line.row.location_id)],
    )
    def price(self) -> Money | None:
        """Pass on."""
        row = self.row
        if row.unit_cost_minor is None or row.currency is None:
            return None
        return Money.of(row.unit_cost_minor, row.currency)

    @strawberry.field(description="When it should arrive; null when as the order says.")
    def expected_on(self) -> date | None:
        """Pass on."""
        return self.row.expected_on

    @classmethod
    async def of_keys(cls, context: Context, keys: Sequence[UUID]) -> Mapping[UUID, Self]:
        """Load lines; whoever may see their order may see them."""
        rows = await reads.purchase_order_lines_of_keys(context.reader, keys)
        return {
            row.id: cls(key=row.id, row=row)
            for row in rows
            if may_see_inbound(context, row.location_id)
        }


@dataclass(frozen=True, slots=True)
class _TotalOfOrder:
    row: reads.Total

    @classmethod
    async def of_keys(cls, context: Context, keys: Sequence[UUID]) -> Mapping[UUID, Self]:
        rows = await reads.totals_of_purchase_orders(context.reader, keys)
        return {row.purchase_order_id: cls(row) for row in rows}
