"""The served application: vitals, figures, ids on every answer, and a graph behind it."""

import asyncio
from contextlib import asynccontextmanager

import httpx2
import pytest

from backend.server.app import compose
from backend.server.settings import Settings


@asynccontextmanager
async def app_over(urls, **settings):
    app = compose(Settings(database_url=urls.app, pool_max=4, **settings))
    async with app.router.lifespan_context(app):
        transport = httpx2.ASGITransport(app=app)
        async with httpx2.AsyncClient(transport=transport, base_url="http://house") as client:
            yield client


@pytest.fixture
async def client(urls):
    async with app_over(urls, mode="development") as client:
        yield client


async def test_a_server_with_its_database_is_ready(client):
    assert (await client.get("/healthz")).text == "ok\n"
    assert (await client.get("/readyz")).json() == {"ready": True, "lacks": []}


async def test_a_pending_migration_makes_it_unready(client, superuser):
    await superuser.execute("SET session_replication_role = replica")
    newest = "(SELECT max(number) FROM migration)"
    row = await superuser.fetchrow(f"DELETE FROM migration WHERE number = {newest} RETURNING *")

    answer = await client.get("/readyz")

    await superuser.execute("INSERT INTO migration VALUES ($1, $2, $3, $4)", *row)
    assert answer.status_code == 503
    assert answer.json()["lacks"] == [f"migration {row['name']}"]


async def test_a_database_of_a_newer_version_makes_it_unready(client, superuser):
    await superuser.execute("SET session_replication_role = replica")
    await superuser.execute("INSERT INTO migration VALUES (9999, 'later', 'unknown')")

    answer = await client.get("/readyz")

    await superuser.execute("DELETE FROM migration WHERE number = 9999")
    assert answer.json()["lacks"] == ["a version that knows this database"]


async def test_the_figures_are_in_the_format_of_prometheus(client):
    await client.get("/healthz")
    await asyncio.sleep(0.1)

    text = (await client.get("/metrics")).text

    assert 'stockwright_request_seconds_count{route="/healthz",status="200"}' in text
    assert "stockwright_log_lag_seconds" in text
    assert "stockwright_outbox_open 0.0" in text


async def test_an_answer_bears_the_id_that_the_caller_gave(client):
    named = await client.get("/healthz", headers={"X-Request-ID": "dock-7"})
    forged = await client.get("/healthz", headers={"X-Request-ID": "a b"})

    assert named.headers["x-request-id"] == "dock-7"
    assert forged.headers["x-request-id"] not in {"a b", ""}


async def test_the_graph_answers_and_asks_strangers_to_sign_in(client):
    answer = await client.post("/graphql", json={"query": "{ __typename }"})
    assert answer.json()["data"] == {"__typename": "Query"}

    private = await client.post("/graphql", json={"query": '{ node(id: "x") { id } }'})

    assert private.json()["errors"][0]["extensions"]["code"]


async def test_a_body_that_is_too_long_is_refused_unread(client):
    answer = await client.post("/graphql", content=b"x" * 300_000)

    assert answer.status_code == 413
