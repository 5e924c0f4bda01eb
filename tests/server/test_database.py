"""The pool: sessions run as the application's role, come back clean, and wake one another."""

import asyncio

import asyncpg
import pytest

from backend.kernel.database import Database, credentials_of


async def test_every_session_runs_as_the_application(database):
    async with database.session() as session:
        assert await session.fetchval("SELECT current_user::text") == "stockwright_app"
        assert await session.fetchval("SHOW statement_timeout") == "5s"


async def test_a_session_that_was_left_in_a_transaction_comes_back_clean(urls):
    opened = await Database.open(urls.app, tables=(), pool_max=1)
    asyncio.get_running_loop().set_exception_handler(lambda *_: None)
    async with opened.session() as session:
        await session.execute("BEGIN")

    async with opened.session() as session:
        assert not session.is_in_transaction()

    asyncio.get_running_loop().set_exception_handler(None)
    await opened.close()


async def test_the_pool_heals_after_its_connections_were_cut(urls, owner):
    opened = await Database.open(urls.app, tables=(), pool_max=2)
    cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid = $1"
    async with opened.session() as session:
        pid = session.get_server_pid()
        await owner.fetch(cut, pid)
        await asyncio.sleep(0.1)
        with pytest.raises((asyncpg.PostgresError, asyncpg.InterfaceError, OSError)):
            await session.fetchval("SELECT 1")

    async with opened.session() as session:
        assert await session.fetchval("SELECT 1") == 1

    await opened.close()


async def test_a_ring_in_one_process_wakes_a_follower_in_another(urls):
    here, there = [await Database.open(urls.app, tables=(), pool_max=1) for _ in range(2)]
    async with here.line() as one, there.line() as two:
        relays = [
            asyncio.create_task(here.bell.relay(one)),
            asyncio.create_task(there.bell.relay(two)),
        ]
        await asyncio.sleep(0.05)

        here.bell.ring()
        heard = await there.bell.wait(0, seconds=3)

        assert heard == 1
        for relay in relays:
            relay.cancel()
        await asyncio.gather(*relays, return_exceptions=True)
    await here.close()
    await there.close()


async def test_a_ring_before_the_wait_is_not_missed(database):
    heard = database.bell.rings
    database.bell.ring()

    assert await database.bell.wait(heard, seconds=0) == heard + 1


def test_an_address_may_name_a_socket_or_a_host():
    by_socket = credentials_of("postgres://app@/stock?host=%2Frun%2Fpg&port=5433")
    by_host = credentials_of("postgres://app:p%40ss@db.example:6000/stock?sslmode=require")

    assert (by_socket["host"], by_socket["port"], by_socket["user"]) == ("/run/pg", 5433, "app")
    assert (by_host["host"], by_host["port"]) == ("db.example", 6000)
    assert (by_host["password"], by_host["ssl"]) == ("p@ss", "require")
