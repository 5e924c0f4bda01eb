"""Questions about shipments in the graph."""

from typing import Annotated

import strawberry

from backend.api.area import Area
from backend.api.connections import After, Before, Connection, First, Last, connect, page_asked
from backend.api.container_contents import ContainerQuery
from backend.api.context import Info
from backend.api.directives import allow
from backend.api.packing_commands import PACKING_FACTS, PackingMutation
from backend.api.pointing import document_ref
from backend.api.refs import DocumentRef
from backend.api.shipments import Shipment, may_see_shipment
from backend.api.stock_questions import visible
from backend.kernel.refusals import NotFound
from backend.master.permissions import Permission
from backend.outbound.shipping.document import ShipmentStatus, shipment_of
from backend.outbound.shipping.reads.shipments import shipment_page


@strawberry.type(description="Questions about shipments.")
class ShipmentQuery:
    """Root fields."""

    @strawberry.field(description="One shipment; null when there is none that you may see.")
    async def shipment(
        self,
        info: Info,
        ref: Annotated[DocumentRef, strawberry.argument(description="Which shipment.")],
    ) -> Shipment | None:
        """Find it."""
        try:
            row = await shipment_of(info.context.reader, document_ref(ref, "Shipment"))
        except NotFound:
            return None
        return Shipment(key=row.id, row=row) if may_see_shipment(info.context, row) else None

    @strawberry.field(
        description="Shipments, newest first.", extensions=[allow(Permission.READ_ORDERS)]
    )
    async def shipments(  # noqa: PLR0913, PLR0917 - the arguments of the question
        self,
        info: Info,
        statuses: Annotated[
            list[ShipmentStatus] | None, strawberry.argument(description="How far they are.")
        ] = None,
        orders: Annotated[
            list[DocumentRef] | None, strawberry.argument(description="For these orders.")
        ] = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Shipment] | None:
        """Return a page."""
        paged = await shipment_page(
            info.context.reader,
            locations=visible(info.context, None, permission=Permission.READ_ORDERS),
            statuses=None if statuses is None else [status.value for status in statuses],
            orders=None if orders is None else [document_ref(one, "Order") for one in orders],
            page=page_asked(first=first, after=after, last=last, before=before),
        )
        return connect(paged, show=lambda row: Shipment(key=row.id, row=row))


AREA = Area(
    queries=(ShipmentQuery, ContainerQuery), mutations=(PackingMutation,), facts=PACKING_FACTS
)
