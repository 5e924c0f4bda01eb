"""Open the warehouse's database: the server that was named, or our own embedded one."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager

import asyncpg

from backend.kernel.database import Database, credentials_of
from backend.kernel.migrations import MigrationError, migrate, migrations_in, pending
from backend.server.postgres import Addresses, Postgres
from backend.server.resources import MIGRATIONS, table_modules
from backend.server.settings import Settings
from backend.server.trouble import Trouble

Say = Callable[[str], object]


@contextmanager
def addresses(settings: Settings, say: Say = lambda _: None) -> Iterator[Addresses]:
    """Give the addresses of a server that runs at least as long as the block."""
    if settings.app_url is not None and settings.owner_url is not None:
        owner = settings.owner_url
        yield Addresses(app=settings.app_url, owner=owner, superuser=owner)
    else:
        with Postgres(settings.data, binaries=settings.postgres_bin, say=say) as embedded:
            yield embedded


@asynccontextmanager
async def opened(settings: Settings, say: Say = lambda _: None) -> AsyncIterator[Database]:
    """Open the database for a command. The embedded one is brought up to date first."""
    with addresses(settings, say) as found:
        if settings.app_url is None:
            await bring_up_to_date(found.owner, say)
        database = await connected(found.app, pool_max=settings.pool_max)
        try:
            yield database
        finally:
            await database.close()


async def check(url: str) -> None:
    """Raise Trouble unless the database answers and is up to date."""
    with spoken_of(url):
        async with line(url) as connection:
            missing = await pending(connection, migrations_in(MIGRATIONS))
    if missing:
        raise Trouble(f"The database lacks {len(missing)} migrations.", "Run: stockwright migrate")


async def connected(url: str, *, pool_max: int) -> Database:
    """Open a database that must be migrated already."""
    await check(url)
    with spoken_of(url):
        return await Database.open(url, tables=table_modules(), pool_max=pool_max)


async def bring_up_to_date(owner_url: str, say: Say) -> int:
    """Apply what is pending and return how many files that were."""
    with spoken_of(owner_url):
        async with line(owner_url) as connection:
            applied = await migrate(connection, migrations_in(MIGRATIONS))
    if applied:
        say(f"Applied {len(applied)} migrations.")
    return len(applied)


@asynccontextmanager
async def line(url: str) -> AsyncIterator[asyncpg.Connection]:
    """Open one connection as whoever the address names."""
    credentials = credentials_of(url)
    del credentials["server_settings"]["role"]
    connection = await asyncpg.connect(**credentials)
    try:
        yield connection
    finally:
        await asyncio.shield(connection.close())


@contextmanager
def spoken_of(url: str) -> Iterator[None]:
    """Turn a database that cannot be reached or used into a sentence."""
    named = credentials_of(url)
    where = f"{named['database']} at {named['host']}:{named['port']}"
    try:
        yield
    except (OSError, asyncpg.PostgresConnectionError, asyncpg.CannotConnectNowError) as error:
        raise Trouble(
            f"The database {where} does not answer: {error}.", "Is it running?"
        ) from error
    except asyncpg.InvalidAuthorizationSpecificationError as error:
        raise Trouble(f"The database {where} refused the login.", "Check DATABASE_URL.") from error
    except asyncpg.InvalidCatalogNameError as error:
        raise Trouble(
            f"There is no database {where}.", "Create it, or check DATABASE_URL."
        ) from error
    except MigrationError as error:
        raise Trouble(str(error), "Install the version that made it.") from error
