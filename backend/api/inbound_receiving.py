"""Commands of receiving in the graph."""

from datetime import date

import strawberry

from backend.api.context import Context, Info
from backend.api.directives import Bounded
from backend.api.inbound_enums import DiscrepancyKind
from backend.api.inbound_receipts import Discrepancy, Receipt, ReceiptLine
from backend.api.mutation import Accepted, FactInput, Spoken, mutation
from backend.api.operations import Operation
from backend.api.pointing import document_ref, item_ref
from backend.api.pointing import ref as plain
from backend.api.refs import DocumentRef, ItemRef, Ref
from backend.api.scalars import Quantity
from backend.api.tasks import Task
from backend.api.weights import REWEIGHED, WEIGHT_GRAMS
from backend.inbound.receiving import close_receipt as closing
from backend.inbound.receiving import open_receipt as opening
from backend.inbound.receiving import receive_line as receiving
from backend.stock.keys import Disposition

TASKS_MAX = 100


@strawberry.input(description="What `openReceipt` takes.")
class OpenReceiptInput(FactInput[opening.OpenReceipt]):
    """Goods are at the dock."""

    location: Ref | None = strawberry.field(
        default=None, description="Where; null takes that of the purchase order."
    )
    purchase_order: DocumentRef | None = strawberry.field(
        default=None, description="For which purchase order; null when nobody announced them."
    )
    supplier: Ref | None = strawberry.field(
        default=None, description="From whom, when nobody announced them."
    )
    owner: Ref | None = strawberry.field(
        default=None, description="For whose stock; null takes the order's, or the house's own."
    )
    dock: Ref | None = strawberry.field(
        default=None, description="At which dock; null takes the first."
    )

    async def asked(self, context: Context) -> opening.OpenReceipt:  # noqa: ARG002 - one shape
        """Translate refs."""
        order = self.purchase_order
        return opening.OpenReceipt(
            purchase_order=document_ref(order, "PurchaseOrder") if order else None,
            location=plain(self.location, "Location") if self.location else None,
            supplier=plain(self.supplier, "Supplier") if self.supplier else None,
            owner=plain(self.owner, "Owner") if self.owner else None,
            dock=plain(self.dock, "Bin") if self.dock else None,
        )


@strawberry.type(description="The yes to `openReceipt`.")
class ReceiptOpened(Accepted[opening.ReceiptOpened]):
    """Goods can be received."""

    @strawberry.field(description="As it is now.")
    async def receipt(self, info: Info) -> Receipt:
        """Load it."""
        return await info.context.get(Receipt, self.answer.receipt_id)


@strawberry.input(description="What `receiveLine` takes.")
class ReceiveLineInput(FactInput[receiving.ReceiveLine]):
    """Goods came."""

    receipt: DocumentRef = strawberry.field(description="Into which receipt.")
    item: ItemRef = strawberry.field(description="What.")
    quantity: Quantity | None = strawberry.field(
        default=None, description="How many base units; left out when `packs` is said."
    )
    packs: int | None = strawberry.field(
        default=None, description="How many of the pack that was scanned, instead of `quantity`."
    )
    pack: Ref | None = strawberry.field(
        default=None, description="The pack that was scanned, when `item` does not say it."
    )
    lot_number: str | None = strawberry.field(default=None, description="Of which lot.")
    expires_on: date | None = strawberry.field(default=None, description="Until when it is good.")
    produced_on: date | None = strawberry.field(default=None, description="When it was made.")
    serials: list[str] | None = strawberry.field(
        default=None, description="Which ones; says how many as well. At most 1000."
    )
    weight_grams: int | None = strawberry.field(default=None, description=WEIGHT_GRAMS)
    reweighed: bool = strawberry.field(default=False, description=REWEIGHED)
    to: Ref | None = strawberry.field(
        default=None, description="Into which bin; null takes the receipt's dock."
    )
    disposition: Disposition | None = strawberry.field(
        default=None, description="What it may be used for; usable when left out."
    )
    discrepancy: DiscrepancyKind | None = strawberry.field(
        default=None, description="What is wrong with it, when the person says so."
    )
    rescanned: bool = strawberry.field(
        default=False, description='The person scanned it a second time: "yes, I mean it".'
    )
    reason: str | None = strawberry.field(
        default=None, description="Why; needed when far more came than was ordered."
    )

    async def asked(self, context: Context) -> receiving.ReceiveLine:  # noqa: ARG002 - one shape
        """Translate refs."""
        return receiving.ReceiveLine(
            receipt=document_ref(self.receipt, "Receipt"),
            item=item_ref(self.item),
            quantity=self.quantity,
            packs=self.packs,
            pack=plain(self.pack, "Pack") if self.pack else None,
            lot_number=self.lot_number,
            expires_on=self.expires_on,
            produced_on=self.produced_on,
            serials=tuple(self.serials or ()),
            weight_grams=self.weight_grams,
            reweighed=self.reweighed,
            to=plain(self.to, "Bin") if self.to else None,
            disposition=self.disposition or Disposition.USABLE,
            discrepancy=self.discrepancy,
            rescanned=self.rescanned,
            reason=self.reason,
        )


