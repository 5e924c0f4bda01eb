"""ZPL taken apart: bytes in, commands out; a printer ignores what it does not know."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

COMMAND = re.compile(r"([\^~])([A-Za-z@][A-Za-z0-9@])([^\^~]*)", re.DOTALL)
FORMAT = re.compile(rb"\^XA.*?\^XZ", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Told:
    """One command: its two letters and what follows them."""

    name: str
    rest: str

    def number(self, place: int, default: int) -> int:
        """Return a parameter as a whole number."""
        text = self.word(place)
        return int(text) if text.isascii() and text.isdigit() else default

    def word(self, place: int) -> str:
        """Return a parameter; the empty text when it is left out."""
        parts = self.rest.split(",")
        return parts[place].strip() if place < len(parts) else ""


def formats_in(received: bytes) -> tuple[list[bytes], bytes]:
    """Return the whole labels in what was received, and what is left for later."""
    whole = [found.group() for found in FORMAT.finditer(received)]
    end = max((found.end() for found in FORMAT.finditer(received)), default=0)
    return whole, received[end:]


def commands_in(label: bytes) -> Iterator[Told]:
    """Yield the commands of one label. Line ends are nothing to a printer."""
    text = label.decode("utf-8", "replace").replace("\r", "").replace("\n", "")
    for found in COMMAND.finditer(text):
        _, name, rest = found.groups()
        if name[0] == "A" and name != "A@":
            yield Told("A", name[1] + rest)
        else:
            yield Told(name.upper(), rest)


def unescaped(text: str, indicator: str) -> str:
    """Return a field with its ^FH escapes resolved: two hex digits name a byte of UTF-8."""
    written = re.sub(
        re.escape(indicator) + "([0-9A-Fa-f]{2})",
        lambda found: bytes.fromhex(found[1]).decode("latin-1"),
        text,
    )
    return written.encode("latin-1", "replace").decode("utf-8", "replace")
