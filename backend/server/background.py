"""Work that goes on beside the requests: each task is kept going until the server stops."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from time import monotonic

from backend.kernel.database import Database
from backend.kernel.metrics import BACKGROUND_FALLS
from backend.printing.spool import keep_printing
from backend.server.figures import keep_measuring
from backend.server.logs import logger
from backend.server.nightly import keep_expiring
from backend.server.proving.nightly import keep_proving
from backend.server.sweeping import sweep_promises
from backend.server.wiring import react_to_events, return_leases
from backend.stock.archiving.stretches import keep_stretches_ahead
from backend.stock.sealing.seal import keep_sealing

PAUSE_FIRST_S = 0.1
PAUSE_MAX_S = 5.0
STEADY_S = 10.0
log = logger(__name__)

Task = Callable[[Database], Awaitable[None]]


async def relay_bell(database: Database) -> None:
    """Pass the bell's rings between the processes of this warehouse."""
    async with database.line() as connection:
        await database.bell.relay(connection)


SERVER_TASKS: dict[str, Task] = {"bell": relay_bell, "figures": keep_measuring}
"""What every serving process does for its own clients."""

WORKER_TASKS: dict[str, Task] = {
    "expiry": keep_expiring,
    "leases": return_leases,
    "promises": sweep_promises,
    "printing": keep_printing,
    "proofs": keep_proving,
    "reactions": react_to_events,
    "seals": keep_sealing,
    "stretches": keep_stretches_ahead,
}
"""What the warehouse needs done once, by whichever process takes it."""


class Background:
    """The running tasks; `fallen` names those that are between two lives."""

    def __init__(self) -> None:
        """Start with nothing running."""
        self.fallen: set[str] = set()

    async def keep(self, name: str, task: Task, database: Database) -> None:
        """Run a task for ever. A fall is logged and counted, and the task starts again.

        While it keeps falling it starts later and later.
        """
        pause = PAUSE_FIRST_S
        while True:
            begun = monotonic()
            try:
                await task(database)
            except Exception:  # the outermost edge of a task: it is logged here, once
                log.exception("background task fell", task=name)
                BACKGROUND_FALLS.labels(name).inc()
            pause = PAUSE_FIRST_S if monotonic() - begun > STEADY_S else min(pause * 2, PAUSE_MAX_S)
            self.fallen.add(name)
            await asyncio.sleep(pause)
            self.fallen.discard(name)


@asynccontextmanager
async def running(database: Database, tasks: Mapping[str, Task]) -> AsyncIterator[Background]:
    """Run these tasks for as long as the block lasts."""
    background = Background()
    started = [
        asyncio.create_task(background.keep(name, task, database), name=name)
        for name, task in tasks.items()
    ]
    try:
        yield background
    finally:
        for task in started:
            task.cancel()
        await asyncio.gather(*started, return_exceptions=True)