@strawberry.type(description="The yes to `receiveLine`.")
class LineReceived(Accepted[receiving.LineReceived]):
    """Goods are in the house."""

    @strawberry.field(description="As it is now.")
    async def receipt_line(self, info: Info) -> ReceiptLine:
        """Load it."""
        return await info.context.get(ReceiptLine, self.answer.receipt_line_id)

    @strawberry.field(description="What happened; null without the right to see stock.")
    async def operation(self, info: Info) -> Operation | None:
        """Load it."""
        return await info.context.find(Operation, self.operation_id)

    @strawberry.field(description="What was not as it should be.")
    async def discrepancy(self, info: Info) -> Discrepancy | None:
        """Load the first."""
        ids = self.answer.discrepancy_ids
        return await info.context.find(Discrepancy, ids[0] if ids else None)

    @strawberry.field(description="The putaway that follows; the first when it takes several bins.")
    async def task(self, info: Info) -> Task | None:
        """Load it."""
        return await info.context.find(Task, self.answer.task_ids[0])

    @strawberry.field(
        description="Every putaway that follows.", directives=[Bounded(max=TASKS_MAX)]
    )
    async def tasks(self, info: Info) -> list[Task]:
        """Load them together."""
        found = await info.context.find_many(Task, self.answer.task_ids[:TASKS_MAX])
        return [task for task in found if task is not None]


@strawberry.input(description="What `closeReceipt` takes.")
class CloseReceiptInput(FactInput[closing.CloseReceipt]):
    """Nothing more comes."""

    receipt: DocumentRef = strawberry.field(description="Which receipt.")
    reason: str | None = strawberry.field(default=None, description="Why something is missing.")

    async def asked(self, context: Context) -> closing.CloseReceipt:  # noqa: ARG002 - one shape
        """Translate the ref."""
        return closing.CloseReceipt(
            receipt=document_ref(self.receipt, "Receipt"), reason=self.reason
        )


@strawberry.type(description="The yes to `closeReceipt`.")
class ReceiptClosed(Accepted[closing.ReceiptClosed]):
    """What is missing is written down."""

    @strawberry.field(description="As it is now.")
    async def receipt(self, info: Info) -> Receipt:
        """Load it."""
        return await info.context.get(Receipt, self.answer.receipt_id)


OPEN_RECEIPT = Spoken(
    opening.open_receipt,
    sent=OpenReceiptInput,
    yes=ReceiptOpened,
    says="Open a receipt: goods are at the dock.",
)
RECEIVE_LINE = Spoken(
    receiving.receive_line,
    sent=ReceiveLineInput,
    yes=LineReceived,
    says="Receive goods at the dock; their putaway is queued.",
)
CLOSE_RECEIPT = Spoken(
    closing.close_receipt,
    sent=CloseReceiptInput,
    yes=ReceiptClosed,
    says="Close a receipt; what is missing is written down.",
)


@strawberry.type(description="Commands of receiving.")
class ReceivingMutation:
    """Root fields."""

    open_receipt = mutation(OPEN_RECEIPT)
    receive_line = mutation(RECEIVE_LINE)
    close_receipt = mutation(CLOSE_RECEIPT)
