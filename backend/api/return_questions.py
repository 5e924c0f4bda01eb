"""Questions about returns in the graph."""

from typing import Annotated
from uuid import UUID

import strawberry

from backend.api.area import Area
from backend.api.connections import After, Before, Connection, First, Last, connect, page_asked
from backend.api.context import Info
from backend.api.directives import allow
from backend.api.pointing import document_ref
from backend.api.refs import DocumentRef
from backend.api.return_commands import RETURN_FACTS, ReturnMutation
from backend.api.returns import CustomerReturn, may_see
from backend.api.stock_questions import visible
from backend.kernel.refusals import NotFound
from backend.master.permissions import Permission
from backend.returns import rules
from backend.returns.document import return_of
from backend.returns.reads import return_page


@strawberry.type(description="Questions about returns.")
class ReturnQuery:
    """Root fields."""

    @strawberry.field(description="One return; null when there is none that you may see.")
    async def customer_return(
        self,
        info: Info,
        ref: Annotated[DocumentRef, strawberry.argument(description="Which return.")],
    ) -> CustomerReturn | None:
        """Find it."""
        try:
            row = await return_of(info.context.reader, document_ref(ref, "CustomerReturn"))
        except NotFound:
            return None
        return CustomerReturn(key=row.id, row=row) if may_see(info.context, row) else None

    @strawberry.field(
        description="Returns, newest first.", extensions=[allow(Permission.READ_ORDERS)]
    )
    async def customer_returns(
        self,
        info: Info,
        statuses: Annotated[
            list[rules.ReturnStatus] | None, strawberry.argument(description="How far they are.")
        ] = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[CustomerReturn] | None:
        """Return a page."""
        locations: tuple[UUID, ...] | None = visible(
            info.context, None, permission=Permission.READ_ORDERS
        )
        paged = await return_page(
            info.context.reader,
            locations=locations,
            statuses=None if statuses is None else [status.value for status in statuses],
            page=page_asked(first=first, after=after, last=last, before=before),
        )
        return connect(paged, show=lambda row: CustomerReturn(key=row.id, row=row))


AREA = Area(
    queries=(ReturnQuery,),
    mutations=(ReturnMutation,),
    facts=RETURN_FACTS,
)
