"""Questions about inbound in the graph."""

from collections.abc import Sequence
from typing import Annotated
from uuid import UUID

import strawberry

from backend.api.area import Area
from backend.api.connections import After, Before, Connection, First, Last, connect, page_asked
from backend.api.context import Context, Info
from backend.api.directives import Bounded, Cost
from backend.api.inbound_asns import RECEIVE_CONTAINER, AsnMutation, AsnQuery
from backend.api.inbound_buying import BuyingMutation
from backend.api.inbound_enums import PurchaseOrderStatus, ReceiptSource, ReceiptStatus
from backend.api.inbound_enums import ReceivingOrderField as By
from backend.api.inbound_orders import (
    INBOUND_RIGHTS,
    PurchaseOrder,
    PurchaseOrderLine,
    may_see_inbound,
)
from backend.api.inbound_putaway import CONFIRM_PUTAWAY, BinSuggestion, PutawayMutation
from backend.api.inbound_receipts import Discrepancy, Receipt, ReceiptLine
from backend.api.inbound_receiving import (
    CLOSE_RECEIPT,
    OPEN_RECEIPT,
    RECEIVE_LINE,
    ReceivingMutation,
)
from backend.api.pointing import document_ref, item_ref
from backend.api.pointing import ref as plain
from backend.api.refs import DateRange, DateTimeRange, DocumentRef, ItemRef, Ref
from backend.api.scalars import Quantity
from backend.api.whereabouts import locations_of_work
from backend.inbound.buying.document import purchase_order_of
from backend.inbound.buying.partners import supplier_of
from backend.inbound.putaway.suggest_bins import SUGGESTIONS_MAX, suggest_bins
from backend.inbound.reads.purchase_orders import PurchaseOrdersWanted, page_of_purchase_orders
from backend.inbound.reads.receipts import ReceiptsWanted, page_of_receipts
from backend.inbound.receiving.document import receipt_of
from backend.kernel.pages import Way
from backend.kernel.refusals import InvalidInput, NotFound
from backend.master.items import HOUSE_OWNER_ID, item_of
from backend.master.permissions import Permission
from backend.master.places import location_of
from backend.stock.keys import Disposition
from backend.tasks.room.spaces import goods_of


@strawberry.input(description="Which purchase orders; what is left out does not narrow.")
class PurchaseOrderFilter:
    """Narrows a list of orders."""

    statuses: list[PurchaseOrderStatus] | None = strawberry.field(
        default=None, description="So far."
    )
    suppliers: list[Ref] | None = strawberry.field(
        default=None, description="From these suppliers."
    )
    locations: list[Ref] | None = strawberry.field(default=None, description="For these locations.")
    items: list[ItemRef] | None = strawberry.field(default=None, description="With these items.")
    expected_on: DateRange | None = strawberry.field(
        default=None, description="Expected in these days."
    )
    is_late: bool | None = strawberry.field(default=None, description="Overdue or not.")

    async def wanted(self, context: Context) -> PurchaseOrdersWanted:
        """Look up what it names."""
        days = self.expected_on or DateRange()
        return PurchaseOrdersWanted(
            locations=await _locations(context, self.locations),
            statuses=_names(self.statuses),
            suppliers=await _suppliers(context, self.suppliers),
            items=await _items(context, self.items),
            expected_from=days.start,
            expected_to=days.end,
            is_late=self.is_late,
        )


@strawberry.input(description="Which receipts; what is left out does not narrow.")
class ReceiptFilter:
    """Narrows a list of receipts."""

    statuses: list[ReceiptStatus] | None = strawberry.field(default=None, description="So far.")
    sources: list[ReceiptSource] | None = strawberry.field(default=None, description="From there.")
    suppliers: list[Ref] | None = strawberry.field(
        default=None, description="From these suppliers."
    )
    locations: list[Ref] | None = strawberry.field(default=None, description="At these locations.")
    purchase_orders: list[DocumentRef] | None = strawberry.field(
        default=None, description="For these purchase orders."
    )
    arrived_at: DateTimeRange | None = strawberry.field(
        default=None, description="That came in this time."
    )
    has_discrepancy: bool | None = strawberry.field(
        default=None, description="With or without a discrepancy."
    )

    async def wanted(self, context: Context) -> ReceiptsWanted:
        """Look up what it names."""
        came = self.arrived_at or DateTimeRange()
        return ReceiptsWanted(
            locations=await _locations(context, self.locations),
            statuses=_names(self.statuses),
            sources=_names(self.sources),
            suppliers=await _suppliers(context, self.suppliers),
            purchase_orders=await _orders(context, self.purchase_orders),
            arrived_from=came.start,
            arrived_to=came.end,
            has_discrepancy=self.has_discrepancy,
        )


@strawberry.input(description="How to order a list of inbound.")
class ReceivingOrder:
    """One order."""

    field: By = strawberry.field(description="What to order by.")
    direction: Way | None = strawberry.field(
        default=None, description="Which way; ascending when left out."
    )


PurchaseOrderFilterArgument = Annotated[
    PurchaseOrderFilter | None, strawberry.argument(description="Which; all when left out.")
]
ReceiptFilterArgument = Annotated[
    ReceiptFilter | None, strawberry.argument(description="Which; all when left out.")
]
OrderArgument = Annotated[
    ReceivingOrder | None,
    strawberry.argument(description="In which order; by number when left out."),
]
DocumentArgument = Annotated[DocumentRef, strawberry.argument(description="Which one.")]


