"""A client that costs next to nothing: bytes out, bytes in, over one kept connection."""

import asyncio
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

LENGTH = b"content-length: "
AGAIN_S = 0.1
"""How long a client that was told to come again waits."""


@dataclass(frozen=True, slots=True)
class Load:
    """What a number of clients measured together."""

    waits_s: Sequence[float]
    seconds: float
    answers: Sequence[bytes]

    @property
    def per_second(self) -> float:
        """Answers a second, of all clients together."""
        return len(self.waits_s) / self.seconds

    def wait_ms(self, share: float) -> float:
        """Return how long this share of the answers took at most."""
        ordered = sorted(self.waits_s)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))] * 1000


class Wire:
    """One connection to a server on this machine."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Use `open`."""
        self._reader = reader
        self._writer = writer

    @classmethod
    async def open(cls, port: int) -> Self:
        """Connect."""
        return cls(*await asyncio.open_connection("127.0.0.1", port))

    async def send(self, request: bytes) -> bytes:
        """Send one request until it is answered, and return the body; 503 says to come again."""
        while True:
            self._writer.write(request)
            head = await self._reader.readuntil(b"\r\n\r\n")
            start = head.lower().index(LENGTH) + len(LENGTH)
            body = await self._reader.readexactly(int(head[start : head.index(b"\r", start)]))
            if not head.startswith(b"HTTP/1.1 503"):
                assert head.startswith(b"HTTP/1.1 200"), head
                return body
            await asyncio.sleep(AGAIN_S)

    def close(self) -> None:
        """Hang up."""
        self._writer.close()


def request(body: Any, token: str | None = None) -> bytes:
    """Spell a POST to the graph, once and for all."""
    content = json.dumps(body).encode()
    head = (
        "POST /graphql HTTP/1.1\r\nhost: bench\r\nx-stockwright: 1\r\n"
        f"content-type: application/json\r\ncontent-length: {len(content)}\r\n"
    )
    authorization = f"authorization: Bearer {token}\r\n" if token else ""
    return f"{head}{authorization}\r\n".encode() + content


async def load(port: int, clients: Sequence[Sequence[bytes]]) -> Load:
    """Let every client send its requests, one after the other, all clients at once."""
    wires = [await Wire.open(port) for _ in clients]
    waits: list[float] = []
    answers: list[bytes] = []

    async def client(wire: Wire, requests: Sequence[bytes]) -> None:
        for each in requests:
            begun = time.perf_counter()
            answers.append(await wire.send(each))
            waits.append(time.perf_counter() - begun)

    begun = time.perf_counter()
    await asyncio.gather(*map(client, wires, clients))
    seconds = time.perf_counter() - begun
    for wire in wires:
        wire.close()
    return Load(waits, seconds, answers)
