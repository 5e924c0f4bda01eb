"""Report an overpromise: a true loss left more promised than there is, and a person must choose."""

from dataclasses import dataclass
from uuid import UUID

from backend.kernel.command import command
from backend.kernel.ids import derived_id
from backend.kernel.plan import Plan
from backend.kernel.work import Work
from backend.master.items import items_by_id
from backend.tasks.case import CaseKind, NewCase, Severity, open_case


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportOverpromise:
    """Which pool, and by how many base units it is short."""

    pool_id: UUID
    item_id: UUID
    location_id: UUID
    quantity: int


@dataclass(frozen=True, slots=True)
class OverpromiseReported:
    """The case that was opened."""

    case_id: UUID


@command
async def report_overpromise(work: Work, asked: ReportOverpromise) -> Plan[OverpromiseReported]:
    """Open a case about a pool that promises more than it holds (I20)."""
    item = (await items_by_id(work.reader, [asked.item_id]))[asked.item_id]
    case = NewCase(
        id=derived_id(work.operation_id, "case"),
        kind=CaseKind.OVERPROMISED,
        severity=Severity.CRITICAL,
        title=f"{asked.quantity} more of {item.sku} are promised than there are",
        location_id=asked.location_id,
        item_id=asked.item_id,
        subject_kind="Pool",
        subject_id=asked.pool_id,
        facts={"sku": item.sku, "missing": asked.quantity},
    )
    return Plan(
        answer=OverpromiseReported(case.id),
        writes=(open_case(work, case),),
        kind="CASE",
        location_id=asked.location_id,
    )
