"""Reprint labels: the same ones once more, perhaps elsewhere, and why stands on record."""

from dataclasses import dataclass
from uuid import UUID

from backend.kernel.command import command
from backend.kernel.ids import derived_id
from backend.kernel.plan import Plan, Rank, Write
from backend.kernel.refusals import NotInThisState
from backend.kernel.work import Work
from backend.master.permissions import Permission
from backend.master.refs import Ref
from backend.master.saving import required
from backend.printing.jobs import job_of
from backend.printing.printers import printer_of
from backend.printing.rules import WAITING

# What stood on them when they were first asked for, and the designs of that time.
QUEUE_JOB_AGAIN = """
INSERT INTO print_job (id, printer_id, location_id, kind, copies, total, due_at, created_at,
                       created_by, updated_at, designs, reprint_of)
SELECT $1, $3, location_id, kind, copies, total, $4, $4, $5, $4, designs, id
  FROM print_job
 WHERE id = $2
RETURNING id
"""

QUEUE_LABELS_AGAIN = """
INSERT INTO print_label (job_id, sequence, facts)
SELECT $1, sequence, facts
  FROM print_label
 WHERE job_id = $2
RETURNING sequence
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReprintLabels:
    """Which printing, where (None: the same printer), and why."""

    job_id: UUID
    reason: str
    printer: Ref | None = None


@dataclass(frozen=True, slots=True)
class LabelsReprinted:
    """The new printing."""

    job_id: UUID


@command
async def reprint_labels(work: Work, asked: ReprintLabels) -> Plan[LabelsReprinted]:
    """Queue all labels of a printing again; refuses NOT_IN_THIS_STATE while that goes on."""
    before = await job_of(work.reader, asked.job_id)
    work.allow(Permission.PRINT, before.location_id)
    reason = required("reason", asked.reason)
    if before.status in WAITING:
        raise NotInThisState(kind="printing", state=before.status)
    printer = await printer_of(work.reader, asked.printer or Ref(id=before.printer_id))
    if not printer.is_active:
        raise NotInThisState(kind="printer", state="out of use")
    job_id = derived_id(work.operation_id, "print job")
    values = (job_id, before.id, printer.id, work.now, work.actor.id)
    labels = (job_id, before.id)
    return Plan(
        answer=LabelsReprinted(job_id),
        writes=(
            Write(Rank.DOCUMENT, "print job 1", QUEUE_JOB_AGAIN, values),
            Write(Rank.DOCUMENT, "print job 2", QUEUE_LABELS_AGAIN, labels, rows=before.total),
        ),
        kind="REPRINT_LABELS",
        location_id=before.location_id,
        document_id=job_id,
        reason=reason,
    )
