"""Undo a pick: goods go back from the tote into their bin, and the pick is to be done again."""

from dataclasses import dataclass
from uuid import UUID

from backend.kernel.command import command
from backend.kernel.plan import Event, Plan
from backend.kernel.refusals import NotInThisState
from backend.kernel.work import Work
from backend.master.items import Item, items_by_id
from backend.master.permissions import Permission
from backend.master.refs import Ref
from backend.outbound.orders.lines import LineChange, change_lines
from backend.outbound.picking.rules import check_bin, check_quantity, check_reason
from backend.outbound.picking.scanned import bin_of_task
from backend.outbound.picking.stop import pick_task, stop_of
from backend.outbound.picking.takings import carry, in_bin, stay, take
from backend.stock.allocations import Allocation, allocations_of
from backend.stock.changes import Level, Outcome
from backend.stock.posting import post
from backend.stock.told_apart import check_told, told_of
from backend.stock.weighing.weigh import Back, weigh_back
from backend.stock.where import place_of
from backend.tasks.task import Task, TaskStatus, advance_task


@dataclass(frozen=True, slots=True, kw_only=True)
class Unpick:
    """A fact from the floor: `quantity` base units went back from the tote into the pick's bin.

    What is sold by weight is weighed again, unless all that its order line has goes back.
    """

    task_id: UUID
    quantity: int
    to: Ref
    reason: str
    serials: tuple[str, ...] = ()
    weight_grams: int | None = None
    reweighed: bool = False


@dataclass(frozen=True, slots=True)
class Unpicked:
    """How much is to be picked now."""

    task_id: UUID
    remaining: int


@command
async def unpick(work: Work, asked: Unpick) -> Plan[Unpicked]:
    """Move goods back into the bin they came from, allocated to their order line as before.

    Refuses WRONG_BIN for any other bin, and QUANTITY_TOO_LARGE for more than lies in the tote: what
    is in a carton is unpacked first, and what belongs to no order any more is put back by its task.
    Refuses WEIGHT_REQUIRED and WEIGHT_MISMATCH where a part of what was weighed goes back.
    """
    task = await pick_task(work.reader, asked.task_id)
    work.allow(Permission.PICK, task.location_id)
    check_reason(asked.reason)
    if task.status == TaskStatus.CANCELED:
        raise NotInThisState(kind="pick", state="called off")
    shelf = await bin_of_task(work, task)
    check_bin(asked.to, shelf)
    assert task.item_id is not None, "every pick is of an item"
    item = (await items_by_id(work.reader, [task.item_id]))[task.item_id]
    lying = await _named(work, item, asked, await _in_the_tote(work, task))
    check_quantity(asked.quantity, remaining=sum(one.quantity for one in lying), pack=None)
    takings = take(lying, asked.quantity)
    steps = stay(takings)
    for taking in takings:
        target = in_bin(taking.allocation.key, place_of(shelf))
        steps += carry(taking, target, level=Level.HARD, ends=Outcome.VOIDED)
    stop = await stop_of(work.reader, task)
    change = LineChange(line_id=stop.line_id, allocated=asked.quantity, picked=-asked.quantity)
    back = Back(asked.quantity, asked.weight_grams, asked.reweighed)
    return Plan(
        answer=Unpicked(task.id, task.remaining + asked.quantity),
        kind="UNPICK",
        reason=asked.reason,
        location_id=task.location_id,
        document_id=task.document_id,
        writes=(
            *change_lines(work, [change]),
            advance_task(work, task, done=-asked.quantity, status=TaskStatus.QUEUED),
            *post(work, moves=steps.moves, opens=steps.opens, ends=steps.ends),
            *await weigh_back(work, item, stop.line_id, back),
        ),
        events=(Event("PickUndone", stop.facts(quantity=asked.quantity)),),
    )


async def _named(
    work: Work, item: Item, asked: Unpick, lying: list[Allocation]
) -> list[Allocation]:
    """Return those that were named, or all where nothing was."""
    told = await told_of(work.reader, item, lot=None, serials=asked.serials)
    if not told.serials:
        return lying
    check_told(item, told, lying, quantity=asked.quantity)
    return [one for one in lying if one.serial_id in told.serial_ids]


async def _in_the_tote(work: Work, task: Task) -> list[Allocation]:
    """Return what lies picked in the tote for the pick's order line."""
    assert task.line_id is not None, "every pick is for an order line"
    return [
        one
        for one in await allocations_of(work.reader, [task.line_id])
        if one.level == Level.PICK and one.container_id == task.to_container_id
    ]
