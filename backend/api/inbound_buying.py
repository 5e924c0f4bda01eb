"""Commands of buying in the graph."""

from datetime import date

import strawberry

from backend.api.context import Context, Info
from backend.api.ground import MoneyInput
from backend.api.inbound_orders import PurchaseOrder
from backend.api.mutation import Accepted, CommandInput, Spoken, mutation
from backend.api.pointing import document_ref, item_ref
from backend.api.pointing import ref as plain
from backend.api.refs import DocumentRef, ItemRef, Ref
from backend.api.scalars import Quantity
from backend.inbound.buying import close_purchase_order as closing
from backend.inbound.buying import create_purchase_order as creating
from backend.inbound.buying import send_purchase_order as sending

IF_VERSION = "The version that you saw; null waives the check."


@strawberry.input(description="One item to order.")
class PurchaseOrderLineInput:
    """One line."""

    item: ItemRef = strawberry.field(description="What.")
    quantity: Quantity = strawberry.field(description="How many base units.")
    price: MoneyInput | None = strawberry.field(
        default=None, description="Price of one base unit; null takes the supplier's."
    )
    expected_on: date | None = strawberry.field(
        default=None, description="When it should arrive; null as the order says."
    )

    def asked(self) -> creating.LineToOrder:
        """Translate."""
        return creating.LineToOrder(
            item=item_ref(self.item),
            quantity=self.quantity,
            unit_cost_minor=self.price.minor if self.price else None,
            currency=self.price.currency if self.price else None,
            expected_on=self.expected_on,
        )


@strawberry.input(description="What `createPurchaseOrder` takes.")
class CreatePurchaseOrderInput(CommandInput[creating.CreatePurchaseOrder]):
    """Write an order down."""

    number: str | None = strawberry.field(
        default=None, description="Its number; null takes the next."
    )
    supplier: Ref = strawberry.field(description="From whom.")
    location: Ref = strawberry.field(description="Where it goes.")
    owner: Ref | None = strawberry.field(
        default=None, description="For whose stock; null takes the house's own."
    )
    expected_on: date | None = strawberry.field(default=None, description="When it should arrive.")
    lines: list[PurchaseOrderLineInput] = strawberry.field(description="What to order.")

    async def asked(self, context: Context) -> creating.CreatePurchaseOrder:  # noqa: ARG002 - one shape
        """Translate refs."""
        return creating.CreatePurchaseOrder(
            number=self.number,
            supplier=plain(self.supplier, "Supplier"),
            location=plain(self.location, "Location"),
            owner=plain(self.owner, "Owner") if self.owner else None,
            expected_on=self.expected_on,
            lines=tuple(line.asked() for line in self.lines),
        )


@strawberry.type(description="The yes to `createPurchaseOrder`.")
class PurchaseOrderCreated(Accepted[creating.PurchaseOrderCreated]):
    """The order is a draft."""

    @strawberry.field(description="As it is now.")
    async def purchase_order(self, info: Info) -> PurchaseOrder:
        """Load it."""
        return await info.context.get(PurchaseOrder, self.answer.purchase_order_id)


@strawberry.input(description="What `sendPurchaseOrder` takes.")
class SendPurchaseOrderInput(CommandInput[sending.SendPurchaseOrder]):
    """Send a draft."""

    purchase_order: DocumentRef = strawberry.field(description="Which one.")
    if_version: int | None = strawberry.field(default=None, description=IF_VERSION)

    async def asked(self, context: Context) -> sending.SendPurchaseOrder:  # noqa: ARG002 - one shape
        """Translate the ref."""
        return sending.SendPurchaseOrder(
            purchase_order=document_ref(self.purchase_order, "PurchaseOrder"),
            if_version=self.if_version,
        )


@strawberry.type(description="The yes to `sendPurchaseOrder`.")
class PurchaseOrderSent(Accepted[sending.PurchaseOrderSent]):
    """The supplier has it."""

    @strawberry.field(description="As it is now.")
    async def purchase_order(self, info: Info) -> PurchaseOrder:
        """Load it."""
        return await info.context.get(PurchaseOrder, self.answer.purchase_order_id)


@strawberry.input(description="What `closePurchaseOrder` takes.")
class ClosePurchaseOrderInput(CommandInput[closing.ClosePurchaseOrder]):
    """Expect nothing more."""

    purchase_order: DocumentRef = strawberry.field(description="Which one.")
    if_version: int | None = strawberry.field(default=None, description=IF_VERSION)
    reason: str = strawberry.field(description="Why.")

    async def asked(self, context: Context) -> closing.ClosePurchaseOrder:  # noqa: ARG002 - one shape
        """Translate the ref."""
        return closing.ClosePurchaseOrder(
            purchase_order=document_ref(self.purchase_order, "PurchaseOrder"),
            if_version=self.if_version,
            reason=self.reason,
        )


@strawberry.type(description="The yes to `closePurchaseOrder`.")
class PurchaseOrderClosed(Accepted[closing.PurchaseOrderClosed]):
    """Nothing more is expected."""

    @strawberry.field(description="As it is now.")
    async def purchase_order(self, info: Info) -> PurchaseOrder:
        """Load it."""
        return await info.context.get(PurchaseOrder, self.answer.purchase_order_id)


CREATE_PURCHASE_ORDER = Spoken(
    creating.create_purchase_order,
    sent=CreatePurchaseOrderInput,
    yes=PurchaseOrderCreated,
    says="Write down what we mean to buy from a supplier.",
)
SEND_PURCHASE_ORDER = Spoken(
    sending.send_purchase_order,
    sent=SendPurchaseOrderInput,
    yes=PurchaseOrderSent,
    says="Send a purchase order to its supplier: from now on goods may come.",
)
CLOSE_PURCHASE_ORDER = Spoken(
    closing.close_purchase_order,
    sent=ClosePurchaseOrderInput,
    yes=PurchaseOrderClosed,
    says="Expect nothing more of a purchase order.",
)


@strawberry.type(description="Commands of buying.")
class BuyingMutation:
    """Root fields."""

    create_purchase_order = mutation(CREATE_PURCHASE_ORDER)
    send_purchase_order = mutation(SEND_PURCHASE_ORDER)
    close_purchase_order = mutation(CLOSE_PURCHASE_ORDER)
