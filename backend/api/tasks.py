"""Tasks and walks in the graph."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Self
from uuid import UUID

import strawberry

from backend.api.containers import Container
from backend.api.context import Context, Info
from backend.api.directives import Blind, Bounded
from backend.api.item_enums import Unit
from backend.api.items import Item
from backend.api.lots import Lot
from backend.api.node import Node
from backend.api.people import User
from backend.api.places import Bin, Location
from backend.api.scalars import Quantity
from backend.api.task_enums import TaskKind, TaskStatus
from backend.api.task_steps import STEPS_MAX, TaskStep
from backend.api.versioned import Versioned
from backend.tasks import task as tasks
from backend.tasks.leases import PERMISSION_OF
from backend.tasks.reads import tasks as reads
from backend.tasks.reads.steps import step_facts
from backend.tasks.steps import Step, steps_of

STOPS_MAX = 200


@strawberry.type(description="A piece of work for one person, with its steps.")
class Task(Node, Versioned):
    """One task."""

    row: strawberry.Private[tasks.Task]

    @strawberry.field(description="What kind of work.")
    def kind(self) -> TaskKind:
        """Pass on."""
        return TaskKind(self.row.kind)

    @strawberry.field(description="How far it is.")
    def status(self) -> TaskStatus:
        """Pass on."""
        return TaskStatus(self.row.status)

    @strawberry.field(description="Smaller comes first.")
    def priority(self) -> int:
        """Pass on."""
        return self.row.priority

    @strawberry.field(description="By when.")
    def due_at(self) -> datetime | None:
        """Pass on."""
        return self.row.due_at

    @strawberry.field(description="Where; null when you may not see the place.")
    async def location(self, info: Info) -> Location | None:
        """Load it."""
        return await info.context.find(Location, self.row.location_id)

    @strawberry.field(description="Who has it, or who did it.")
    async def assignee(self, info: Info) -> User | None:
        """Load the person."""
        return await info.context.find(User, self.row.assignee_id)

    @strawberry.field(description="Until when it is theirs.")
    def lease_until(self) -> datetime | None:
        """Pass on."""
        return self.row.lease_until

    @strawberry.field(
        description="Rises each time that it changes hands; send it back with work on it."
    )
    def fence(self) -> int:
        """Pass on."""
        return self.row.fence

    @strawberry.field(description="For which receipt, order or count: the number that people use.")
    def document_number(self) -> str | None:
        """Pass on."""
        return self.row.document_number

    @strawberry.field(description="On which walk.")
    async def walk(self, info: Info) -> "Walk | None":
        """Load it."""
        return await info.context.find(Walk, self.row.walk_id)

    @strawberry.field(description="Its place on the walk.")
    def sequence(self) -> int:
        """Pass on."""
        return self.row.sequence

    @strawberry.field(description="What; null when it is about a whole bin or container.")
    async def item(self, info: Info) -> Item | None:
        """Load it."""
        return await info.context.find(Item, self.row.item_id)

    @strawberry.field(description="Which lot, when only one is meant.")
    async def lot(self, info: Info) -> Lot | None:
        """Load it."""
        return await info.context.find(Lot, self.row.lot_id)

    @strawberry.field(description="Which container, when it is about one.")
    async def container(self, info: Info) -> Container | None:
        """Load it."""
        return await info.context.find(Container, self.row.container_id)

    @strawberry.field(name="from", description="From which bin.")
    async def source(self, info: Info) -> Bin | None:
        """Load it."""
        return await info.context.find(Bin, self.row.from_bin_id)

    @strawberry.field(name="to", description="Into which bin, as suggested.")
    async def target(self, info: Info) -> Bin | None:
        """Load it."""
        return await info.context.find(Bin, self.row.to_bin_id)

    @strawberry.field(description="Into which tote or carton.")
    async def to_container(self, info: Info) -> Container | None:
        """Load it."""
        return await info.context.find(Container, self.row.to_container_id)

    @strawberry.field(
        description="How much, in base units; null when blind or not known.", directives=[Blind()]
    )
    def quantity(self) -> Quantity | None:
        """Hide it from whoever counts or receives blind."""
        is_told = self.row.quantity is not None and not self.row.is_blind
        return Quantity(self.row.quantity or 0) if is_told else None

    @strawberry.field(description="How much is done, in base units.")
    def done(self) -> Quantity:
        """Pass on."""
        return Quantity(self.row.done)

    @strawberry.field(description="Unit of the quantities; null when it is about no item.")
    async def unit(self, info: Info) -> Unit | None:
        """Ask the item."""
        item = await info.context.find(Item, self.row.item_id)
        return Unit(item.row.base_unit) if item else None

    @strawberry.field(description="How often it was skipped.")
    def skips(self) -> int:
        """Pass on."""
        return self.row.skips

    @strawberry.field(description="What to do, in order.", directives=[Bounded(max=STEPS_MAX)])
    async def steps(self, info: Info) -> list[TaskStep]:
        """Load what the steps name together with those of other tasks."""
        found = await info.context.get(StepsOfTask, self.key)
        return [TaskStep(step=step, sequence=place) for place, step in enumerate(found.steps, 1)]

    @strawberry.field(description="When it was made.")
    def created_at(self) -> datetime:
        """Pass on."""
        return self.row.created_at

    @strawberry.field(description="When it was begun.")
    def started_at(self) -> datetime | None:
        """Pass on."""
        return self.row.started_at

    @strawberry.field(description="When it was finished.")
    def finished_at(self) -> datetime | None:
        """Pass on."""
        return self.row.finished_at

    @classmethod
    async def of_keys(cls, context: Context, keys: Sequence[UUID]) -> Mapping[UUID, Self]:
        """Load tasks; whoever may do or assign such work there may see them."""
        rows = await tasks.tasks_by_id(context.reader, keys)
        return {
            row.id: cls(key=row.id, row=row) for row in rows.values() if may_see_task(context, row)
        }


@strawberry.type(description="A round through the aisles; its stops are tasks.")
class Walk(Node):
    """One walk."""

    row: strawberry.Private[reads.WalkRow]

    @strawberry.field(description="The number that people use.")
    def number(self) -> str:
        """Pass on."""
        return self.row.number

    @strawberry.field(description="When it was made.")
    def created_at(self) -> datetime:
        """Pass on."""
        return self.row.created_at

    @strawberry.field(description="How many stops it has.")
    def stops(self) -> int:
        """Pass on."""
        return self.row.stops

    @strawberry.field(description="How many of them are behind it.")
    def stops_done(self) -> int:
        """Pass on."""
        return self.row.stops_done

    @strawberry.field(
        description="Its stops, in walking order.", directives=[Bounded(max=STOPS_MAX)]
    )
    async def tasks(self, info: Info) -> list[Task]:
        """Load the stops of many walks at once."""
        found = await info.context.get(_StopsOfWalk, self.key)
        return [Task(key=row.id, row=row) for row in found.rows[:STOPS_MAX]]

    @classmethod
    async def of_keys(cls, context: Context, keys: Sequence[UUID]) -> Mapping[UUID, Self]:
        """Load walks; whoever works there may see them."""
        rows = await reads.walks_of_keys(context.reader, keys)
        return {row.id: cls(key=row.id, row=row) for row in rows if works_at(context, row)}


@dataclass(frozen=True, slots=True)
class StepsOfTask:
    """The steps of one task; loaded for many at once."""

    steps: tuple[Step, ...]

    @classmethod
    async def of_keys(cls, context: Context, keys: Sequence[UUID]) -> Mapping[UUID, Self]:
        """Read what the steps of these tasks name with a few statements."""
        found = await context.find_many(Task, keys)
        rows = [task.row for task in found if task is not None]
        facts = await step_facts(context.reader, rows)
        return {row.id: cls(steps_of(row, facts)) for row in rows}


@dataclass(frozen=True, slots=True)
class _StopsOfWalk:
    rows: list[tasks.Task]

    @classmethod
    async def of_keys(cls, context: Context, keys: Sequence[UUID]) -> Mapping[UUID, Self]:
        found: dict[UUID, list[tasks.Task]] = {key: [] for key in keys}
        for row in await reads.stops_of_walks(context.reader, keys):
            assert row.walk_id is not None
            found[row.walk_id].append(row)
        return {key: cls(rows) for key, rows in found.items()}


def may_see_task(context: Context, row: tasks.Task) -> bool:
    """Tell whether the asker does or assigns such work at the task's place."""
    needed = PERMISSION_OF[TaskKind(row.kind)]
    rights = (needed, "ASSIGN_TASKS", "READ_STOCK")
    return any(context.actor.may(right, row.location_id) for right in rights)


def works_at(context: Context, row: reads.WalkRow) -> bool:
    """Tell whether the asker has any right at the walk's place."""
    return bool(context.actor.everywhere or context.actor.grants.get(row.location_id))
