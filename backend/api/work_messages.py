"""The messages in which live work is told."""

from typing import Annotated, Union

import strawberry

from backend.api.approvals import Approval
from backend.api.cases import Case
from backend.api.directives import Bounded
from backend.api.live import Heartbeat, LiveMessage, Resync
from backend.api.tasks import Task
from backend.kernel.pages import SIZE_MAX

TASKS_MAX, CASES_MAX, APPROVALS_MAX = SIZE_MAX, 40, 40
"""How many one message holds: fewer of what is dearer to load, so that a page fits the budget."""
IS_LAST = "True on the last part: from now on there are deltas."
REMOVED = "Whatever no longer fits the filter, such as what is done."


@strawberry.type(description="A part of the work as it is.")
class TaskSnapshot(LiveMessage):
    """One page of the beginning."""

    is_last: bool = strawberry.field(description=IS_LAST)
    tasks: list[Task] = strawberry.field(
        description="Tasks of this part.", directives=[Bounded(max=TASKS_MAX)]
    )


@strawberry.type(description="Tasks that have changed since the message before.")
class TaskDelta(LiveMessage):
    """A stretch of the log, folded per task."""

    tasks: list[Task] = strawberry.field(
        description="Tasks that changed, as they are now.", directives=[Bounded(max=TASKS_MAX)]
    )
    removed: list[strawberry.ID] = strawberry.field(
        description=REMOVED, directives=[Bounded(max=TASKS_MAX)]
    )


@strawberry.type(description="A part of the cases as they are.")
class CaseSnapshot(LiveMessage):
    """One page of the beginning."""

    is_last: bool = strawberry.field(description=IS_LAST)
    cases: list[Case] = strawberry.field(
        description="Cases of this part.", directives=[Bounded(max=CASES_MAX)]
    )


@strawberry.type(description="Cases that have changed since the message before.")
class CaseDelta(LiveMessage):
    """A stretch of the log, folded per case."""

    cases: list[Case] = strawberry.field(
        description="Cases that changed or were noted upon, as they are now.",
        directives=[Bounded(max=CASES_MAX)],
    )
    removed: list[strawberry.ID] = strawberry.field(
        description=REMOVED, directives=[Bounded(max=CASES_MAX)]
    )


@strawberry.type(description="A part of the approvals as they are.")
class ApprovalSnapshot(LiveMessage):
    """One page of the beginning."""

    is_last: bool = strawberry.field(description=IS_LAST)
    approvals: list[Approval] = strawberry.field(
        description="Approvals of this part.", directives=[Bounded(max=APPROVALS_MAX)]
    )


@strawberry.type(description="Approvals that have changed since the message before.")
class ApprovalDelta(LiveMessage):
    """A stretch of the log, folded per approval."""

    approvals: list[Approval] = strawberry.field(
        description="Approvals that changed, as they are now.",
        directives=[Bounded(max=APPROVALS_MAX)],
    )
    removed: list[strawberry.ID] = strawberry.field(
        description=REMOVED, directives=[Bounded(max=APPROVALS_MAX)]
    )


TaskMessage = Annotated[
    Union[TaskSnapshot, TaskDelta, Heartbeat, Resync],  # noqa: UP007 - made at run time
    strawberry.union("TaskMessage", description="What `taskQueueChanged` says."),
]
CaseMessage = Annotated[
    Union[CaseSnapshot, CaseDelta, Heartbeat, Resync],  # noqa: UP007 - made at run time
    strawberry.union("CaseMessage", description="What `casesChanged` says."),
]
ApprovalMessage = Annotated[
    Union[ApprovalSnapshot, ApprovalDelta, Heartbeat, Resync],  # noqa: UP007 - made at run time
    strawberry.union("ApprovalMessage", description="What `approvalsChanged` says."),
]
