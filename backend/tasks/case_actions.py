"""What can be done about a case, so that no client has to know what each kind of case asks for."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from backend.kernel.work import Actor
from backend.master.permissions import Permission
from backend.tasks.cases import CaseStatus
from backend.tasks.task import Task


class CaseAction(StrEnum):
    """One thing that can be done."""

    TAKE = "TAKE"
    COUNT = "COUNT"
    REASSIGN = "REASSIGN"
    CANCEL_TASK = "CANCEL_TASK"
    CANCEL_LINE = "CANCEL_LINE"
    RESOLVE = "RESOLVE"


NEEDED = {
    CaseAction.TAKE: Permission.RESOLVE_CASES,
    CaseAction.COUNT: Permission.REQUEST_COUNT,
    CaseAction.REASSIGN: Permission.ASSIGN_TASKS,
    CaseAction.CANCEL_TASK: Permission.ASSIGN_TASKS,
    CaseAction.CANCEL_LINE: Permission.EDIT_ORDERS,
    CaseAction.RESOLVE: Permission.RESOLVE_CASES,
}
"""What it takes to do each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What decides about the actions of a case; `task` is the one that it is about."""

    status: str
    location_id: UUID | None
    bin_id: UUID | None
    assignee_id: UUID | None
    task: Task | None


def actions_of(case: Standing, actor: Actor) -> list[CaseAction]:
    """Return what this actor may do about a case, what helps most first."""
    if case.status == CaseStatus.RESOLVED:
        return []
    return [
        action for action in _fitting(case, actor) if actor.may(NEEDED[action], case.location_id)
    ]


def _fitting(case: Standing, actor: Actor) -> Iterator[CaseAction]:
    if case.assignee_id != actor.id:
        yield CaseAction.TAKE
    if case.bin_id is not None:
        yield CaseAction.COUNT
    if case.task is not None and case.task.is_open:
        yield CaseAction.REASSIGN
        yield CaseAction.CANCEL_TASK
    if case.task is not None and case.task.document_kind == "Order" and case.task.line_id:
        yield CaseAction.CANCEL_LINE
    yield CaseAction.RESOLVE
