"""Read the cells of a row as what they mean; what cannot be read is a fault with its line."""

import re
from datetime import UTC, date, datetime
from typing import TypeVar

from backend.master.importing.faults import Fault
from backend.server.importing.sheets import Row

Choice = TypeVar("Choice", bound=str)
WHOLE = re.compile(r"-?[0-9]{1,18}")
CURRENCY = re.compile(r"[A-Z]{3}")
COUNTRY = re.compile(r"[A-Z]{2}")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
MEASURE_MAX = 2**31 - 1
"""What a column of lengths, weights and days holds."""


class Cells:
    """One row that is being read. A cell that is wrong reads as something harmless."""

    def __init__(self, row: Row, faults: list[Fault]) -> None:
        """Read this row, and add to these faults."""
        self.line = row.line
        self._texts = row.texts
        self._faults = faults
        self._before = len(faults)

    @property
    def is_sound(self) -> bool:
        """Nothing was wrong with this row so far."""
        return len(self._faults) == self._before

    def fault(self, column: str, problem: str) -> None:
        """Say what is wrong."""
        self._faults.append(Fault(self.line, column, problem))

    def optional(self, column: str, *, longest: int = 1000) -> str | None:
        """Read a text; None when it is empty or the column is missing."""
        text = self._texts.get(column, "")
        if len(text) > longest:
            self.fault(column, f"is longer than {longest} characters")
        elif "\0" in text:
            self.fault(column, "holds a character that cannot be kept")
        return text or None

    def text(self, column: str, *, longest: int = 1000) -> str:
        """Read a text that must be there."""
        text = self.optional(column, longest=longest)
        if text is None:
            self.fault(column, "is empty")
        return text or ""

    def choice(self, column: str, allowed: type[Choice], *, usual: Choice | None = None) -> Choice:
        """Read one of some words; an empty cell takes the usual, where there is one."""
        text = self.optional(column)
        words = list(allowed)  # type: ignore[call-overload]  # an enum is iterable
        if text is None and usual is not None:
            return usual
        if text not in words:
            self.fault(column, f"{text or 'an empty cell'} is none of {', '.join(words)}")
            return usual or words[0]
        return allowed(text)

    def whole(self, column: str, *, least: int, most: int = 2**53 - 1) -> int | None:
        """Read a whole number; None when it is empty."""
        text = self.optional(column)
        if text is None:
            return None
        if not WHOLE.fullmatch(text) or not least <= int(text) <= most:
            self.fault(column, f"{text!r} is no whole number from {least} to {most}")
            return None
        return int(text)

    def size(self, column: str, *, least: int = 1) -> int | None:
        """Read a length, weight, volume or count of days; None when it is empty."""
        return self.whole(column, least=least, most=MEASURE_MAX)

    def number(self, column: str, *, least: int) -> int:
        """Read a whole number that must be there."""
        if self.optional(column) is None:
            self.fault(column, "is empty")
        return self.whole(column, least=least) or least

    def currency(self, column: str, *, needed: bool) -> str | None:
        """Read an ISO 4217 code; needed beside an amount."""
        return self._matching(column, CURRENCY, what="three capital letters", needed=needed)

    def country(self, column: str) -> str | None:
        """Read an ISO 3166 code of two letters."""
        return self._matching(column, COUNTRY, what="two capital letters", needed=False)

    def day(self, column: str) -> date | None:
        """Read a day; None when it is empty."""
        text = self.optional(column)
        try:
            if text and DAY.fullmatch(text):
                return date.fromisoformat(text)
        except ValueError:
            pass
        if text:
            self.fault(column, f"{text!r} is no day such as 2026-11-20")
        return None

    def moment(self, column: str) -> datetime | None:
        """Read a moment; without an offset it is in UTC."""
        text = self.optional(column)
        if text is None:
            self.fault(column, "is empty")
            return None
        try:
            read = datetime.fromisoformat(text)
        except ValueError:
            self.fault(column, f"{text!r} is no moment such as 2026-11-20T08:30:00Z")
            return None
        return read if read.tzinfo else read.replace(tzinfo=UTC)

    def many(self, column: str) -> list[str]:
        """Read several values that are separated by `|`."""
        parts = [part.strip() for part in (self.optional(column) or "").split("|")]
        return [part for part in parts if part]

    def _matching(
        self, column: str, pattern: re.Pattern[str], *, what: str, needed: bool
    ) -> str | None:
        text = self.optional(column)
        if text is None and needed:
            self.fault(column, "is empty")
        if text is not None and not pattern.fullmatch(text):
            self.fault(column, f"{text!r} is not {what}")
        return text
