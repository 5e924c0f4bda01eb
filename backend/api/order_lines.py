"""Lines and holds of orders in the graph."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated, Any, Self, cast
from uuid import UUID

import strawberry

from backend.api.context import Context, Info
from backend.api.directives import allow
from backend.api.global_ids import encode
from backend.api.ground import Money
from backend.api.item_enums import Unit
from backend.api.items import Item
from backend.api.node import Node, fetch_node
from backend.api.order_enums import HoldKind
from backend.api.people import User
from backend.api.scalars import Quantity
from backend.api.versioned import Versioned
from backend.api.weights import WeightOfOrderLine
from backend.outbound.orders import reads
from backend.outbound.orders.document import CustomerOrder, orders_by_id
from backend.outbound.orders.lines import Line, lines_by_id

ORDER_RIGHTS = ("READ_ORDERS", "EDIT_ORDERS", "HOLD_ORDERS", "RELEASE_ORDERS")


def may_see_orders(context: Context, location_id: UUID) -> bool:
    """Tell whether the asker reads or works on orders at a location."""
    return any(context.actor.may(right, location_id) for right in ORDER_RIGHTS)


@strawberry.type(
    description="One item of an order; each ordered unit is in exactly one of its quantities."
)
class OrderLine(Node, Versioned):
    """One line."""

    row: strawberry.Private[Line]
    order_row: strawberry.Private[CustomerOrder | reads.OrderRow]

    @strawberry.field(description="Its number within the order.")
    def sequence(self) -> int:
        """Pass on."""
        return self.row.position

    @strawberry.field(description="Of which order.")
    async def order(
        self, info: Info
    ) -> Annotated["Order", strawberry.lazy("backend.api.orders")] | None:  # type: ignore[name-defined]  # noqa: F821 - a circle of types
        """Load it."""
        return cast("Any", await fetch_node(info, encode("Order", self.row.order_id)))

    @strawberry.field(description="What.")
    async def item(self, info: Info) -> Item:
        """Load it."""
        return await info.context.get(Item, self.row.item_id)

    @strawberry.field(description="How much is wanted.")
    def ordered(self) -> Quantity:
        """Pass on."""
        return Quantity(self.row.quantity)

    @strawberry.field(description="How much is promised and has no bin yet.")
    def promised(self) -> Quantity:
        """Pass on."""
        return Quantity(self.row.promised)

    @strawberry.field(description="How much has its bin.")
    def allocated(self) -> Quantity:
        """Pass on."""
        return Quantity(self.row.allocated)

    @strawberry.field(description="How much is picked, with what was packed or has left.")
    def picked(self) -> Quantity:
        """Pass on."""
        return Quantity(self.row.picked)

    @strawberry.field(
        description="What the picked goods weigh, as measured; null where not sold by weight."
    )
    async def weight_grams(self, info: Info) -> int | None:
        """Load it with those of others."""
        found = await info.context.find(WeightOfOrderLine, self.key)
        return found.grams if found else None

    @strawberry.field(description="How much is packed, with what has left.")
    def packed(self) -> Quantity:
        """Pass on."""
        return Quantity(self.row.packed)

    @strawberry.field(description="How much has left.")
    def shipped(self) -> Quantity:
        """Pass on."""
        return Quantity(self.row.shipped)

    @strawberry.field(description="How much is missing.")
    def backordered(self) -> Quantity:
        """Pass on."""
        return Quantity(self.row.waiting)

    @strawberry.field(description="How much was called off.")
    def canceled(self) -> Quantity:
        """Pass on."""
        return Quantity(self.row.canceled)

    @strawberry.field(description="Unit of the quantities.")
    async def unit(self, info: Info) -> Unit:
        """Ask the item."""
        return Unit((await info.context.get(Item, self.row.item_id)).row.base_unit)

    @strawberry.field(
        description="Price of one base unit.",
        extensions=[allow("READ_COST", where=lambda line: line.order_row.location_id)],
    )
    def price(self) -> Money | None:
        """Pass on."""
        minor = self.row.unit_price_minor
        return None if minor is None else Money.of(minor, self.order_row.currency)

    @classmethod
    async def of_keys(cls, context: Context, keys: Sequence[UUID]) -> Mapping[UUID, Self]:
        """Load lines with their orders; whoever may see the orders may see them."""
        rows = await lines_by_id(context.reader, keys)
        orders = await orders_by_id(context.reader, {row.order_id for row in rows.values()})
        return {
            row.id: cls(key=row.id, row=row, order_row=orders[row.order_id])
            for row in rows.values()
            if may_see_orders(context, orders[row.order_id].location_id)
        }


@strawberry.type(description="Something that makes an order wait.")
class OrderHold(Node):
    """One hold."""

    row: strawberry.Private[reads.HoldRow]

    @strawberry.field(description="Why.")
    def kind(self) -> HoldKind:
        """Pass on."""
        return HoldKind(self.row.kind)

    @strawberry.field(description="Why, in a sentence.")
    def reason(self) -> str:
        """Pass on."""
        return self.row.reason

    @strawberry.field(description="Since when.")
    def placed_at(self) -> datetime:
        """Pass on."""
        return self.row.placed_at

    @strawberry.field(description="Who; null means a rule.")
    async def placed_by(self, info: Info) -> User | None:
        """Load the person."""
        return await info.context.find(User, self.row.placed_by)

    @strawberry.field(description="Until when; null while it holds.")
    def released_at(self) -> datetime | None:
        """Pass on."""
        return self.row.released_at

    @strawberry.field(description="Who released it.")
    async def released_by(self, info: Info) -> User | None:
        """Load the person."""
        return await info.context.find(User, self.row.released_by)

    @classmethod
    async def of_keys(cls, context: Context, keys: Sequence[UUID]) -> Mapping[UUID, Self]:
        """Load holds; whoever may see their orders may see them."""
        rows = await reads.holds_of_keys(context.reader, keys)
        orders = await orders_by_id(context.reader, {row.order_id for row in rows})
        return {
            row.id: cls(key=row.id, row=row)
            for row in rows
            if may_see_orders(context, orders[row.order_id].location_id)
        }
