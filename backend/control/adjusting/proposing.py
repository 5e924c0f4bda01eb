"""Propose an adjustment: it is posted at once where policy leaves that free, else it waits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from backend.control.adjusting.document import (
    Adjustment,
    AdjustmentReason,
    AdjustmentStatus,
    keep_adjustment,
)
from backend.control.adjusting.naming import things_found
from backend.control.adjusting.rules import lost_to
from backend.control.differences import Difference, Resolved, post_differences, resolve
from backend.kernel.ids import derived_id
from backend.kernel.plan import Event, Write
from backend.kernel.work import Work
from backend.master.items import Item, items_by_id
from backend.master.numbers import next_number
from backend.master.worth import Worth, worth_of
from backend.stock.seen import still_as_read
from backend.stock.serials import serials_coming
from backend.stock.shortage import NotEnoughOnHand
from backend.tasks.approval import ApprovalKind, NewApproval, request_approval
from backend.tasks.policy import policy_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What is to change, and why."""

    location_id: UUID
    kind: ApprovalKind
    reason: AdjustmentReason
    note: str
    differences: tuple[Difference, ...]

    @property
    def is_write_off(self) -> bool:
        """Goods are given up for good."""
        return self.kind is ApprovalKind.WRITE_OFF


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """What a proposal leads to."""

    adjustment_id: UUID
    status: AdjustmentStatus
    approval_id: UUID | None
    writes: tuple[Write, ...]
    events: tuple[Event, ...] = ()
    has_case: bool = False


async def propose(work: Work, proposal: Proposal) -> Proposed:
    """Return what brings the proposal into the ledger, or before another person.

    Refused: NOT_ENOUGH_ON_HAND where a bin holds less than is to be taken.
    """
    items = await items_by_id(work.reader, [one.item_id for one in proposal.differences])
    found = await resolve(work.reader, proposal.differences)
    check_there(found, items)
    worth = worth_of(((one.item_id, one.quantity) for one in proposal.differences), items)
    policy = await policy_of(work.reader, proposal.kind)
    if policy.is_free(worth.minor):
        return await _post(work, proposal, found, worth)
    return await _wait(work, proposal, worth)


def check_there(found: Sequence[Resolved], items: Mapping[UUID, Item]) -> None:
    """Go on only if everything that is to be taken is there."""
    for one in found:
        if one.missing:
            raise NotEnoughOnHand(
                bin=one.difference.bin.code,
                item=items[one.difference.item_id].sku,
                quantity=-one.difference.quantity,
                on_hand=sum(held.on_hand for held in one.candidates),
                free=sum(held.free for held in one.candidates),
            )


async def _post(
    work: Work, proposal: Proposal, found: Sequence[Resolved], worth: Worth
) -> Proposed:
    kept = await _adjustment(work, proposal, worth, approval_id=None)
    posting = await post_differences(work, found, lost_to=lost_to(proposal.reason))
    coming = await serials_coming(work.reader, things_found(proposal.differences))
    read = {held.key_id: held for one in found for held in one.candidates}
    return Proposed(
        adjustment_id=kept.id,
        status=AdjustmentStatus.POSTED,
        approval_id=None,
        writes=(
            *keep_adjustment(work, kept, proposal.differences),
            *still_as_read(read.values()),
            *coming.writes,
            *posting.writes,
        ),
        events=posting.events,
        has_case=posting.has_displaced,
    )


async def _wait(work: Work, proposal: Proposal, worth: Worth) -> Proposed:
    approval_id = derived_id(work.operation_id, "approval")
    kept = await _adjustment(work, proposal, worth, approval_id=approval_id)
    units = sum(abs(one.quantity) for one in proposal.differences)
    what = "write off" if proposal.is_write_off else "adjust"
    asked = NewApproval(
        id=approval_id,
        kind=proposal.kind,
        location_id=proposal.location_id,
        subject_kind="Adjustment",
        subject_id=kept.id,
        sentence=(
            f"{work.actor.name} asks to {what} {units} units in"
            f" {', '.join(sorted({one.bin.code for one in proposal.differences})[:5])}"
            f" ({kept.number}): {proposal.note[:200]}"
        ),
        value_minor=worth.minor,
        currency=worth.currency,
        reason=proposal.reason,
    )
    return Proposed(
        adjustment_id=kept.id,
        status=AdjustmentStatus.AWAITING_APPROVAL,
        approval_id=approval_id,
        writes=(
            *keep_adjustment(work, kept, proposal.differences),
            request_approval(work, asked),
        ),
    )


async def _adjustment(
    work: Work, proposal: Proposal, worth: Worth, *, approval_id: UUID | None
) -> Adjustment:
    waits = AdjustmentStatus.AWAITING_APPROVAL
    return Adjustment(
        id=derived_id(work.operation_id, "adjustment"),
        number=await next_number(work.reader, "AD"),
        location_id=proposal.location_id,
        status=AdjustmentStatus.POSTED if approval_id is None else waits,
        reason=proposal.reason,
        note=proposal.note,
        is_write_off=proposal.is_write_off,
        value_minor=worth.minor,
        currency=worth.currency,
        count_id=None,
        approval_id=approval_id,
        created_by=work.actor.id,
        approved_by=None,
        version=1,
    )
