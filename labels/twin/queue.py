"""The twin as a print queue: IPP over HTTP, as CUPS and network printers speak it (RFC 8010, 8011).

It reads requests by itself and shares no code with whoever sends them. It can be told to stop, to
refuse and to hang up, as printers do.
"""

import asyncio
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field

PRINT_JOB, CANCEL_JOB, GET_JOB, GET_PRINTER = 0x0002, 0x0008, 0x0009, 0x000B
OK, NOT_POSSIBLE, NOT_FOUND, NOT_ACCEPTING = 0x0000, 0x0404, 0x0406, 0x0506
BAD_FORMAT, BUSY = 0x040A, 0x0507
PENDING, PROCESSING, STOPPED, CANCELED, ABORTED, COMPLETED = 3, 5, 6, 7, 8, 9
TAGS = {"charset": 0x47, "language": 0x48, "integer": 0x21, "enum": 0x23, "keyword": 0x44}
TAGS |= {"boolean": 0x22, "mime": 0x49, "text": 0x41}
BODY_MAX = 64_000_000
Read = Mapping[str, list[bytes]]


@dataclass(slots=True)
class Kept:
    """A document that the queue took, and how far it is."""

    number: int
    kind: str
    name: str
    document: bytes
    state: int = PENDING
    asked: int = 0


@dataclass(slots=True)
class Queue:
    """A queue that prints what it takes once it was asked about it `patience` times."""

    formats: tuple[str, ...] = ("application/pdf", "application/octet-stream")
    patience: int = 1
    is_accepting: bool = True
    ends_as: int = COMPLETED
    hangs_up: bool = False
    mumbles: bytes | None = None
    """What it answers to a document that it took, instead of the job's number."""
    refuses_to_tell: bool = False
    kept: dict[int, Kept] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    async def listen(self, host: str, port: int) -> asyncio.Server:
        """Open the port; 0 takes any."""
        return await asyncio.start_server(self._serve, host, port)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while body := await _body(reader):
                if self.hangs_up and body[2:4] == PRINT_JOB.to_bytes(2, "big"):
                    writer.transport.abort()
                    return
                answer = self._answer(body)
                if self.mumbles is not None and body[2:4] == PRINT_JOB.to_bytes(2, "big"):
                    answer = self.mumbles
                head = b"HTTP/1.1 200 OK\r\ncontent-type: application/ipp\r\n"
                writer.write(head + b"content-length: %d\r\n\r\n" % len(answer) + answer)
                await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            return  # whoever asked hung up
        finally:
            writer.close()

    def _answer(self, body: bytes) -> bytes:
        operation, request = struct.unpack(">xxHI", body[:8])
        read, document = _request(body[8:])
        asked = [name for name in ("attributes-charset", "printer-uri") if name not in read]
        if asked or next(iter(read)) != "attributes-charset":
            self.problems.append(f"operation {operation} lacks {asked}, or has them out of order")
        if operation == PRINT_JOB:
            return self._taken(request, read, document)
        if operation == GET_JOB:
            return self._told(request, read)
        if operation == CANCEL_JOB:
            return self._canceled(request, read)
        return _answered(
            OK,
            request,
            0x04,
            ("boolean", "printer-is-accepting-jobs", self.is_accepting),
            *(("mime", "document-format-supported", kind) for kind in self.formats),
            ("keyword", "printer-state-reasons", "none"),
        )

    def _taken(self, request: int, read: Read, document: bytes) -> bytes:
        kind = read["document-format"][0].decode()
        if kind not in self.formats:
            return _answered(BAD_FORMAT, request, 0x02)
        if not self.is_accepting:
            return _answered(NOT_ACCEPTING, request, 0x02)
        number = len(self.kept) + 1
        self.kept[number] = Kept(number, kind, read["job-name"][0].decode(), document)
        return _answered(
            OK, request, 0x02, ("integer", "job-id", number), ("enum", "job-state", PENDING)
        )

    def _told(self, request: int, read: Read) -> bytes:
        kept = self.kept.get(int.from_bytes(read["job-id"][0], "big"))
        if self.refuses_to_tell:
            return _answered(BUSY, request, 0x02)
        if kept is None:
            return _answered(NOT_FOUND, request, 0x02)
        kept.asked += 1
        if kept.state not in {CANCELED, COMPLETED}:
            kept.state = self.ends_as if kept.asked > self.patience else PROCESSING
        reason = {STOPPED: "media-empty", ABORTED: "aborted-by-system"}.get(kept.state, "none")
        return _answered(
            OK,
            request,
            0x02,
            ("enum", "job-state", kept.state),
            ("keyword", "job-state-reasons", reason),
        )

    def _canceled(self, request: int, read: Read) -> bytes:
        kept = self.kept.get(int.from_bytes(read["job-id"][0], "big"))
        if kept is None:
            return _answered(NOT_FOUND, request, 0x02)
        if kept.state in {CANCELED, ABORTED, COMPLETED}:
            return _answered(NOT_POSSIBLE, request, 0x02)
        kept.state = CANCELED
        return _answered(OK, request, 0x02)


async def _body(reader: asyncio.StreamReader) -> bytes:
    """Return the body of the next request; nothing at the end of the line."""
    head = await reader.readuntil(b"\r\n\r\n")
    fields = dict(line.lower().split(b": ", 1) for line in head.split(b"\r\n")[1:] if line)
    length = int(fields.get(b"content-length", b"0"))
    return await reader.readexactly(min(length, BODY_MAX))


def _request(rest: bytes) -> tuple[Read, bytes]:
    """Return the attributes of a request by name, and its document."""
    read: dict[str, list[bytes]] = {}
    at, last = 0, ""
    while rest[at] != 0x03:  # noqa: PLR2004 - end of attributes
        if rest[at] < 0x10:  # noqa: PLR2004 - a new group
            at += 1
            continue
        (named,) = struct.unpack_from(">H", rest, at + 1)
        name = rest[at + 3 : at + 3 + named].decode() or last
        at += 3 + named
        (length,) = struct.unpack_from(">H", rest, at)
        read.setdefault(name, []).append(rest[at + 2 : at + 2 + length])
        at, last = at + 2 + length, name
    return read, rest[at + 1 :]


def _answered(
    status: int, request: int, group: int, *attributes: tuple[str, str, int | str]
) -> bytes:
    told = b"\x01\x01" + struct.pack(">HI", status, request) + b"\x01"
    told += _attribute("charset", "attributes-charset", "utf-8")
    told += _attribute("language", "attributes-natural-language", "en")
    told += bytes([group])
    last = ""
    for kind, name, value in attributes:
        told += _attribute(kind, "" if name == last else name, value)
        last = name
    return told + b"\x03"


def _attribute(kind: str, name: str, value: int | str) -> bytes:
    if kind == "boolean":
        packed = bytes([int(value)])
    else:
        packed = value.encode() if isinstance(value, str) else struct.pack(">i", value)
    head = struct.pack(">BH", TAGS[kind], len(name)) + name.encode()
    return head + struct.pack(">H", len(packed)) + packed
