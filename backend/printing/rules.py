"""What printing says no to, and how far a job can be."""

import re
from enum import StrEnum
from typing import ClassVar

from backend.kernel.refusals import Refusal

LABELS_MAX = 5_000
COPIES_MAX = 100
ADDRESS = re.compile(r"(?P<host>[A-Za-z0-9.-]{1,253}|\[[0-9a-fA-F:.]{2,45}\]):(?P<port>\d{1,5})")
PORT_MAX = 65_535


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
    DOWNLOAD = "DOWNLOAD"


class LabelKind(StrEnum):
    """What a label is for."""

    ITEM = "ITEM"
    BIN = "BIN"
    CONTAINER = "CONTAINER"
    COMMAND = "COMMAND"


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


WAITING = frozenset({PrintStatus.QUEUED, PrintStatus.PRINTING})


def host_and_port(address: str) -> tuple[str, int] | None:
    """Read `host:port`, an IPv6 address in brackets; None when it is none."""
    found = ADDRESS.fullmatch(address)
    if found is None or not 0 < int(found["port"]) <= PORT_MAX:
        return None
    return found["host"].strip("[]"), int(found["port"])
