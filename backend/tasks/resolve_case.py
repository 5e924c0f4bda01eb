"""Resolve a case: somebody says how it ended."""

from dataclasses import dataclass
from uuid import UUID

from backend.kernel.command import command
from backend.kernel.plan import Event, Plan
from backend.kernel.refusals import InvalidInput
from backend.kernel.work import Work
from backend.master.permissions import Permission
from backend.tasks.cases import case_of, check_unresolved, end_case

TEXT_LENGTH_MAX = 4000


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolveCase:
    """Which case, as seen (None waives that), and what was found and done."""

    case_id: UUID
    if_version: int | None
    resolution: str


@dataclass(frozen=True, slots=True)
class CaseResolved:
    """The case."""

    case_id: UUID


@command
async def resolve_case(work: Work, asked: ResolveCase) -> Plan[CaseResolved]:
    """End a case and tell it (`CaseResolved`); refuses NOT_ALLOWED and what is resolved already."""
    if not 1 <= len(asked.resolution.strip()) <= TEXT_LENGTH_MAX:
        problem = f"must have 1 to {TEXT_LENGTH_MAX} characters"
        raise InvalidInput(field="resolution", problem=problem)
    case = await case_of(work.reader, asked.case_id)
    work.allow(Permission.RESOLVE_CASES, case.location_id)
    check_unresolved(case, if_version=asked.if_version)
    return Plan(
        answer=CaseResolved(case.id),
        writes=(end_case(work, case, resolution=asked.resolution),),
        kind="CASE",
        location_id=case.location_id,
        reason=asked.resolution,
        events=(Event("CaseResolved", {"case_id": case.id, "location_id": case.location_id}),),
    )
