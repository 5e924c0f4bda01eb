"""What a pick costs: eight people pick over HTTP, beside a bare server in the same run."""

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

from backend.server.demo.generate import Demo, generate
from backend.server.postgres import Addresses, Postgres
from backend.server.replay.crew import signed_in
from bench.cpu import used_by_family_s, used_s
from bench.house import Served, fill, first_of, folder_of_our_own
from bench.statements import PRELOADED, Counted, counted, start_counting
from bench.walks import LOCATION, is_picked, walks
from bench.wire import Load, load, request

DAY = date(2010, 12, 8)
DOCUMENTS = 150
CLIENTS = 8
ORDERS = 5
"""Walks a client; the first is there to warm everything up, and is not counted."""
LINES = 25
BARE_PER_CLIENT = 500


@dataclass(frozen=True, slots=True)
class Cost:
    """A load, with the milliseconds of processor that an answer takes the server and PostgreSQL."""

    load: Load
    server_ms: float
    database_ms: float = 0.0


@dataclass(frozen=True, slots=True)
class Measured:
    """Picks beside a bare reply, and what PostgreSQL was asked for the picks."""

    picks: Cost
    bare: Cost
    statements: Sequence[Counted]


async def measure() -> Measured:
    """Set a warehouse up, pick in it, and measure."""
    demo = generate(first_of(DAY, DOCUMENTS))
    with folder_of_our_own() as folder:
        postgres = Postgres(folder, settings=PRELOADED)
        with postgres as addresses:
            await fill(addresses, demo.book)
            house = Served(folder)
            try:
                await house.start()
                assert postgres.child is not None
                picks, asked = await _pick(house, addresses, demo, database=postgres.child.pid)
            finally:
                house.stop()
        bare = await _bare(Served(folder, bare_command(picks.load)))
    return Measured(picks, bare, asked)


async def _pick(
    house: Served, addresses: Addresses, demo: Demo, *, database: int
) -> tuple[Cost, Sequence[Counted]]:
    async with signed_in(house.url, workers=CLIENTS, location=LOCATION) as crew:
        todo = await walks(crew, demo, orders=ORDERS, lines=LINES)
    await load(house.port, [first for first, *_ in todo])
    await start_counting(addresses)
    clients = [list(chain.from_iterable(rest)) for _, *rest in todo]
    server_s, database_s = used_s(house.pid), used_by_family_s(database)
    picked = await load(house.port, clients)
    server_s, database_s = used_s(house.pid) - server_s, used_by_family_s(database) - database_s
    refused = [answer for answer in picked.answers if not is_picked(answer)]
    assert not refused, refused[0]
    each = 1000 / len(picked.answers)
    return Cost(picked, server_s * each, database_s * each), await counted(addresses)


def bare_command(like: Load) -> tuple[str, ...]:
    """Return the command of a bare server whose answers are as long as these."""
    size = sum(map(len, like.answers)) // len(like.answers)
    return (sys.executable, "-m", "bench.bare", "--bytes", str(size))


async def _bare(house: Served) -> Cost:
    try:
        await house.start()
        asked = [request({"documentId": "x" * 71, "variables": {"input": "x" * 400}})]
        await load(house.port, [asked * 50] * CLIENTS)
        server_s = used_s(house.pid)
        done = await load(house.port, [asked * BARE_PER_CLIENT] * CLIENTS)
        return Cost(done, (used_s(house.pid) - server_s) * 1000 / len(done.answers))
    finally:
        house.stop()


def cores() -> int:
    """Return how many processor cores this process may use."""
    return len(os.sched_getaffinity(0))
