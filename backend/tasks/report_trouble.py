"""Report trouble: a reaction of the house failed again and again, and a person must look."""

from dataclasses import dataclass
from uuid import UUID

from backend.kernel.command import command
from backend.kernel.ids import derived_id
from backend.kernel.plan import Plan
from backend.kernel.work import Work
from backend.tasks.case import CaseKind, NewCase, Severity, open_case


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportTrouble:
    """Which event could not be handled, and why."""

    event: str
    trouble: str
    location_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class TroubleReported:
    """The case that was opened."""

    case_id: UUID


@command
async def report_trouble(work: Work, asked: ReportTrouble) -> Plan[TroubleReported]:
    """Open a case about an event that the house could not react to."""
    case = NewCase(
        id=derived_id(work.operation_id, "case"),
        kind=CaseKind.AUTOMATION,
        severity=Severity.CRITICAL,
        title=f"The house could not react to {asked.event}",
        location_id=asked.location_id,
        facts={"event": asked.event, "trouble": asked.trouble},
    )
    return Plan(
        answer=TroubleReported(case.id),
        writes=(open_case(work, case),),
        kind="CASE",
        location_id=asked.location_id,
    )
