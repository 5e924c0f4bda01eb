"""The command in the graph by which an order keeps what it was promised for a time."""

import strawberry

from backend.api.context import Context, Info
from backend.api.mutation import Accepted, CommandInput, Spoken
from backend.api.orders import Order
from backend.api.pointing import document_ref
from backend.api.refs import DocumentRef
from backend.api.scalars import Quantity
from backend.outbound.orders.expiry import keep_promise as keeping


@strawberry.input(description="What `keepPromise` takes.")
class KeepPromiseInput(CommandInput[keeping.KeepPromise]):
    """Somebody stands by an order."""

    order: DocumentRef = strawberry.field(description="Which order.")

    async def asked(self, context: Context) -> keeping.KeepPromise:  # noqa: ARG002 - one shape
        """Translate the ref."""
        return keeping.KeepPromise(order=document_ref(self.order, "Order"))


@strawberry.type(description="The yes to `keepPromise`.")
class PromiseKept(Accepted[keeping.PromiseKept]):
    """Its promises do not run out any more."""

    @strawberry.field(description="How many base units are promised for good.")
    def kept(self) -> Quantity:
        """Pass on."""
        return Quantity(self.answer.kept)

    @strawberry.field(description="As it is now; null without the right to read orders.")
    async def order(self, info: Info) -> Order | None:
        """Load it."""
        return await info.context.find(Order, self.answer.order_id)


KEEP_PROMISE = Spoken(
    keeping.keep_promise,
    sent=KeepPromiseInput,
    yes=PromiseKept,
    says="Let an order keep what it was promised for a time: it is paid, or confirmed.",
)
