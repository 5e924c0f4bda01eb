"""What a scanned text can be: by what the device knows, by GS1, by its shape."""

import re
from calendar import monthrange
from collections.abc import Sequence

from backend.tasks.flow.values import Job, Scan, Target
from backend.tasks.step_facts import Accepted

SHAPES = (
    ("container", re.compile(r"(T|TOTE|C|CT|CARTON|P|PLATE|LPN)-?[0-9]{1,12}")),
    ("document", re.compile(r"(PO|RC|SO|SH|RET|RMA|CC|W|WALK)-[0-9]{1,12}")),
    ("user", re.compile(r"(B|BADGE)-[0-9]{4,12}")),
)
GTIN = re.compile(r"[0-9]{8}|[0-9]{12,14}")
COUNT = re.compile(r"[0-9]{1,8}")
SIX = re.compile(r"[0-9]{6}")
COMMAND = re.compile(r"SW-([A-Z]+)")
COMMANDS = {
    "DONE": "finish", "UNDO": "undo", "SHORT": "short", "EMPTY": "empty", "ALL": "all",
    "FULL": "full", "DAMAGED": "damaged", "YES": "yes", "NO": "no", "NEXT": "next", "HELP": "help",
}  # fmt: skip
"""The card of command barcodes: SW-DONE, SW-UNDO and so on."""


def command_of(text: str) -> str | None:
    """Return what a command barcode says; None when it is none."""
    found = COMMAND.fullmatch(text)
    return COMMANDS.get(found[1]) if found else None


def target_of(scan: Scan, given: Target | None, job: Job) -> Target | None:
    """Return what the device knows of a text, from the event or from the job."""
    return given or job.known.get(scan.text)


def thing_of(scan: Scan, target: Target | None) -> str | None:
    """Return what kind of thing was scanned; None when nobody can say."""
    if target is not None:
        return target.kind
    if "00" in scan.elements:
        return "container"
    if "01" in scan.elements or "02" in scan.elements:
        return "item"
    shape = next((thing for thing, shape in SHAPES if shape.fullmatch(scan.text)), None)
    return shape or ("item" if _is_gtin(scan.text) else None)


def item_text(scan: Scan) -> str:
    """Return the text by which an item is looked up: its trade number, else all of it."""
    return scan.elements.get("01") or scan.elements.get("02") or scan.text


def matching(accepts: Sequence[Accepted], scan: Scan) -> Accepted | None:
    """Return which of these barcodes was scanned; zeros before a trade number do not count."""
    box = scan.elements.get("00") or scan.text
    texts = {_spelled(text) for text in (scan.text, item_text(scan), box)}
    return next((one for one in accepts if _spelled(one.barcode) in texts), None)


def count_on(scan: Scan) -> int | None:
    """Return how many the label itself says, of what it names."""
    said = scan.elements.get("37", scan.elements.get("30"))
    return int(said) if said and COUNT.fullmatch(said) else None


def grams_on(scan: Scan) -> int | None:
    """Return the net weight that a label says (310n), in whole grams; None for none."""
    for decimals in range(6):
        said = scan.elements.get(f"310{decimals}")
        if said and SIX.fullmatch(said):
            milligrams = int(said) * 10 ** (6 - decimals)
            return (milligrams + 500) // 1000 or None
    return None


def day_of(value: str | None) -> str | None:
    """Return a GS1 date, YYMMDD, as a day; the day 00 is the last of its month."""
    if value is None or not SIX.fullmatch(value):
        return None
    year, month, day = 2000 + int(value[:2]), int(value[2:4]), int(value[4:])
    if not 1 <= month <= 12:  # noqa: PLR2004 - months of a year
        return None
    last = monthrange(year, month)[1]
    return None if day > last else f"{year}-{month:02}-{day or last:02}"


def _spelled(text: str) -> str:
    return text.zfill(14) if GTIN.fullmatch(text) else text


def _is_gtin(text: str) -> bool:
    if not GTIN.fullmatch(text):
        return False
    digits = [int(digit) for digit in text.zfill(14)]
    total = sum(digit * (1 if at % 2 else 3) for at, digit in enumerate(digits[:13]))
    return -total % 10 == digits[13]
