"""Serve the small graph by a real server on a free port."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import httpx2
import pytest_asyncio
import uvicorn
from starlette.applications import Starlette

from backend.api.context import House
from backend.api.documents import Mode, document_id
from backend.api.engine import Engine, Settings
from backend.api.front import Front
from backend.api.routes import routes
from backend.api.schema import make_schema
from backend.kernel.database import Database
from tests.contract.small import AREAS, Doorkeeper

TRUSTED = "{ __typename ping }"
MANIFEST = {document_id(TRUSTED): TRUSTED}


@dataclass(frozen=True, slots=True)
class Served:
    """A graph behind an address, with a client that is Bob, who may do everything."""

    engine: Engine
    doorkeeper: Doorkeeper
    port: int
    client: httpx2.AsyncClient

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/graphql"

    async def ask(self, query: str, variables: dict[str, Any] | None = None) -> Any:
        """Send one operation and return the body of the answer."""
        body = {"query": query, "variables": variables or {}}
        return (await self.client.post(self.url, json=body)).json()


@asynccontextmanager
async def served(database: Database, settings: Settings) -> AsyncIterator[Served]:
    """Serve until the block ends."""
    engine = make_schema(settings, manifest=MANIFEST, areas=AREAS)
    doorkeeper = Doorkeeper()
    front = Front(engine, House(database), doorkeeper, origins=frozenset({"https://board.example"}))
    with socket.create_server(("127.0.0.1", 0)) as listener:
        config = uvicorn.Config(
            Starlette(routes=routes(front), max_body_size=262_144),
            ws="websockets-sansio",
            lifespan="off",
            log_level="warning",
            ws_max_size=65_536,
        )
        server = uvicorn.Server(config)
        task = asyncio.create_task(server.serve(sockets=[listener]))
        while not server.started:  # noqa: ASYNC110 - uvicorn tells no other way
            await asyncio.sleep(0.01)
        headers = {
            "authorization": "Bearer bob",
            "accept": "application/graphql-response+json",
        }
        async with httpx2.AsyncClient(headers=headers) as client:
            yield Served(engine, doorkeeper, listener.getsockname()[1], client)
        server.should_exit = True
        await task


@pytest_asyncio.fixture(scope="module")
async def graph(database: Database) -> AsyncIterator[Served]:
    """Serve the small graph as in development."""
    async with served(database, Settings(mode=Mode.DEVELOPMENT, answer_s=1)) as running:
        yield running


@pytest_asyncio.fixture(scope="module")
async def strict(database: Database) -> AsyncIterator[Served]:
    """Serve the small graph as in production."""
    async with served(database, Settings(mode=Mode.PRODUCTION, answer_s=1)) as running:
        yield running
