"""Put the whole warehouse into one file, and bring it back into an empty database.

A restored log is another life of it: its epoch changes, so clients that kept a cursor start anew.
Order in the log comes from PostgreSQL's transaction numbers, so a younger server first counts past
those that it takes over; otherwise new work would be told before the old.
"""

import contextlib
import os
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
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

UNOWNED = ("--file=-", "--no-owner", "--no-privileges")
STRICT = ("--no-psqlrc", "--quiet", "--no-password", "-1", "--set=ON_ERROR_STOP=1")
UNKNOWN_TO_OLDER_SERVERS = b"SET transaction_timeout = 0;\n"
"""What a newer pg_restore sets and PostgreSQL before 17 does not know."""
NOTHING = "Nothing was changed."


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
            _refill(settings, owner_url, source=source)
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


def _refill(settings: Settings, url: str, *, source: Path) -> None:
    """Feed the backup to the database in one transaction, committed only if it was read whole."""
    read = [str(find_program("pg_restore", settings.postgres_bin)), *UNOWNED, str(source)]
    write = [str(find_program("psql", settings.postgres_bin)), *STRICT]
    with (
        tempfile.TemporaryFile("w+") as said,
        subprocess.Popen(read, stdout=subprocess.PIPE, stderr=said) as reader,  # noqa: S603
        subprocess.Popen(  # noqa: S603 - PostgreSQL's own programs
            write, stdin=subprocess.PIPE, stdout=said, stderr=said, env=_login(url)
        ) as writer,
    ):
        assert reader.stdout is not None
        assert writer.stdin is not None
        with contextlib.suppress(BrokenPipeError):
            writer.stdin.writelines(_understood(reader.stdout))
            if reader.wait() != 0:
                writer.kill()  # before it sees the end of the file, at which it would commit
        with contextlib.suppress(BrokenPipeError):
            writer.stdin.close()
        reader.kill()
        if writer.wait() != 0:
            said.seek(0)
            raise Trouble(f"{source} was not restored: {said.read().strip()}.", NOTHING)


def _understood(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Drop from the head of a dump what older servers do not know; its data is left alone."""
    rest = iter(lines)
    for each in rest:
        if each != UNKNOWN_TO_OLDER_SERVERS:
            yield each
        if each.startswith(b"CREATE "):
            break
    yield from rest


def _run(program: str, arguments: list[str], settings: Settings, url: str) -> None:
    done = subprocess.run(  # noqa: S603 - PostgreSQL's own programs
        [find_program(program, settings.postgres_bin), "--no-password", *arguments],
        env=_login(url),
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise Trouble(f"{program} failed: {done.stderr.strip()}.", NOTHING)


def _login(url: str) -> dict[str, str]:
    """Return the environment in which PostgreSQL's programs log in; a password stays unseen."""
    named = credentials_of(url)
    login = {
        "PATH": os.defpath,
        "PGHOST": named["host"],
        "PGPORT": str(named["port"]),
        "PGUSER": named["user"],
        "PGPASSWORD": named["password"],
        "PGDATABASE": named["database"],
        "PGSSLMODE": named.get("ssl"),
    }
    return {name: value for name, value in login.items() if value}
