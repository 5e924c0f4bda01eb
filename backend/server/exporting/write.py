"""Write what is there as files: the six kinds that can be imported, and the ledger.

Rows come from a server-side cursor in one snapshot, so a file of any length fits in memory and is
true at one moment.
"""

import csv
import json
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TextIO
from uuid import UUID

from backend.kernel.database import Database
from backend.server.exporting import sql
from backend.server.importing.sheets import DANGEROUS

BATCH = 2_000
EXPORTS: Mapping[str, str] = {
    "items": sql.ITEMS,
    "bins": sql.BINS,
    "suppliers": sql.SUPPLIERS,
    "stock": sql.STOCK,
    "purchase-orders": sql.PURCHASE_ORDERS,
    "orders": sql.ORDERS,
    "balances": sql.BALANCES,
    "operations": sql.OPERATIONS,
    "entries": sql.ENTRIES,
}
Tell = Callable[[int, int], object]


class Form(StrEnum):
    """How a file is written."""

    CSV = "csv"
    NDJSON = "ndjson"


async def export(database: Database, kind: str, *, form: Form, into: TextIO, tell: Tell) -> int:
    """Write every row of a kind; returns how many there were."""
    done = 0
    async with _rows(database, EXPORTS[kind]) as (names, batches):
        write = _csv(into, names) if form is Form.CSV else _ndjson(into, names)
        async for batch in batches:
            write(batch)
            done += len(batch)
            tell(done, done)
    return done


@asynccontextmanager
async def _rows(
    database: Database, statement: str
) -> AsyncIterator[tuple[Sequence[str], AsyncIterator[list[Any]]]]:
    async with database.line() as connection:
        # A reader of one snapshot holds up nobody; a large export may take its time.
        await connection.execute("SET statement_timeout = 0")
        await connection.execute("SET idle_in_transaction_session_timeout = 0")
        async with connection.transaction(isolation="repeatable_read", readonly=True):
            prepared = await connection.prepare(statement)
            names = [attribute.name for attribute in prepared.get_attributes()]
            yield names, _batches(await prepared.cursor())


async def _batches(cursor: Any) -> AsyncIterator[list[Any]]:
    while batch := await cursor.fetch(BATCH):
        yield batch


def _csv(into: TextIO, names: Sequence[str]) -> Callable[[Sequence[Any]], None]:
    writer = csv.writer(into, lineterminator="\n")
    writer.writerow(names)

    def write(batch: Sequence[Any]) -> None:
        writer.writerows(_cells(row) for row in batch)

    return write


def _cells(row: Sequence[Any]) -> Iterator[object]:
    return (_cell(value) for value in row)


def _cell(value: object) -> object:
    """Write a value as our importer reads it; no text can run as a formula in a spreadsheet."""
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, str) and value.startswith(DANGEROUS):
        return f"'{value}"
    return value


def _ndjson(into: TextIO, names: Sequence[str]) -> Callable[[Sequence[Any]], None]:
    def write(batch: Sequence[Any]) -> None:
        for row in batch:
            record = dict(zip(names, row, strict=True))
            into.write(json.dumps(record, default=_plain, ensure_ascii=False) + "\n")

    return write


def _plain(value: object) -> str:
    assert isinstance(value, UUID | datetime | date), f"{type(value)} in an export"
    return value.isoformat() if isinstance(value, datetime | date) else str(value)