@strawberry.type(description="Questions about inbound.")
class InboundQuery:
    """Root fields."""

    @strawberry.field(description="One purchase order; null when there is none that you may see.")
    async def purchase_order(self, info: Info, ref: DocumentArgument) -> PurchaseOrder | None:
        """Find it by id or number."""
        try:
            asked = document_ref(ref, "PurchaseOrder")
            found = await purchase_order_of(info.context.reader, asked)
        except NotFound:
            return None
        return await info.context.find(PurchaseOrder, found.id)

    @strawberry.field(description="Purchase orders.")
    async def purchase_orders(  # noqa: PLR0913, PLR0917 - a connection's arguments, and two of its own
        self,
        info: Info,
        filter: PurchaseOrderFilterArgument = None,
        order_by: OrderArgument = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[PurchaseOrder]:
        """Read one page."""
        page = page_asked(first=first, after=after, last=last, before=before)
        wanted = await (filter or PurchaseOrderFilter()).wanted(info.context)
        by, way = _order(order_by)
        paged = await page_of_purchase_orders(
            info.context.reader, wanted, by=by, way=way, page=page
        )
        return connect(paged, show=lambda row: PurchaseOrder(key=row.id, row=row))

    @strawberry.field(description="One receipt; null when there is none that you may see.")
    async def receipt(self, info: Info, ref: DocumentArgument) -> Receipt | None:
        """Find it by id or number."""
        try:
            found = await receipt_of(info.context.reader, document_ref(ref, "Receipt"))
        except NotFound:
            return None
        return await info.context.find(Receipt, found.id)

    @strawberry.field(description="Receipts.")
    async def receipts(  # noqa: PLR0913, PLR0917 - a connection's arguments, and two of its own
        self,
        info: Info,
        filter: ReceiptFilterArgument = None,
        order_by: OrderArgument = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Receipt]:
        """Read one page."""
        page = page_asked(first=first, after=after, last=last, before=before)
        wanted = await (filter or ReceiptFilter()).wanted(info.context)
        by, way = _order(order_by)
        paged = await page_of_receipts(info.context.reader, wanted, by=by, way=way, page=page)
        return connect(paged, show=lambda row: Receipt(key=row.id, row=row))

    @strawberry.field(
        description="Where it could be put away, best first; null where you put nothing away.",
        directives=[Bounded(max=SUGGESTIONS_MAX), Cost(weight=10)],
    )
    async def suggest_bins(
        self,
        info: Info,
        item: Annotated[ItemRef, strawberry.argument(description="For what.")],
        quantity: Annotated[Quantity, strawberry.argument(description="How many base units.")],
        location: Annotated[Ref, strawberry.argument(description="Where.")],
    ) -> list[BinSuggestion] | None:
        """Look for room; goods in good condition are meant."""
        if quantity < 1:
            raise InvalidInput(field="quantity", problem="must be above 0")
        place = await location_of(info.context.reader, plain(location, "Location"))
        if not info.context.actor.may(Permission.PUT_AWAY, place.id):
            return None
        found = await item_of(info.context.reader, item_ref(item))
        goods = goods_of(found, owner_id=HOUSE_OWNER_ID, disposition=Disposition.USABLE)
        suggestions = await suggest_bins(
            info.context.reader, goods, location_id=place.id, quantity=quantity
        )
        return [BinSuggestion(suggestion=one, of_unit=found.base_unit) for one in suggestions]


def _order(sent: ReceivingOrder | None) -> tuple[By, Way]:
    return (sent.field, sent.direction or Way.ASC) if sent else (By.NUMBER, Way.ASC)


def _names(
    sent: Sequence[PurchaseOrderStatus | ReceiptStatus | ReceiptSource] | None,
) -> list[str] | None:
    return None if sent is None else [one.value for one in sent]


async def _locations(context: Context, sent: list[Ref] | None) -> list[UUID] | None:
    """Narrow to where the asker has to do with inbound; None means everywhere."""
    asked = await locations_of_work(context, sent)
    actor = context.actor
    if any(right in actor.everywhere for right in INBOUND_RIGHTS):
        return None if asked is None else list(asked)
    places = actor.grants if asked is None else asked
    return [place for place in places if may_see_inbound(context, place)]


async def _items(context: Context, sent: list[ItemRef] | None) -> list[UUID] | None:
    if sent is None:
        return None
    return [(await item_of(context.reader, item_ref(one))).id for one in sent]


async def _suppliers(context: Context, sent: list[Ref] | None) -> list[UUID] | None:
    if sent is None:
        return None
    return [await supplier_of(context.reader, plain(one, "Supplier")) for one in sent]


async def _orders(context: Context, sent: list[DocumentRef] | None) -> list[UUID] | None:
    if sent is None:
        return None
    asked = [document_ref(one, "PurchaseOrder") for one in sent]
    return [(await purchase_order_of(context.reader, one)).id for one in asked]


AREA = Area(
    queries=(InboundQuery, AsnQuery),
    mutations=(BuyingMutation, ReceivingMutation, PutawayMutation, AsnMutation),
    facts=(OPEN_RECEIPT, RECEIVE_LINE, RECEIVE_CONTAINER, CLOSE_RECEIPT, CONFIRM_PUTAWAY),
    types=(PurchaseOrderLine, ReceiptLine, Discrepancy),
)
