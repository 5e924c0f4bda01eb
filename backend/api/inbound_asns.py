"""Announcing in the graph, and receiving what was announced by one scan."""

from datetime import date, datetime
from typing import Annotated

import strawberry

from backend.api.containers import Container
from backend.api.context import Context, Info
from backend.api.directives import Bounded
from backend.api.inbound_notices import Asn
from backend.api.inbound_receipts import Discrepancy, Receipt
from backend.api.mutation import Accepted, CommandInput, FactInput, Spoken, mutation
from backend.api.operations import Operation
from backend.api.pointing import document_ref, item_ref
from backend.api.pointing import ref as plain
from backend.api.refs import DocumentRef, ItemRef, Ref
from backend.api.scalars import Quantity
from backend.api.tasks import Task
from backend.inbound.announcing import announce_goods as announcing
from backend.inbound.announcing import cancel_asn as canceling
from backend.inbound.announcing import document
from backend.inbound.receiving import receive_container as receiving


@strawberry.type(description="Questions about announcements.")
class AsnQuery:
    """Root fields."""

    @strawberry.field(description="One announcement; null when there is none that you may see.")
    async def asn(
        self, info: Info, asn: Annotated[DocumentRef, strawberry.argument(description="Which one.")]
    ) -> Asn | None:
        """Find it."""
        row = await document.asn_known(info.context.reader, document_ref(asn, "Asn"))
        return await info.context.find(Asn, row.id) if row else None


@strawberry.input(description="One item that is on its way.")
class AsnLineInput:
    """One line."""

    item: ItemRef = strawberry.field(description="What.")
    quantity: Quantity = strawberry.field(description="How many base units.")
    lot_number: str | None = strawberry.field(default=None, description="Of which lot.")
    expires_on: date | None = strawberry.field(default=None, description="Until when it is good.")
    serials: list[str] | None = strawberry.field(default=None, description="Which ones.")
    weight_grams: int | None = strawberry.field(
        default=None,
        description="What they weigh, where they are sold by weight; needed in a container.",
    )
    sscc: str | None = strawberry.field(default=None, description="In which container.")


@strawberry.input(description="What `announceGoods` takes.")
class AnnounceGoodsInput(CommandInput[announcing.AnnounceGoods]):
    """A notice."""

    number: str = strawberry.field(description="The ASN's number.")
    supplier: Ref = strawberry.field(description="From whom.")
    location: Ref = strawberry.field(description="Where it goes.")
    expected_at: datetime | None = strawberry.field(
        default=None, description="When it should arrive."
    )
    lines: list[AsnLineInput] = strawberry.field(
        description=f"What is on its way, at most {announcing.LINES_MAX}."
    )

    async def asked(self, context: Context) -> announcing.AnnounceGoods:  # noqa: ARG002
        """Translate refs."""
        return announcing.AnnounceGoods(
            number=self.number,
            supplier=plain(self.supplier, "Supplier"),
            location=plain(self.location, "Location"),
            expected_at=self.expected_at,
            lines=tuple(
                announcing.LineAnnounced(
                    item=item_ref(line.item),
                    quantity=line.quantity,
                    lot_number=line.lot_number,
                    expires_on=line.expires_on,
                    serials=tuple(line.serials or ()),
                    weight_grams=line.weight_grams,
                    sscc=line.sscc,
                )
                for line in self.lines
            ),
        )


@strawberry.type(description="The yes to `announceGoods`.")
class GoodsAnnounced(Accepted[announcing.GoodsAnnounced]):
    """It is known."""

    @strawberry.field(description="As it is now.")
    async def asn(self, info: Info) -> Asn:
        """Load it."""
        return await info.context.get(Asn, self.answer.asn_id)


@strawberry.input(description="What `cancelAsn` takes.")
class CancelAsnInput(CommandInput[canceling.CancelAsn]):
    """It is not coming."""

    asn: DocumentRef = strawberry.field(description="Which one.")
    if_version: int | None = strawberry.field(
        default=None, description="The version that you saw; null waives the check."
    )
    reason: str = strawberry.field(description="Why.")

    async def asked(self, context: Context) -> canceling.CancelAsn:  # noqa: ARG002 - one shape
        """Translate the ref."""
        return canceling.CancelAsn(
            asn=document_ref(self.asn, "Asn"), if_version=self.if_version, reason=self.reason
        )


@strawberry.type(description="The yes to `cancelAsn`.")
class AsnCanceled(Accepted[canceling.AsnCanceled]):
    """It is called off."""

    @strawberry.field(description="As it is now.")
    async def asn(self, info: Info) -> Asn:
        """Load it."""
        return await info.context.get(Asn, self.answer.asn_id)


@strawberry.input(description="What `receiveContainer` takes.")
class ReceiveContainerInput(FactInput[receiving.ReceiveContainer]):
    """A whole container came."""

    receipt: DocumentRef = strawberry.field(description="Into which receipt.")
    container: Ref = strawberry.field(description="Its SSCC.")
    to: Ref | None = strawberry.field(
        default=None, description="At which dock; null takes the receipt's."
    )

    async def asked(self, context: Context) -> receiving.ReceiveContainer:  # noqa: ARG002
        """Translate refs."""
        return receiving.ReceiveContainer(
            receipt=document_ref(self.receipt, "Receipt"),
            container=plain(self.container, "Container"),
            to=plain(self.to, "Bin") if self.to else None,
        )


@strawberry.type(description="The yes to `receiveContainer`.")
class ContainerReceived(Accepted[receiving.ContainerReceived]):
    """All of it is in the house."""

    @strawberry.field(description="As it is now.")
    async def receipt(self, info: Info) -> Receipt:
        """Load it."""
        return await info.context.get(Receipt, self.answer.receipt_id)

    @strawberry.field(description="As it is now; null without the right to see stock.")
    async def container(self, info: Info) -> Container | None:
        """Load it."""
        return await info.context.find(Container, self.answer.container_id)

    @strawberry.field(description="What happened; null without the right to see stock.")
    async def operation(self, info: Info) -> Operation | None:
        """Load it."""
        return await info.context.find(Operation, self.operation_id)

    @strawberry.field(description="The putaway that follows.")
    async def task(self, info: Info) -> Task | None:
        """Load it."""
        return await info.context.find(Task, self.answer.task_id)

    @strawberry.field(
        description="What was not as it should be.",
        directives=[Bounded(max=announcing.LINES_MAX)],
    )
    async def discrepancies(self, info: Info) -> list[Discrepancy]:
        """Load them together."""
        found = await info.context.find_many(Discrepancy, self.answer.discrepancy_ids)
        return [one for one in found if one is not None]


ANNOUNCE_GOODS = Spoken(
    announcing.announce_goods,
    sent=AnnounceGoodsInput,
    yes=GoodsAnnounced,
    says="Announce what is on its way, and in which containers (ASN).",
)
CANCEL_ASN = Spoken(
    canceling.cancel_asn,
    sent=CancelAsnInput,
    yes=AsnCanceled,
    says="Call an announcement off, as long as nothing of it has come.",
)
RECEIVE_CONTAINER = Spoken(
    receiving.receive_container,
    sent=ReceiveContainerInput,
    yes=ContainerReceived,
    says="Receive a whole announced container with one scan.",
)


@strawberry.type(description="Commands of announcements.")
class AsnMutation:
    """Root fields."""

    announce_goods = mutation(ANNOUNCE_GOODS)
    cancel_asn = mutation(CANCEL_ASN)
    receive_container = mutation(RECEIVE_CONTAINER)
