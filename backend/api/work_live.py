"""GraphQL for live work: tasks, cases and approvals, each a snapshot and then deltas."""

from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, Protocol, TypeVar
from uuid import UUID

import strawberry

from backend.api.approval_questions import ApprovalFilter, ApprovalFilterArgument
from backend.api.approvals import Approval
from backend.api.area import Area
from backend.api.case_questions import CaseFilter, CaseFilterArgument
from backend.api.cases import Case
from backend.api.context import Context, Info
from backend.api.live import (
    After,
    Hire,
    MaxPerSecond,
    Teller,
    Turning,
    gone,
    parts,
    said,
    tell,
)
from backend.api.scalars import Cursor
from backend.api.task_questions import TaskFilter, TaskFilterArgument
from backend.api.tasks import Task
from backend.api.whereabouts import locations_of_work
from backend.api.work_messages import (
    APPROVALS_MAX,
    CASES_MAX,
    TASKS_MAX,
    ApprovalDelta,
    ApprovalMessage,
    ApprovalSnapshot,
    CaseDelta,
    CaseMessage,
    CaseSnapshot,
    TaskDelta,
    TaskMessage,
    TaskSnapshot,
)
from backend.kernel.cursor import Cursor as LogCursor
from backend.kernel.live import Touched
from backend.kernel.pages import Page, Paged, Way
from backend.kernel.work import Reader
from backend.tasks.live import APPROVAL, CASE, TASK
from backend.tasks.reads.approvals import (
    ApprovalListed,
    ApprovalOrderField,
    ApprovalsWanted,
    approvals_page,
)
from backend.tasks.reads.cases import CaseListed, CaseOrderField, CasesWanted, cases_page
from backend.tasks.reads.tasks import (
    TaskListed,
    TaskOrderField,
    TasksWanted,
    tasks_page,
    work_at,
)

_Filter = TaskFilter | CaseFilter | ApprovalFilter


class _Listed(Protocol):
    @property
    def id(self) -> UUID: ...


Row = TypeVar("Row", bound=_Listed)
Wanted = TypeVar("Wanted", bound=Any)


@dataclass(frozen=True, slots=True)
class Listing(Generic[Row, Wanted]):
    """How one kind of work is listed and put into messages."""

    kind: str
    list_name: str
    size: int
    read: Callable[[Reader, Wanted, Page], Awaitable[Paged[Row]]]
    show: Callable[[Row], Any]
    snapshot: type[Any]
    delta: type[Any]


class WorkTeller(Generic[Row, Wanted]):
    """Puts one kind of work into messages."""

    def __init__(self, context: Context, listing: Listing[Row, Wanted], wanted: Wanted) -> None:
        """Tell what is wanted."""
        self._context, self._listing, self._wanted = context, listing, wanted
        self.kinds = (listing.kind,)

    def is_news(self, touched: Touched) -> bool:
        """Only what is of this kind is worth telling."""
        return bool(touched.of(self._listing.kind))

    async def snapshot(self, here: LogCursor, *, start: Cursor | None) -> AsyncIterator[Any]:
        """Turn the pages."""
        listing, end = self._listing, said(here)
        turning = Turning[Row](listing.size)
        while turning.has_more:
            paged = await listing.read(self._context.reader, self._wanted, turning.page)
            rows = self._shown(turning.turn(paged))
            is_last = not turning.has_more
            yield listing.snapshot(start=start, end=end, is_last=is_last, **rows)
            start = end

    async def delta(self, touched: Touched) -> AsyncIterator[Any]:
        """Tell each part: what still fits is listed, the rest is removed."""
        listing = self._listing
        for part, end in parts(replace(touched, operations=[]), size=listing.size):
            ids = part.of(listing.kind)
            wanted = replace(self._wanted, ids=tuple(ids))
            paged = await listing.read(self._context.reader, wanted, Page(listing.size))
            missing = ids.difference(row.id for row in paged.rows)
            removed = gone(listing.kind, await self._seen(missing))
            rows = self._shown(paged.rows)
            yield listing.delta(start=said(touched.start), end=end, removed=removed, **rows)

    async def _seen(self, ids: set[UUID]) -> set[UUID]:
        """Return those where the person works: of the others not even an id is told."""
        places = await locations_of_work(self._context, None)
        if places is None or not ids:
            return ids
        return await work_at(self._context.reader, ids, places)

    def _shown(self, rows: Sequence[Row]) -> dict[str, list[Any]]:
        return {self._listing.list_name: [self._listing.show(row) for row in rows]}


