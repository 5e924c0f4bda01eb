"""Put the whole warehouse into one file, and bring it back into an empty database.

A restored log is another life of it: its epoch changes, so clients that kept a cursor start anew.
Order in the log comes from PostgreSQL's transaction numbers, so a younger server first counts past
those that it takes over; otherwise new work would be told before the old.
"""

import os
import subprocess
from pathlib import Path
from typing import Any

from backend.kernel.database import credentials_of
from backend.kernel.migrations import migrate, migrations_in
from backend.server.binaries import find_program
from backend.server.resources import MIGRATIONS
from backend.server.settings import Settings
from backend.server.storage import Say, line, spoken_of
from backend.server.trouble import Trouble

IS_EMPTY = """
SELECT NOT EXISTS (SELECT FROM pg_class WHERE relnamespace = 'public'::regnamespace)
"""

NEW_EPOCH = "UPDATE log_epoch SET epoch = gen_random_uuid()"

NUMBERED = """
SELECT quote_ident(c.relname) AS relation, quote_ident(a.attname) AS attribute
  FROM pg_attribute a
  JOIN pg_class c ON c.oid = a.attrelid
 WHERE a.atttypid = 'xid8'::regtype AND c.relkind = 'r'
   AND c.relnamespace = 'public'::regnamespace
"""

PRESENT = "SELECT pg_current_xact_id()::text::bigint"

# A transaction that writes nothing still takes a number, and costs no wait for the disk.
COUNT_ON = """
DO $$ BEGIN
    FOR turn IN 1..{turns} LOOP PERFORM pg_current_xact_id(); COMMIT; END LOOP;
END $$
"""
TURNS_AT_ONCE = 100_000


def write_backup(settings: Settings, owner_url: str, *, target: Path) -> None:
    """Write one consistent picture of the database; others may go on working."""
    partial = target.with_name(f".{target.name}.partial")
    try:
        _run("pg_dump", ["--format=custom", f"--file={partial}"], settings, owner_url)
        with partial.open("rb") as written:
            os.fsync(written.fileno())
        partial.replace(target)
    except OSError as error:
        raise Trouble(
            f"{target} cannot be written: {error.strerror}.", "Choose another."
        ) from error
    finally:
        partial.unlink(missing_ok=True)


async def read_backup(settings: Settings, owner_url: str, *, source: Path, say: Say) -> None:
    """Fill an empty database from a backup, and bring it up to this version."""
    with spoken_of(owner_url):
        async with line(owner_url) as connection:
            if not await connection.fetchval(IS_EMPTY):
                raise Trouble(
                    "The database is not empty, and a restore never mixes two warehouses.",
                    "Point DATABASE_URL at a new database, or STOCKWRIGHT_DATA at a new folder.",
                )
            how = ["--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction"]
            _run("pg_restore", [*how, _into(owner_url), str(source)], settings, owner_url)
            await migrate(connection, migrations_in(MIGRATIONS))
            await connection.execute(NEW_EPOCH)
            await _count_past_the_log(connection, say)


async def _count_past_the_log(connection: Any, say: Say) -> None:
    newest = 0
    for row in await connection.fetch(NUMBERED):
        question = f"SELECT max({row['attribute']})::text::bigint FROM {row['relation']}"  # noqa: S608 - quoted by PostgreSQL
        newest = max(newest, await connection.fetchval(question) or 0)
    while (behind := newest - await connection.fetchval(PRESENT)) > 0:
        if behind > TURNS_AT_ONCE:
            say(f"Counting past the log's transactions: {behind} to go.")
        turns = min(behind, TURNS_AT_ONCE)
        await connection.execute(COUNT_ON.format(turns=turns))


def _into(owner_url: str) -> str:
    return f"--dbname={credentials_of(owner_url)['database']}"


def _run(program: str, arguments: list[str], settings: Settings, url: str) -> None:
    """Run one of PostgreSQL's programs; the password travels in the environment, unseen."""
    named = credentials_of(url)
    login = {
        "PGHOST": named["host"],
        "PGPORT": str(named["port"]),
        "PGUSER": named["user"],
        "PGPASSWORD": named["password"],
        "PGDATABASE": named["database"],
        "PGSSLMODE": named.get("ssl"),
    }
    done = subprocess.run(  # noqa: S603 - PostgreSQL's own programs
        [find_program(program, settings.postgres_bin), "--no-password", *arguments],
        env={"PATH": os.defpath} | {name: value for name, value in login.items() if value},
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise Trouble(f"{program} failed: {done.stderr.strip()}", "Nothing was changed.")
