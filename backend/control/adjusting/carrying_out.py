"""A decision about an adjustment is carried out: it is posted as asked, or dropped."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from backend.control.adjusting.asking import operation_kind
from backend.control.adjusting.document import (
    Adjustment,
    AdjustmentStatus,
    adjustment_of,
    decide_adjustment,
    lines_of,
)
from backend.control.adjusting.naming import things_found
from backend.control.adjusting.rules import lost_to
from backend.control.carried_out import CarriedOut, Decision
from backend.control.differences import Difference, Resolved, post_differences, resolve
from backend.kernel.ids import derived_id
from backend.kernel.plan import Plan
from backend.kernel.refusals import NotInThisState
from backend.kernel.work import Work
from backend.master.places import bins_by_id
from backend.stock.seen import still_as_read
from backend.stock.serials import serials_coming
from backend.tasks.approval import ApprovalKind
from backend.tasks.case import CaseKind, NewCase, Severity, open_case


async def post_approved(work: Work, decision: Decision) -> Plan[CarriedOut]:
    """Post an adjustment under the name of whoever said yes.

    When goods that it takes have left meanwhile, nothing is posted and a case is opened.
    """
    seen = await _waiting(work, decision)
    differences = await _differences(work, seen.id)
    found = await resolve(work.reader, differences)
    coming = await serials_coming(work.reader, things_found(differences))
    if coming.elsewhere or any(one.missing for one in found):
        return _gone(work, seen, found)
    posting = await post_differences(work, found, lost_to=lost_to(seen.reason))
    read = {held.key_id: held for one in found for held in one.candidates}
    decided = decide_adjustment(
        work, seen, status=AdjustmentStatus.POSTED, approved_by=decision.decided_by
    )
    plan = _plan(seen, AdjustmentStatus.POSTED)
    return replace(
        plan,
        writes=(decided, *still_as_read(read.values()), *coming.writes, *posting.writes),
        events=posting.events,
        approved_by=decision.decided_by,
        outcome="APPLIED_WITH_CASE" if posting.has_displaced else "APPLIED",
    )


async def reject_adjustment(work: Work, decision: Decision) -> Plan[CarriedOut]:
    """Drop an adjustment: nothing moves."""
    seen = await _waiting(work, decision)
    decided = decide_adjustment(work, seen, status=AdjustmentStatus.REJECTED, approved_by=None)
    return replace(_plan(seen, AdjustmentStatus.REJECTED), writes=(decided,))


def _gone(work: Work, seen: Adjustment, found: Sequence[Resolved]) -> Plan[CarriedOut]:
    short = next((one for one in found if one.missing), found[0])
    left = f"left {short.difference.bin.code}" if short.missing else "came in elsewhere"
    case = NewCase(
        id=derived_id(work.operation_id, "gone"),
        kind=CaseKind.VARIANCE,
        severity=Severity.WARNING,
        title=f"{seen.number} was approved, but its goods {left} before",
        location_id=seen.location_id,
        bin_id=short.difference.bin.id,
        item_id=short.difference.item_id,
        subject_kind="Adjustment",
        subject_id=seen.id,
        facts={"adjustment": seen.number, "missing": short.missing},
    )
    decided = decide_adjustment(work, seen, status=AdjustmentStatus.REJECTED, approved_by=None)
    return replace(
        _plan(seen, AdjustmentStatus.REJECTED),
        writes=(decided, open_case(work, case)),
        outcome="APPLIED_WITH_CASE",
    )


def _plan(seen: Adjustment, status: AdjustmentStatus) -> Plan[CarriedOut]:
    kind = ApprovalKind.WRITE_OFF if seen.is_write_off else ApprovalKind.ADJUSTMENT
    return Plan(
        answer=CarriedOut(seen.id, status.value),
        writes=(),
        kind=operation_kind(kind),
        location_id=seen.location_id,
        document_id=seen.id,
        reason=seen.reason,
    )


async def _differences(work: Work, adjustment_id: UUID) -> list[Difference]:
    lines = await lines_of(work.reader, adjustment_id)
    bins = await bins_by_id(work.reader, [line.bin_id for line in lines])
    return [
        Difference(
            item_id=line.item_id,
            bin=bins[line.bin_id],
            quantity=line.difference,
            disposition=line.condition,
            owner_id=line.owner_id,
            line_id=line.id,
            lot_id=line.lot_id,
            serial_id=line.serial_id,
        )
        for line in lines
    ]


async def _waiting(work: Work, decision: Decision) -> Adjustment:
    seen = await adjustment_of(work.reader, decision.subject_id)
    if seen.status != AdjustmentStatus.AWAITING_APPROVAL:
        raise NotInThisState(kind="adjustment", state=seen.status.lower())
    return seen
