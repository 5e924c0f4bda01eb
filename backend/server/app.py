"""Put the application together: one ASGI app over one database, with its background tasks."""

import multiprocessing
import os
import signal
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import BaseRoute

from backend.api.authentication import authenticator, late_authenticator
from backend.api.context import House
from backend.api.documents import Mode, read_manifest
from backend.api.engine import Settings as GraphSettings
from backend.api.front import Front
from backend.api.routes import routes
from backend.api.schema import make_schema
from backend.kernel.live import LiveLog
from backend.kernel.migrations import migrations_in
from backend.server.background import SERVER_TASKS, WORKER_TASKS, Task, running
from backend.server.heap import at_rest
from backend.server.importing.uploads import Uploads
from backend.server.logs import logger, set_up
from backend.server.parent import end_with_parent
from backend.server.requests import Requests
from backend.server.resources import MIGRATIONS, client_folder, resource
from backend.server.settings import Settings, load_settings
from backend.server.site.client import Client
from backend.server.storage import opened
from backend.server.visitors.page import NewcomersPage
from backend.server.vitals import Vitals
from backend.server.wiring import LIVE

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
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            database = await stack.enter_async_context(opened(settings))
            live = await LiveLog.at_head(database, LIVE)
            tasks: dict[str, Task] = {
                "live log": lambda _: live.follow(),
                **tasks_of_server(settings),
            }
            vitals.background = await stack.enter_async_context(running(database, tasks))
            vitals.database = database
            # Nothing of the graph is there to call before the database is.
            behind = front(House(database, {LiveLog: live}), settings)
            app.router.routes.extend(routes_behind(behind, settings))
            stack.enter_context(at_rest())
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


def routes_behind(behind: Front, settings: Settings) -> list[BaseRoute]:
    """Return what is served beside the vitals: the graph, imports, and the pages."""
    is_demo = settings.demo_page and settings.mode == "development"
    return [
        *routes(behind),
        *Uploads(behind).routes(),
        *(NewcomersPage(behind).routes() if is_demo else []),
        *Client(client_folder()).routes(),  # it takes what is left
    ]


def tasks_of_server(settings: Settings) -> Mapping[str, Task]:
    """Name the background tasks of a serving process."""
    return SERVER_TASKS if settings.reactions_in == "worker" else SERVER_TASKS | WORKER_TASKS


def front(house: House, settings: Settings) -> Front:
    """Build the graph over an open database, as strict as the settings say."""
    strictness = GraphSettings(mode=Mode[settings.mode.upper()])
    manifest = resource("schema") / "manifest.json"
    documents = read_manifest(manifest) if manifest.exists() else {}
    engine = make_schema(strictness, manifest=documents)
    return Front(
        engine,
        house,
        authenticator(house.database),
        origins=frozenset(settings.origins),
        authenticate_late=late_authenticator(house.database),
    )
