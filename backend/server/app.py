"""Put the application together: one ASGI app over one database, with its background tasks."""

import multiprocessing
import os
import signal
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager

from starlette.applications import Starlette
from starlette.middleware import Middleware

from backend.kernel.migrations import migrations_in
from backend.server.background import SERVER_TASKS, WORKER_TASKS, Task, running
from backend.server.logs import logger, set_up
from backend.server.parent import end_with_parent
from backend.server.requests import Requests
from backend.server.resources import MIGRATIONS
from backend.server.settings import Settings, load_settings
from backend.server.storage import opened
from backend.server.vitals import Vitals

BODY_BYTES_MAX = 262_144
log = logger(__name__)


def create_app() -> Starlette:
    """Build the application from the environment; the server calls this in each process."""
    settings = load_settings()
    set_up(settings)
    if multiprocessing.parent_process() is not None:
        end_with_parent(os.getppid(), sending=signal.SIGTERM)()
    return compose(settings)


def compose(settings: Settings) -> Starlette:
    """Build the application from these settings."""
    vitals = Vitals(migrations_in(MIGRATIONS))

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            database = await stack.enter_async_context(opened(settings))
            tasks = tasks_of_server(settings)
            vitals.background = await stack.enter_async_context(running(database, tasks))
            vitals.database = database
            log.info("ready", epoch=str(database.epoch), tasks=sorted(tasks))
            yield
            log.info("stopping")
            vitals.database = None

    return Starlette(
        lifespan=lifespan,
        routes=vitals.routes(),
        middleware=[Middleware(Requests)],
        max_body_size=BODY_BYTES_MAX,
    )


def tasks_of_server(settings: Settings) -> Mapping[str, Task]:
    """Name the background tasks of a serving process."""
    return SERVER_TASKS if settings.reactions_in == "worker" else SERVER_TASKS | WORKER_TASKS
