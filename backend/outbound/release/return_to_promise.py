"""Return to promise: a pick was called off, so its goods stay promised but need no bin any more."""

from dataclasses import dataclass
from uuid import UUID

from backend.kernel.command import command
from backend.kernel.plan import Plan
from backend.kernel.work import Work
from backend.master.permissions import Permission
from backend.outbound.orders.lines import LineChange, change_lines
from backend.stock.allocations import Allocation, allocations_of
from backend.stock.changes import End, Level, Open, Outcome
from backend.stock.posting import post
from backend.tasks.task import Task, TaskKind, TaskStatus, task_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnToPromise:
    """Which task was called off."""

    task_id: UUID


@dataclass(frozen=True, slots=True)
class ReturnedToPromise:
    """How many base units lost their bin; 0 when the task was no pick or held nothing."""

    task_id: UUID
    quantity: int


@dataclass(frozen=True, slots=True)
class _Freed:
    allocation: Allocation
    quantity: int


@command
async def return_to_promise(work: Work, asked: ReturnToPromise) -> Plan[ReturnedToPromise]:
    """Make soft what a canceled pick had left to take; the order may be released again."""
    task = await task_of(work.reader, asked.task_id)
    work.allow(Permission.RELEASE_ORDERS, task.location_id)
    freed = await _held_by(work, task)
    quantity = sum(one.quantity for one in freed)
    changes = (
        [LineChange(line_id=task.line_id, allocated=-quantity, promised=quantity)]
        if task.line_id and quantity
        else []
    )
    return Plan(
        answer=ReturnedToPromise(task.id, quantity),
        writes=(
            *change_lines(work, changes),
            *post(
                work,
                opens=[open_ for one in freed for open_ in _openings(one)],
                ends=[End(one.allocation.reservation, Outcome.VOIDED) for one in freed],
            ),
        ),
        kind="PROMISE",
        location_id=task.location_id,
        document_id=task.document_id,
    )


async def _held_by(work: Work, task: Task) -> list[_Freed]:
    """Return what a canceled pick had still to take; other picks of the line keep theirs."""
    if (task.kind, task.status) != (TaskKind.PICK, TaskStatus.CANCELED) or not task.line_id:
        return []
    left = task.remaining
    freed = []
    for held in await allocations_of(work.reader, [task.line_id]):
        units = min(left, held.quantity)
        if held.level == Level.HARD and held.bin_id == task.from_bin_id and units:
            freed.append(_Freed(held, units))
            left -= units
    return freed


def _openings(freed: _Freed) -> list[Open]:
    held = freed.allocation
    openings = [Open(Level.SOFT, held.pool_id, held.demand_id, freed.quantity)]
    stays = held.quantity - freed.quantity
    if stays:
        openings.append(Open(Level.HARD, held.pool_id, held.demand_id, stays, held.key_id))
    return openings
