"""Cancel a printing that waits or goes on; what is out stays out."""

from dataclasses import dataclass
from uuid import UUID

from backend.kernel.command import command
from backend.kernel.plan import Plan, Rank, Write
from backend.kernel.refusals import NotInThisState
from backend.kernel.work import Work
from backend.master.permissions import Permission
from backend.printing import sql
from backend.printing.jobs import job_of
from backend.printing.rules import WAITING


@dataclass(frozen=True, slots=True)
class CancelPrinting:
    """Which printing."""

    job_id: UUID


@dataclass(frozen=True, slots=True)
class PrintingCanceled:
    """Which printing."""

    job_id: UUID


@command
async def cancel_printing(work: Work, asked: CancelPrinting) -> Plan[PrintingCanceled]:
    """End a job; refuses NOT_IN_THIS_STATE when it has ended."""
    job = await job_of(work.reader, asked.job_id)
    work.allow(Permission.PRINT, job.location_id)
    if job.status not in WAITING:
        raise NotInThisState(kind="printing", state=job.status)
    canceled = Write(Rank.DOCUMENT, "print job 1", sql.CANCEL_JOB, (job.id, job.version, work.now))
    return Plan(
        answer=PrintingCanceled(job.id),
        writes=(canceled,),
        kind="CANCEL_PRINTING",
        location_id=job.location_id,
        document_id=job.id,
    )
