"""The twin as a machine on the network: it listens where printers do and keeps what came out."""

import asyncio
import socket
import struct
from collections import deque
from dataclasses import dataclass, field
from io import BytesIO

from labels.twin.language import formats_in
from labels.twin.paper import Printed, print_label

KEPT_MAX = 200
RECEIVED_MAX = 8_000_000
READ_AT_ONCE = 65_536


@dataclass(frozen=True, slots=True)
class CameOut:
    """A label that came out, as a picture."""

    number: int
    png: bytes
    printed: Printed
    zpl: bytes


@dataclass(slots=True)
class Machine:
    """A printer that never runs out of paper; it can be told to hang up."""

    labels: deque[CameOut] = field(default_factory=lambda: deque(maxlen=KEPT_MAX))
    count: int = 0
    hangs_up_after: int | None = None

    async def listen(self, host: str, port: int) -> asyncio.Server:
        """Open the port; 0 takes any."""
        return await asyncio.start_server(self._serve, host, port)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        waiting = b""
        try:
            while received := await reader.read(READ_AT_ONCE):
                whole, waiting = formats_in(waiting + received)
                for label in whole:
                    if self.hangs_up_after is not None and self.count >= self.hangs_up_after:
                        _break_off(writer)
                        return
                    await self._print(label)
                if len(waiting) > RECEIVED_MAX:
                    break
        except ConnectionError:
            return  # whoever sent it hung up; a printer shrugs
        finally:
            writer.close()

    async def _print(self, label: bytes) -> None:
        printed = await asyncio.to_thread(print_label, label)
        written = BytesIO()
        printed.image.save(written, "PNG")
        self.count += 1
        self.labels.append(CameOut(self.count, written.getvalue(), printed, label))


def _break_off(writer: asyncio.StreamWriter) -> None:
    """End the line as a pulled plug does: by a reset, not by a farewell."""
    line: socket.socket = writer.get_extra_info("socket")
    line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()