async def _tasks(reader: Reader, wanted: TasksWanted, page: Page) -> Paged[TaskListed]:
    return await tasks_page(reader, wanted, by=TaskOrderField.CREATED_AT, way=Way.ASC, page=page)


async def _cases(reader: Reader, wanted: CasesWanted, page: Page) -> Paged[CaseListed]:
    return await cases_page(reader, wanted, by=CaseOrderField.OPENED_AT, way=Way.ASC, page=page)


async def _approvals(reader: Reader, wanted: ApprovalsWanted, page: Page) -> Paged[ApprovalListed]:
    by = ApprovalOrderField.REQUESTED_AT
    return await approvals_page(reader, wanted, by=by, way=Way.ASC, page=page)


TASKS: Listing[TaskListed, TasksWanted] = Listing(
    TASK, "tasks", TASKS_MAX, _tasks, lambda row: Task(key=row.id, row=row), TaskSnapshot, TaskDelta
)
CASES: Listing[CaseListed, CasesWanted] = Listing(
    CASE, "cases", CASES_MAX, _cases, lambda row: Case(key=row.id, row=row), CaseSnapshot, CaseDelta
)
APPROVALS: Listing[ApprovalListed, ApprovalsWanted] = Listing(
    APPROVAL,
    "approvals",
    APPROVALS_MAX,
    _approvals,
    lambda row: Approval(key=row.id, row=row),
    ApprovalSnapshot,
    ApprovalDelta,
)


def _hiring(context: Context, listing: Listing[Any, Any], asked: _Filter) -> Hire:
    async def hire() -> Teller:
        return WorkTeller(context, listing, await asked.wanted(context))

    return hire


@strawberry.type(description="Live work.")
class WorkSubscription:
    """Root fields; each resumes like `stockChanged`."""

    @strawberry.subscription(
        description="The floor's work, live: a snapshot in parts, then deltas. Pass the last `to`"
        " as `after` to go on without a gap."
    )
    async def task_queue_changed(
        self,
        info: Info,
        filter: TaskFilterArgument = None,
        after: After = None,
        max_per_second: MaxPerSecond = 4,
    ) -> AsyncGenerator[TaskMessage, None]:
        """Follow the tasks."""
        hire = _hiring(info.context, TASKS, filter or TaskFilter())
        async for message in tell(info.context, hire, after=after, max_per_second=max_per_second):
            yield message

    @strawberry.subscription(
        description="Cases, live: a snapshot in parts, then deltas. Pass the last `to` as `after`"
        " to go on without a gap."
    )
    async def cases_changed(
        self,
        info: Info,
        filter: CaseFilterArgument = None,
        after: After = None,
        max_per_second: MaxPerSecond = 4,
    ) -> AsyncGenerator[CaseMessage, None]:
        """Follow the cases."""
        hire = _hiring(info.context, CASES, filter or CaseFilter())
        async for message in tell(info.context, hire, after=after, max_per_second=max_per_second):
            yield message

    @strawberry.subscription(
        description="Approvals, live: a snapshot in parts, then deltas. Pass the last `to` as"
        " `after` to go on without a gap."
    )
    async def approvals_changed(
        self,
        info: Info,
        filter: ApprovalFilterArgument = None,
        after: After = None,
        max_per_second: MaxPerSecond = 4,
    ) -> AsyncGenerator[ApprovalMessage, None]:
        """Follow the approvals."""
        context = info.context

        async def hire() -> Teller:
            return WorkTeller(
                context, APPROVALS, await (filter or ApprovalFilter()).wanted(context)
            )

        async for message in tell(context, hire, after=after, max_per_second=max_per_second):
            yield message


AREA = Area(subscriptions=(WorkSubscription,))
