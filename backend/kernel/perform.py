"""Perform a command: run it, post its plan in one call, or answer what it answered before.

The operation row is the idempotency record, the audit record and the header of the log in one. It
is inserted first, so a second sender of the same id waits for the first and then reads its answer.
Whether an id has been answered is asked only where its command does not get through: most are new.
"""

import asyncio
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

import asyncpg
from pydantic_core import to_json

from backend.kernel import sql
from backend.kernel.clock import now
from backend.kernel.command import Command
from backend.kernel.cursor import Cursor
from backend.kernel.database import Database
from backend.kernel.metrics import PERFORMED, REPLAYED, RETRIED
from backend.kernel.one_call import AnsweredError, Posting, WorldMovedError
from backend.kernel.outages import through_outages
from backend.kernel.plan import Event, Plan, Rank, Write, in_lock_order
from backend.kernel.refusals import Busy, OperationIdReused, Refusal
from backend.kernel.watching import watched
from backend.kernel.work import Actor, EntryMethod, Reader, Work

TRIES_MAX = 12
PAUSE_MAX_S = 0.05

Asked = TypeVar("Asked")
Answer = TypeVar("Answer")


# Somebody holds what we need for seconds. Asking again here would keep the caller waiting for a
# minute; whoever sends again, under the same id, waits no longer and loses nothing.
_STUCK = (asyncpg.LockNotAvailableError, asyncpg.QueryCanceledError)

_OVERTAKEN = (
    WorldMovedError,
    AnsweredError,
    asyncpg.DeadlockDetectedError,
    asyncpg.SerializationError,
    asyncpg.UniqueViolationError,
)
"""Others were faster; on the world as it is now the same command may go through."""


@dataclass(frozen=True, slots=True)
class Request:
    """Who asks, under which id, when it happened by the device's clock, and with what proof."""

    operation_id: UUID
    actor: Actor
    device_id: UUID | None = None
    occurred_at: datetime | None = None
    method: EntryMethod = EntryMethod.SCANNED


@dataclass(frozen=True, slots=True)
class Performed(Generic[Answer]):
    """A command's answer; `replayed` when an earlier sending of the same id took the effect."""

    answer: Answer
    replayed: bool
    cursor: Cursor
    outcome: str


@dataclass(frozen=True, slots=True)
class _Stored:
    digest: bytes
    answer: str
    outcome: str
    xid: int


async def perform(
    database: Database, command: Command[Asked, Answer], asked: Asked, request: Request
) -> Performed[Answer]:
    """Run one command until it takes effect, is refused, or turns out to be answered already.

    Raises Refusal; then nothing was stored and nothing moved. Raises Busy when every try found the
    world changed under it, and DatabaseAway when the database stayed out of reach.
    """
    with watched(command.name, request.operation_id):
        return await through_outages(lambda: _perform(database, command, asked, request))


async def _perform(
    database: Database, command: Command[Asked, Answer], asked: Asked, request: Request
) -> Performed[Answer]:
    digest = command.digest(asked)
    async with database.session() as session:
        for tried in range(TRIES_MAX):
            if tried > 1:
                await asyncio.sleep(random.uniform(0, PAUSE_MAX_S))  # noqa: S311 - a pause
            done = await _attempt(database, session, command, asked, digest, request)
            if isinstance(done, Performed):
                database.bell.ring()
                PERFORMED.labels(command.name, done.outcome).inc()
                return done
            stored = await _stored(session, request.operation_id)
            if stored is not None:  # by an earlier sending, whose effect is what we ran into
                return _replay(database, command, stored, digest, request)
            if done is not None:
                raise done
    raise Busy


async def _attempt(
    database: Database,
    session: Any,
    command: Command[Asked, Answer],
    asked: Asked,
    digest: bytes,
    request: Request,
) -> Performed[Answer] | Refusal | None:
    """Return what became of one try; None when somebody else was faster."""
    try:
        return await _try(database, session, command, asked, digest, request)
    except Refusal as refusal:
        return refusal
    except _OVERTAKEN:
        RETRIED.inc()
        return None
    except _STUCK as error:
        raise Busy from error


async def _try(
    database: Database,
    session: Any,
    command: Command[Asked, Answer],
    asked: Asked,
    digest: bytes,
    request: Request,
) -> Performed[Answer]:
    work = Work(
        operation_id=request.operation_id,
        actor=request.actor,
        device_id=request.device_id,
        now=now(),
        occurred_at=request.occurred_at or now(),
        reader=Reader(session),
        method=request.method,
    )
    plan = await command.run(work, asked)
    answer = command.answer.dump_json(plan.answer).decode()
    writes = (*in_lock_order(plan.writes), *_told(plan.events, work))
    recorded = _recorded(command.name, plan, answer, digest, work)
    xid = await database.batches.post(session, Posting.of(recorded, writes))
    return Performed(
        answer=plan.answer,
        replayed=False,
        cursor=Cursor(database.epoch, xid, work.operation_id),
        outcome=plan.outcome,
    )


def _recorded(
    name: str, plan: Plan[Any], answer: str, digest: bytes, work: Work
) -> tuple[object, ...]:
    return (
        work.operation_id, plan.kind, name, work.actor.id, work.device_id, work.occurred_at,
        work.now, digest, plan.outcome, answer, plan.reason, plan.location_id, plan.document_id,
        plan.reverses, plan.approved_by, work.method.value,
    )  # fmt: skip


def _told(events: tuple[Event, ...], work: Work) -> Iterator[Write]:
    if events:
        values = (
            work.operation_id,
            [event.name for event in events],
            [to_json(event.body).decode() for event in events],
            work.now,
        )
        yield Write(Rank.RECORD, "told", sql.TELL, values, rows=None)


async def _stored(session: Any, operation_id: UUID) -> _Stored | None:
    rows = await session.fetch(sql.STORED_OPERATION, operation_id)
    return _Stored(**rows[0]) if rows else None


def _replay(
    database: Database,
    command: Command[Any, Answer],
    stored: _Stored,
    digest: bytes,
    request: Request,
) -> Performed[Answer]:
    if stored.digest != digest:
        raise OperationIdReused(operation=str(request.operation_id))
    REPLAYED.inc()
    return Performed(
        answer=command.answer.validate_json(stored.answer),
        replayed=True,
        cursor=Cursor(database.epoch, stored.xid, request.operation_id),
        outcome=stored.outcome,
    )
