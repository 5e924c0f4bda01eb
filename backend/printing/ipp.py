"""Talk to a print queue in IPP (RFC 8010, RFC 8011): send a job, ask what became of it, cancel it.

Four operations are all that labels need. The libraries at hand bring an HTTP client of their own
and four more packages; the HTTP here is the one that the house has.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from itertools import count

import httpx2

from backend.printing.rules import Queue

TIMEOUTS = httpx2.Timeout(30.0, connect=5.0)
ANSWER_MAX = 1_000_000
VERSION = b"\x01\x01"
"""1.1: what CUPS and printers of the last twenty years all speak."""
OPERATION, JOB, END = 0x01, 0x02, 0x03
DELIMITERS = range(0x10)
INTEGER, BOOLEAN, ENUM = 0x21, 0x22, 0x23
NAME, KEYWORD, URI, CHARSET, LANGUAGE, MIME = 0x42, 0x44, 0x45, 0x47, 0x48, 0x49
FIRST_ERROR = 0x0100
NOT_FOUND = 0x0406
PURGED = 0x0407
HEAD = 8
"""Bytes before the attributes: version, status, request."""
_REQUESTS = count(1)

Value = int | bool | str
Attribute = tuple[int, str, Value]
WHO: Attribute = (NAME, "requesting-user-name", "stockwright")


class Operation(IntEnum):
    """What is asked of a printer."""

    PRINT_JOB = 0x0002
    CANCEL_JOB = 0x0008
    GET_JOB_ATTRIBUTES = 0x0009
    GET_PRINTER_ATTRIBUTES = 0x000B


class JobState(IntEnum):
    """How far the printer is with a job (RFC 8011, section 5.3.7)."""

    PENDING = 3
    HELD = 4
    PROCESSING = 5
    STOPPED = 6
    CANCELED = 7
    ABORTED = 8
    COMPLETED = 9


class PrinterSaysNo(Exception):  # noqa: N818 - an answer of the printer, not a fault of ours
    """The printer answered, and took nothing; `status` is IPP's."""

    def __init__(self, status: int, said: str) -> None:
        """Keep what it said."""
        super().__init__(said or f"IPP status 0x{status:04x}")
        self.status = status


class PrinterUnclear(PrinterSaysNo):
    """It answered, but not whether it took anything: a gateway's error, or no whole IPP."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: attributes by name, every value of each."""

    status: int
    values: Mapping[str, list[Value]]

    def words(self, name: str) -> list[str]:
        """Return the texts of an attribute."""
        return [value for value in self.values.get(name, []) if isinstance(value, str)]

    def number(self, name: str) -> int | None:
        """Return the first number of an attribute."""
        return next((value for value in self.values.get(name, []) if isinstance(value, int)), None)


async def ask_printer(queue: Queue) -> Answer:
    """Get-Printer-Attributes: what it takes, and how it is."""
    wanted = ("document-format-supported", "printer-is-accepting-jobs", "printer-state-reasons")
    return await _asked(queue, Operation.GET_PRINTER_ATTRIBUTES, [WHO, *_requested(*wanted)])


async def print_document(queue: Queue, document: bytes, *, kind: str, name: str) -> int:
    """Print-Job: hand over a document; return the number by which the printer knows it."""
    told = [WHO, (NAME, "job-name", name), (MIME, "document-format", kind)]
    how: list[Attribute] = [(KEYWORD, "print-scaling", "none")]
    answer = await _asked(queue, Operation.PRINT_JOB, told, job=how, document=document)
    number = answer.number("job-id")
    if number is None:
        raise PrinterUnclear(answer.status, "it gave the job no number")
    return number


async def ask_job(queue: Queue, number: int) -> Answer:
    """Get-Job-Attributes: how far it is with a job."""
    told = [(INTEGER, "job-id", number), WHO, *_requested("job-state", "job-state-reasons")]
    return await _asked(queue, Operation.GET_JOB_ATTRIBUTES, told)


