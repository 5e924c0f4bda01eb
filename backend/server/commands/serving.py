"""Serve over HTTP until told to stop, over a database that is up and up to date."""

import os
import signal
import socket
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType
from typing import Any, Literal

import uvicorn

from backend.server.heads import BoundedHeads
from backend.server.postgres import Addresses
from backend.server.settings import Settings
from backend.server.tls.secured import context
from backend.server.trouble import Trouble

APP = "backend.server.app:create_app"
CANNOT_START = 3
EVERYWHERE = "0.0.0.0"  # noqa: S104 - only with TLS, or when somebody asked for it
UVICORN: dict[str, Any] = {
    "factory": True,
    "http": BoundedHeads,
    "ws": "websockets-sansio",
    "ws_max_size": 65_536,
    "ws_ping_interval": 20,
    "ws_ping_timeout": 20,
    "ws_per_message_deflate": False,
    "log_config": None,
    "access_log": False,
    "server_header": False,
}


@dataclass(frozen=True, slots=True)
class Door:
    """Where clients come in."""

    host: str
    port: int
    scheme: Literal["http", "https"] = "http"

    @property
    def url(self) -> str:
        """The address to type into a browser on this machine."""
        host = "localhost" if self.host in {EVERYWHERE, "::", "127.0.0.1"} else self.host
        return self.at(host)

    @property
    def is_secure(self) -> bool:
        """Speaks TLS."""
        return self.scheme == "https"

    def at(self, name: str) -> str:
        """Return the address under one of this machine's names."""
        return f"{self.scheme}://{f'[{name}]' if ':' in name else name}:{self.port}"

    def check(self) -> None:
        """Raise Trouble when something else listens here already."""
        family = socket.AF_INET6 if ":" in self.host else socket.AF_INET
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((self.host, self.port))
            except OSError as error:
                reason = (error.strerror or str(error)).lower()
                raise Trouble(
                    f"Port {self.port} on {self.host} cannot be used ({reason}).",
                    "Stop what uses it, or pass --port with another number.",
                    exit_code=CANNOT_START,
                ) from error


def door_of(settings: Settings, host: str | None, port: int | None) -> Door:
    """Return where to listen, as it was typed or set."""
    return Door(host or settings.host, settings.port if port is None else port)


def secure_door_of(settings: Settings, host: str | None, port: int | None) -> Door:
    """Return where to listen with TLS: on every network unless told, as that is its use."""
    plain = door_of(settings, host, port)
    is_told = host is not None or "host" in settings.model_fields_set
    return Door(plain.host if is_told else EVERYWHERE, plain.port, "https")


def serve_at(
    door: Door,
    settings: Settings,
    addresses: Addresses,
    *,
    workers: int,
    announce: Callable[[], object],
) -> None:
    """Serve until a signal comes, and announce when it begins; open requests are finished first."""
    # The application reads the environment, in this process and in each worker's.
    os.environ["DATABASE_URL"] = addresses.app
    os.environ["DATABASE_OWNER_URL"] = addresses.owner
    options = UVICORN | {
        "host": door.host,
        "port": door.port,
        "timeout_graceful_shutdown": settings.graceful_s,
        "ssl_context_factory": context if door.is_secure else None,
    }
    if workers > 1:
        with _shared_figures():
            announce()
            uvicorn.run(APP, workers=workers, **options)
        return
    server = _Announcing(uvicorn.Config(APP, **options), announce)
    server.run()
    if not server.started:
        sys.exit(CANNOT_START)


class _Announcing(uvicorn.Server):
    """Tells when it has begun to listen."""

    def __init__(self, config: uvicorn.Config, announce: Callable[[], object]) -> None:
        super().__init__(config)
        self._announce = announce

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._announce()


@contextmanager
def ending_on_signals() -> Iterator[None]:
    """Leave the block in good order when the machine or its owner asks us to stop."""

    def end(_signal: int, _frame: FrameType | None) -> None:
        sys.exit(0)

    before = {
        number: signal.signal(number, end)
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)
    }
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def _shared_figures() -> Iterator[None]:
    """Let worker processes add up their figures in files."""
    with tempfile.TemporaryDirectory(prefix="stockwright-metrics-") as folder:
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = folder
        yield
