"""Note a case: somebody says something about it."""

from dataclasses import dataclass
from uuid import UUID

from backend.kernel.command import command
from backend.kernel.ids import derived_id
from backend.kernel.plan import Plan
from backend.kernel.refusals import InvalidInput
from backend.kernel.work import Work
from backend.tasks.cases import case_of, note_on

TEXT_LENGTH_MAX = 4000


@dataclass(frozen=True, slots=True)
class NoteCase:
    """Which case, and what is said."""

    case_id: UUID
    text: str


@dataclass(frozen=True, slots=True)
class CaseNoted:
    """The case."""

    case_id: UUID


@command
async def note_case(work: Work, asked: NoteCase) -> Plan[CaseNoted]:
    """Write down what somebody says about a case, resolved or not."""
    if not 1 <= len(asked.text.strip()) <= len(asked.text) <= TEXT_LENGTH_MAX:
        raise InvalidInput(field="text", problem=f"must have 1 to {TEXT_LENGTH_MAX} characters")
    case = await case_of(work.reader, asked.case_id)
    note_id = derived_id(work.operation_id, "note")
    return Plan(
        answer=CaseNoted(case.id),
        writes=(note_on(work, case.id, note_id=note_id, text=asked.text),),
        kind="CASE",
        location_id=case.location_id,
    )
