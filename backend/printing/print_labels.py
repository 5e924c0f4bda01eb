"""Print labels: what stands on them is read now, and the spool brings them to the printer."""

import asyncio
from dataclasses import dataclass
from uuid import UUID

from backend.kernel.command import command
from backend.kernel.ids import derived_id
from backend.kernel.plan import Plan, Rank, Write
from backend.kernel.refusals import InvalidInput, NotFound, NotInThisState
from backend.kernel.work import Work
from backend.master.permissions import Permission
from backend.master.places import location_of
from backend.master.refs import Ref
from backend.printing import sql
from backend.printing.designs import LOOKS, looks_for
from backend.printing.facts import FACTS, check_readable
from backend.printing.printers import Printer, printer_at, printer_of
from backend.printing.rules import COPIES_MAX, LABELS_MAX
from backend.printing.subjects import Subjects, facts_of


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintLabels:
    """For what, where, and how many of each; without a printer the location's own.

    Without a design the defaults of their kind.
    """

    location: Ref
    subjects: Subjects
    printer: Ref | None = None
    design: Ref | None = None
    copies: int = 1


@dataclass(frozen=True, slots=True)
class LabelsQueued:
    """The job that brings them to the printer."""

    job_id: UUID


@command
async def print_labels(work: Work, asked: PrintLabels) -> Plan[LabelsQueued]:
    """Queue labels. The first is drawn and read back at once, so that hopeless stock is told now.

    Refuses NOT_FOUND, INVALID_INPUT and LABEL_UNREADABLE; the others are proved by the spool.
    """
    place = await location_of(work.reader, asked.location)
    work.allow(Permission.PRINT, place.id)
    printer = await _printer(work, asked.printer, place.id)
    facts = await facts_of(work.reader, asked.subjects, place)
    if not facts:
        raise NotFound(kind="bin", key="that fits")
    _check(len(facts), asked.copies)
    looks = await looks_for(work.reader, asked.subjects.kind, asked.design)
    await asyncio.to_thread(
        check_readable, facts[0], stock=printer.sheet, dpi=printer.dpi, looks=looks
    )
    job_id = derived_id(work.operation_id, "print job")
    values = (
        job_id, printer.id, place.id, asked.subjects.kind, asked.copies, len(facts), work.now,
        work.actor.id, LOOKS.dump_json(looks).decode(),
    )  # fmt: skip
    kept = [FACTS.dump_json(each).decode() for each in facts]
    return Plan(
        answer=LabelsQueued(job_id),
        writes=(
            Write(Rank.DOCUMENT, "print job 1", sql.QUEUE_JOB, values),
            Write(Rank.DOCUMENT, "print job 2", sql.QUEUE_LABELS, (job_id, kept), rows=len(kept)),
        ),
        kind="PRINT_LABELS",
        location_id=place.id,
        document_id=job_id,
    )


async def _printer(work: Work, ref: Ref | None, location_id: UUID) -> Printer:
    if ref is None:
        return await printer_at(work.reader, location_id)
    printer = await printer_of(work.reader, ref)
    if not printer.is_active:
        raise NotInThisState(kind="printer", state="out of use")
    return printer


def _check(count: int, copies: int) -> None:
    if count > LABELS_MAX:
        raise InvalidInput(field="subjects", problem=f"are more than {LABELS_MAX}")
    if not 1 <= copies <= COPIES_MAX:
        raise InvalidInput(field="copies", problem=f"must be from 1 to {COPIES_MAX}")
