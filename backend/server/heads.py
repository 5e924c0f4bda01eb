"""HTTP as uvicorn speaks it, with an end to how long the head of a request may be, and may take.

Its fast parser takes a header of any size, and waits for the rest of it for ever; both fill memory
before anybody has been asked who it is.
"""

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEAD_MAX = 65_536
"""Bytes of request line and headers."""
HEAD_S = 20.0
"""How long they may take to come in."""
REST = b"\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
TOO_LARGE = b"HTTP/1.1 431 Request Header Fields Too Large" + REST
TOO_SLOW = b"HTTP/1.1 408 Request Timeout" + REST


class BoundedHeads(HttpToolsProtocol):
    """One connection."""

    _is_reading_head = True
    _read = 0
    _limit: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        """Expect a head."""
        super().connection_made(transport)
        self._expect()

    def connection_lost(self, exc: Exception | None) -> None:
        """Expect nothing more."""
        self._stop()
        super().connection_lost(exc)

    def on_message_begin(self) -> None:
        """Expect the next head."""
        super().on_message_begin()
        self._expect()

    def on_headers_complete(self) -> None:
        """Let the request go on its way."""
        self._is_reading_head = False
        self._stop()
        super().on_headers_complete()

    def data_received(self, data: bytes) -> None:
        """Take a piece in, and hang up on a head that does not end."""
        super().data_received(data)
        if not self._is_reading_head or self.transport.is_closing():
            return
        self._read += len(data)
        if self._read > HEAD_MAX:
            self._hang_up(TOO_LARGE)

    def _expect(self) -> None:
        self._stop()
        self._is_reading_head, self._read = True, 0
        self._limit = self.loop.call_later(HEAD_S, self._hang_up, TOO_SLOW)

    def _stop(self) -> None:
        if self._limit is not None:
            self._limit.cancel()
            self._limit = None

    def _hang_up(self, answer: bytes) -> None:
        self._stop()
        if not self.transport.is_closing():
            self.transport.write(answer)
            self.transport.close()
