"""Write the ledger with its chain and its signed head into one file that a stranger can check.

A JSON object a line, from one snapshot and a cursor, so a ledger of any length fits in memory.
"""

import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Any, TextIO

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from backend.kernel import clock
from backend.kernel.database import Database
from backend.server.proving import sql
from backend.server.proving.head import NO_SEAL, Head, Signed, sign
from backend.stock.proving.checkpoint import Position
from backend.stock.proving.prove import FAR
from backend.stock.sealing.seal import digest_of_balances, end_of, newest_seal

FORM = 1
BATCH = 1_000
HOLD = "LOCK TABLE stock_entry IN ACCESS SHARE MODE"
"""Lets nobody archive what a snapshot shows, and is done before there is one."""
Tell = Callable[[int], object]


@dataclass(frozen=True, slots=True)
class Bundled:
    """What was written, and the head that it ends with."""

    operations: int
    signed: Signed


async def signed_head(session: Any, key: Ed25519PrivateKey | None) -> Signed:
    """Sign the end of the chain and the balances as this session sees them."""
    newest = await newest_seal(session)
    head = Head(
        seal=newest.number if newest else 0,
        root=newest.root.hex() if newest else NO_SEAL,
        balances=await digest_of_balances(session),
        at=clock.now(),
    )
    return sign(head, key)


async def write_bundle(
    database: Database, key: Ed25519PrivateKey, *, into: TextIO, tell: Tell
) -> Bundled:
    """Write which archives belong to it, every key, every operation, the seals, and the head."""
    async with database.line() as session:
        # A reader of one snapshot holds up nobody; a large ledger may take its time.
        await session.execute("SET statement_timeout = 0")
        await session.execute("SET idle_in_transaction_session_timeout = 0")
        async with session.transaction(isolation="repeatable_read", readonly=True):
            await session.execute(HOLD)
            return await write_seen(session, key, into=into, tell=tell)


async def write_seen(session: Any, key: Ed25519PrivateKey, *, into: TextIO, tell: Tell) -> Bundled:
    """Write the ledger as a session sees it, in whose transaction nothing may move."""
    _line(into, stockwright="ledger", form=FORM)
    for statement in (sql.ARCHIVES, sql.KEYS):
        async for row in _rows(session, statement):
            into.write(f"{row['line']}\n")
    done = await _write_log(session, into, tell)
    signed = await signed_head(session, key)
    _line(into, head=signed.head.text, signature=signed.signature, key=signed.public_key)
    return Bundled(done, signed)


async def _write_log(session: Any, into: TextIO, tell: Tell) -> int:
    done = 0
    seals = _rows(session, sql.SEALS)
    seal = await anext(seals, None)
    async for row in operations_between(session, end_of(None), FAR):
        into.write(f"{row['line']}\n")
        done += 1
        if done % BATCH == 0:
            tell(done)
        if seal is not None and row["id"] == seal["through_id"]:
            into.write(f"{seal['line']}\n")
            seal = await anext(seals, None)
    while seal is not None:  # its last operation is gone: the checker shall see that
        into.write(f"{seal['line']}\n")
        seal = await anext(seals, None)
    return done


def operations_between(session: Any, after: Position, until: Position) -> AsyncIterator[Any]:
    """Read the operations after one position of the log, up to another, each as a line."""
    return _rows(session, sql.OPERATIONS, str(after[0]), after[1], str(until[0]), until[1])


async def _rows(session: Any, statement: str, *values: object) -> AsyncIterator[Any]:
    cursor = await session.cursor(statement, *values)
    while batch := await cursor.fetch(BATCH):
        for row in batch:
            yield row


def _line(into: TextIO, **fields: object) -> None:
    into.write(json.dumps(fields) + "\n")
