"""Bring a database to the shape this version needs: numbered SQL files, each applied once.

Files are applied in order, each in a transaction of its own, under one advisory lock, by the role
that owns the schema. Afterwards the application's role gets its rights anew: a table whose comment
starts with "history:" may be read and added to, never changed; only read when the comment ends with
"the owner writes it".
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from backend.kernel.database import APP_ROLE

LOCK = 0x570C_C321
"""The advisory lock that lets one process migrate at a time."""

_NAME = re.compile(r"(\d{4})_([a-z0-9_]+)\.sql")

PREPARE = f"""
CREATE TABLE IF NOT EXISTS migration (
    number     integer     PRIMARY KEY,
    name       text        NOT NULL,
    sha256     text        NOT NULL,
    applied_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE migration IS 'history: which files made this schema; the owner writes it';
DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{APP_ROLE}') THEN
        CREATE ROLE {APP_ROLE} NOLOGIN;
        EXECUTE format('GRANT {APP_ROLE} TO %I', current_user);
    END IF;
END $$
"""

APPLIED = "SELECT number, sha256 FROM migration ORDER BY number"
RECORD = "INSERT INTO migration (number, name, sha256) VALUES ($1, $2, $3)"
EXISTS = "SELECT to_regclass('migration') IS NOT NULL"

# Rights are given anew each time, so that a table that becomes history loses UPDATE and DELETE.
GRANT = f"""
DO $$
DECLARE
    found record;
BEGIN
    FOR found IN
        SELECT c.oid::regclass AS name,
               c.relkind = 'S' AS is_sequence,
               coalesce(obj_description(c.oid, 'pg_class'), '') AS told
          FROM pg_class c
         WHERE c.relnamespace = 'public'::regnamespace
           AND c.relkind IN ('r', 'p', 'v', 'm', 'S')
           AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = c.oid AND deptype = 'e')
    LOOP
        EXECUTE format('REVOKE ALL ON %s FROM {APP_ROLE}', found.name);
        EXECUTE format('GRANT %s ON %s TO {APP_ROLE}',
            CASE WHEN found.is_sequence THEN 'USAGE'
                 WHEN found.told LIKE 'history:%; the owner writes it' THEN 'SELECT'
                 WHEN found.told LIKE 'history:%' THEN 'SELECT, INSERT'
                 ELSE 'SELECT, INSERT, UPDATE, DELETE' END, found.name);
    END LOOP;
    GRANT USAGE ON SCHEMA public TO {APP_ROLE};
END $$
"""  # noqa: S608 - the role's name is ours


class MigrationError(Exception):
    """The database's history of migrations and ours do not agree."""


@dataclass(frozen=True, slots=True)
class Migration:
    """One numbered file of SQL."""

    number: int
    name: str
    text: str

    @property
    def digest(self) -> str:
        """Tell the file's fingerprint, by which a later change is noticed."""
        return sha256(self.text.encode()).hexdigest()


def migrations_in(folder: Path) -> tuple[Migration, ...]:
    """Read the `NNNN_name.sql` files of a folder, in order; numbers must not repeat."""
    found: dict[int, Migration] = {}
    for path in sorted(folder.glob("*.sql")):
        named = _NAME.fullmatch(path.name)
        if named is None or int(named[1]) in found:
            raise MigrationError(f"{path.name}: name it NNNN_words.sql, with a number of its own.")
        found[int(named[1])] = Migration(int(named[1]), named[2], path.read_text("utf-8"))
    return tuple(found.values())


async def migrate(connection: Any, migrations: Sequence[Migration]) -> tuple[Migration, ...]:
    """Apply what is pending and return it; a second process waits for the first."""
    await connection.execute("SET lock_timeout = 0; SET statement_timeout = 0")
    await connection.execute(f"SELECT pg_advisory_lock({LOCK})")
    try:
        await connection.execute(PREPARE)
        missing = unapplied(migrations, await _applied(connection))
        for migration in missing:
            async with connection.transaction():
                await connection.execute("SET LOCAL client_min_messages = warning")
                await connection.execute(migration.text)
                await connection.execute(RECORD, migration.number, migration.name, migration.digest)
        await connection.execute(GRANT)
        return missing
    finally:
        await connection.execute(f"SELECT pg_advisory_unlock({LOCK})")


async def pending(session: Any, migrations: Sequence[Migration]) -> tuple[Migration, ...]:
    """Return the migrations that this database still lacks."""
    if not await session.fetchval(EXISTS):
        return tuple(migrations)
    return unapplied(migrations, await _applied(session))


def unapplied(migrations: Sequence[Migration], applied: Mapping[int, str]) -> tuple[Migration, ...]:
    """Compare files with what was applied.

    Raises MigrationError when an applied file has changed, is unknown to this version, or when a
    file would be applied out of order.
    """
    known = {migration.number: migration for migration in migrations}
    for number, digest in applied.items():
        if number not in known:
            raise MigrationError(f"The database has migration {number:04}; this version lacks it.")
        if known[number].digest != digest:
            name = f"{number:04}_{known[number].name}.sql"
            raise MigrationError(f"{name} was changed after it was applied; add a new file.")
    latest = max(applied, default=-1)
    missing = tuple(migration for migration in migrations if migration.number not in applied)
    for migration in missing:
        if migration.number < latest:
            raise MigrationError(f"Migration {migration.number:04} comes after {latest:04}.")
    return missing


async def _applied(session: Any) -> dict[int, str]:
    return {row["number"]: row["sha256"] for row in await session.fetch(APPLIED)}
