"""Cancel an order or some of its lines: promises are freed at once, picked goods go back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from backend.kernel.command import command
from backend.kernel.plan import Plan
from backend.kernel.refusals import NotFound, NotInThisState, VersionChanged
from backend.kernel.work import Work
from backend.master.permissions import Permission
from backend.master.refs import DocumentRef
from backend.outbound.orders.document import CustomerOrder, guard_orders, order_of
from backend.outbound.orders.hold_order import check_reason
from backend.outbound.orders.lines import Line, LineChange, change_lines, lines_of_orders
from backend.outbound.orders.put_backs import put_backs
from backend.stock.allocations import allocations_of
from backend.stock.changes import End, Outcome
from backend.stock.freed import stock_freed
from backend.stock.posting import post
from backend.stock.reads import reservations_of
from backend.tasks.task import Task, TaskKind, cancel_task, queue_tasks, tasks_of_document

OF_LINES = frozenset({TaskKind.PICK})
OF_ORDER = frozenset({TaskKind.PICK, TaskKind.PACK, TaskKind.LOAD})


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelOrder:
    """Which order or lines (None means all), as seen (None waives that), and why."""

    order: DocumentRef
    reason: str
    if_version: int | None = None
    line_ids: tuple[UUID, ...] | None = None


@dataclass(frozen=True, slots=True)
class OrderCanceled:
    """How many units were called off, and the tasks that put picked goods back."""

    order_id: UUID
    canceled: int
    task_ids: tuple[UUID, ...]


@command
async def cancel_order(work: Work, asked: CancelOrder) -> Plan[OrderCanceled]:
    """Call off what has not left yet, at any point before shipping.

    Soft and hard reservations are voided and their stock may be promised to others at once; open
    tasks are canceled; goods in totes or cartons get a task that puts them back.
    """
    order = await order_of(work.reader, asked.order)
    work.allow(Permission.EDIT_ORDERS, order.location_id)
    check_reason(asked.reason)
    if asked.if_version not in {None, order.version}:
        raise VersionChanged(kind="order")
    lines = await lines_of_orders(work.reader, [order.id])
    ending = _ending(order, lines, asked.line_ids)
    reservations = await reservations_of(work.reader, [line.id for line in ending])
    allocations = await allocations_of(work.reader, [line.id for line in ending])
    tasks = await tasks_of_document(work.reader, order.id)
    back = put_backs(work, order, allocations=allocations, tasks=tasks)
    ends = [End(reservation, Outcome.VOIDED) for reservation in reservations]
    return Plan(
        answer=OrderCanceled(
            order.id, sum(line.still_open for line in ending), tuple(task.id for task in back)
        ),
        writes=(
            guard_orders([order]),
            *change_lines(work, [_call_off(line) for line in ending]),
            *(cancel_task(work, task) for task in _superfluous(tasks, lines, ending)),
            *queue_tasks(work, back),
            *post(work, ends=ends),
        ),
        kind="CANCEL_ORDER",
        reason=asked.reason,
        location_id=order.location_id,
        document_id=order.id,
        events=tuple(
            stock_freed(item_id, owner_id=order.owner_id, location_id=order.location_id)
            for item_id in _freed(ending)
        ),
    )


def _ending(
    order: CustomerOrder, lines: Sequence[Line], line_ids: tuple[UUID, ...] | None
) -> list[Line]:
    named = {line.id for line in lines} if line_ids is None else set(line_ids)
    unknown = named - {line.id for line in lines}
    if unknown:
        raise NotFound(kind="line of this order", key=str(min(unknown)))
    ending = [line for line in lines if line.id in named and line.still_open]
    if not ending:
        state = order.status if line_ids is None else "shipped or canceled already"
        raise NotInThisState(kind="order" if line_ids is None else "line", state=state)
    return ending


def _call_off(line: Line) -> LineChange:
    return LineChange(
        line_id=line.id,
        promised=-line.promised,
        allocated=-line.allocated,
        picked=line.shipped - line.picked,
        packed=line.shipped - line.packed,
        canceled=line.still_open,
    )


def _superfluous(
    tasks: Iterable[Task], lines: Sequence[Line], ending: Sequence[Line]
) -> list[Task]:
    """Return the open tasks that nothing is left for."""
    gone = {line.id for line in ending}
    stays = any(line.still_open and line.id not in gone for line in lines if not line.is_service)
    return [
        task
        for task in tasks
        if task.is_open
        and (task.line_id in gone if stays else True)
        and task.kind in (OF_LINES if stays else OF_ORDER)
    ]


def _freed(ending: Iterable[Line]) -> list[UUID]:
    return sorted(
        {
            line.item_id
            for line in ending
            if not line.is_service and line.promised + line.allocated + line.picked > line.shipped
        }
    )
