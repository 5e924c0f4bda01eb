"""A plan: the guarded writes that a command wants, with its answer. Pure values.

Each floor contributes the writes of its own tables. The kernel runs them in one transaction and in
one global lock order: rank first, then `order` within the rank, so that two plans never wait for
each other in a circle.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Generic, TypeVar
from uuid import UUID

Answer = TypeVar("Answer")


class Rank(IntEnum):
    """The global lock order, from DESIGN: operation first, then these."""

    DOCUMENT = 1
    TASK = 2
    POOL = 3
    BALANCE = 4
    RESERVATION = 5
    RECORD = 6
    """Insert-only rows that nobody waits for: entries, logs."""


@dataclass(frozen=True, slots=True)
class Write:
    """One statement of a plan.

    `rows` is the guard: exactly that many rows must come back (the statement says RETURNING), else
    the world moved since the command read it, and the command runs again from the top. None means
    that any number is right.
    """

    rank: Rank
    order: str
    statement: str
    values: tuple[object, ...]
    rows: int | None = 1


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, told to other departments through the durable outbox."""

    name: str
    body: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan(Generic[Answer]):
    """What one command wants to happen, all of it or nothing."""

    answer: Answer
    writes: tuple[Write, ...]
    kind: str
    """The operation's kind, such as PICK; what people filter the log by."""
    location_id: UUID | None = None
    events: tuple[Event, ...] = ()
    reason: str | None = None
    document_id: UUID | None = None
    reverses: UUID | None = None
    approved_by: UUID | None = None
    outcome: str = "APPLIED"
    """APPLIED, or APPLIED_WITH_CASE when a fact disagreed with the book."""


def in_lock_order(writes: tuple[Write, ...]) -> list[Write]:
    """Return the writes in the order in which every plan takes its locks."""
    return sorted(writes, key=lambda write: (write.rank, write.order))
