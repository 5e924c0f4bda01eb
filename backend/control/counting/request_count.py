"""Request counts: bins are to be counted by somebody who does not see the book."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from backend.control.counting.document import (
    Cause,
    Count,
    CountTrigger,
    begin_count,
    new_count,
    open_counts,
)
from backend.control.counting.queueing import PRIORITY, PRIORITY_AGAIN, queue_count
from backend.kernel.command import command
from backend.kernel.ids import derived_id
from backend.kernel.plan import Plan, Write
from backend.kernel.refusals import InvalidInput
from backend.kernel.work import Work
from backend.master.items import item_of
from backend.master.numbers import next_numbers
from backend.master.permissions import Permission
from backend.master.places import Bin, bin_of, bins_by_id, location_of
from backend.master.refs import ItemRef, Ref
from backend.stock.lying import bins_holding

BINS_MAX = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestCount:
    """Which bins, or the bins of which items; with both, only these items in these bins."""

    location: Ref
    bins: tuple[Ref, ...] = ()
    items: tuple[ItemRef, ...] = ()
    trigger: CountTrigger = CountTrigger.REQUESTED
    is_blind: bool = True
    due_at: datetime | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class CountsRequested:
    """The counts, in the order of the bins; one that was open already stays as it is."""

    count_ids: tuple[UUID, ...]


@command
async def request_count(work: Work, asked: RequestCount) -> Plan[CountsRequested]:
    """Queue a blind count of each bin that is not being counted already.

    Refused: NOT_ALLOWED, NOT_FOUND, INVALID_INPUT when it names nothing or more than 500 bins.
    """
    location = await location_of(work.reader, asked.location)
    work.allow(Permission.REQUEST_COUNT, location.id)
    items = [(await item_of(work.reader, ref)).id for ref in asked.items]
    bins = await _bins(work, asked, items, location.id)
    if not 1 <= len(bins) <= BINS_MAX:
        raise InvalidInput(field="bins", problem=f"must come to 1 to {BINS_MAX} bins")
    already = await open_counts(work.reader, [bin_.id for bin_ in bins])
    return await plan_counts(work, bins, items, already=already, asked=asked)


async def plan_counts(
    work: Work,
    bins: Sequence[Bin],
    items: Iterable[UUID],
    *,
    already: dict[UUID, Count],
    asked: RequestCount,
) -> Plan[CountsRequested]:
    """Return the plan that begins a count of each of these bins that has none open."""
    fresh = [bin_ for bin_ in bins if bin_.id not in already]
    numbers = await next_numbers(work.reader, "CC", len(fresh)) if fresh else []
    cause = Cause(
        trigger=asked.trigger, is_blind=asked.is_blind, reason=asked.reason, due_at=asked.due_at
    )
    begun = [
        new_count(work, bin_, number=number, cause=cause)
        for bin_, number in zip(fresh, numbers, strict=True)
    ]
    urgent = asked.trigger in {CountTrigger.SHORT_PICK, CountTrigger.ZERO_CHECK}
    writes: list[Write] = []
    for count, bin_ in zip(begun, fresh, strict=True):
        writes += begin_count(work, count, items=items)
        task_id = derived_id(count.id, "task")
        priority = PRIORITY_AGAIN if urgent else PRIORITY
        writes.append(queue_count(work, count, bin_, task_id=task_id, priority=priority))
    known = already | {count.bin_id: count for count in begun}
    return Plan(
        answer=CountsRequested(tuple(known[bin_.id].id for bin_ in bins)),
        writes=tuple(writes),
        kind="COUNT",
        location_id=bins[0].location_id,
        document_id=known[bins[0].id].id if len(bins) == 1 else None,
        reason=asked.reason,
    )


async def _bins(work: Work, asked: RequestCount, items: list[UUID], location_id: UUID) -> list[Bin]:
    if asked.bins:
        found = [await bin_of(work.reader, ref, location_id=location_id) for ref in asked.bins]
        return list({bin_.id: bin_ for bin_ in found}.values())
    if not items:
        raise InvalidInput(field="bins", problem="or items must be named")
    holding = await bins_holding(work.reader, items, location_id=location_id, at_most=BINS_MAX + 1)
    named = await bins_by_id(work.reader, holding)
    return sorted(named.values(), key=lambda bin_: (bin_.pick_sequence or 0, bin_.code))
