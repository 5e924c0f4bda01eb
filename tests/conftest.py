"""A real PostgreSQL for the whole run; a database of its own for each module of tests.

Set STOCKWRIGHT_TEST_DATABASE_URL to a role that may create databases to use a server of yours.
"""

import gc
import os
import secrets
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import asyncpg
import pytest
import pytest_asyncio

from backend.kernel.database import Database
from backend.kernel.migrations import migrate, migrations_in
from backend.server.heap import load_calmly
from backend.server.postgres import CARELESS, Addresses, Postgres
from backend.server.resources import MIGRATIONS, table_modules
from tests.world import World


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let `--seed N` run what is drawn by chance as it ran before."""
    parser.addoption("--seed", type=int, default=None, help="Draw as the run with this seed did.")
    parser.addoption("--operations", type=int, default=None, help="Simulate so many operations.")


def pytest_collection_finish() -> None:
    """Modules and tests stay until the end: nobody need look for garbage among them."""
    load_calmly()
    gc.freeze()


@pytest.fixture
def seed(request: pytest.FixtureRequest) -> int:
    """Give the seed of the day, which a failure shows; every day 1, another for each proof."""
    given = request.config.getoption("--seed")
    if given is None:
        is_proof = request.node.get_closest_marker("prove") is not None
        given = secrets.randbelow(2**31) if is_proof else 1
    print(f"--seed {given}")  # noqa: T201 - pytest shows it when the test fails
    return int(given)


@dataclass(frozen=True, slots=True)
class Urls:
    """One database, as the application and as the schema's owner log in."""

    name: str
    app: str
    owner: str


@pytest.fixture(scope="session")
def short_folder() -> Iterator[Path]:
    """Give a folder that PostgreSQL's user may enter, with room for the name of a socket."""
    folder = Path(tempfile.mkdtemp(prefix="stockwright-", dir="/tmp"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def server(short_folder: Path) -> Iterator[Addresses]:
    """Run one careless cluster for the session, unless a server was given."""
    given = os.environ.get("STOCKWRIGHT_TEST_DATABASE_URL")
    if given:
        yield Addresses(app=given, owner=given, superuser=given)
        return
    with Postgres(short_folder / "tests", settings=CARELESS) as addresses:
        yield addresses


@pytest_asyncio.fixture(scope="session")
async def template(server: Addresses) -> AsyncIterator[str]:
    """Migrate one database, from which the others are copied."""
    name = f"template_{uuid4().hex[:8]}"
    owner = urlsplit(server.owner).username
    await execute(server.superuser, f"CREATE DATABASE {name} OWNER {owner} TEMPLATE template0")
    connection = await asyncpg.connect(renamed(server.owner, name))
    await migrate(connection, migrations_in(MIGRATIONS))
    await connection.close()
    yield name
    await execute(server.superuser, f"DROP DATABASE {name} WITH (FORCE)")


@pytest_asyncio.fixture(scope="module")
async def urls(server: Addresses, template: str) -> AsyncIterator[Urls]:
    """Copy the template: a fresh warehouse database for this module."""
    name = f"test_{uuid4().hex[:12]}"
    owner = urlsplit(server.owner).username
    await execute(
        server.superuser,
        f"CREATE DATABASE {name} OWNER {owner} TEMPLATE {template} STRATEGY file_copy",
    )
    yield Urls(name, renamed(server.app, name), renamed(server.owner, name))
    await execute(server.superuser, f"DROP DATABASE {name} WITH (FORCE)")


@pytest_asyncio.fixture(scope="module")
async def database(urls: Urls) -> AsyncIterator[Database]:
    """Open the module's database as the application does."""
    opened = await Database.open(urls.app, tables=table_modules(), pool_max=20)
    yield opened
    await opened.close()


@pytest_asyncio.fixture(scope="module")
async def owner(urls: Urls) -> AsyncIterator[asyncpg.Connection]:
    """Connect as the owner of the schema, whom nothing is denied."""
    connection = await asyncpg.connect(urls.owner)
    yield connection
    await connection.close()


@pytest_asyncio.fixture(scope="module")
async def superuser(server: Addresses, urls: Urls) -> AsyncIterator[asyncpg.Connection]:
    """Connect as who may do anything, lift triggers included: what only a proof can find."""
    connection = await asyncpg.connect(renamed(server.superuser, urls.name))
    yield connection
    await connection.close()


def renamed(url: str, name: str) -> str:
    """Return the address of another database on the same server."""
    return urlsplit(url)._replace(path=f"/{name}").geturl()


async def execute(url: str, statement: str) -> None:
    """Run one statement on a connection of its own."""
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


@pytest_asyncio.fixture
async def world(database: Database, owner: asyncpg.Connection) -> World:
    """Give each test a location of its own."""
    return await World.build(database, owner)
