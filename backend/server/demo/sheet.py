"""Read a CSV file row by row, and say in which line a cell makes no sense."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from pathlib import Path

from backend.server.trouble import Trouble

MINOR_UNITS = Decimal(100)


class UnreadableRetail(Trouble):
    """A retail file is missing, or a row of it makes no sense."""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row, with the place where a person finds it."""

    file: str
    line: int
    cells: Mapping[str | None, str | list[str] | None]

    def text(self, header: str) -> str:
        """Return the cell without the spaces around it; a missing cell is empty."""
        cell = self.cells.get(header)
        return cell.strip() if isinstance(cell, str) else ""

    def whole(self, header: str) -> int:
        """Return a whole number."""
        try:
            return int(self.text(header))
        except ValueError:
            raise self.fault(header, "is no whole number") from None

    def minor(self, header: str) -> int:
        """Return a price in minor units, half a unit rounded up."""
        try:
            price = Decimal(self.text(header)) * MINOR_UNITS
            return int(price.to_integral_value(ROUND_HALF_UP))
        except (InvalidOperation, ValueError, OverflowError):
            raise self.fault(header, "is no price") from None

    def moment(self, header: str) -> datetime:
        """Return a moment; without an offset it is taken as UTC."""
        try:
            moment = datetime.fromisoformat(self.text(header))
        except ValueError:
            raise self.fault(header, "is no moment") from None
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)

    def fault(self, header: str, what: str) -> UnreadableRetail:
        """Return the trouble that names this file, line and cell."""
        return UnreadableRetail(
            f"{self.file} line {self.line}: {header} {self.text(header)!r} {what}.",
            "Correct the file and run it again.",
        )


def required_rows(path: Path, *, headers: tuple[str, ...]) -> Iterator[SheetRow]:
    """Yield the rows of a file that must be there and must have these headers."""
    if not path.is_file():
        raise UnreadableRetail(f"{path} is not there.", "Name a folder of retail files.")
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        missing = [header for header in headers if header not in (reader.fieldnames or ())]
        if missing:
            raise UnreadableRetail(
                f"{path.name} lacks the columns {', '.join(missing)}.",
                "Correct the file and run it again.",
            )
        for cells in reader:
            yield SheetRow(file=path.name, line=reader.line_num, cells=cells)


def optional_rows(path: Path, *, headers: tuple[str, ...]) -> Iterator[SheetRow]:
    """Yield the rows of a file that a folder may lack."""
    return required_rows(path, headers=headers) if path.is_file() else iter(())
