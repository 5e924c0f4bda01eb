"""Read the first sheet of a workbook in a process of its own, which may fall without harm.

A workbook of a thousand bytes can ask its reader for gigabytes: one cell in the last corner is
enough. So a child reads it, with little memory and little time, and prints its rows as JSON.
"""

import json
import resource
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from backend.server.trouble import Trouble

MEMORY_MAX = 1_500_000_000
SECONDS_MAX = 30
CELLS_MAX = 4_000_000
TEXT_MAX = 64_000_000
UNREADABLE, TOO_MUCH = 2, 3
Cell = int | float | str | bool | time | date | datetime | timedelta


def rows_of_workbook(path: Path) -> Iterator[list[str]]:
    """Return the rows of the first sheet as texts; raises Trouble when it is none, or too large."""
    asked = [sys.executable, "-m", "backend.server.importing.workbook", str(path)]
    try:
        told = subprocess.run(asked, capture_output=True, check=False, timeout=2 * SECONDS_MAX)  # noqa: S603 - ourselves
    except subprocess.TimeoutExpired as error:
        raise _too_much(path) from error
    if told.returncode == UNREADABLE:
        reason = told.stderr.decode(errors="replace").strip()
        raise Trouble(f"{path.name} is no workbook: {reason}.", "Save it as XLSX.")
    if told.returncode != 0:
        raise _too_much(path)
    return (json.loads(line) for line in told.stdout.splitlines())


def _too_much(path: Path) -> Trouble:
    return Trouble(f"{path.name} takes too much to read.", "Save the sheet as CSV.")


def print_rows(path: str) -> int:
    """Print the rows; return the exit status."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_MAX, MEMORY_MAX))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS_MAX, SECONDS_MAX))
    try:
        sheet = CalamineWorkbook.from_path(path).get_sheet_by_index(0)
    except (CalamineError, OSError) as error:
        sys.stderr.write(str(error))
        return UNREADABLE
    if sheet.total_height * sheet.total_width > CELLS_MAX:
        return TOO_MUCH
    printed = 0
    for cells in sheet.to_python(skip_empty_area=False):
        line = json.dumps([_text(cell).strip() for cell in cells])
        printed += len(line)
        if printed > TEXT_MAX:
            return TOO_MUCH
        sys.stdout.write(f"{line}\n")
    return 0


def _text(cell: Cell) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        midnight = cell.time() == time()
        return cell.date().isoformat() if midnight else f"{cell.isoformat()}Z"
    if isinstance(cell, date | time):
        return cell.isoformat()
    return str(cell)


if __name__ == "__main__":
    sys.exit(print_rows(sys.argv[1]))
