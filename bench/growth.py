"""The cost of a posting as history grows, by turns with the same posting on a short history."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

import asyncpg

from backend.server.cluster import NAME
from backend.server.postgres import Addresses
from backend.server.storage import connected
from bench.history import grow, moves_to_and_fro, plans_of
from bench.postings import Book, Posted, of_database, post

SHORT = 10_000
TURNS = 7
EACH = 500
"""Postings in a turn: first on the short history, then on the long one."""
COPY = "short_history"


@dataclass(frozen=True, slots=True)
class Grown:
    """Postings at a length of history, beside those on the short one, turn by turn."""

    entries: int
    here: Sequence[Posted]
    beside: Sequence[Posted]

    def us(self) -> tuple[float, float]:
        """Return the median of PostgreSQL's processor time a posting: here, and beside."""
        return (
            median(turn.database_us for turn in self.here),
            median(turn.database_us for turn in self.beside),
        )


async def grown(addresses: Addresses, postmaster: int, goals: Sequence[int]) -> list[Grown]:
    """Copy the database when its history is short, then let it grow and compare."""
    database = await connected(addresses.app, pool_max=2)
    try:
        away, back = await moves_to_and_fro(database)
        plans = await plans_of(database, [away[0], *away, *back])
    finally:
        await database.close()
    superuser = of_database(addresses.superuser)
    book = Book("moves", plans)
    await book.write(superuser)
    script = book.script(turns=2 * len(away))

    async def turn(name: str) -> Posted:
        return await post(
            addresses, script, postmaster=postmaster, clients=1, each=EACH, database=name
        )

    for _ in range(0, 2 * len(away), EACH):
        await turn(NAME)
    await grow(superuser, away, entries=SHORT)
    cluster = await asyncpg.connect(addresses.superuser)
    await cluster.execute(f"CREATE DATABASE {COPY} TEMPLATE {NAME}")
    await cluster.close()
    found = []
    for entries in (SHORT, *goals):
        await grow(superuser, away, entries=entries)
        pairs = [(await turn(NAME), await turn(COPY)) for _ in range(TURNS)]
        here, beside = zip(*pairs, strict=True)
        found.append(Grown(entries, here, beside))
    return found
