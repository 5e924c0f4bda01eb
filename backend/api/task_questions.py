"""Questions about tasks in the graph."""

from typing import Annotated
from uuid import UUID

import strawberry

from backend.api.area import Area
from backend.api.connections import After, Before, Connection, First, Last, connect, page_asked
from backend.api.context import Context, Info
from backend.api.global_ids import decode
from backend.api.refs import DateTimeRange, DocumentRef, Ref
from backend.api.task_commands import RELEASE_TASK, SKIP_TASK, TaskMutation
from backend.api.task_enums import TaskKind, TaskOrderField, TaskStatus
from backend.api.tasks import Task, Walk
from backend.api.whereabouts import locations_of_work, people_asked
from backend.kernel.pages import Way
from backend.tasks.reads.tasks import TasksWanted, tasks_page


@strawberry.input(description="Which tasks; what is left out does not narrow.")
class TaskFilter:
    """Narrows a list of tasks."""

    kinds: list[TaskKind] | None = strawberry.field(default=None, description="Of these kinds.")
    statuses: list[TaskStatus] | None = strawberry.field(
        default=None, description="So far; those that are still to be done when left out."
    )
    locations: list[Ref] | None = strawberry.field(default=None, description="At these locations.")
    assignees: list[Ref] | None = strawberry.field(default=None, description="With these people.")
    is_assigned: bool | None = strawberry.field(
        default=None, description="With someone or with nobody."
    )
    documents: list[DocumentRef] | None = strawberry.field(
        default=None, description="For these documents."
    )
    due_at: DateTimeRange | None = strawberry.field(default=None, description="Due in this time.")

    async def wanted(self, context: Context) -> TasksWanted:
        """Look up what it names."""
        ids, numbers = _documents(self.documents or [])
        due = self.due_at or DateTimeRange()
        return TasksWanted(
            locations=await locations_of_work(context, self.locations),
            kinds=tuple(self.kinds) if self.kinds is not None else None,
            statuses=tuple(self.statuses) if self.statuses is not None else None,
            assignees=await people_asked(context, self.assignees),
            is_assigned=self.is_assigned,
            documents=ids if self.documents is not None else None,
            numbers=numbers,
            due_from=due.start,
            due_to=due.end,
        )


@strawberry.input(description="How to order a list of tasks.")
class TaskOrder:
    """One order."""

    field: TaskOrderField = strawberry.field(description="What to order by.")
    direction: Way | None = strawberry.field(
        default=None, description="Which way; ascending when left out."
    )


TaskFilterArgument = Annotated[
    TaskFilter | None, strawberry.argument(description="Which; all that are open when left out.")
]
TaskOrderArgument = Annotated[
    TaskOrder | None, strawberry.argument(description="In which order; by priority when left out.")
]


@strawberry.type(description="Questions about tasks.")
class TaskQuery:
    """Root fields."""

    @strawberry.field(description="One task; null when there is none that you may see.")
    async def task(
        self, info: Info, id: Annotated[strawberry.ID, strawberry.argument(description="Its id.")]
    ) -> Task | None:
        """Find it by id."""
        found = decode(id)
        return await info.context.find(Task, found[1]) if found and found[0] == "Task" else None

    @strawberry.field(description="Tasks; those that are still to be done when nothing is said.")
    async def tasks(  # noqa: PLR0913, PLR0917 - a connection's arguments, and two of its own
        self,
        info: Info,
        filter: TaskFilterArgument = None,
        order: TaskOrderArgument = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Task]:
        """Read one page."""
        context = info.context
        page = page_asked(first=first, after=after, last=last, before=before)
        wanted = await (filter or TaskFilter()).wanted(context)
        by = order or TaskOrder(field=TaskOrderField.PRIORITY)
        paged = await tasks_page(
            context.reader, wanted, by=by.field, way=by.direction or Way.ASC, page=page
        )
        return connect(paged, show=lambda row: Task(key=row.id, row=row))


def _documents(sent: list[DocumentRef]) -> tuple[tuple[UUID, ...], tuple[str, ...]]:
    said = [document.said() for document in sent]
    decoded = [decode(value) for name, value in said if name == "id"]
    return (
        tuple(document[1] for document in decoded if document),
        tuple(value for name, value in said if name != "id"),
    )


AREA = Area(
    queries=(TaskQuery,),
    mutations=(TaskMutation,),
    facts=(RELEASE_TASK, SKIP_TASK),
    types=(Walk,),
)
