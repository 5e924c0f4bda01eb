"""Report a short pick: the bin gave less than was asked, so the rest is sought elsewhere."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from uuid import UUID

from backend.kernel.command import command
from backend.kernel.ids import derived_id
from backend.kernel.plan import Event, Plan, Write
from backend.kernel.refusals import InvalidInput, NotInThisState
from backend.kernel.work import Work
from backend.master.items import Item, items_by_id
from backend.master.permissions import Permission
from backend.master.refs import Ref
from backend.outbound.orders.lines import LineChange, change_lines
from backend.outbound.picking.elsewhere import Elsewhere, seek_elsewhere
from backend.outbound.picking.rules import check_found, check_standing, check_tote
from backend.outbound.picking.stop import Stop, next_stop, pick_task, stop_of
from backend.outbound.picking.takings import Steps, into_tote, let_go, take
from backend.outbound.picking.totes import Tote, tote_of
from backend.stock.posting import post
from backend.stock.serials import serials_said
from backend.stock.told_apart import check_told, told_of
from backend.stock.weighing.rules import weight_said
from backend.stock.weighing.weigh import weigh
from backend.tasks.case import CaseKind, NewCase, Severity, open_case
from backend.tasks.claim import ClaimState
from backend.tasks.task import Task, TaskStatus, advance_task, queue_tasks


class ShortReason(StrEnum):
    """Why less was picked."""

    BIN_EMPTY = "BIN_EMPTY"
    NOT_ENOUGH = "NOT_ENOUGH"
    DAMAGED = "DAMAGED"
    WRONG_ITEM = "WRONG_ITEM"
    EXPIRED = "EXPIRED"
    UNREADABLE = "UNREADABLE"
    UNREACHABLE = "UNREACHABLE"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortPick:
    """A fact from the floor: only `found` base units could be picked, and they are in the tote."""

    task_id: UUID
    found: int
    reason: ShortReason
    into: Ref | None = None
    serials: tuple[str, ...] = ()
    weight_grams: int | None = None
    reweighed: bool = False
    fence: int | None = None


@dataclass(frozen=True, slots=True)
class ShortPickReported:
    """Where the rest comes from: picks elsewhere, a promise, or the next delivery (waiting)."""

    task_id: UUID
    alternatives: tuple[UUID, ...]
    next_task_id: UUID | None
    case_id: UUID
    elsewhere: int
    promised: int
    waiting: int


@command
async def short_pick(work: Work, asked: ShortPick) -> Plan[ShortPickReported]:
    """Pick what was found, and let the rest of the task go from this bin.

    The rest is allocated in other bins at once and queued as picks of the same walk, right after
    this stop. What no other bin has stays promised as far as the goods in the house reach without
    this bin's; the remainder waits for stock. The event asks for a count of the bin.
    Refuses like `confirm_pick`; a report about a task that was called off meanwhile is refused, as
    nothing is left to be short of.
    """
    task = await pick_task(work.reader, asked.task_id)
    work.allow(Permission.PICK, task.location_id)
    if check_standing(task, work, fence=asked.fence) is ClaimState.LATE:
        raise NotInThisState(kind="pick", state="no longer yours")
    stop = await stop_of(work.reader, task)
    check_found(asked.found, remaining=task.remaining, allocated=stop.allocated)
    item = (await items_by_id(work.reader, [stop.item_id]))[stop.item_id]
    stop = await _first_found(work, stop, item, asked)
    tote = await _tote_for(work, task, asked)
    rest = await seek_elsewhere(work, stop, found=asked.found)
    answer = ShortPickReported(
        task_id=task.id,
        alternatives=tuple(pick.id for pick in rest.picks),
        next_task_id=rest.picks[0].id if rest.picks else await next_stop(work, task),
        case_id=derived_id(work.operation_id, "case"),
        elsewhere=rest.allocated,
        promised=rest.promised,
        waiting=rest.waiting,
    )
    return Plan(
        answer=answer,
        kind="SHORT_PICK",
        reason=asked.reason.value,
        location_id=task.location_id,
        document_id=task.document_id,
        writes=(*_writes(work, stop, asked, tote, rest), *_weighing(work, stop, item, asked)),
        events=(Event("PickShort", _facts(stop, asked)),),
    )


async def _first_found(work: Work, stop: Stop, item: Item, asked: ShortPick) -> Stop:
    """Return the stop with the things that were found first; refuses what is not allocated here."""
    numbers = serials_said(item, asked.serials, quantity=asked.found)
    if not numbers:
        return stop
    told = await told_of(work.reader, item, lot=None, serials=numbers)
    check_told(item, told, stop.allocations, quantity=asked.found)
    ordered = sorted(stop.allocations, key=lambda one: one.serial_id not in told.serial_ids)
    return replace(stop, allocations=tuple(ordered))


async def _tote_for(work: Work, task: Task, asked: ShortPick) -> Tote | None:
    """Return the tote of what was found; None when nothing was."""
    if not asked.found:
        return None
    if asked.into is None:
        raise InvalidInput(field="into", problem="is missing: say which tote holds what was found")
    tote = await tote_of(work, asked.into, location_id=task.location_id)
    check_tote(task, tote_id=tote.id, tote_code=tote.code)
    return tote


def _writes(
    work: Work, stop: Stop, asked: ShortPick, tote: Tote | None, rest: Elsewhere
) -> tuple[Write, ...]:
    change = LineChange(
        line_id=stop.line_id,
        allocated=rest.allocated - stop.allocated,
        picked=asked.found,
        promised=rest.promised,
    )
    steps = _steps(stop, asked.found, tote) + rest.steps
    return (
        *(tote.writes if tote else ()),
        *change_lines(work, [change]),
        advance_task(
            work,
            stop.task,
            done=asked.found,
            status=TaskStatus.SHORT,
            to_container_id=tote.id if tote else None,
        ),
        *queue_tasks(work, rest.picks),
        open_case(work, _case(work, stop, asked)),
        *post(work, moves=steps.moves, opens=steps.opens, ends=steps.ends),
    )


def _weighing(work: Work, stop: Stop, item: Item, asked: ShortPick) -> Iterator[Write]:
    found, said = asked.found, asked.weight_grams
    grams = weight_said(item, said, quantity=found, reweighed=asked.reweighed)
    return weigh(work, item, [(stop.line_id, found)], grams)


def _steps(stop: Stop, found: int, tote: Tote | None) -> Steps:
    """Put what was found into the tote, and let go of the rest."""
    takings = take(stop.allocations, found)
    touched = {taking.allocation.reservation_id for taking in takings}
    rest = [one for one in stop.allocations if one.reservation_id not in touched]
    return (into_tote(takings, tote) if tote else Steps()) + let_go(rest)


def _facts(stop: Stop, asked: ShortPick) -> dict[str, object]:
    return stop.facts(asked=stop.task.remaining, found=asked.found, reason=asked.reason.value)


def _case(work: Work, stop: Stop, asked: ShortPick) -> NewCase:
    missing = stop.task.remaining - asked.found
    return NewCase(
        id=derived_id(work.operation_id, "case"),
        kind=CaseKind.SHORT_PICK,
        severity=Severity.WARNING,
        title=f"{missing} short for order {stop.task.document_number}",
        location_id=stop.task.location_id,
        bin_id=stop.bin_id,
        item_id=stop.item_id,
        subject_kind="Task",
        subject_id=stop.task.id,
        facts={
            "asked": stop.task.remaining,
            "found": asked.found,
            "reason": asked.reason.value,
            "picked_by": work.actor.name,
        },
    )
