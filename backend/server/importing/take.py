"""Take a file: read it, judge every row, and let the commands have it when none is at fault."""

import asyncio
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

from backend.kernel.database import Database
from backend.kernel.ids import derived_id, new_id
from backend.kernel.perform import Request
from backend.kernel.work import Actor, Reader
from backend.master.importing.faults import Fault
from backend.server.importing.cells import Cells
from backend.server.importing.kinds import KINDS, Kind
from backend.server.importing.sheets import Row, Sheet, read_sheet
from backend.tasks.system import SYSTEM

ONCE = frozenset({"stock", "purchase-orders", "orders"})
"""Kinds that must not count twice: their operation's id follows from what is in the file."""
SHOWN = 20
"""How many rows a preview has."""
Tell = Callable[[int, int], object]


def _nobody(_done: int, _total: int) -> None:
    """Tell nobody."""


def _digest(path: Path) -> bytes:
    return sha256(path.read_bytes()).digest()


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that was read: its rows, and all that is wrong with them."""

    name: str
    kind: Kind
    rows: tuple[Any, ...]
    faults: tuple[Fault, ...]
    digest: bytes
    count: int
    first: tuple[Row, ...]
    """How many rows there are, and the first of them as they stand in the file."""


async def check_file(
    database: Database, name: str, path: Path, *, rows_max: int = sys.maxsize
) -> Checked:
    """Read a file of this kind and judge it; nothing changes."""
    kind = KINDS[name]
    # Beside the loop, since a large file takes seconds and others are being served.
    sheet = await asyncio.to_thread(
        read_sheet, path, headers=kind.headers, required=kind.required, rows_max=rows_max
    )
    return await _checked(database, name, sheet, _digest(path))


async def check_texts(database: Database, name: str, texts: Iterable[Mapping[str, str]]) -> Checked:
    """Judge rows that were made here instead of read from a file."""
    rows = tuple(Row(line, cells) for line, cells in enumerate(texts, start=2))
    digest = sha256(repr([sorted(row.texts.items()) for row in rows]).encode()).digest()
    return await _checked(database, name, Sheet(rows, ()), digest)


async def take(
    database: Database, checked: Checked, *, by: Actor = SYSTEM, tell: Tell = _nobody
) -> int:
    """Let the commands have the rows; `tell` hears how many of them are through."""
    assert not checked.faults, "a file with faults is not taken"
    done = 0
    request = Request(_operation_id(checked), by)
    tell(done, len(checked.rows))
    if checked.rows:
        async for rows in checked.kind.take(database, checked.rows, request):
            done += rows
            tell(done, len(checked.rows))
    return done


async def _checked(database: Database, name: str, sheet: Sheet, digest: bytes) -> Checked:
    kind = KINDS[name]
    rows, faults = await asyncio.to_thread(_read, kind, sheet)
    async with database.session() as session:
        faults += await kind.judge(Reader(session), rows)
    first = sheet.rows[:SHOWN]
    return Checked(name, kind, tuple(rows), tuple(sorted(faults)), digest, len(sheet.rows), first)


def _read(kind: Kind, sheet: Sheet) -> tuple[list[Any], list[Fault]]:
    """Read every row as what it means, with all that is wrong with the rows by themselves."""
    faults = list(sheet.faults)
    rows = []
    for row in sheet.rows:
        cells = Cells(row, faults)
        read = kind.read(cells)
        if cells.is_sound:
            rows.append(read)
    return rows, faults + _twice(rows, kind)


def _twice(rows: Sequence[Any], kind: Kind) -> list[Fault]:
    if kind.identity is None:
        return []
    seen: dict[object, int] = {}
    faults = []
    for row in rows:
        first = seen.setdefault(kind.identity(row), row.line)
        if first != row.line:
            faults.append(Fault(row.line, "row", f"is about the same as line {first}"))
    return faults


def _operation_id(checked: Checked) -> UUID:
    if checked.name in ONCE:
        return derived_id(UUID(bytes=checked.digest[:16]), checked.name)
    return new_id()
