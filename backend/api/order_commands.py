"""Commands of orders in the graph."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import strawberry

from backend.api.context import Context, Info
from backend.api.directives import Bounded
from backend.api.global_ids import key_of
from backend.api.ground import AddressInput, MoneyInput
from backend.api.mutation import Accepted, CommandInput, Spoken, mutation
from backend.api.order_enums import HoldKind, OrderKind
from backend.api.order_keeping import KEEP_PROMISE
from backend.api.order_release import RELEASE_ORDERS
from backend.api.orders import Order
from backend.api.pointing import document_ref, item_ref
from backend.api.pointing import ref as plain
from backend.api.promise_enums import WhenExpired
from backend.api.refs import DocumentRef, ItemRef, Ref
from backend.api.scalars import Quantity
from backend.api.tasks import Task
from backend.kernel.refusals import InvalidInput
from backend.master.refs import Ref as PlainRef
from backend.outbound.orders import cancel_order as canceling
from backend.outbound.orders import create_order as creating
from backend.outbound.orders import hold_order as holding
from backend.outbound.orders import release_order_hold as letting_go

PUT_BACKS_MAX = 200


@strawberry.input(description="One item that is wanted.")
class OrderLineInput:
    """One line."""

    item: ItemRef = strawberry.field(description="What.")
    quantity: Quantity = strawberry.field(description="How many base units.")
    price: MoneyInput | None = strawberry.field(
        default=None,
        description="Price of one base unit, in the currency of the whole order. It is never the"
        " item's: null means none, and then nothing is due to the customer when it comes back.",
    )


@strawberry.input(description="What `createOrder` takes.")
class CreateOrderInput(CommandInput[creating.CreateOrder]):
    """Order something."""

    lines: list[OrderLineInput] = strawberry.field(description="What is wanted.")
    number: str | None = strawberry.field(
        default=None, description="Its number; null takes the next."
    )
    kind: OrderKind | None = strawberry.field(
        default=None, description="What it is for; a sale unless said."
    )
    channel: Ref | None = strawberry.field(default=None, description="Where it came from.")
    customer: Ref | None = strawberry.field(default=None, description="For whom.")
    owner: Ref | None = strawberry.field(
        default=None, description="From whose stock; null takes the house's own."
    )
    location: Ref | None = strawberry.field(
        default=None, description="Which location must serve it; null takes the only warehouse."
    )
    carrier: Ref | None = strawberry.field(default=None, description="With which carrier.")
    service: str | None = strawberry.field(
        default=None, description="With which service of the carrier."
    )
    ship_to: AddressInput | None = strawberry.field(default=None, description="Where it goes.")
    priority: int | None = strawberry.field(
        default=None, description="Smaller is served first; null takes the channel's."
    )
    ordered_at: datetime | None = strawberry.field(
        default=None, description="When the customer ordered; now unless said."
    )
    needed_on: date | None = strawberry.field(
        default=None, description="By which day the customer wants it."
    )
    ship_by: datetime | None = strawberry.field(default=None, description="When it must leave.")
    promised_until: datetime | None = strawberry.field(
        default=None,
        description=(
            "Until when it is promised stock, for a cart or an order that is not paid; null takes"
            " the channel's time, for ever if it has none. See `keepPromise`."
        ),
    )
    when_expired: WhenExpired | None = strawberry.field(
        default=None, description="What comes after that; null takes the channel's word."
    )
    accepts_partial: bool | None = strawberry.field(
        default=None, description="It may ship in parts; it may unless said."
    )
    accepts_substitutes: bool | None = strawberry.field(
        default=None, description="Another item may stand in; none may unless said."
    )
    min_remaining_days: int | None = strawberry.field(
        default=None,
        description="Days that must be left of its goods; null takes the customer's or channel's.",
    )

    async def asked(self, context: Context) -> creating.CreateOrder:  # noqa: ARG002 - one shape
        """Translate refs, prices and the address."""
        return creating.CreateOrder(
            lines=tuple(_line(line) for line in self.lines),
            number=self.number,
            kind=self.kind or OrderKind.SALE,
            channel=_ref(self.channel, "Channel"),
            customer=_ref(self.customer, "Customer"),
            owner=_ref(self.owner, "Owner"),
            location=_ref(self.location, "Location"),
            carrier=_ref(self.carrier, "Carrier"),
            service=self.service,
            ship_to=_address(self.ship_to),
            priority=self.priority,
            ordered_at=self.ordered_at,
            needed_on=self.needed_on,
            ship_by=self.ship_by,
            promised_until=self.promised_until,
            when_expired=self.when_expired,
            currency=_currency(self.lines),
            accepts_partial=self.accepts_partial is not False,
            accepts_substitutes=bool(self.accepts_substitutes),
            min_remaining_days=self.min_remaining_days,
        )


@strawberry.type(description="The yes to `createOrder`.")
class OrderCreated(Accepted[creating.OrderCreated]):
    """It is written down."""

    @strawberry.field(description="As it is now; null without the right to read orders.")
    async def order(self, info: Info) -> Order | None:
        """Load it."""
        return await info.context.find(Order, self.answer.order_id)


@strawberry.input(description="What `cancelOrder` takes.")
class CancelOrderInput(CommandInput[canceling.CancelOrder]):
    """Call an order off."""

    order: DocumentRef = strawberry.field(description="Which order.")
    reason: str = strawberry.field(description="Why.")
    if_version: int | None = strawberry.field(
        default=None, description="The version that you saw; null waives the check."
    )
    lines: list[strawberry.ID] | None = strawberry.field(
        default=None, description="Only these lines; null means all."
    )

    async def asked(self, context: Context) -> canceling.CancelOrder:  # noqa: ARG002 - one shape
        """Translate ids."""
        lines = None if self.lines is None else [key_of("OrderLine", line) for line in self.lines]
        return canceling.CancelOrder(
            order=document_ref(self.order, "Order"),
            reason=self.reason,
            if_version=self.if_version,
            line_ids=None if lines is None else tuple(lines),
        )


@strawberry.type(description="The yes to `cancelOrder`.")
class OrderCanceled(Accepted[canceling.OrderCanceled]):
    """It is off."""

    @strawberry.field(description="As it is now; null without the right to read orders.")
    async def order(self, info: Info) -> Order | None:
        """Load it."""
        return await info.context.find(Order, self.answer.order_id)

    @strawberry.field(
        description="Tasks that put picked goods back.", directives=[Bounded(max=PUT_BACKS_MAX)]
    )
    async def tasks(self, info: Info) -> list[Task]:
        """Load them together."""
        found = await info.context.find_many(Task, self.answer.task_ids[:PUT_BACKS_MAX])
        return [task for task in found if task is not None]


@strawberry.input(description="What `holdOrder` takes.")
class HoldOrderInput(CommandInput[holding.HoldOrder]):
    """Stop an order."""

    order: DocumentRef = strawberry.field(description="Which order.")
    kind: HoldKind = strawberry.field(description="Why.")
    reason: str = strawberry.field(description="Why, in a sentence.")

    async def asked(self, context: Context) -> holding.HoldOrder:  # noqa: ARG002 - one shape
        """Translate the ref."""
        order = document_ref(self.order, "Order")
        return holding.HoldOrder(order=order, kind=self.kind, reason=self.reason)


@strawberry.type(description="The yes to `holdOrder`.")
class OrderHeld(Accepted[holding.OrderHeld]):
    """It waits."""

    @strawberry.field(description="As it is now; null without the right to read orders.")
    async def order(self, info: Info) -> Order | None:
        """Load it."""
        return await info.context.find(Order, self.answer.order_id)


@strawberry.input(description="What `releaseOrderHold` takes.")
class ReleaseOrderHoldInput(CommandInput[letting_go.ReleaseOrderHold]):
    """Let an order go on."""

    hold: strawberry.ID = strawberry.field(description="Which hold.")
    reason: str = strawberry.field(description="Why.")

    async def asked(self, context: Context) -> letting_go.ReleaseOrderHold:  # noqa: ARG002 - one shape
        """Translate the id."""
        return letting_go.ReleaseOrderHold(
            hold_id=key_of("OrderHold", self.hold), reason=self.reason
        )


@strawberry.type(description="The yes to `releaseOrderHold`.")
class OrderHoldReleased(Accepted[letting_go.OrderHoldReleased]):
    """One stop less."""

    @strawberry.field(description="As it is now; null without the right to read orders.")
    async def order(self, info: Info) -> Order | None:
        """Load it."""
        return await info.context.find(Order, self.answer.order_id)


CREATE_ORDER = Spoken(
    creating.create_order,
    sent=CreateOrderInput,
    yes=OrderCreated,
    says="Write an order down and promise what there is; the rest is backordered.",
)
CANCEL_ORDER = Spoken(
    canceling.cancel_order,
    sent=CancelOrderInput,
    yes=OrderCanceled,
    says="Call an order or some of its lines off, at any point before they leave.",
)
HOLD_ORDER = Spoken(
    holding.hold_order,
    sent=HoldOrderInput,
    yes=OrderHeld,
    says="Let an order wait: it keeps its promises, and goes neither to the floor nor out.",
)
RELEASE_ORDER_HOLD = Spoken(
    letting_go.release_order_hold,
    sent=ReleaseOrderHoldInput,
    yes=OrderHoldReleased,
    says="Take one hold away; with the last one the order goes on.",
)


@strawberry.type(description="Commands of orders.")
class OrderMutation:
    """Root fields."""

    create_order = mutation(CREATE_ORDER)
    cancel_order = mutation(CANCEL_ORDER)
    hold_order = mutation(HOLD_ORDER)
    release_order_hold = mutation(RELEASE_ORDER_HOLD)
    release_orders = mutation(RELEASE_ORDERS)
    keep_promise = mutation(KEEP_PROMISE)


def _line(sent: OrderLineInput) -> creating.NewLine:
    price = sent.price.minor if sent.price else None
    return creating.NewLine(
        item=item_ref(sent.item), quantity=sent.quantity, unit_price_minor=price
    )


def _currency(lines: Sequence[OrderLineInput]) -> str | None:
    currencies = {str(line.price.currency) for line in lines if line.price}
    if len(currencies) > 1:
        raise InvalidInput(field="lines", problem="have prices in more than one currency")
    return next(iter(currencies), None)


def _address(sent: AddressInput | None) -> creating.ShipTo | None:
    if sent is None:
        return None
    said: dict[str, Any] = {**vars(sent), "lines": tuple(sent.lines)}
    return creating.ShipTo(**said)


def _ref(sent: Ref | None, kind: str) -> PlainRef | None:
    return plain(sent, kind) if sent else None
