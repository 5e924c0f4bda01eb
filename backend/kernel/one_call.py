"""Post plans in one call: their statements are functions, each handed what the one before gave.

PostgreSQL keeps a function's plans, and a call is its own transaction: nobody's locks wait for us.
Each statement becomes a function of the connection that first needs it (`pg_temp`), so whoever may
run the statement may call it, and the texts stay where they are. An argument is worked out before
its function is called, so nesting the calls is what keeps the one lock order.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from itertools import count
from typing import Any, Self
from uuid import UUID

import asyncpg

from backend.kernel import sql
from backend.kernel.plan import Write

FIRST = sql.RECORD_OPERATION
"""What every plan begins with; its function tells where in the log the plan stands."""

CALLS_MAX = 40
"""Statements in one call; a longer plan is several calls in one transaction."""

ANSWERED, MOVED = "SW001", "SW002"
"""What the functions raise; the class is ours, no other part of PostgreSQL uses it."""

RECORD = f"""
CREATE OR REPLACE FUNCTION pg_temp.{{name}}({{types}}, patience text)
RETURNS bigint LANGUAGE plpgsql AS $posting$
DECLARE
    posted_at bigint;
BEGIN
    PERFORM set_config('lock_timeout', patience, true);
    {{statement}} INTO posted_at;
    IF NOT FOUND THEN
        RAISE SQLSTATE '{ANSWERED}' USING MESSAGE = 'the operation has been answered';
    END IF;
    RETURN posted_at;
END $posting$
"""

GUARDED = f"""
CREATE OR REPLACE FUNCTION pg_temp.{{name}}({{types}}, wanted bigint, posted_at bigint)
RETURNS bigint LANGUAGE plpgsql AS $posting$
#variable_conflict use_column
DECLARE
    came_back bigint := 0;
    one_row   record;
BEGIN
    {{run}}
    IF came_back <> wanted THEN
        RAISE SQLSTATE '{MOVED}' USING MESSAGE = 'the world moved';
    END IF;
    RETURN posted_at;
END $posting$
"""
EACH_ROW = "FOR one_row IN {statement} LOOP came_back := came_back + 1; END LOOP;"
NO_ROWS = "{statement}; GET DIAGNOSTICS came_back = ROW_COUNT;"


class WorldMovedError(Exception):
    """A guard failed: what the command read is no longer so."""


class AnsweredError(Exception):
    """The operation id has taken effect already."""


@dataclass(frozen=True, slots=True)
class Call:
    """One function with its arguments."""

    statement: str
    values: tuple[object, ...]

    @property
    def shape(self) -> tuple[str, int]:
        """What the text of a call depends on: the function, and how many values it takes."""
        return _name(self.statement), len(self.values)


@dataclass(frozen=True, slots=True)
class Posting:
    """A plan as it is sent: what records the operation, then its writes in the order of locks."""

    operation_id: UUID
    calls: tuple[Call, ...]
    text: str
    """The calls without their values; plans of one text can be sent at once."""

    @classmethod
    def of(cls, recorded: tuple[object, ...], writes: Sequence[Write]) -> Self:
        """Spell a plan; `recorded` is the operation's row, and begins with its id."""
        made = (Call(write.statement, (*write.values, write.rows)) for write in writes)
        calls = (Call(FIRST, recorded), *made)
        operation_id = recorded[0]
        assert isinstance(operation_id, UUID)
        return cls(operation_id, calls, text_of(calls))

    @property
    def is_long(self) -> bool:
        """Whether it takes several calls in one transaction."""
        return len(self.calls) > CALLS_MAX


class OneCall:
    """Posts plans, and remembers which connection has which functions."""

    def __init__(self) -> None:
        """Begin with none."""
        self._made: dict[int, set[str]] = {}

    async def post(self, session: Any, postings: Sequence[Posting], patience: str) -> list[int]:
        """Post plans of one text in this order; return their places in the log.

        None waits for a lock longer than `patience`, a time as PostgreSQL spells it. All or
        nothing: raises AnsweredError when an id has taken effect, WorldMovedError when a guard
        failed.
        """
        first = postings[0]
        await self._make_all(session, first.calls)
        try:
            if first.is_long:
                return [await _in_parts(session, first.calls, patience)]
            values = [values_of(each.calls, patience) for each in postings]
            return [row["posted_at"] for row in await session.fetchmany(first.text, values)]
        except asyncpg.UndefinedFunctionError as error:
            # Another connection had this number; the functions went with it.
            self._made.pop(session.get_server_pid(), None)
            raise WorldMovedError from error
        except asyncpg.PostgresError as error:
            if error.sqlstate == ANSWERED:
                raise AnsweredError from error
            if error.sqlstate == MOVED:
                raise WorldMovedError from error
            raise

    async def _make_all(self, session: Any, calls: Sequence[Call]) -> None:
        made = self._made.setdefault(session.get_server_pid(), set())
        missing = {call.statement for call in calls} - made
        if missing:
            functions = [await function_of(session, statement) for statement in sorted(missing)]
            await session.execute(";".join(functions))
            made |= missing


async def _in_parts(session: Any, calls: Sequence[Call], patience: str) -> int:
    handed: str | int = patience
    async with session.transaction():
        for start in range(0, len(calls), CALLS_MAX):
            part = calls[start : start + CALLS_MAX]
            handed = await session.fetchval(text_of(part), *values_of(part, handed))
    return int(handed)


def text_of(calls: Sequence[Call]) -> str:
    """Nest the calls: what is written first stands innermost and so runs first."""
    return _nested(tuple(call.shape for call in calls))


def values_of(calls: Sequence[Call], handed: object) -> list[object]:
    """Return the values of nested calls, after what the innermost is handed."""
    return [handed, *(value for call in calls for value in call.values)]


@lru_cache(maxsize=1000)
def _nested(shapes: tuple[tuple[str, int], ...]) -> str:
    numbers = count(2)
    inner = "$1"
    for name, values in shapes:
        places = (f"${next(numbers)}" for _ in range(values))
        inner = f"pg_temp.{name}({', '.join([*places, inner])})"
    return f"SELECT {inner} AS posted_at"


async def function_of(session: Any, statement: str) -> str:
    """Spell the function of a statement; PostgreSQL itself says what its parameters are."""
    prepared = await session.prepare(statement)
    name, types = _name(statement), ", ".join(_types(prepared))
    if statement == FIRST:
        return RECORD.format(name=name, types=types, statement=statement)
    run = (EACH_ROW if prepared.get_attributes() else NO_ROWS).format(statement=statement)
    return GUARDED.format(name=name, types=types, run=run)


def _types(prepared: Any) -> Iterator[str]:
    for type_ in prepared.get_parameters():
        yield f"{type_.schema}.{type_.name}"


@lru_cache(maxsize=1000)
def _name(statement: str) -> str:
    return f"posting_{sha256(statement.encode()).hexdigest()[:16]}"
