"""Taking back: what a worker's undo and a supervisor's reversal have in common.

The goods are the ledger's part and are the same for every command. What a command did to tasks and
documents is taken back by its department: a function registered under the command's name.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from backend.kernel.plan import Event, Write
from backend.kernel.refusals import NotFound, NotInThisState, Refusal
from backend.kernel.work import Reader, Work
from backend.stock.archiving.archived import is_archived
from backend.stock.freed import freed_at
from backend.stock.posting import post
from backend.stock.reversal import Reversal, dependent_on, reversal_of
from backend.tasks import sql
from backend.tasks.task import TaskStatus


class NotUndoable(Refusal):
    """Work of such a kind cannot be taken back."""

    code: ClassVar[str] = "NOT_UNDOABLE"
    sentence: ClassVar[str] = "A {kind} like this cannot be taken back; {instead}."


class BuiltUpon(Refusal):
    """A later operation builds on it; this names which, who did it and when."""

    code: ClassVar[str] = "BUILT_UPON"
    sentence: ClassVar[str] = (
        "The {kind} cannot be taken back: a {by_kind} by {by} at {at} builds on it."
    )


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

    @property
    def words(self) -> str:
        """What people call it."""
        return in_words(self.kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Also:
    """What a department takes back besides the goods: task and documents, and what it tells.

    `places_containers`: the writes bring back the containers that the goods go back with.
    """

    writes: tuple[Write, ...] = ()
    events: tuple[Event, ...] = ()
    task_id: UUID | None = None
    places_containers: bool = False


Undo = Callable[[Work, Done, Reversal], Awaitable[Also]]
"""A department's part; may refuse, with NOT_UNDOABLE for what it cannot take back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """By the name of a command: how its department takes it back, or what to do instead."""

    back: Mapping[str, Undo]
    instead: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class TakenBack:
    """All that takes an operation back."""

    reversal: Reversal
    also: Also


def in_words(kind: str) -> str:
    """Return the kind of an operation as people say it."""
    return kind.replace("_", " ").lower()


async def done_of(reader: Reader, operation_id: UUID) -> Done:
    """Return an operation that nobody has taken back; NOT_FOUND, NOT_IN_THIS_STATE."""
    done = await reader.first(Done, sql.OPERATION_DONE, operation_id)
    if done is None:
        raise NotFound(kind="operation", key=str(operation_id))
    if done.is_undone:
        raise NotInThisState(kind="operation", state="undone already")
    return done


async def goods_alone(work: Work, done: Done, reversal: Reversal) -> Also:  # noqa: ARG001 - an Undo
    """Take back a command that touched nothing but goods."""
    if reversal.is_empty:
        raise NotUndoable(kind=done.words, instead="it has moved nothing")
    return Also()


async def take_back(work: Work, done: Done, ways: Ways) -> TakenBack:
    """Return what takes an operation back; refuses NOT_UNDOABLE, BUILT_UPON and DEPENDED_ON.

    Its department may refuse as well.
    """
    undo = ways.back.get(done.command)
    if undo is None:
        instead = ways.instead.get(done.command, "it moved no goods; change it as it is")
        raise NotUndoable(kind=done.words, instead=instead)
    if done.outcome != "APPLIED":
        instead = "a case was opened with it; settle it there"
        raise NotUndoable(kind=done.words, instead=instead)
    if await is_archived(work.reader, done.id):
        instead = "its entries are archived; move the goods by a new operation"
        raise NotUndoable(kind=done.words, instead=instead)
    reversal = await reversal_of(work.reader, done.id)
    if reversal.is_built_upon:
        raise await built_upon(work.reader, done)
    also = await undo(work, done, reversal)
    if reversal.has_moved and not also.places_containers:
        raise await built_upon(work.reader, done)
    return TakenBack(reversal, also)


async def built_upon(reader: Reader, done: Done) -> BuiltUpon:
    """Return the refusal that names who builds on an operation, as far as that is known."""
    later = await dependent_on(reader, done.id)
    if later is None:
        return BuiltUpon(kind=done.words, by_kind="change", by="somebody", at="a later moment")
    return BuiltUpon(
        kind=done.words,
        by_kind=in_words(later.kind),
        by=later.actor or "the house",
        at=later.local,
        operation=str(later.id),
        operation_kind=later.kind,
        recorded_at=later.recorded_at.isoformat(),
    )


def plan_of(work: Work, taken: TakenBack) -> tuple[tuple[Write, ...], tuple[Event, ...]]:
    """Return what to write and what to tell."""
    reversal, also = taken.reversal, taken.also
    goods = post(work, moves=reversal.moves, opens=reversal.opens, ends=reversal.ends)
    came = (move.target for move in reversal.moves if not move.source.is_promisable)
    return (*goods, *also.writes), (*also.events, *freed_at(came))


def to_do_again(work: Work, done: Done) -> TaskStatus:
    """Return how far the task is then: whoever undoes their own work holds it, others free it."""
    return TaskStatus.IN_PROGRESS if done.actor_id == work.actor.id else TaskStatus.QUEUED
