"""Grade a return: somebody looks at what came back and says what it is worth."""

from dataclasses import dataclass
from uuid import UUID

from backend.kernel.command import command
from backend.kernel.plan import Plan, Rank, Write
from backend.kernel.refusals import NotInThisState
from backend.kernel.work import Work
from backend.master.permissions import Permission
from backend.returns import sql
from backend.returns.document import return_line_of, set_status
from backend.returns.rules import Grade, ReturnStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeReturn:
    """A line and its grade; a new grade replaces the old until something of it is disposed."""

    line_id: UUID
    grade: Grade
    note: str | None = None


@dataclass(frozen=True, slots=True)
class ReturnGraded:
    """The line that was graded."""

    line_id: UUID


@command
async def grade_return(work: Work, asked: GradeReturn) -> Plan[ReturnGraded]:
    """Judge what came back. Refused: NOT_ALLOWED, NOT_FOUND, NOT_IN_THIS_STATE."""
    seen, line = await return_line_of(work.reader, asked.line_id)
    work.allow(Permission.INSPECT_RETURN, seen.location_id)
    if not line.received:
        raise NotInThisState(kind="return line", state="not here yet")
    if line.disposed:
        raise NotInThisState(kind="return line", state="disposed already")
    values = (line.id, line.version, asked.grade.value, asked.note, work.now)
    return Plan(
        answer=ReturnGraded(line.id),
        writes=(
            set_status(work, seen, ReturnStatus.INSPECTED),
            Write(Rank.DOCUMENT, f"return {seen.id} 1", sql.GRADE_LINE, values),
        ),
        kind="GRADE_RETURN",
        location_id=seen.location_id,
        document_id=seen.id,
        reason=asked.note,
    )
