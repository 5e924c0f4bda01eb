"""The head of a request ends, and comes in time, or the connection does."""

import asyncio
import socket

import pytest
import pytest_asyncio
import uvicorn
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute

from backend.server import heads
from backend.server.commands.serving import UVICORN


async def _hello(request):
    return PlainTextResponse(f"hello {len(await request.body())}")


async def _echo(websocket):
    await websocket.accept()
    await asyncio.sleep(1.2)
    await websocket.send_text("still here")
    await websocket.close()


@pytest_asyncio.fixture
async def port():
    app = Starlette(routes=[Route("/", _hello, methods=["POST"]), WebSocketRoute("/ws", _echo)])
    options = UVICORN | {"factory": False, "lifespan": "off"}
    server = uvicorn.Server(uvicorn.Config(app, **options))
    with socket.create_server(("127.0.0.1", 0)) as door:
        serving = asyncio.create_task(server.serve(sockets=[door]))
        yield door.getsockname()[1]
        server.should_exit = True
        await serving


async def say(port, *pieces, pause=0.0):
    """Send pieces and return the first line of what comes back."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        for piece in pieces:
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(pause)
        return await asyncio.wait_for(reader.readline(), 10)
    except ConnectionError:
        return b"hung up"
    finally:
        writer.close()


HEAD = b"POST / HTTP/1.1\r\nHost: x\r\n"


async def test_a_head_without_end_is_not_kept_in_memory(port):
    pieces = [b"a" * 1000] * 20_000

    one = await say(port, HEAD, b"X: ", *pieces)
    many = await say(port, HEAD, *[b"X-%d: a\r\n" % number for number in range(20_000)])

    assert one in {b"HTTP/1.1 431 Request Header Fields Too Large\r\n", b"hung up"}
    assert many in {b"HTTP/1.1 431 Request Header Fields Too Large\r\n", b"hung up"}


async def test_a_head_that_never_ends_is_hung_up_on(port, monkeypatch):
    monkeypatch.setattr(heads, "HEAD_S", 0.5)

    silent = await say(port)
    slow = await say(port, HEAD)

    assert silent == slow == b"HTTP/1.1 408 Request Timeout\r\n"


async def test_a_long_body_and_a_second_request_pass(port, monkeypatch):
    monkeypatch.setattr(heads, "HEAD_S", 0.5)
    head = HEAD + b"Content-Length: 200000\r\n\r\n"

    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for _ in range(2):
        writer.write(head)
        await asyncio.sleep(0.6)
        writer.write(b"b" * 200_000)
        answer = await asyncio.wait_for(reader.readuntil(b"hello 200000"), 10)
        assert answer.startswith(b"HTTP/1.1 200")
    writer.close()


async def test_a_socket_stays_open_after_its_head(port, monkeypatch):
    monkeypatch.setattr(heads, "HEAD_S", 0.5)
    upgrade = (
        b"GET /ws HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    )

    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(upgrade)
    answer = await asyncio.wait_for(reader.readuntil(b"still here"), 10)
    writer.close()

    assert answer.startswith(b"HTTP/1.1 101")


@pytest.mark.parametrize("size", [10_000, 60_000])
async def test_a_large_head_passes(port, size):
    line = await say(port, HEAD + b"X: " + b"a" * size + b"\r\nContent-Length: 0\r\n\r\n")

    assert line == b"HTTP/1.1 200 OK\r\n"
