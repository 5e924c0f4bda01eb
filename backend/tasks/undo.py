"""Undo: somebody takes back their own operation while nothing depends on it.

The goods are the ledger's part and are the same for every command. What a command did to tasks and
documents is undone by its department: a function registered under the command's name.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar
from uuid import UUID

from backend.kernel.command import Command, command
from backend.kernel.plan import Event, Plan, Write
from backend.kernel.refusals import DependedOn, NotAllowed, NotFound, NotInThisState, Refusal
from backend.kernel.work import Work
from backend.master.permissions import Permission
from backend.stock.posting import post
from backend.stock.reversal import Reversal, reversal_of
from backend.tasks import sql

UNDO_WITHIN = timedelta(minutes=15)


class UndoTooLate(Refusal):
    """The time for undoing your own work is over."""

    code: ClassVar[str] = "UNDO_TOO_LATE"
    sentence: ClassVar[str] = "That was more than {minutes} minutes ago; ask a supervisor."


class NotUndoable(Refusal):
    """Work of such a kind cannot be undone."""

    code: ClassVar[str] = "NOT_UNDOABLE"
    sentence: ClassVar[str] = "A {kind} like this cannot be undone; ask a supervisor."


@dataclass(frozen=True, slots=True)
class Done:
    """An operation as recorded; `answer` is what its command answered, as JSON."""

    id: UUID
    kind: str
    command: str
    actor_id: UUID
    recorded_at: datetime
    location_id: UUID | None
    document_id: UUID | None
    outcome: str
    answer: str
    is_undone: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Also:
    """What a department undoes besides the goods: its task and documents, and what it tells."""

    writes: tuple[Write, ...] = ()
    events: tuple[Event, ...] = ()
    task_id: UUID | None = None


Undo = Callable[[Work, Done, Reversal], Awaitable[Also]]
"""A department's part; may refuse, with NOT_UNDOABLE for what it cannot take back."""


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


async def goods_alone(work: Work, done: Done, reversal: Reversal) -> Also:  # noqa: ARG001 - an Undo
    """Undo a command that touched nothing but goods."""
    return Also()


def undoing(undos: Mapping[str, Undo]) -> Command[UndoOperation, OperationUndone]:
    """Return the command `undo_operation` over these departments' parts, by command name."""

    @command
    async def undo_operation(work: Work, asked: UndoOperation) -> Plan[OperationUndone]:
        done = await _undoable(work, asked.target)
        undo = undos.get(done.command)
        if undo is None or done.outcome != "APPLIED":
            raise NotUndoable(kind=done.kind.replace("_", " ").lower())
        reversal = await reversal_of(work.reader, done.id)
        if reversal.is_built_upon:
            raise DependedOn(kind="The operation", key=done.kind, reason="has been built upon")
        also = await undo(work, done, reversal)
        goods = post(work, moves=reversal.moves, opens=reversal.opens, ends=reversal.ends)
        return Plan(
            answer=OperationUndone(done.id, work.operation_id, also.task_id),
            writes=(*goods, *also.writes),
            kind="UNDO",
            location_id=done.location_id,
            document_id=done.document_id,
            reason=asked.reason,
            reverses=done.id,
            events=also.events,
        )

    return undo_operation


async def _undoable(work: Work, target: UUID) -> Done:
    done = await work.reader.first(Done, sql.OPERATION_DONE, target)
    if done is None:
        raise NotFound(kind="operation", key=str(target))
    if done.actor_id != work.actor.id:
        raise NotAllowed(permission=Permission.REVERSE_MOVEMENT)
    if done.is_undone:
        raise NotInThisState(kind="operation", state="undone already")
    if done.recorded_at + UNDO_WITHIN < work.now:
        raise UndoTooLate(minutes=UNDO_WITHIN.seconds // 60)
    return done
