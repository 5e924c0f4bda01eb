"""Realign a line: goods that it had or was promised are gone, and its order must know."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from backend.kernel.command import command
from backend.kernel.plan import Plan
from backend.kernel.refusals import NotFound
from backend.kernel.work import Work
from backend.master.permissions import Permission
from backend.outbound.orders.document import CustomerOrder, guard_orders, orders_by_id
from backend.outbound.orders.lines import Line, LineChange, change_lines, lines_by_id
from backend.stock.allocations import Allocation, allocations_of
from backend.stock.changes import End, Level, Open, Outcome, Reservation
from backend.stock.posting import post
from backend.stock.reads import reservations_of
from backend.tasks.task import Task, TaskKind, cancel_task, tasks_of_document


@dataclass(frozen=True, slots=True, kw_only=True)
class RealignLine:
    """Which line lost goods, and in which bin."""

    line_id: UUID
    bin_id: UUID


@dataclass(frozen=True, slots=True)
class LineRealigned:
    """What the line has now, in base units, and which picks were called off."""

    line_id: UUID
    promised: int
    allocated: int
    waiting: int
    task_ids: tuple[UUID, ...]


@command
async def realign_line(work: Work, asked: RealignLine) -> Plan[LineRealigned]:
    """Let a line's counters say again what the ledger holds for it.

    A pick that would ask for more than is left in the bin is called off; what the bin still has for
    it becomes a promise again, so that the line can be released anew.
    """
    line, order = await _line(work, asked.line_id)
    held = await reservations_of(work.reader, [line.id])
    here = [
        one
        for one in await allocations_of(work.reader, [line.id])
        if one.level == Level.HARD and one.bin_id == asked.bin_id
    ]
    picks = _picks(await tasks_of_document(work.reader, order.id), asked)
    if sum(task.remaining for task in picks) <= _units(here):
        here, picks = [], []
    change = _change(line, held, softened=_units(here))
    return Plan(
        answer=_realigned(line, change, picks),
        writes=(
            guard_orders([order]),
            *change_lines(work, [change]),
            *(cancel_task(work, task) for task in picks),
            *post(
                work,
                opens=[Open(Level.SOFT, one.pool_id, line.id, one.quantity) for one in here],
                ends=[End(one.reservation, Outcome.VOIDED) for one in here],
            ),
        ),
        kind="PROMISE",
        location_id=order.location_id,
        document_id=order.id,
    )


async def _line(work: Work, line_id: UUID) -> tuple[Line, CustomerOrder]:
    found = (await lines_by_id(work.reader, [line_id])).get(line_id)
    if found is None:
        raise NotFound(kind="order line", key=str(line_id))
    order = (await orders_by_id(work.reader, [found.order_id]))[found.order_id]
    work.allow(Permission.RELEASE_ORDERS, order.location_id)
    return found, order


def _realigned(line: Line, change: LineChange, picks: Iterable[Task]) -> LineRealigned:
    return LineRealigned(
        line.id,
        line.promised + change.promised,
        line.allocated + change.allocated,
        line.waiting - change.promised - change.allocated - change.picked,
        tuple(task.id for task in picks),
    )


def _picks(tasks: Iterable[Task], asked: RealignLine) -> list[Task]:
    return [
        task
        for task in tasks
        if task.is_open
        and task.kind == TaskKind.PICK
        and task.line_id == asked.line_id
        and task.from_bin_id == asked.bin_id
    ]


def _units(held: Iterable[Allocation | Reservation]) -> int:
    return sum(one.quantity for one in held)


def _change(line: Line, held: Sequence[Reservation], *, softened: int) -> LineChange:
    def of(level: Level) -> int:
        return _units(one for one in held if one.level == level)

    picked = line.shipped + of(Level.PICK)
    return LineChange(
        line_id=line.id,
        promised=of(Level.SOFT) + softened - line.promised,
        allocated=of(Level.HARD) - softened - line.allocated,
        picked=picked - line.picked,
        packed=min(0, picked - line.packed),
    )
