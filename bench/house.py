"""A real server in a process of its own, with the demo warehouse of one day in a fresh folder."""

import asyncio
import os
import resource as limits
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import IO, Any

import httpx2

from backend.server.demo.book import Book
from backend.server.demo.load import load
from backend.server.demo.retail import read_book
from backend.server.postgres import Addresses, Postgres
from backend.server.postmaster import running_in
from backend.server.resources import resource
from backend.server.storage import bring_up_to_date, connected

MEMORY_BYTES_MAX = 3 * 1024**3
"""The address space of a server: one that needs more falls here, and not at a customer's."""
START_S = 60.0
STOP_S = 30.0
PROBE_S = 0.02
SERVE = (sys.executable, "-m", "backend.server", "serve")


@contextmanager
def folder_of_our_own() -> Any:
    """Give a folder that PostgreSQL's user may enter; it is gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="stockwright-", dir="/tmp"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def first_of(day: date, documents: int) -> Book:
    """Return so many of the carried documents of a day, with the products in them."""
    book = read_book(resource("demo") / "retail", day, day)
    taken = book.documents[:documents]
    skus = {line.sku for document in taken for line in document.lines}
    products = {sku: product for sku, product in book.products.items() if sku in skus}
    return replace(book, documents=taken, products=products)


async def fill(addresses: Addresses, book: Book) -> None:
    """Bring an empty database up to date and load the warehouse that a book suggests."""
    await bring_up_to_date(addresses.owner, lambda _: None)
    database = await connected(addresses.app, pool_max=4)
    try:
        await load(database, book, bar=_silent)
    finally:
        await database.close()


@contextmanager
def _silent(_label: str) -> Any:
    yield lambda _done, _total: None


class Served:
    """`stockwright serve` on a free port over the data in a folder; it can be killed and started.

    The embedded PostgreSQL is the server's own child, unless somebody runs one on the folder.
    """

    def __init__(self, folder: Path, command: tuple[str, ...] = SERVE) -> None:
        """Prepare; nothing runs before `start`."""
        self.folder = folder
        self.port = free_port()
        self.process: subprocess.Popen[bytes] | None = None
        self._command = (*command, "--port", str(self.port))
        self._log: IO[bytes] = (folder / "server.log").open("ab")

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int:
        """The process that answers."""
        assert self.process is not None, "it was not started"
        return self.process.pid

    async def start(self) -> float:
        """Start it, and return after how many seconds it was ready."""
        begun = time.monotonic()
        self.process = subprocess.Popen(  # noqa: ASYNC220, S603 - our own program
            self._command,
            env=self._environment(),
            stdin=subprocess.DEVNULL,
            stdout=self._log,
            stderr=self._log,
        )
        limits.prlimit(self.pid, limits.RLIMIT_AS, (MEMORY_BYTES_MAX, MEMORY_BYTES_MAX))
        await self.ready()
        return time.monotonic() - begun

    async def ready(self) -> None:
        """Wait until it says that it can serve."""
        deadline = time.monotonic() + START_S
        async with httpx2.AsyncClient(base_url=self.url) as client:
            while time.monotonic() < deadline:
                assert self.process is not None
                assert self.process.poll() is None, self.last_words()
                try:
                    if (await client.get("/readyz")).is_success:
                        return
                except httpx2.TransportError:
                    pass
                await asyncio.sleep(PROBE_S)
        raise AssertionError(self.last_words())

    def kill(self) -> None:
        """Kill the server as a power cut does; its database is told to stop by the kernel."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def kill_database(self) -> None:
        """Kill the postmaster; the server's keeper starts another."""
        pid = running_in(self.folder / "postgres")
        if pid is not None:  # else it is still down from the last time
            os.kill(pid, signal.SIGKILL)

    def stop(self) -> None:
        """Ask it to end, and wait."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(STOP_S)
        self._log.close()

    def last_words(self) -> str:
        """Return the end of what it and PostgreSQL wrote."""
        logs = (self.folder / name for name in ("server.log", "postgres.log"))
        return "\n".join(log.read_text()[-20_000:] for log in logs if log.exists())

    def _environment(self) -> Mapping[str, str]:
        clean = {name: value for name, value in os.environ.items() if "DATABASE" not in name}
        return clean | {
            "STOCKWRIGHT_DATA": str(self.folder),
            "STOCKWRIGHT_LOG_LEVEL": "warning",
            "STOCKWRIGHT_MODE": "production",
        }


@asynccontextmanager
async def served(book: Book) -> AsyncIterator[Served]:
    """Serve the warehouse of a book, the database being the server's own child."""
    with folder_of_our_own() as folder:
        with Postgres(folder) as addresses:
            await fill(addresses, book)
        house = Served(folder)
        try:
            await house.start()
            yield house
        finally:
            house.stop()


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
    return port
