"""Put goods back: what lies in a tote for nobody goes to a bin where it can be picked again."""

from dataclasses import dataclass
from uuid import UUID

from backend.kernel.command import command
from backend.kernel.ids import derived_id
from backend.kernel.plan import Event, Plan
from backend.kernel.work import Work
from backend.master.permissions import Permission
from backend.master.places import bin_of
from backend.master.refs import Ref
from backend.outbound.picking.in_hand import Portion, portion_out
from backend.outbound.picking.rules import check_quantity
from backend.outbound.picking.stop import Stop
from backend.outbound.picking.takings import in_bin
from backend.outbound.picking.totes import Tote
from backend.stock.changes import Move
from backend.stock.keys import Place
from backend.stock.posting import post
from backend.stock.reads import balances_in_container
from backend.stock.where import place_of
from backend.tasks.claim import check_claim, check_open
from backend.tasks.scans import QuantityTooLarge, WrongBin, WrongKind
from backend.tasks.task import NewTask, Task, TaskKind, TaskStatus, advance_task, task_of

SHELVES = frozenset({"PICK_FACE", "RESERVE"})


@dataclass(frozen=True, slots=True, kw_only=True)
class PutBack:
    """A fact from the floor: `quantity` base units went from the task's tote into a bin."""

    task_id: UUID
    quantity: int
    to: Ref
    fence: int | None = None


@dataclass(frozen=True, slots=True)
class GoodsPutBack:
    """How much of the task is left."""

    task_id: UUID
    remaining: int


def put_back_task(work: Work, stop: Stop, *, tote: Tote, quantity: int) -> NewTask:
    """Send somebody to put goods from a tote back into the bin that they came from."""
    return NewTask(
        id=derived_id(work.operation_id, "put back"),
        location_id=stop.task.location_id,
        kind=TaskKind.MOVE,
        priority=stop.task.priority,
        document_kind=stop.task.document_kind,
        document_id=stop.task.document_id,
        document_number=stop.task.document_number,
        owner_id=stop.owner_id,
        item_id=stop.item_id,
        container_id=tote.id,
        from_bin_id=tote.place.bin_id,
        to_bin_id=stop.bin_id,
        quantity=quantity,
    )


@command
async def put_back(work: Work, asked: PutBack) -> Plan[GoodsPutBack]:
    """Move goods that belong to no order out of a tote.

    Any pick face or reserve bin that takes goods will do; the task names the one they came from.
    """
    task = await task_of(work.reader, asked.task_id)
    work.allow(Permission.PICK, task.location_id)
    if task.kind != TaskKind.MOVE or task.container_id is None:
        raise WrongKind(kind=f"{task.kind} task", wanted="put-back")
    check_open(task)
    check_claim(task, work, fence=asked.fence)
    check_quantity(asked.quantity, remaining=task.remaining, pack=None)
    shelf = await _shelf(work, task, asked.to)
    portions = await _lying(work, task, quantity=asked.quantity)
    remaining = task.remaining - asked.quantity
    status = TaskStatus.IN_PROGRESS if remaining else TaskStatus.DONE
    moves = [Move(key, in_bin(key, shelf), units) for key, units in portions]
    return Plan(
        answer=GoodsPutBack(task.id, remaining),
        kind="PUT_BACK",
        location_id=task.location_id,
        document_id=task.document_id,
        writes=(
            advance_task(work, task, done=asked.quantity, status=status),
            *post(work, moves=moves),
        ),
        events=(Event("StockFreed", _freed(task)),),
    )


async def _shelf(work: Work, task: Task, to: Ref) -> Place:
    shelf = await bin_of(work.reader, to, location_id=task.location_id)
    if shelf.kind not in SHELVES or not shelf.takes_goods:
        raise WrongBin(scanned=shelf.code, wanted="a pick face or reserve bin that is not blocked")
    return place_of(shelf)


async def _lying(work: Work, task: Task, *, quantity: int) -> list[Portion]:
    """Return what lies in the tote for nobody; refuses QUANTITY_TOO_LARGE where it is less."""
    assert task.container_id is not None, "checked by the caller"
    free = [
        (held.key, held.free)
        for held in await balances_in_container(work.reader, task.container_id)
        if held.item_id == task.item_id and held.owner_id == task.owner_id
    ]
    portions = portion_out(free, quantity)
    found = sum(units for _, units in portions)
    if found < quantity:
        raise QuantityTooLarge(quantity=quantity, remaining=found)
    return portions


def _freed(task: Task) -> dict[str, object]:
    return {
        "item_id": task.item_id,
        "owner_id": task.owner_id,
        "location_id": task.location_id,
    }
