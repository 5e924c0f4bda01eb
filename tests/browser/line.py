"""A line between a browser and the house, which can fall silent as a cut cable does."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from tests.browser.house import House

CHUNK = 65_536


@dataclass
class Line:
    """Carries bytes both ways until it is silenced: then nobody hears anything, not even an end."""

    port_of_house: int
    url: str = ""
    _open: asyncio.Event = field(default_factory=asyncio.Event)
    _ways: set[asyncio.Task[None]] = field(default_factory=set)

    async def silence(self) -> None:
        """Let nothing through any more; whatever was connected is lost for good."""
        self._open.clear()

    async def speak(self) -> None:
        """Carry new connections again."""
        self._open.set()

    async def carry(self, near: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        """Carry one connection."""
        await self._open.wait()
        far, forth = await asyncio.open_connection("127.0.0.1", self.port_of_house)
        ways = {
            asyncio.create_task(self._pipe(near, forth)),
            asyncio.create_task(self._pipe(far, back)),
        }
        self._ways |= ways
        await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        for way in ways:
            way.cancel()
        for end in (forth, back):
            end.close()

    def cut(self) -> None:
        """End what is still connected."""
        for way in self._ways:
            way.cancel()

    async def _pipe(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        while chunk := await source.read(CHUNK):
            if not self._open.is_set():
                await asyncio.Event().wait()  # swallowed, and never heard of again
            sink.write(chunk)
            await sink.drain()


@asynccontextmanager
async def line_to(house: House) -> AsyncIterator[Line]:
    """Lay a line to the house."""
    line = Line(urlsplit(house.url).port or 80)
    await line.speak()
    server = await asyncio.start_server(line.carry, "127.0.0.1", 0)
    line.url = f"http://localhost:{server.sockets[0].getsockname()[1]}"
    try:
        yield line
    finally:
        server.close()
        line.cut()
