"""Read a CSV file or the first sheet of a workbook as rows of text, each with its line."""

import csv
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from backend.master.importing.faults import Fault
from backend.server.importing.workbook import rows_of_workbook
from backend.server.trouble import Trouble

SPREADSHEET = {".xlsx", ".xlsm", ".xls", ".ods"}
COLUMNS_MAX = 256
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would run; our exports write `'` in front of it, which is taken off again."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its texts by header, and where a person finds it."""

    line: int
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of a file, and what is wrong with its shape."""

    rows: tuple[Row, ...]
    faults: tuple[Fault, ...]


def read_sheet(
    path: Path,
    *,
    headers: Sequence[str],
    required: frozenset[str],
    rows_max: int = sys.maxsize,
) -> Sheet:
    """Read a file whose first row holds some of `headers`, all of `required` among them."""
    if not path.is_file():
        raise Trouble(f"{path} is not there.", "Name a CSV or XLSX file.")
    lines = _workbook(path) if path.suffix.lower() in SPREADSHEET else _csv(path)
    first = next(lines, None)
    if first is None:
        return Sheet((), (Fault(1, "header", "the file is empty"),))
    names = [name.strip() for name in first[1]]
    if len(names) > COLUMNS_MAX:
        return Sheet((), (Fault(1, "header", f"has more than {COLUMNS_MAX} columns"),))
    faults = tuple(_header_faults(names, headers=headers, required=required))
    if faults:
        return Sheet((), faults)
    return _rows(lines, names, rows_max)


def _rows(lines: Iterator[tuple[int, list[str]]], names: Sequence[str], rows_max: int) -> Sheet:
    rows, odd = [], []
    for line, cells in lines:
        if line > rows_max + 1:
            raise Trouble(f"The file has more than {rows_max:,} rows.", "Send it in pieces.")
        if len(cells) > len(names) and any(cells[len(names) :]):
            odd.append(Fault(line, "row", f"has {len(cells)} cells for {len(names)} headers"))
        elif any(cells):
            texts = [_plain(cell) for cell in cells]
            rows.append(Row(line, dict(zip(names, texts, strict=False))))
    return Sheet(tuple(rows), tuple(odd))


def _header_faults(
    names: Sequence[str], *, headers: Sequence[str], required: frozenset[str]
) -> Iterator[Fault]:
    for name in names:
        if name not in headers:
            yield Fault(1, name or "header", "is no column of this kind of file")
        elif names.count(name) > 1:
            yield Fault(1, name, "stands twice in the header")
    for name in headers:
        if name in required and name not in names:
            yield Fault(1, name, "is missing in the header")


def _csv(path: Path) -> Iterator[tuple[int, list[str]]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            before = 0
            for cells in reader:
                # A quoted cell may hold line ends: a row stands where it begins.
                yield before + 1, [cell.strip() for cell in cells]
                before = reader.line_num
    except UnicodeDecodeError as error:
        raise Trouble(f"{path.name} is not UTF-8: {error}.", "Save it as CSV UTF-8.") from error
    except csv.Error as error:
        raise Trouble(f"{path.name} line {before + 1}: {error}.", "Correct the file.") from error


def _workbook(path: Path) -> Iterator[tuple[int, list[str]]]:
    return enumerate(rows_of_workbook(path), start=1)


def _plain(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(DANGEROUS) else cell
