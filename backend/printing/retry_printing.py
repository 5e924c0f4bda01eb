"""Retry a printing that ended: the rest, what may be missing, or all of it, and say which."""

from dataclasses import dataclass
from uuid import UUID

from backend.kernel.command import command
from backend.kernel.plan import Plan, Rank, Write
from backend.kernel.refusals import NotInThisState
from backend.kernel.work import Work
from backend.master.permissions import Permission
from backend.printing import sql
from backend.printing.jobs import job_of
from backend.printing.rules import WAITING, PrintAgain

LEFT_OVER = ("QUEUED", "REFUSED")
UNSURE = ("MAYBE", "SENDING")


@dataclass(frozen=True, slots=True)
class RetryPrinting:
    """Which printing, and which of its labels."""

    job_id: UUID
    again: PrintAgain
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class PrintingRetried:
    """Which printing."""

    job_id: UUID


@dataclass(frozen=True, slots=True)
class _Counted:
    printed: int
    unsure: int
    left_over: int


@command
async def retry_printing(work: Work, asked: RetryPrinting) -> Plan[PrintingRetried]:
    """Put labels back into the queue; refuses NOT_IN_THIS_STATE while it prints, or with none.

    REST takes what may have come out as come out: whoever says so has looked at the printer.
    """
    job = await job_of(work.reader, asked.job_id)
    work.allow(Permission.PRINT, job.location_id)
    counted = await work.reader.first(_Counted, sql.COUNT_LABELS, job.id)
    assert counted is not None, "an aggregate has one row"
    statuses, done = _wanted(asked.again, counted)
    if job.status in WAITING or job.total == done:
        raise NotInThisState(kind="printing", state=job.status)
    writes = [
        Write(Rank.DOCUMENT, "print job 1", sql.REQUEUE_JOB, (job.id, job.version, work.now, done)),
        Write(
            Rank.DOCUMENT,
            "print job 2",
            sql.REQUEUE_LABELS,
            (job.id, list(statuses)),
            rows=job.total - done,
        ),
    ]
    if asked.again is PrintAgain.REST:
        settled = (job.id,)
        writes.append(
            Write(Rank.DOCUMENT, "print job 3", sql.SETTLE_UNSURE, settled, rows=counted.unsure)
        )
    return Plan(
        answer=PrintingRetried(job.id),
        writes=tuple(writes),
        kind="RETRY_PRINTING",
        location_id=job.location_id,
        document_id=job.id,
        reason=asked.reason,
    )


def _wanted(again: PrintAgain, counted: _Counted) -> tuple[tuple[str, ...], int]:
    """Return the statuses of labels to send, and how many then count as out already."""
    match again:
        case PrintAgain.REST:
            return LEFT_OVER, counted.printed + counted.unsure
        case PrintAgain.UNSURE:
            return (*LEFT_OVER, *UNSURE), counted.printed
        case PrintAgain.ALL:
            return (*LEFT_OVER, *UNSURE, "PRINTED"), 0
