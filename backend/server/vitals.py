"""Tell an operator's tools how we are: alive, ready, and in figures."""

import asyncio
import os
from collections.abc import Sequence

import asyncpg
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from backend.kernel.database import Database
from backend.kernel.migrations import Migration, MigrationError, pending
from backend.server.background import Background

READY_S = 2.0


class Vitals:
    """The three addresses that need no login."""

    def __init__(self, migrations: Sequence[Migration]) -> None:
        """Judge readiness by these migrations; the database comes when the server has opened it."""
        self.database: Database | None = None
        self.background: Background | None = None
        self._migrations = migrations

    def routes(self) -> list[Route]:
        """Return the routes to mount at the root."""
        return [
            Route("/healthz", self.healthz),
            Route("/readyz", self.readyz),
            Route("/metrics", self.metrics),
        ]

    async def healthz(self, _: Request) -> Response:
        """Answer that the process lives."""
        return PlainTextResponse("ok\n")

    async def readyz(self, _: Request) -> Response:
        """Answer 200 when requests can be served, else 503 with what is missing."""
        lacks = await self.lacks()
        return JSONResponse({"ready": not lacks, "lacks": lacks}, 503 if lacks else 200)

    async def metrics(self, _: Request) -> Response:
        """Answer with the figures of all worker processes, in Prometheus' format."""
        registry = REGISTRY
        if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
            registry = CollectorRegistry()
            MultiProcessCollector(registry)  # type: ignore[no-untyped-call]  # theirs
        return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)

    async def lacks(self) -> list[str]:
        """Name what keeps us from serving; nothing when all is well."""
        if self.database is None or self.background is None:
            return ["start-up"]
        found = [f"background task {name}" for name in sorted(self.background.fallen)]
        try:
            async with asyncio.timeout(READY_S), self.database.session() as session:
                missing = await pending(session, self._migrations)
        except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError):
            return [*found, "database"]
        except MigrationError:
            return [*found, "a version that knows this database"]
        return [*found, *(f"migration {migration.name}" for migration in missing)]
