"""Open a case: somebody on the floor asks for help or reports a problem."""

from dataclasses import dataclass
from uuid import UUID

from backend.kernel.command import command
from backend.kernel.ids import derived_id
from backend.kernel.plan import Plan, Write
from backend.kernel.refusals import InvalidInput
from backend.kernel.work import Work
from backend.tasks.case import CaseKind, NewCase, Severity
from backend.tasks.case import open_case as open_
from backend.tasks.cases import note_on
from backend.tasks.task import Task, task_of

TITLES = {
    CaseKind.HELP: "{name} asks for help",
    CaseKind.UNKNOWN_BARCODE: "{name} scanned a barcode that nobody knows",
}
SEVERITIES = {CaseKind.HELP: Severity.CRITICAL}
REPORTED = frozenset({CaseKind.HELP, CaseKind.UNKNOWN_BARCODE, CaseKind.OTHER})
TEXT_LENGTH_MAX = 4000


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCase:
    """What is wrong, in the reporter's words, and about what."""

    location_id: UUID | None = None
    kind: CaseKind = CaseKind.HELP
    note: str | None = None
    bin_id: UUID | None = None
    item_id: UUID | None = None
    task_id: UUID | None = None
    barcode: str | None = None


@dataclass(frozen=True, slots=True)
class CaseOpened:
    """The case."""

    case_id: UUID


@command
async def open_case(work: Work, asked: OpenCase) -> Plan[CaseOpened]:
    """Open a case; anybody may. Kinds that only the house opens are refused as INVALID_INPUT."""
    if asked.kind not in REPORTED:
        raise InvalidInput(field="kind", problem="is opened by the house alone")
    if asked.note is not None and not 1 <= len(asked.note) <= TEXT_LENGTH_MAX:
        raise InvalidInput(field="note", problem=f"must have 1 to {TEXT_LENGTH_MAX} characters")
    task = None if asked.task_id is None else await task_of(work.reader, asked.task_id)
    case = _case(work, asked, task)
    return Plan(
        answer=CaseOpened(case.id),
        writes=(open_(work, case), *_note(work, asked, case.id)),
        kind="CASE",
        location_id=case.location_id,
    )


def _case(work: Work, asked: OpenCase, task: Task | None) -> NewCase:
    title = TITLES.get(asked.kind, "{name} reports a problem").format(name=work.actor.name)
    said = {"barcode": asked.barcode, "note": asked.note}
    return NewCase(
        id=derived_id(work.operation_id, "case"),
        kind=asked.kind,
        severity=SEVERITIES.get(asked.kind, Severity.WARNING),
        title=title,
        location_id=task.location_id if task else asked.location_id,
        bin_id=asked.bin_id or (task.from_bin_id if task else None),
        item_id=asked.item_id or (task.item_id if task else None),
        subject_kind="Task" if task else None,
        subject_id=task.id if task else None,
        facts={name: text for name, text in said.items() if text},
    )


def _note(work: Work, asked: OpenCase, case_id: UUID) -> tuple[Write, ...]:
    if asked.note is None:
        return ()
    note_id = derived_id(work.operation_id, "note")
    return (note_on(work, case_id, note_id=note_id, text=asked.note),)
