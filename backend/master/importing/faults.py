"""What is wrong with a row, and where a person finds it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, ClassVar, TypeVar

from backend.kernel.refusals import Refusal

CHUNK = 5_000
"""Rows in one statement: enough to be fast, few enough to end within the statement timeout."""
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing to correct in a file; the header is line 1."""

    line: int
    column: str
    problem: str

    def __str__(self) -> str:
        """Say it."""
        return f"line {self.line}, {self.column}: {self.problem}"


class ImportFaulty(Refusal):
    """Rows contradict what is there, so nothing of the file is taken."""

    code: ClassVar[str] = "IMPORT_FAULTY"
    sentence: ClassVar[str] = (
        "{count} rows cannot be taken, so none is; the first: {first}. Correct the file."
    )


def check(faults: Sequence[Fault]) -> None:
    """Go on only without faults."""
    if faults:
        raise ImportFaulty(count=len(faults), first=str(min(faults)))


def chunks(rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    """Cut rows into pieces that one statement takes."""
    return (rows[start : start + CHUNK] for start in range(0, len(rows), CHUNK))


def columns(rows: Iterable[object], *names: str) -> tuple[list[Any], ...]:
    """Turn rows into the columns that `unnest` takes."""
    listed = list(rows)
    return tuple([attrgetter(name)(row) for row in listed] for name in names)
