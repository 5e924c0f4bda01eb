"""A server of our own for a replay: on a free port, over the database that is open already."""

import asyncio
import os
import socket
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx2

from backend.server.trouble import Trouble

START_S = 60.0
STOP_S = 30.0


@asynccontextmanager
async def own_server() -> AsyncIterator[str]:
    """Serve for as long as the block lasts, and give the address."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    command = (sys.executable, "-m", "backend.server", "serve", "--port", str(port))
    environment = os.environ | {"STOCKWRIGHT_LOG_LEVEL": "warning"}
    server = await asyncio.create_subprocess_exec(*command, env=environment)
    try:
        await _ready(server, address)
        yield address
    finally:
        if server.returncode is None:
            server.terminate()
        async with asyncio.timeout(STOP_S):
            await server.wait()


async def _ready(server: asyncio.subprocess.Process, address: str) -> None:
    deadline = time.monotonic() + START_S
    async with httpx2.AsyncClient() as client:
        while server.returncode is None and time.monotonic() < deadline:
            try:
                if (await client.get(f"{address}/readyz")).is_success:
                    return
            except httpx2.TransportError:
                pass
            await asyncio.sleep(0.1)
    raise Trouble("The server did not start.", "See what it said above.")
