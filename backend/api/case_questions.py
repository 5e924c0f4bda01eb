"""Questions about cases in the graph."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Self
from uuid import UUID

import strawberry

from backend.api.area import Area
from backend.api.case_commands import OPEN_CASE, CaseMutation
from backend.api.case_enums import CaseKind, CaseOrderField, CaseStatus, Severity
from backend.api.cases import Case
from backend.api.connections import After, Before, Connection, First, Last, connect, page_asked
from backend.api.context import Context, Info
from backend.api.global_ids import decode
from backend.api.outbox import OutboxEntry
from backend.api.pointing import item_ref
from backend.api.refs import ItemRef, Ref
from backend.api.whereabouts import locations_of_work, people_asked
from backend.kernel.pages import Way
from backend.master.items import item_of
from backend.tasks.reads.cases import CasesWanted, cases_of_operations, cases_page


@strawberry.input(description="Which cases; what is left out does not narrow.")
class CaseFilter:
    """Narrows a list of cases."""

    kinds: list[CaseKind] | None = strawberry.field(default=None, description="Of these kinds.")
    statuses: list[CaseStatus] | None = strawberry.field(
        default=None, description="So far; those that are not resolved when left out."
    )
    severities: list[Severity] | None = strawberry.field(default=None, description="So bad.")
    locations: list[Ref] | None = strawberry.field(default=None, description="At these locations.")
    items: list[ItemRef] | None = strawberry.field(default=None, description="With these items.")
    assignees: list[Ref] | None = strawberry.field(default=None, description="With these people.")

    async def wanted(self, context: Context) -> CasesWanted:
        """Look up what it names."""
        items = None
        if self.items is not None:
            found = [await item_of(context.reader, item_ref(item)) for item in self.items]
            items = tuple(item.id for item in found)
        return CasesWanted(
            locations=await locations_of_work(context, self.locations),
            kinds=tuple(self.kinds) if self.kinds is not None else None,
            statuses=tuple(self.statuses) if self.statuses is not None else None,
            severities=tuple(self.severities) if self.severities is not None else None,
            assignees=await people_asked(context, self.assignees),
            items=items,
        )


@strawberry.input(description="How to order a list of cases.")
class CaseOrder:
    """One order."""

    field: CaseOrderField = strawberry.field(description="What to order by.")
    direction: Way | None = strawberry.field(
        default=None, description="Which way; ascending when left out."
    )


CaseFilterArgument = Annotated[
    CaseFilter | None, strawberry.argument(description="Which; the unresolved ones usually.")
]


@strawberry.type(description="Questions about cases.")
class CaseQuery:
    """Root fields."""

    @strawberry.field(description="One case; null when there is none that you may see.")
    async def case(
        self, info: Info, id: Annotated[strawberry.ID, strawberry.argument(description="Its id.")]
    ) -> Case | None:
        """Find it by id."""
        found = decode(id)
        return await info.context.find(Case, found[1]) if found and found[0] == "Case" else None

    @strawberry.field(description="Cases; those that are not resolved when nothing is said.")
    async def cases(  # noqa: PLR0913, PLR0917 - a connection's arguments, and two of its own
        self,
        info: Info,
        filter: CaseFilterArgument = None,
        order: Annotated[
            CaseOrder | None,
            strawberry.argument(description="In which order; usually worst first."),
        ] = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Case]:
        """Read one page."""
        context = info.context
        page = page_asked(first=first, after=after, last=last, before=before)
        wanted = await (filter or CaseFilter()).wanted(context)
        by = order or CaseOrder(field=CaseOrderField.SEVERITY)
        paged = await cases_page(
            context.reader, wanted, by=by.field, way=by.direction or Way.ASC, page=page
        )
        return connect(paged, show=lambda row: Case(key=row.id, row=row))


@strawberry.type(description="An entry of the outbox, with the case that it opened.")
class EntryWithCase(OutboxEntry):
    """What cases add to the answers of an outbox."""

    @strawberry.field(description="The case that it opened, as when the book disagreed.")
    async def case(self, info: Info) -> Case | None:
        """Load it with the cases of the other entries."""
        found = await info.context.find(_CaseOfOperation, self.operation_id)
        return await info.context.find(Case, found.case_id if found else None)


@dataclass(frozen=True, slots=True)
class _CaseOfOperation:
    case_id: UUID

    @classmethod
    async def of_keys(cls, context: Context, keys: Sequence[UUID]) -> Mapping[UUID, Self]:
        found = await cases_of_operations(context.reader, keys)
        return {operation_id: cls(case_id) for operation_id, case_id in found.items()}


AREA = Area(
    queries=(CaseQuery,), mutations=(CaseMutation,), facts=(OPEN_CASE,), told=(EntryWithCase,)
)
