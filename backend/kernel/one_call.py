"""Post a plan in one call: its statements are functions, each handed what the one before gave.

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
from typing import Any

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
CREATE OR REPLACE FUNCTION pg_temp.{{name}}({{types}}) RETURNS bigint LANGUAGE plpgsql AS $posting$
DECLARE
    posted_at bigint;
BEGIN
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


class OneCall:
    """Posts plans, and remembers which connection has which functions."""

    def __init__(self) -> None:
        """Begin with none."""
        self._made: dict[int, set[str]] = {}

    async def post(
        self, session: Any, recorded: tuple[object, ...], writes: Sequence[Write]
    ) -> int:
        """Record an operation and run its writes in this order; return its place in the log.

        All or nothing. Raises AnsweredError when the id has taken effect, WorldMovedError when a
        guard failed.
        """
        record = Call(FIRST, recorded)
        calls = [Call(write.statement, (*write.values, write.rows)) for write in writes]
        await self._make_all(session, [record, *calls])
        try:
            if len(calls) < CALLS_MAX:
                return await _run(session, [record, *calls])
            async with session.transaction():
                posted_at = await _run(session, [record])
                for start in range(0, len(calls), CALLS_MAX):
                    await _run(session, calls[start : start + CALLS_MAX], posted_at)
                return posted_at
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


async def _run(session: Any, calls: Sequence[Call], posted_at: int | None = None) -> int:
    values = [value for call in calls for value in call.values]
    given = () if posted_at is None else (posted_at,)
    text = text_of(tuple(call.shape for call in calls), len(given))
    return int((await session.fetch(text, *given, *values))[0]["posted_at"])


@lru_cache(maxsize=1000)
def text_of(shapes: tuple[tuple[str, int], ...], given: int) -> str:
    """Nest the calls: what is written first stands innermost and so runs first."""
    numbers = count(1)
    inner = [f"${next(numbers)}::bigint" for _ in range(given)]
    for name, values in shapes:
        places = [f"${next(numbers)}" for _ in range(values)]
        inner = [f"pg_temp.{name}({', '.join([*places, *inner])})"]
    return f"SELECT {inner[0]} AS posted_at"


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
