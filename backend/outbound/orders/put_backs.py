"""Put-backs: tasks that bring goods of a canceled order from totes and cartons to their bins."""

from collections.abc import Iterable
from uuid import UUID

from backend.kernel.ids import derived_id
from backend.kernel.work import Work
from backend.outbound.orders.document import CustomerOrder
from backend.stock.allocations import Allocation
from backend.stock.changes import Level
from backend.tasks.task import NewTask, Task, TaskKind


def put_backs(
    work: Work,
    order: CustomerOrder,
    *,
    allocations: Iterable[Allocation],
    tasks: Iterable[Task],
) -> list[NewTask]:
    """Return a task for each item in each tote or carton; it names the bin the goods came from."""
    came_from = {
        task.line_id: task.from_bin_id
        for task in tasks
        if task.kind == TaskKind.PICK and task.line_id
    }
    picked: dict[tuple[UUID, UUID | None, UUID], list[Allocation]] = {}
    for held in allocations:
        if held.level == Level.PICK:
            place = (held.bin_id, held.container_id, held.item_id)
            picked.setdefault(place, []).append(held)
    return [
        NewTask(
            id=derived_id(work.operation_id, f"put back {number}"),
            location_id=order.location_id,
            kind=TaskKind.MOVE,
            priority=order.priority,
            sequence=number,
            document_kind="Order",
            document_id=order.id,
            document_number=order.number,
            owner_id=order.owner_id,
            item_id=item_id,
            disposition=held[0].disposition,
            container_id=container_id,
            from_bin_id=bin_id,
            to_bin_id=came_from.get(held[0].demand_id),
            quantity=sum(one.quantity for one in held),
        )
        for number, ((bin_id, container_id, item_id), held) in enumerate(picked.items(), 1)
    ]
