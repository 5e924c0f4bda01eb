"""Undo: somebody takes back their own operation while nothing depends on it."""

from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar
from uuid import UUID

from backend.kernel.command import Command, command
from backend.kernel.plan import Plan
from backend.kernel.refusals import NotAllowed, Refusal
from backend.kernel.work import Work
from backend.master.permissions import Permission
from backend.tasks.taking_back import Ways, done_of, plan_of, take_back

UNDO_WITHIN = timedelta(minutes=15)


class UndoTooLate(Refusal):
    """The time for undoing your own work is over."""

    code: ClassVar[str] = "UNDO_TOO_LATE"
    sentence: ClassVar[str] = "That was more than {minutes} minutes ago; ask a supervisor."


@dataclass(frozen=True, slots=True)
class UndoOperation:
    """Which operation, and why."""

    target: UUID
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class OperationUndone:
    """What was taken back, by which operation, and the task that is to be done again."""

    target: UUID
    operation_id: UUID
    task_id: UUID | None


def undoing(ways: Ways) -> Command[UndoOperation, OperationUndone]:
    """Return the command `undo_operation` over what the departments can take back."""

    @command
    async def undo_operation(work: Work, asked: UndoOperation) -> Plan[OperationUndone]:
        done = await done_of(work.reader, asked.target)
        if done.actor_id != work.actor.id:
            raise NotAllowed(permission=Permission.REVERSE_MOVEMENT)
        if done.recorded_at + UNDO_WITHIN < work.now:
            raise UndoTooLate(minutes=UNDO_WITHIN.seconds // 60)
        taken = await take_back(work, done, ways)
        writes, events = plan_of(work, taken)
        return Plan(
            answer=OperationUndone(done.id, work.operation_id, taken.also.task_id),
            writes=writes,
            kind="UNDO",
            location_id=done.location_id,
            document_id=done.document_id,
            reason=asked.reason,
            reverses=done.id,
            events=events,
        )

    return undo_operation
