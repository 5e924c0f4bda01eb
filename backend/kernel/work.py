"""What a command may lean on: who acts, when, and a reader. It cannot write."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol, TypeVar
from uuid import UUID

from backend.kernel.refusals import NotAllowed

Shape = TypeVar("Shape")


class Session(Protocol):
    """The one call we use of a database connection."""

    async def fetch(self, statement: str, *values: Any) -> list[Any]:
        """Run a statement and return its rows."""
        ...


class Reader:
    """Asks questions; each column must bear the name of a field of the shape it fills."""

    __slots__ = ("_session", "asked")

    def __init__(self, session: Session) -> None:
        """Read through this connection."""
        self._session = session
        self.asked = 0

    async def rows(self, shape: type[Shape], statement: str, *values: object) -> list[Shape]:
        """Run one statement and return its rows as `shape`."""
        self.asked += 1
        return [shape(**row) for row in await self._session.fetch(statement, *values)]

    async def first(self, shape: type[Shape], statement: str, *values: object) -> Shape | None:
        """Run one statement and return its first row as `shape`, or None when there is none."""
        found = await self.rows(shape, statement, *values)
        return found[0] if found else None

    async def value(self, statement: str, *values: object) -> Any:
        """Run one statement and return the first column of its first row, or None."""
        self.asked += 1
        found = await self._session.fetch(statement, *values)
        return found[0][0] if found else None


@dataclass(frozen=True, slots=True)
class Actor:
    """A person or a machine, with what it may do and where.

    `everywhere` holds the permissions that count at every location; `grants` those of one.
    """

    id: UUID
    name: str
    everywhere: frozenset[str]
    grants: Mapping[UUID, frozenset[str]]

    def may(self, permission: str, location_id: UUID | None) -> bool:
        """Tell whether this actor holds a permission at a location; None asks for everywhere."""
        if permission in self.everywhere:
            return True
        return location_id is not None and permission in self.grants.get(location_id, frozenset())

    def may_somewhere(self, permission: str) -> bool:
        """Tell whether this actor holds a permission at any location at all."""
        return permission in self.everywhere or any(
            permission in held for held in self.grants.values()
        )


class EntryMethod(StrEnum):
    """How a person proved what they did."""

    SCANNED = "SCANNED"
    CAMERA = "CAMERA"
    TYPED = "TYPED"
    CHECK_DIGITS = "CHECK_DIGITS"
    UNPROVED = "UNPROVED"


@dataclass(frozen=True, slots=True)
class Work:
    """One try at one command. Commands read and decide; the plan they return does the rest."""

    operation_id: UUID
    actor: Actor
    device_id: UUID | None
    now: datetime
    occurred_at: datetime
    reader: Reader
    method: EntryMethod = EntryMethod.SCANNED

    def allow(self, permission: str, location_id: UUID | None) -> None:
        """Go on only if the actor holds the permission at the location."""
        if not self.actor.may(permission, location_id):
            raise NotAllowed(permission=permission)
