"""What printing says no to, and how far a job can be."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from backend.kernel.refusals import Refusal

LABELS_MAX = 5_000
COPIES_MAX = 100
ADDRESS = re.compile(r"(?P<host>[A-Za-z0-9.-]{1,253}|\[[0-9a-fA-F:.]{2,45}\]):(?P<port>\d{1,5})")
PORT_MAX = 65_535
QUEUE = re.compile(
    r"(?P<scheme>ipps?)://(?P<host>[A-Za-z0-9.-]{1,253}|\[[0-9a-fA-F:.]{2,45}\])"
    r"(:(?P<port>\d{1,5}))?(?P<path>/[A-Za-z0-9._~/%-]{0,120})"
)
IPP_PORT = 631
"""RFC 8010, section 4."""


class LabelUnreadable(Refusal):
    """It cannot be drawn so that a scanner reads it."""

    code: ClassVar[str] = "LABEL_UNREADABLE"
    sentence: ClassVar[str] = (
        "The label of {subject} cannot be printed here: {problem}; choose other stock or a finer"
        " printer."
    )


class PrinterKind(StrEnum):
    """How a printer is reached."""

    RAW = "RAW"
    IPP = "IPP"
    DOWNLOAD = "DOWNLOAD"


class LabelFormat(StrEnum):
    """How a label is written."""

    PNG = "PNG"
    SVG = "SVG"
    PDF = "PDF"
    ZPL = "ZPL"


class LabelKind(StrEnum):
    """What a label is for."""

    ITEM = "ITEM"
    PACK = "PACK"
    PALLET = "PALLET"
    BIN = "BIN"
    CONTAINER = "CONTAINER"
    COMMAND = "COMMAND"
    DOCUMENT = "DOCUMENT"
    SHIPPING = "SHIPPING"


class PrintStatus(StrEnum):
    """How far a printing is."""

    QUEUED = "QUEUED"
    PRINTING = "PRINTING"
    PRINTED = "PRINTED"
    PRINTED_MAYBE = "PRINTED_MAYBE"
    FAILED = "FAILED"
    CANCELED = "CANCELED"


class PrintAgain(StrEnum):
    """Which labels a retry sends."""

    REST = "REST"
    UNSURE = "UNSURE"
    ALL = "ALL"


@dataclass(frozen=True, slots=True)
class Queue:
    """Where an IPP printer answers."""

    host: str
    port: int
    path: str
    is_secret: bool
    """True when the line is encrypted (ipps)."""


WAITING = frozenset({PrintStatus.QUEUED, PrintStatus.PRINTING})


def host_and_port(address: str) -> tuple[str, int] | None:
    """Read `host:port`, an IPv6 address in brackets; None when it is none."""
    found = ADDRESS.fullmatch(address)
    if found is None or not 0 < int(found["port"]) <= PORT_MAX:
        return None
    return found["host"].strip("[]"), int(found["port"])


def queue_of(address: str) -> Queue | None:
    """Read the address of a print queue, `ipp://host:631/printers/zebra`; None when it is none."""
    found = QUEUE.fullmatch(address)
    if found is None:
        return None
    port = int(found["port"] or IPP_PORT)
    if not 0 < port <= PORT_MAX:
        return None
    return Queue(found["host"].strip("[]"), port, found["path"], found["scheme"] == "ipps")
