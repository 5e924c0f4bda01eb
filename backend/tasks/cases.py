"""Cases as they stand, and the writes that change them."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from backend.kernel.plan import Rank, Write
from backend.kernel.refusals import NotFound, NotInThisState, VersionChanged
from backend.kernel.work import Reader, Work
from backend.tasks import sql


class CaseStatus(StrEnum):
    """How far a case is."""

    OPEN = "OPEN"
    IN_PROGRESS = "IN_PROGRESS"
    RESOLVED = "RESOLVED"


@dataclass(frozen=True, slots=True)
class Case:
    """A case as read."""

    id: UUID
    location_id: UUID | None
    status: str
    assignee_id: UUID | None
    version: int


async def case_of(reader: Reader, case_id: UUID) -> Case:
    """Return a case; refuses NOT_FOUND."""
    found = await reader.first(Case, sql.CASE, case_id)
    if found is None:
        raise NotFound(kind="case", key=str(case_id))
    return found


def check_unresolved(case: Case, *, if_version: int | None) -> None:
    """Go on only if the case is open and as its editor saw it; None waives the latter."""
    if if_version is not None and if_version != case.version:
        raise VersionChanged(kind="case")
    if case.status == CaseStatus.RESOLVED:
        raise NotInThisState(kind="case", state="resolved")


def give_case(work: Work, seen: Case, *, assignee_id: UUID) -> Write:
    """Give a case to somebody, if it is still as seen."""
    return _change(work, seen, CaseStatus.IN_PROGRESS, assignee_id, (None, None, None))


def end_case(work: Work, seen: Case, *, resolution: str) -> Write:
    """Resolve a case, if it is still as seen."""
    end = (resolution, work.actor.id, work.now)
    return _change(work, seen, CaseStatus.RESOLVED, seen.assignee_id, end)


def _change(
    work: Work, seen: Case, status: CaseStatus, assignee_id: UUID | None, end: tuple[object, ...]
) -> Write:
    values = (seen.id, seen.version, status.value, assignee_id, *end, work.now)
    return Write(Rank.DOCUMENT, f"case {seen.id}", sql.CHANGE_CASE, values)


def note_on(work: Work, case_id: UUID, *, note_id: UUID, text: str) -> Write:
    """Write down what the actor says about a case."""
    values = (note_id, case_id, work.actor.id, work.now, text)
    return Write(Rank.RECORD, f"note {note_id}", sql.NOTE_CASE, values)
