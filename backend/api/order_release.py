"""Sending orders to the floor, in the graph."""

from collections.abc import Sequence
from uuid import UUID

import strawberry

from backend.api.context import Context, Info
from backend.api.directives import Bounded
from backend.api.mutation import Accepted, CommandInput, Spoken
from backend.api.order_enums import PickMethod
from backend.api.orders import Order
from backend.api.pointing import document_ref
from backend.api.refs import DocumentRef
from backend.api.refused import Refused
from backend.kernel.refusals import declared_refusals
from backend.outbound.release import release_orders as releasing
from backend.outbound.release.judge import NotReleased

ORDERS_MAX = releasing.ORDERS_MAX


@strawberry.input(description="What `releaseOrders` takes.")
class ReleaseOrdersInput(CommandInput[releasing.ReleaseOrders]):
    """Send orders to the floor."""

    orders: list[DocumentRef] = strawberry.field(description="Which orders, at most 200.")
    method: PickMethod | None = strawberry.field(
        default=None, description="How to pick them; null picks them together, in clusters."
    )

    async def asked(self, context: Context) -> releasing.ReleaseOrders:  # noqa: ARG002 - one shape
        """Translate refs."""
        orders = tuple(document_ref(order, "Order") for order in self.orders)
        return releasing.ReleaseOrders(orders=orders, method=self.method)


@strawberry.type(description="An order that could not go to the floor.")
class OrderReleaseRefusal:
    """One order that stayed."""

    stayed: strawberry.Private[NotReleased]

    @strawberry.field(description="Which order; null without the right to read orders.")
    async def order(self, info: Info) -> Order | None:
        """Load it."""
        return await info.context.find(Order, self.stayed.order_id)

    @strawberry.field(description="Why not.")
    def refusal(self) -> Refused:
        """Say it as it was said then."""
        kinds = {refusal.code: refusal for refusal in declared_refusals()}
        return Refused(refusal=kinds[self.stayed.code](**dict(self.stayed.facts)))


@strawberry.type(description="The yes to `releaseOrders`.")
class OrdersReleased(Accepted[releasing.OrdersReleased]):
    """They are on the floor."""

    @strawberry.field(description="As they are now.", directives=[Bounded(max=ORDERS_MAX)])
    async def orders(self, info: Info) -> list[Order]:
        """Load them together."""
        return await _orders(info, self.answer.order_ids)

    @strawberry.field(description="How many stops the walks have together.")
    def stops(self) -> int:
        """Pass on."""
        return self.answer.stops

    @strawberry.field(
        description="Those that could not go, and why.", directives=[Bounded(max=ORDERS_MAX)]
    )
    def refused(self) -> list[OrderReleaseRefusal]:
        """Show each with its refusal."""
        return [OrderReleaseRefusal(stayed=stayed) for stayed in self.answer.refused]


RELEASE_ORDERS = Spoken(
    releasing.release_orders,
    sent=ReleaseOrdersInput,
    yes=OrdersReleased,
    says="Send orders to the floor: bins are chosen, and walks of picks are queued.",
)


async def _orders(info: Info, ids: Sequence[UUID]) -> list[Order]:
    found = await info.context.find_many(Order, list(ids))
    return [order for order in found if order is not None]
