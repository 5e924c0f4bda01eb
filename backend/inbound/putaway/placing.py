"""Goods come to rest in a bin: what a putaway posts, books and tells, whatever it counts for."""

from dataclasses import dataclass
from uuid import UUID

from backend.inbound.putaway.carried import Carried
from backend.inbound.putaway.sources import Takings, moves_to
from backend.kernel.ids import derived_id
from backend.kernel.plan import Event, Write
from backend.kernel.work import Work
from backend.master.lots import register_unknown_lot, unknown_lot_id
from backend.master.places import Bin
from backend.stock.posting import post
from backend.stock.where import place_of
from backend.tasks.case import CaseKind, NewCase, Severity
from backend.tasks.room.rules import Space
from backend.tasks.room.spaces import use_space


@dataclass(frozen=True, slots=True, kw_only=True)
class Placing:
    """So many base units of what is carried now lie in the target."""

    carried: Carried
    target: Bin
    space: Space
    takings: Takings
    quantity: int

    @property
    def line_id(self) -> UUID | None:
        """The document line that the goods came on."""
        return self.carried.task.line_id if self.carried.task else None


def posted(work: Work, placing: Placing) -> tuple[Write, ...]:
    """Fill the bin's room and move the goods."""
    moves = moves_to(
        placing.takings,
        placing.carried.load,
        target=place_of(placing.target),
        line_id=placing.line_id,
    )
    item_id, lot_id = placing.carried.item.id, placing.takings.lot_of_missing
    unread = [register_unknown_lot(item_id)] if lot_id == unknown_lot_id(item_id) else []
    return (*unread, use_space(placing.space), *post(work, moves=moves))


def told(placing: Placing) -> tuple[Event, ...]:
    """Tell that goods were put away, and that they can be promised where that is new."""
    load = placing.carried.load
    about: dict[str, object] = {
        "item_id": load.item_id,
        "owner_id": load.owner_id,
        "location_id": placing.carried.location_id,
    }
    task_id = placing.carried.task.id if placing.carried.task else None
    confirmed: dict[str, object] = {
        "task_id": task_id,
        "bin_id": placing.target.id,
        "quantity": placing.quantity,
    }
    events = (Event("PutawayConfirmed", about | confirmed),)
    moves = moves_to(placing.takings, load, target=place_of(placing.target), line_id=None)
    is_new = any(move.target.is_promisable and not move.source.is_promisable for move in moves)
    return (*events, Event("StockFreed", about)) if is_new else events


def conflict(work: Work, placing: Placing, *, title: str) -> NewCase:
    """Open a case: what happened on the floor is not what the book says."""
    item, task = placing.carried.item, placing.carried.task
    return NewCase(
        id=derived_id(work.operation_id, "case"),
        kind=CaseKind.OFFLINE_CONFLICT,
        severity=Severity.WARNING,
        title=title,
        location_id=placing.carried.location_id,
        bin_id=placing.target.id,
        item_id=item.id,
        subject_kind="Task" if task else None,
        subject_id=task.id if task else None,
        facts={
            "sku": item.sku,
            "quantity": placing.quantity,
            "unexplained": placing.takings.missing,
            "from": placing.carried.source_code,
            "to": placing.target.code,
        },
    )
