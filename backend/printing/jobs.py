"""Print jobs as they stand."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from backend.kernel.refusals import NotFound
from backend.kernel.work import Reader
from backend.printing import sql


@dataclass(frozen=True, slots=True)
class PrintJob:
    """Labels that were asked for together, and how far they are."""

    id: UUID
    printer_id: UUID
    location_id: UUID
    kind: str
    copies: int
    status: str
    total: int
    done: int
    refused: int
    tries: int
    problem: str | None
    fence: int
    due_at: datetime
    taken_until: datetime | None
    created_at: datetime
    created_by: UUID | None
    started_at: datetime | None
    finished_at: datetime | None
    version: int
    updated_at: datetime


async def job_of(reader: Reader, job_id: UUID) -> PrintJob:
    """Return a job; refuses NOT_FOUND."""
    found = await reader.first(PrintJob, sql.JOB, job_id)
    if found is None:
        raise NotFound(kind="printing", key=str(job_id))
    return found
