"""Questions about printing."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from backend.kernel.pages import Order, Page, Paged, Way, read_page
from backend.kernel.work import Reader
from backend.printing import sql
from backend.printing.facts import FACTS
from backend.printing.jobs import PrintJob
from backend.printing.printers import Printer

NEWEST_FIRST = Order((("created_at", "timestamptz"), ("id", "uuid")), Way.DESC)


@dataclass(frozen=True, slots=True)
class _Trouble:
    job_id: UUID
    sequence: int
    status: str
    problem: str
    facts: str


@dataclass(frozen=True, slots=True)
class LabelTrouble:
    """A label that did not come out for sure."""

    sequence: int
    subject: str
    is_unsure: bool
    problem: str | None


@dataclass(frozen=True, slots=True)
class PrinterState:
    """How a printer is; `is_online` is None until it was first spoken with."""

    id: UUID
    is_online: bool | None
    problem: str | None
    waiting: int


async def states_of(reader: Reader, ids: Sequence[UUID]) -> list[PrinterState]:
    """Return how these printers are."""
    return await reader.rows(PrinterState, sql.PRINTER_STATES, list(ids))


async def printers_of_ids(reader: Reader, ids: Sequence[UUID]) -> list[Printer]:
    """Return these printers."""
    return await reader.rows(Printer, sql.PRINTERS, list(ids))


async def printers_for(reader: Reader, location_id: UUID | None) -> list[Printer]:
    """Return the printers that a location can use; all without one."""
    return await reader.rows(Printer, sql.PRINTERS_OF, location_id)


async def jobs_of_ids(reader: Reader, ids: Sequence[UUID]) -> list[PrintJob]:
    """Return these jobs."""
    return await reader.rows(PrintJob, sql.JOBS, list(ids))


async def job_page(
    reader: Reader,
    *,
    locations: Sequence[UUID] | None,
    statuses: Sequence[str] | None,
    page: Page,
) -> Paged[PrintJob]:
    """Return a page of jobs, newest first."""
    asked = (None if locations is None else list(locations), statuses)
    return await read_page(reader, PrintJob, sql.LIST_JOBS, *asked, order=NEWEST_FIRST, page=page)


async def troubles_of(reader: Reader, job_id: UUID) -> list[LabelTrouble]:
    """Return up to a hundred labels of a job that were refused, or that may not have come out."""
    rows = await reader.rows(_Trouble, sql.UNSURE_AND_REFUSED, job_id)
    return [
        LabelTrouble(
            row.sequence,
            FACTS.validate_json(row.facts).subject,
            row.status == "MAYBE",
            row.problem or None,
        )
        for row in rows
    ]


async def file_of(reader: Reader, job_id: UUID) -> bytes | None:
    """Return the PDF of a download; None until it is made, and when it was thrown away."""
    content: bytes | None = await reader.value(sql.FILE, job_id)
    return content
