"""Archive what is due: write it into a file, prove the file, then take it out of the ledger.

The file bears its name only when it is whole and proved, and the database changes in one
transaction. So whoever is stopped in between has lost nothing, and runs it again.
"""

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path
from typing import Any, TextIO

import asyncpg

from backend.kernel import clock
from backend.server.archiving.reading import ArchiveUnlike, Reading
from backend.server.proving.bundle import operations_between
from backend.server.trouble import Trouble
from backend.stock.archiving import sql
from backend.stock.archiving.due import Due
from backend.stock.sealing.seal import end_of, seals_after

FORM = 1
SEALS_AT_ONCE = 16
TRIES = 5
BATCH = 1_000
Tell = Callable[[int], object]


@dataclass(frozen=True, slots=True)
class Archived:
    """What was archived, and into which file."""

    path: Path
    operations: int
    entries: int
    sha256: str


def name_of(due: Due) -> str:
    """Name the file after the seals whose operations it holds."""
    return f"ledger-{due.after + 1:08}-{due.through.number:08}.ndjson"


async def archive(session: Any, due: Due, folder: Path, *, tell: Tell) -> Archived:
    """Archive what is due, as the owner of the schema; refuses ARCHIVE_UNLIKE."""
    target = folder / name_of(due)
    read = await write_file(session, due, target, tell=tell)
    await take_out(session, due, read)
    return Archived(target, read.operations, read.entries, read.sha256.hex())


async def write_file(session: Any, due: Due, target: Path, *, tell: Tell) -> Reading:
    """Write what is due, and return what it says when it is read back against the chain."""
    part = target.with_name(f"{target.name}.part")
    try:
        with part.open("w", encoding="utf-8") as into:
            await _write(session, due, into, tell)
        with part.open("rb") as lines:
            read = await _read(session, due, lines, tell)
        _keep(part, target, read.sha256)
    except OSError as error:
        why = f"{target} cannot be written: {error.strerror}."
        raise Trouble(why, "Choose another folder.") from error
    return read


async def take_out(session: Any, due: Due, read: Reading) -> None:
    """Keep what the file adds up to, and drop what is in it; both or neither."""
    rows = await session.fetch(sql.CARRIED, due.stretch, due.through.number)
    carried = [row["id"] for row in rows]
    for _ in range(TRIES):
        try:
            async with session.transaction():
                await _write_down(session, due, read)
                await session.fetch(sql.DROP_ARCHIVED, due.stretch, carried, read.entries)
        except (asyncpg.LockNotAvailableError, asyncpg.DeadlockDetectedError):
            continue  # it has given way to work
        except asyncpg.CheckViolationError as error:
            raise Trouble(f"Nothing was archived: {error}.", "Run stockwright verify.") from error
        return
    raise Trouble(
        "The ledger was in use each time.", "Try when no proof, backup or export reads all of it."
    )


async def _write(session: Any, due: Due, into: TextIO, tell: Tell) -> None:
    head = {"stockwright": "archive", "form": FORM, "seal": due.through.number, "after": due.after}
    into.write(json.dumps(head) + "\n")
    done = 0
    async with session.transaction(readonly=True):  # in which a cursor lives
        async for row in operations_between(session, end_of(due.before), end_of(due.through)):
            into.write(f"{row['line']}\n")
            done += 1
            if done % BATCH == 0:
                tell(done)
    into.flush()
    os.fsync(into.fileno())


async def _read(session: Any, due: Due, lines: Any, tell: Tell) -> Reading:
    """Compare the file with each seal; nothing is in it beside that."""
    read, number = Reading(lines), due.after
    read.head()
    while number < due.through.number:
        for seal in await seals_after(session, number, limit=SEALS_AT_ONCE):
            if seal.number <= due.through.number:
                read.take(seal)
            number = seal.number
        tell(read.operations)
    if not read.is_at_end:
        raise ArchiveUnlike(operation="(one more)", seal=due.through.number)
    return read


def _keep(part: Path, target: Path, digest: bytes) -> None:
    """Give the file its name, for good; what was written before a stop may stand there."""
    if target.exists():
        with target.open("rb") as there:
            if file_digest(there, "sha256").digest() != digest:
                raise Trouble(f"{target} is there and is another.", "Move it away, or look why.")
    part.replace(target)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


async def _write_down(session: Any, due: Due, read: Reading) -> None:
    seal = due.through.number
    await session.execute(
        sql.WRITE_ARCHIVE, seal, read.operations, read.entries, read.entries_xor, read.sha256,
        clock.now(),
    )  # fmt: skip
    await session.execute(sql.WRITE_SUMS, seal, list(read.sums), list(read.sums.values()))
    await session.execute(sql.WRITE_LEAVES, list(read.left), list(read.left.values()))
