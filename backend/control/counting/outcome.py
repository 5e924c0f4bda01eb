"""What a count leads to: its differences are posted, another person counts, or someone decides."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from backend.control.adjusting.document import (
    Adjustment,
    AdjustmentReason,
    AdjustmentStatus,
    keep_adjustment,
)
from backend.control.counting.document import Count, CountStatus, attempts_of
from backend.control.counting.queueing import queue_recount
from backend.control.counting.rules import Counted, Verdict
from backend.control.differences import Difference, post_differences, resolved
from backend.kernel.ids import derived_id
from backend.kernel.plan import Event, Write
from backend.kernel.work import Work
from backend.master.numbers import next_number
from backend.master.places import Bin, VirtualBin
from backend.master.worth import Worth
from backend.stock.reads import Balance
from backend.stock.serials import Serial, serials_coming
from backend.tasks.approval import ApprovalKind, NewApproval, request_approval
from backend.tasks.case import CaseKind, NewCase, Severity, open_case


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A count set against the book, with what lies in the bin now and what is at stake."""

    count: Count
    bin: Bin
    lines: tuple[Counted, ...]
    lying: tuple[Balance, ...]
    worth: Worth


@dataclass(frozen=True, slots=True, kw_only=True)
class Yes:
    """Another person's yes to a variance: who had counted last, and who decided."""

    counted_by: UUID
    approval_id: UUID
    approved_by: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a count leads to."""

    status: CountStatus
    writes: tuple[Write, ...]
    events: tuple[Event, ...] = ()
    has_posted: bool = False
    has_case: bool = False
    recount_task_id: UUID | None = None
    approval_id: UUID | None = None


async def follow(work: Work, compared: Comparison, verdict: Verdict) -> Result:
    """Return what the verdict on a count leads to."""
    if verdict is Verdict.POST:
        return await post_variance(work, compared, yes=None)
    if verdict is Verdict.RECOUNT:
        return _recount(work, compared)
    return await _ask(work, compared)


async def post_variance(work: Work, compared: Comparison, *, yes: Yes | None) -> Result:
    """Return what brings a count's differences into the ledger; nothing when it agrees.

    What is missing more than the bin still holds, because it left meanwhile, opens a case. So does
    a difference of an item that lies there for several owners: whose it is, nobody has said.
    """
    every = tuple(_differences(work, compared))
    shared = [one for one in every if len(_owners(compared, one)) > 1]
    coming = await serials_coming(
        work.reader, [one.serial_id for one in every if one.serial_id and one.quantity > 0]
    )
    elsewhere = {one.id: one for one in coming.elsewhere}
    differences = tuple(
        one for one in every if one not in shared and one.serial_id not in elsewhere
    )
    unsaid = (
        *(open_case(work, _whose(work, compared, one)) for one in shared),
        *(open_case(work, _elsewhere(work, compared, one)) for one in coming.elsewhere),
    )
    if not differences:
        return Result(status=CountStatus.POSTED, writes=unsaid, has_case=bool(unsaid))
    found = [resolved(difference, compared.lying) for difference in differences]
    posting = await post_differences(work, found, lost_to=VirtualBin.LOSS)
    missing = sum(one.missing for one in found)
    cases = unsaid + ((open_case(work, _case(work, compared, missing)),) if missing else ())
    return Result(
        status=CountStatus.POSTED,
        writes=(
            *await _adjustment(work, compared, differences, yes),
            *coming.writes,
            *posting.writes,
            *cases,
        ),
        events=posting.events,
        has_posted=any(one.takings or one.gains for one in found),
        has_case=bool(cases) or posting.has_displaced,
    )


def _differences(work: Work, compared: Comparison) -> Iterable[Difference]:
    for line in compared.lines:
        if line.difference:
            yield Difference(
                item_id=line.item_id,
                bin=compared.bin,
                quantity=line.difference,
                line_id=derived_id(work.operation_id, f"line {line.goods.spelled}"),
                lot_id=line.lot_id,
                serial_id=line.serial_id,
            )


async def _adjustment(
    work: Work, compared: Comparison, differences: Sequence[Difference], yes: Yes | None
) -> tuple[Write, ...]:
    kept = Adjustment(
        id=derived_id(compared.count.id, "adjustment"),
        number=await next_number(work.reader, "AD"),
        location_id=compared.count.location_id,
        status=AdjustmentStatus.POSTED,
        reason=AdjustmentReason.COUNT,
        note=None,
        is_write_off=False,
        value_minor=compared.worth.minor,
        currency=compared.worth.currency,
        count_id=compared.count.id,
        approval_id=yes.approval_id if yes else None,
        created_by=yes.counted_by if yes else work.actor.id,
        approved_by=yes.approved_by if yes else None,
        version=1,
    )
    return keep_adjustment(work, kept, differences)


def _recount(work: Work, compared: Comparison) -> Result:
    task_id = derived_id(work.operation_id, "recount")
    task = queue_recount(work, compared.count, compared.bin, task_id=task_id, not_by=work.actor.id)
    return Result(status=CountStatus.RECOUNTING, writes=(task,), recount_task_id=task_id)


async def _ask(work: Work, compared: Comparison) -> Result:
    attempts = await attempts_of(work.reader, compared.count.id)
    units = sum(abs(line.difference) for line in compared.lines)
    asked = NewApproval(
        id=derived_id(work.operation_id, "approval"),
        kind=ApprovalKind.COUNT,
        location_id=compared.count.location_id,
        subject_kind="Count",
        subject_id=compared.count.id,
        sentence=(
            f"Two people counted bin {compared.bin.code}, and it differs from the book by {units}"
            f" units ({compared.count.number})"
        ),
        value_minor=compared.worth.minor,
        currency=compared.worth.currency,
        not_by=attempts[0].counted_by,
    )
    return Result(
        status=CountStatus.AWAITING_APPROVAL,
        writes=(request_approval(work, asked),),
        approval_id=asked.id,
    )


def _owners(compared: Comparison, one: Difference) -> set[UUID]:
    return {held.owner_id for held in compared.lying if held.item_id == one.item_id}


def _whose(work: Work, compared: Comparison, one: Difference) -> NewCase:
    """Ask whose a difference is: it is never guessed, and nothing is posted until somebody says."""
    return NewCase(
        id=derived_id(work.operation_id, f"whose {one.line_id}"),
        kind=CaseKind.VARIANCE,
        severity=Severity.WARNING,
        title=f"{one.quantity:+} units in {compared.bin.code}: say whose, by an adjustment",
        location_id=compared.count.location_id,
        bin_id=compared.bin.id,
        item_id=one.item_id,
        subject_kind="Count",
        subject_id=compared.count.id,
        facts={"count": compared.count.number, "difference": one.quantity},
    )


def _elsewhere(work: Work, compared: Comparison, one: Serial) -> NewCase:
    """Say that a thing lies here that the book has elsewhere: it is moved when somebody looked."""
    return NewCase(
        id=derived_id(work.operation_id, f"elsewhere {one.id}"),
        kind=CaseKind.VARIANCE,
        severity=Severity.WARNING,
        title=f"Serial {one.number} lies in {compared.bin.code}, and by the book in {one.bin_code}",
        location_id=compared.count.location_id,
        bin_id=compared.bin.id,
        subject_kind="Count",
        subject_id=compared.count.id,
        facts={"count": compared.count.number, "serial": one.number, "book": one.bin_code or ""},
    )


def _case(work: Work, compared: Comparison, missing: int) -> NewCase:
    return NewCase(
        id=derived_id(work.operation_id, "variance"),
        kind=CaseKind.VARIANCE,
        severity=Severity.WARNING,
        title=f"{missing} units that were counted away in {compared.bin.code} had left meanwhile",
        location_id=compared.count.location_id,
        bin_id=compared.bin.id,
        subject_kind="Count",
        subject_id=compared.count.id,
        facts={"count": compared.count.number, "bin": compared.bin.code, "missing": missing},
    )
