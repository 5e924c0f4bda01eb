"""What somebody asks to change: lines of items and bins, translated into differences."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from backend.control.adjusting.document import AdjustmentReason
from backend.control.adjusting.naming import goods_named, told_apart
from backend.control.adjusting.proposing import Proposal, Proposed, propose
from backend.control.adjusting.rules import ExpectedOnHandChanged, check_request
from backend.control.differences import Difference, loose_balances
from backend.control.finding import bin_meant
from backend.control.whose import of_one_owner
from backend.kernel.ids import derived_id
from backend.kernel.plan import Plan, Write
from backend.kernel.refusals import InvalidInput
from backend.kernel.work import Work
from backend.master.items import HOUSE_OWNER_ID, Item, item_of
from backend.master.owners import owner_named
from backend.master.permissions import Permission
from backend.master.places import Bin
from backend.master.refs import ItemRef, LotRef, Ref
from backend.stock.keys import Disposition
from backend.stock.reads import Balance
from backend.tasks.approval import ApprovalKind


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedLine:
    """A signed difference, never a new total; `expected_on_hand` is what the person saw.

    Of an item with serials, each one that is gone or was found is named, or all are gone.
    """

    item: ItemRef
    bin: Ref
    difference: int
    disposition: Disposition = Disposition.USABLE
    expected_on_hand: int | None = None
    owner: Ref | None = None
    lot: LotRef | None = None
    serials: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AdjustmentRequested:
    """The adjustment, and the yes that it waits for, if any."""

    adjustment_id: UUID
    status: str
    approval_id: UUID | None


async def plan_adjustment(
    work: Work,
    lines: Sequence[AskedLine],
    *,
    kind: ApprovalKind,
    reason: AdjustmentReason,
    note: str,
    location: Ref | None,
) -> Plan[AdjustmentRequested]:
    """Return the plan of an adjustment or write-off.

    Refused: NOT_ALLOWED, NOT_FOUND, INVALID_INPUT, NOT_ENOUGH_ON_HAND, EXPECTED_ON_HAND_CHANGED,
    OWNER_REQUIRED.
    """
    is_write_off = kind is ApprovalKind.WRITE_OFF
    quantities = [line.difference for line in lines]
    check_request(reason=reason, note=note, differences=quantities, is_write_off=is_write_off)
    asked = [
        await _difference(work, line, index=index, location=location)
        for index, line in enumerate(lines)
    ]
    differences = [one for found, _ in asked for one in found]
    place = _one_place(differences)
    work.allow(Permission.ADJUST_STOCK, place)
    proposed = await propose(
        work,
        Proposal(
            location_id=place,
            kind=kind,
            reason=reason,
            note=note.strip(),
            differences=tuple(differences),
        ),
    )
    registered = tuple(write for _, writes in asked for write in writes)
    return _plan(proposed, registered, kind=kind, place=place, reason=reason)


def _plan(
    proposed: Proposed,
    registered: tuple[Write, ...],
    *,
    kind: ApprovalKind,
    place: UUID,
    reason: AdjustmentReason,
) -> Plan[AdjustmentRequested]:
    return Plan(
        answer=AdjustmentRequested(
            proposed.adjustment_id, proposed.status.value, proposed.approval_id
        ),
        writes=(*registered, *proposed.writes),
        events=proposed.events,
        kind=operation_kind(kind),
        location_id=place,
        document_id=proposed.adjustment_id,
        reason=reason,
        outcome="APPLIED_WITH_CASE" if proposed.has_case else "APPLIED",
    )


def operation_kind(kind: ApprovalKind) -> str:
    """Return what the log calls it."""
    return "WRITE_OFF" if kind is ApprovalKind.WRITE_OFF else "ADJUST"


async def _difference(
    work: Work, line: AskedLine, *, index: int, location: Ref | None
) -> tuple[list[Difference], tuple[Write, ...]]:
    item = await item_of(work.reader, line.item)
    if not item.is_goods:
        raise InvalidInput(field=f"lines.{index}.item", problem="is a service; it lies nowhere")
    bin_ = await bin_meant(work, line.bin, location=location)
    owner_id = await owner_named(work.reader, line.owner)
    lying = of_one_owner(
        [
            held
            for held in await loose_balances(work.reader, bin_.id)
            if held.item_id == item.id and held.disposition == line.disposition
        ],
        owner_id,
        bin_code=bin_.code,
        sku=item.sku,
    )
    _check_expected(line, item, bin_, lying)
    named = await goods_named(work.reader, item, line)
    whole = Difference(
        item_id=item.id,
        bin=bin_,
        quantity=line.difference,
        disposition=line.disposition,
        owner_id=owner_id or (lying[0].owner_id if lying else HOUSE_OWNER_ID),
        line_id=derived_id(work.operation_id, f"line {index}"),
        lot_id=named.lot_id,
    )
    return told_apart(work, whole, named), named.writes


def _check_expected(line: AskedLine, item: Item, bin_: Bin, lying: Sequence[Balance]) -> None:
    on_hand = sum(held.on_hand for held in lying)
    if line.expected_on_hand not in {None, on_hand}:
        raise ExpectedOnHandChanged(
            bin=bin_.code, item=item.sku, on_hand=on_hand, expected=line.expected_on_hand or 0
        )


def _one_place(differences: Sequence[Difference]) -> UUID:
    places = {one.bin.location_id for one in differences}
    if len(places) > 1:
        raise InvalidInput(field="lines", problem="are of several locations; ask for each")
    named = {
        (one.item_id, one.bin.id, one.disposition, one.owner_id, one.lot_id, one.serial_id)
        for one in differences
    }
    if len(named) < len(differences):
        raise InvalidInput(field="lines", problem="name the same goods twice; add them up")
    return places.pop()
