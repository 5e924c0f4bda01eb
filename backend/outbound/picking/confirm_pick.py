"""Confirm a pick: a scan at a bin puts goods in the tote."""

from dataclasses import dataclass
from uuid import UUID

from backend.kernel.command import command
from backend.kernel.plan import Event, Plan
from backend.kernel.work import Work
from backend.master.permissions import Permission
from backend.master.refs import ItemRef, LotRef, Ref
from backend.outbound.orders.lines import LineChange, change_lines
from backend.outbound.picking.beyond_book import pick_beyond_book
from backend.outbound.picking.conflict import conflict_id
from backend.outbound.picking.exactly import check_book, check_things, picked_exactly
from backend.outbound.picking.late_pick import pick_too_late
from backend.outbound.picking.rules import check_quantity, check_standing, check_tote
from backend.outbound.picking.scanned import Scanned, scanned_at
from backend.outbound.picking.stop import Stop, next_stop, pick_task, stop_of
from backend.outbound.picking.takings import Steps
from backend.stock.posting import post
from backend.stock.weighing.weigh import weigh
from backend.tasks.claim import ClaimState
from backend.tasks.task import TaskStatus, advance_task


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmPick:
    """A fact from the floor: `quantity` base units of `item` went from the bin into the tote.

    `pack` is the pack that was scanned, when the person counted in packs; `fence` is the number
    that the claim of the task gave out, so that work under an older claim is known as late.
    `weight_grams` is what the goods weigh where that is how they are sold; `reweighed`: the scale
    was asked twice.
    """

    task_id: UUID
    item: ItemRef
    quantity: int
    into: Ref
    bin: Ref | None = None
    pack: Ref | None = None
    lot: LotRef | None = None
    serials: tuple[str, ...] = ()
    weight_grams: int | None = None
    reweighed: bool = False
    fence: int | None = None


@dataclass(frozen=True, slots=True)
class PickConfirmed:
    """What is left of the task, and where the walk goes on; a case where the book disagreed."""

    task_id: UUID
    remaining: int
    next_task_id: UUID | None
    case_id: UUID | None = None


@command
async def confirm_pick(work: Work, asked: ConfirmPick) -> Plan[PickConfirmed]:
    """Move what was taken into the tote, where it stays reserved for its order line.

    Refuses what the picker can still put right: the wrong bin, item or tote, more than the task
    asks for, a task that someone else holds. What no refusal can undo is recorded: a pick whose
    task was called off meanwhile, and one of more than the book has in the bin.
    """
    task = await pick_task(work.reader, asked.task_id)
    work.allow(Permission.PICK, task.location_id)
    claim = check_standing(task, work, fence=asked.fence)
    scanned = await scanned_at(work, task, asked)
    check_things(scanned, quantity=asked.quantity)
    stop = await stop_of(work.reader, task)
    onward = await next_stop(work, task)

    if claim is ClaimState.LATE:
        check_quantity(asked.quantity, remaining=task.quantity or 0, pack=scanned.pack)
        recorded = PickConfirmed(task.id, task.remaining, onward, conflict_id(work))
        return await pick_too_late(work, stop, scanned, quantity=asked.quantity, answer=recorded)

    check_tote(task, tote_id=scanned.tote.id, tote_code=scanned.tote.code)
    check_quantity(asked.quantity, remaining=task.remaining, pack=scanned.pack)
    remaining = task.remaining - asked.quantity
    if asked.quantity > stop.allocated:
        check_book(scanned, quantity=asked.quantity, allocated=stop.allocated)
        recorded = PickConfirmed(task.id, remaining, onward, conflict_id(work))
        return await pick_beyond_book(work, stop, scanned, quantity=asked.quantity, answer=recorded)
    picked = await picked_exactly(work.reader, stop, scanned, quantity=asked.quantity)
    return _as_planned(work, stop, scanned, picked, PickConfirmed(task.id, remaining, onward))


def _as_planned(
    work: Work, stop: Stop, scanned: Scanned, picked: Steps, answer: PickConfirmed
) -> Plan[PickConfirmed]:
    task, tote = stop.task, scanned.tote
    quantity = task.remaining - answer.remaining
    return Plan(
        answer=answer,
        kind="PICK",
        location_id=task.location_id,
        document_id=task.document_id,
        writes=(
            *tote.writes,
            *change_lines(
                work, [LineChange(line_id=stop.line_id, allocated=-quantity, picked=quantity)]
            ),
            advance_task(
                work,
                task,
                done=quantity,
                status=TaskStatus.IN_PROGRESS if answer.remaining else TaskStatus.DONE,
                to_container_id=tote.id,
            ),
            *post(work, moves=picked.moves, opens=picked.opens, ends=picked.ends),
            *weigh(work, scanned.item, [(stop.line_id, quantity)], scanned.grams),
        ),
        events=(Event("PickConfirmed", stop.facts(quantity=quantity)),),
    )
