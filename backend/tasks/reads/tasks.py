"""Tasks and walks, as lists and screens ask for them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from uuid import UUID

from backend.kernel.pages import Order, Page, Paged, Way, read_page
from backend.kernel.refusals import NotFound
from backend.kernel.work import Reader
from backend.tasks.reads import sql
from backend.tasks.task import OPEN, Task, TaskKind, TaskStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskListed(Task):
    """A task with what lists sort by: those without a due time come last."""

    due_order: datetime
    walk_order: UUID


@dataclass(frozen=True, slots=True)
class WalkRow:
    """A walk, and how many of its stops are behind it."""

    id: UUID
    number: str
    location_id: UUID
    created_at: datetime
    stops: int
    stops_done: int


@dataclass(frozen=True, slots=True)
class _Known:
    """That there is one."""

    id: UUID


class TaskOrderField(Enum):
    """What a list of tasks can be ordered by."""

    PRIORITY = "PRIORITY"
    DUE_AT = "DUE_AT"
    WALK = "WALK"
    CREATED_AT = "CREATED_AT"


_KEYS = {
    TaskOrderField.PRIORITY: (("priority", "bigint"), ("due_order", "timestamptz")),
    TaskOrderField.DUE_AT: (("due_order", "timestamptz"),),
    TaskOrderField.WALK: (("walk_order", "uuid"), ("sequence", "bigint")),
    TaskOrderField.CREATED_AT: (("created_at", "timestamptz"),),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TasksWanted:
    """Which tasks; None leaves a condition out, and without statuses the open ones are meant."""

    locations: tuple[UUID, ...] | None = None
    kinds: tuple[TaskKind, ...] | None = None
    statuses: tuple[TaskStatus, ...] | None = None
    assignees: tuple[UUID, ...] | None = None
    is_assigned: bool | None = None
    documents: tuple[UUID, ...] | None = None
    numbers: tuple[str, ...] = ()
    due_from: datetime | None = None
    due_to: datetime | None = None
    ids: tuple[UUID, ...] | None = None


async def tasks_page(
    reader: Reader, wanted: TasksWanted, *, by: TaskOrderField, way: Way, page: Page
) -> Paged[TaskListed]:
    """Return one page of tasks in this order."""
    statuses = wanted.statuses if wanted.statuses is not None else tuple(OPEN)
    return await read_page(
        reader,
        TaskListed,
        sql.TASKS_LISTED,
        wanted.locations,
        None if wanted.kinds is None else [kind.value for kind in wanted.kinds],
        [status.value for status in statuses],
        wanted.assignees,
        wanted.is_assigned,
        wanted.documents,
        list(wanted.numbers),
        wanted.due_from,
        wanted.due_to,
        wanted.ids,
        order=Order((*_KEYS[by], ("id", "uuid")), way),
        page=page,
    )


async def walks_of_keys(reader: Reader, ids: Sequence[UUID]) -> list[WalkRow]:
    """Return these walks."""
    return await reader.rows(WalkRow, sql.WALKS, list(ids))


async def stops_of_walks(reader: Reader, ids: Sequence[UUID]) -> list[Task]:
    """Return the stops of these walks, in walking order."""
    return await reader.rows(Task, sql.STOPS_OF_WALKS, list(ids))


async def document_called(reader: Reader, number: str) -> UUID:
    """Return the document or walk of this number that has tasks; refuses NOT_FOUND."""
    found: UUID | None = await reader.value(sql.DOCUMENT_CALLED, number)
    if found is None:
        raise NotFound(kind="document", key=number)
    return found


async def work_at(reader: Reader, ids: Collection[UUID], locations: Sequence[UUID]) -> set[UUID]:
    """Return which of these tasks, cases and approvals are at these locations."""
    return {row.id for row in await reader.rows(_Known, sql.WORK_AT, list(ids), list(locations))}
