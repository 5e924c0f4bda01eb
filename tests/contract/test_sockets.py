"""Sockets: the graphql-transport-ws protocol, and who may open one."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import pytest
import websockets
from websockets.asyncio.client import ClientConnection, connect

from backend.api import socket as sockets
from tests.contract.conftest import MANIFEST, TRUSTED, Served
from tests.contract.small import WORKER, SmallSubscription

PROTOCOL = "graphql-transport-ws"
BOB = {"authorization": "Bearer bob"}


@asynccontextmanager
async def opened(
    graph: Served, protocol: str = PROTOCOL, **headers: str
) -> AsyncIterator[ClientConnection]:
    address = graph.url.replace("http", "ws")
    async with connect(
        address,
        subprotocols=[protocol],
        additional_headers=headers,
        open_timeout=5,
        close_timeout=1,
    ) as socket:
        yield socket


async def say(socket: ClientConnection, kind: str, **more: Any) -> None:
    await socket.send(json.dumps({"type": kind, **more}))


async def hear(socket: ClientConnection) -> Any:
    return json.loads(await asyncio.wait_for(socket.recv(), 5))


async def begin(socket: ClientConnection, payload: dict[str, Any] = BOB) -> None:
    await say(socket, "connection_init", payload=payload)
    assert await hear(socket) == {"type": "connection_ack"}


async def closed(socket: ClientConnection) -> int:
    """Read on until the server closes, and return its code."""
    with suppress(websockets.ConnectionClosed):
        async for _ in socket:
            pass
    assert socket.close_code is not None
    return socket.close_code


def asks(query: str, **more: Any) -> dict[str, Any]:
    return {"id": "1", "payload": {"query": query, **more}}


async def test_a_subscription_is_told_in_order_and_ends(graph: Served) -> None:
    async with opened(graph) as socket:
        await begin(socket)
        await say(socket, "subscribe", **asks("subscription { counts(to: 3) }"))

        heard = [await hear(socket) for _ in range(4)]

    assert [part["payload"]["data"]["counts"] for part in heard[:3]] == [0, 1, 2]
    assert heard[3] == {"id": "1", "type": "complete"}


async def test_questions_and_trusted_documents_are_answered_too(graph: Served) -> None:
    async with opened(graph) as socket:
        await begin(socket)
        [digest] = MANIFEST
        await say(socket, "subscribe", id="1", payload={"documentId": digest})
        answer = await hear(socket)
        done = await hear(socket)
        await say(socket, "subscribe", id="2", payload={"documentId": "sha256:other"})
        unknown = await hear(socket)

    assert TRUSTED == "{ __typename ping }"
    assert answer["payload"]["data"] == {"__typename": "Query", "ping": "pong"}
    assert done["type"] == "complete"
    assert unknown["payload"][0]["extensions"] == {"code": "DOCUMENT_UNKNOWN"}


async def test_a_document_that_cannot_run_is_an_error_of_its_own(graph: Served) -> None:
    async with opened(graph) as socket:
        await begin(socket)
        for query in (
            "subscription { nothing }",
            "subscription { counts(to: 1) forever }",
            "{ " + "ping " * 5_000 + "}",
        ):
            await say(socket, "subscribe", **asks(query))
            heard = await hear(socket)
            assert (heard["id"], heard["type"]) == ("1", "error")


async def test_what_goes_wrong_is_masked_here_too(graph: Served) -> None:
    async with opened(graph) as socket:
        await begin(socket)
        await say(socket, "subscribe", **asks("{ boom }"))
        heard = await hear(socket)

    assert "secret" not in str(heard)
    assert heard["payload"]["errors"][0]["message"].startswith("internal error, reference ")


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("no json", 4400),
        ('{"type": "who knows"}', 4400),
        ('{"id": "1"}', 4400),
        ("[]", 4400),
        ("7", 4400),
        ('{"type": "complete", "id": []}', 4400),
        ('{"type": "subscribe", "id": "1", "payload": []}', 4400),
        ('{"type": "subscribe", "id": "1", "payload": {}}', 4400),
        ('{"type": "subscribe", "id": "1", "payload": {"query": 3}}', 4400),
        ('{"type": "subscribe", "id": "1", "payload": {"query": "", "variables": 3}}', 4400),
        ('{"type": "subscribe", "id": "1", "payload": {"query": "{ ping }"}}', 4401),
        ('{"type": "connection_init", "payload": 3}', 4400),
        ('{"type": "connection_init"}', 4401),
        ('{"type": "connection_init", "payload": {"authorization": "Bearer who"}}', 4401),
        ('{"type": "connection_init", "payload": {"authorization": 3}}', 4401),
        ("x" * 70_000, 1009),
    ],
)
async def test_a_socket_that_breaks_the_rules_is_closed(
    graph: Served, said: str, code: int
) -> None:
    async with opened(graph) as socket:
        await socket.send(said)

        assert await closed(socket) == code


async def test_a_second_beginning_and_a_used_id_close_the_socket(graph: Served) -> None:
    async with opened(graph) as socket:
        await begin(socket)
        await say(socket, "connection_init")
        assert await closed(socket) == 4429
    async with opened(graph) as socket:
        await begin(socket)
        await say(socket, "subscribe", **asks("subscription { forever }"))
        await say(socket, "subscribe", **asks("subscription { forever }"))
        assert await closed(socket) == 4409


async def test_a_socket_that_never_begins_is_closed(
    graph: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert sockets.INIT_S == 10
    monkeypatch.setattr(asyncio, "sleep", _hurried(asyncio.sleep))

    async with opened(graph) as socket:
        assert await closed(socket) == 4408


async def test_only_one_protocol_is_spoken(graph: Served) -> None:
    async with opened(graph, "graphql-ws") as socket:
        assert await closed(socket) == 4406


async def test_a_cookie_counts_only_from_a_page_of_ours(graph: Served) -> None:
    cookie = {"cookie": "stockwright_session=ann"}
    async with opened(graph, **cookie) as socket:
        await say(socket, "connection_init")
        assert await closed(socket) == 4401
    for origin in (graph.url.removesuffix("/graphql"), "https://board.example"):
        async with opened(graph, origin=origin, **cookie) as socket:
            await begin(socket, {})
            await say(socket, "subscribe", **asks("{ me }"))
            assert (await hear(socket))["payload"]["data"] == {"me": "Ann"}
    with pytest.raises(websockets.InvalidStatus) as refused:
        async with opened(graph, origin="https://evil.example", **cookie):
            pass
    assert refused.value.response.status_code == 403


async def test_a_socket_holds_twenty_subscriptions(graph: Served) -> None:
    async with opened(graph) as socket:
        await begin(socket)
        for number in range(21):
            await say(
                socket, "subscribe", id=str(number), payload={"query": "subscription { forever }"}
            )
        while (heard := await hear(socket))["type"] != "error":
            pass

    assert heard["id"] == "20"
    assert heard["payload"][0]["message"] == "Subscription limit reached"


async def test_a_subscription_is_ended_when_its_socket_goes(graph: Served) -> None:
    SmallSubscription.closed.clear()
    async with opened(graph) as socket:
        await begin(socket)
        await say(socket, "subscribe", **asks("subscription { forever }"))
        await hear(socket)

    async with asyncio.timeout(5):
        while not SmallSubscription.closed:  # noqa: ASYNC110 - the end is what we wait for
            await asyncio.sleep(0.01)


async def test_a_socket_closes_when_its_login_ends(
    graph: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert sockets.TICK_S <= 5
    monkeypatch.setattr(sockets, "TICK_S", 0.05)
    async with opened(graph) as socket:
        await begin(socket, {"authorization": "Bearer ann"})
        await say(socket, "subscribe", **asks("subscription { forever }"))
        await hear(socket)

        del graph.doorkeeper.known["ann"]

        assert await closed(socket) == 4401
    graph.doorkeeper.known["ann"] = WORKER


async def test_a_peer_that_answers_no_ping_is_given_up(
    graph: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sockets, "TICK_S", 0.02)
    async with opened(graph) as dead, opened(graph) as alive:
        await begin(dead)
        await begin(alive)
        for _ in range(3):
            assert await hear(alive) == {"type": "ping"}
            await say(alive, "pong")

        assert await closed(dead) == 4408


def _hurried(sleep: Any) -> Any:
    async def hurry(delay: float) -> None:
        await sleep(delay / 100)

    return hurry
