"""Questions about orders in the graph."""

from collections.abc import Sequence
from typing import Annotated, TypeVar
from uuid import UUID

import strawberry

from backend.api.area import Area
from backend.api.connections import After, Before, Connection, First, Last, connect, page_asked
from backend.api.context import Context, Info
from backend.api.directives import allow
from backend.api.order_commands import OrderMutation
from backend.api.order_enums import HoldKind, OrderKind, OrderOrderField, OrderStatus
from backend.api.order_lines import OrderHold, OrderLine
from backend.api.orders import Order
from backend.api.pointing import document_ref, item_ref
from backend.api.pointing import ref as plain
from backend.api.refs import DateTimeRange, DocumentRef, ItemRef, Ref
from backend.api.whereabouts import locations_of_work
from backend.kernel.pages import Way
from backend.kernel.refusals import NotFound
from backend.outbound.orders.document import order_of
from backend.outbound.orders.items import items_asked
from backend.outbound.orders.parties import channel_of, customer_of
from backend.outbound.orders.reads import OrdersWanted, orders_page

Value = TypeVar("Value")


@strawberry.input(description="Which orders; what is left out does not narrow.")
class OrderFilter:
    """Narrows a list of orders."""

    kinds: list[OrderKind] | None = strawberry.field(default=None, description="For this.")
    statuses: list[OrderStatus] | None = strawberry.field(default=None, description="So far.")
    holds: list[HoldKind] | None = strawberry.field(
        default=None, description="Waiting because of this."
    )
    channels: list[Ref] | None = strawberry.field(default=None, description="From these channels.")
    customers: list[Ref] | None = strawberry.field(default=None, description="For these customers.")
    locations: list[Ref] | None = strawberry.field(
        default=None, description="Served by these locations."
    )
    items: list[ItemRef] | None = strawberry.field(default=None, description="With these items.")
    numbers: list[str] | None = strawberry.field(default=None, description="With these numbers.")
    ship_by: DateTimeRange | None = strawberry.field(
        default=None, description="To leave in this time."
    )
    created_at: DateTimeRange | None = strawberry.field(
        default=None, description="Made in this time."
    )
    is_backordered: bool | None = strawberry.field(
        default=None, description="With or without missing stock."
    )

    async def wanted(self, context: Context) -> OrdersWanted:
        """Look up what it names."""
        ship_by, created = self.ship_by or DateTimeRange(), self.created_at or DateTimeRange()
        return OrdersWanted(
            locations=await _readable(context, self.locations),
            kinds=_tuple(self.kinds),
            statuses=_tuple(self.statuses),
            holds=_tuple(self.holds),
            channels=await _channels(context, self.channels),
            customers=await _customers(context, self.customers),
            items=await _items(context, self.items),
            numbers=_tuple(self.numbers),
            ship_from=ship_by.start,
            ship_to=ship_by.end,
            created_from=created.start,
            created_to=created.end,
            is_backordered=self.is_backordered,
        )


@strawberry.input(description="How to order a list of orders.")
class OrderOrder:
    """One order."""

    field: OrderOrderField = strawberry.field(description="What to order by.")
    direction: Way | None = strawberry.field(
        default=None, description="Which way; ascending when left out."
    )


Which = Annotated[OrderFilter | None, strawberry.argument(description="Which.")]
How = Annotated[
    OrderOrder | None, strawberry.argument(description="In which order; by priority unless said.")
]


@strawberry.type(description="Questions about orders.")
class OrderQuery:
    """Root fields."""

    @strawberry.field(
        description="One order; null when there is none that you may see.",
        extensions=[allow("READ_ORDERS")],
    )
    async def order(
        self, info: Info, ref: Annotated[DocumentRef, strawberry.argument(description="Which.")]
    ) -> Order | None:
        """Find it."""
        try:
            found = await order_of(info.context.reader, document_ref(ref, "Order"))
        except NotFound:
            return None
        return await info.context.find(Order, found.id)

    @strawberry.field(
        description="Orders; backorders are those with `isBackordered`.",
        extensions=[allow("READ_ORDERS")],
    )
    async def orders(  # noqa: PLR0913, PLR0917 - a connection's arguments, and two of its own
        self,
        info: Info,
        filter: Which = None,
        order_by: How = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Order] | None:
        """Read one page."""
        context = info.context
        page = page_asked(first=first, after=after, last=last, before=before)
        wanted = await (filter or OrderFilter()).wanted(context)
        by = order_by or OrderOrder(field=OrderOrderField.PRIORITY)
        paged = await orders_page(
            context.reader, wanted, by=by.field, way=by.direction or Way.ASC, page=page
        )
        return connect(paged, show=lambda row: Order(key=row.id, row=row))


async def _readable(context: Context, sent: Sequence[Ref] | None) -> tuple[UUID, ...] | None:
    """Return the asked locations where the asker reads orders; None means every location."""
    asked = await locations_of_work(context, sent)
    if "READ_ORDERS" in context.actor.everywhere:
        return asked
    places = asked if asked is not None else tuple(context.actor.grants)
    return tuple(id_ for id_ in places if context.actor.may("READ_ORDERS", id_))


async def _channels(context: Context, sent: Sequence[Ref] | None) -> tuple[UUID, ...] | None:
    if sent is None:
        return None
    return tuple([await channel_of(context.reader, plain(one, "Channel")) for one in sent])


async def _customers(context: Context, sent: Sequence[Ref] | None) -> tuple[UUID, ...] | None:
    if sent is None:
        return None
    return tuple([await customer_of(context.reader, plain(one, "Customer")) for one in sent])


async def _items(context: Context, sent: Sequence[ItemRef] | None) -> tuple[UUID, ...] | None:
    if sent is None:
        return None
    items = await items_asked(context.reader, [item_ref(one) for one in sent])
    return tuple(item.id for item in items)


def _tuple(values: list[Value] | None) -> tuple[Value, ...] | None:
    return None if values is None else tuple(values)


AREA = Area(queries=(OrderQuery,), mutations=(OrderMutation,), types=(OrderLine, OrderHold))
