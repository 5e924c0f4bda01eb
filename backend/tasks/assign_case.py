"""Assign a case: somebody is to work on it."""

from dataclasses import dataclass
from uuid import UUID

from backend.kernel.command import command
from backend.kernel.plan import Plan
from backend.kernel.work import Work
from backend.master.permissions import Permission
from backend.tasks.cases import case_of, check_unresolved, give_case


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignCase:
    """Which case, as seen (None waives that), and to whom."""

    case_id: UUID
    if_version: int | None
    assignee_id: UUID


@dataclass(frozen=True, slots=True)
class CaseAssigned:
    """The case."""

    case_id: UUID


@command
async def assign_case(work: Work, asked: AssignCase) -> Plan[CaseAssigned]:
    """Give a case to somebody; refuses NOT_ALLOWED, VERSION_CHANGED, NOT_IN_THIS_STATE."""
    case = await case_of(work.reader, asked.case_id)
    work.allow(Permission.RESOLVE_CASES, case.location_id)
    check_unresolved(case, if_version=asked.if_version)
    return Plan(
        answer=CaseAssigned(case.id),
        writes=(give_case(work, case, assignee_id=asked.assignee_id),),
        kind="CASE",
        location_id=case.location_id,
    )