async def cancel_job(queue: Queue, number: int) -> None:
    """Cancel-Job: drop it; raises PrinterSaysNo when it has ended already."""
    await _asked(queue, Operation.CANCEL_JOB, [(INTEGER, "job-id", number), WHO])


def _requested(*names: str) -> list[Attribute]:
    return [
        (KEYWORD, "requested-attributes" if place == 0 else "", name)
        for place, name in enumerate(names)
    ]


async def _asked(
    queue: Queue,
    operation: Operation,
    told: list[Attribute],
    *,
    job: list[Attribute] | None = None,
    document: bytes = b"",
) -> Answer:
    """Send one operation; raises PrinterSaysNo, or an error of the line."""
    host = f"[{queue.host}]" if ":" in queue.host else queue.host
    scheme, secure = ("ipps", "https") if queue.is_secret else ("ipp", "http")
    rest = f"{host}:{queue.port}{queue.path}"
    head: list[Attribute] = [
        (CHARSET, "attributes-charset", "utf-8"),
        (LANGUAGE, "attributes-natural-language", "en"),
        (URI, "printer-uri", f"{scheme}://{rest}"),
    ]
    body = encoded(operation, head + told, job or []) + document
    async with httpx2.AsyncClient(
        timeout=TIMEOUTS, trust_env=False, verify=queue.is_secret
    ) as client:
        answer = await client.post(
            f"{secure}://{rest}", content=body, headers={"content-type": "application/ipp"}
        )
    if answer.status_code != httpx2.codes.OK:
        is_clear = httpx2.codes.is_client_error(answer.status_code)
        said = f"it answered HTTP {answer.status_code}"
        raise (PrinterSaysNo if is_clear else PrinterUnclear)(0, said)
    found = decoded(answer.content[:ANSWER_MAX])
    if found.status >= FIRST_ERROR:
        raise PrinterSaysNo(found.status, " ".join(found.words("status-message")))
    return found


def encoded(operation: int, told: list[Attribute], job: list[Attribute]) -> bytes:
    """Return a request without its document."""
    written = VERSION + operation.to_bytes(2, "big") + next(_REQUESTS).to_bytes(4, "big")
    written += bytes([OPERATION]) + b"".join(_written(*each) for each in told)
    if job:
        written += bytes([JOB]) + b"".join(_written(*each) for each in job)
    return written + bytes([END])


def _written(tag: int, name: str, value: Value) -> bytes:
    packed = value.to_bytes(4, "big") if isinstance(value, int) else value.encode()
    named = name.encode()
    lengths = len(named).to_bytes(2, "big"), len(packed).to_bytes(2, "big")
    return bytes([tag]) + lengths[0] + named + lengths[1] + packed


def decoded(content: bytes) -> Answer:
    """Return what an answer says; one that is cut off or none raises PrinterUnclear."""
    if len(content) < HEAD:
        raise PrinterUnclear(0, "what it answered is no IPP")
    values: dict[str, list[Value]] = {}
    name = ""
    for tag, named, packed in _attributes(content):
        name = named or name
        values.setdefault(name, []).append(_read(tag, packed))
    return Answer(int.from_bytes(content[2:4], "big"), values)


def _attributes(content: bytes) -> Iterator[tuple[int, str, bytes]]:
    at = HEAD
    while at < len(content) and content[at] != END:
        tag, at = content[at], at + 1
        if tag in DELIMITERS:
            continue
        name, at = _piece(content, at)
        value, at = _piece(content, at)
        yield tag, name.decode("utf-8", "replace"), value


def _piece(content: bytes, at: int) -> tuple[bytes, int]:
    end = at + 2 + int.from_bytes(content[at : at + 2], "big")
    if end > len(content) or at + 2 > len(content):
        raise PrinterUnclear(0, "its answer is cut off")
    return content[at + 2 : end], end


def _read(tag: int, packed: bytes) -> Value:
    if tag in {INTEGER, ENUM}:
        return int.from_bytes(packed, "big", signed=True)
    if tag == BOOLEAN:
        return packed == b"\x01"
    return packed.decode("utf-8", "replace")
