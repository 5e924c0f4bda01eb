"""Cases in the graph."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Self
from uuid import UUID

import strawberry

from backend.api.case_enums import CaseKind, CaseStatus, Severity
from backend.api.context import Context, Info
from backend.api.directives import Bounded
from backend.api.global_ids import encode
from backend.api.items import Item
from backend.api.node import Node, fetch_node
from backend.api.operations import Operation
from backend.api.people import User
from backend.api.places import Bin, Location
from backend.api.refused import Fact
from backend.api.tasks import Task
from backend.api.versioned import Versioned
from backend.tasks.case_actions import CaseAction, Standing, actions_of
from backend.tasks.live import TASK
from backend.tasks.reads import cases as reads

NOTES_MAX = 100


@strawberry.type(description="What someone said about a case.")
class CaseNote:
    """One note."""

    row: strawberry.Private[reads.NoteRow]

    @strawberry.field(description="When.")
    def at(self) -> datetime:
        """Pass on."""
        return self.row.written_at

    @strawberry.field(description="Who; null means the house.")
    async def by(self, info: Info) -> User | None:
        """Load the person."""
        return await info.context.find(User, self.row.author_id)

    @strawberry.field(description="What.")
    def text(self) -> str:
        """Pass on."""
        return self.row.text


@strawberry.type(
    description="Something that can be done now, so that no client has to know which case asks for"
    " what."
)
class Action:
    """One button."""

    action: strawberry.Private[CaseAction]
    subject_id: strawberry.Private[strawberry.ID | None] = None

    @strawberry.field(
        description="Its name: TAKE, COUNT, REASSIGN, CANCEL_TASK, CANCEL_LINE or RESOLVE."
    )
    def code(self) -> str:
        """Pass on."""
        return self.action.value

    @strawberry.field(description="What to write on the button.")
    def label(self) -> str:
        """Look it up."""
        return _ACTIONS[self.action][0]

    @strawberry.field(description="The mutation that does it.")
    def mutation(self) -> str:
        """Look it up."""
        return _ACTIONS[self.action][1]

    @strawberry.field(
        description="What it is done to: a bin to count, a task to give away or to call off, an"
        " order line to call off. Null when it is the case itself."
    )
    async def subject(self, info: Info) -> Node | None:
        """Load whatever kind of thing it is."""
        return await fetch_node(info, self.subject_id) if self.subject_id else None


_ACTIONS = {
    CaseAction.TAKE: ("Take it", "assignCase"),
    CaseAction.COUNT: ("Send a count", "requestCount"),
    CaseAction.REASSIGN: ("Give to another", "assignTask"),
    CaseAction.CANCEL_TASK: ("Call the task off", "cancelTask"),
    CaseAction.CANCEL_LINE: ("Cancel the line", "cancelOrder"),
    CaseAction.RESOLVE: ("Resolve", "resolveCase"),
}


@strawberry.type(description="Something that went wrong and is worked on.")
class Case(Node, Versioned):
    """One case."""

    row: strawberry.Private[reads.CaseRow]

    @strawberry.field(description="What went wrong.")
    def kind(self) -> CaseKind:
        """Pass on."""
        return CaseKind(self.row.kind)

    @strawberry.field(description="How bad it is.")
    def severity(self) -> Severity:
        """Pass on."""
        return Severity(self.row.severity)

    @strawberry.field(description="How far it is.")
    def status(self) -> CaseStatus:
        """Pass on."""
        return CaseStatus(self.row.status)

    @strawberry.field(description="In one sentence.")
    def title(self) -> str:
        """Pass on."""
        return self.row.title

    @strawberry.field(description="What is known.", directives=[Bounded(max=20)])
    def facts(self) -> list[Fact]:
        """Show each fact."""
        known = list(self.row.known.items())[:20]
        return [
            Fact.of(name, value if isinstance(value, int) else str(value)) for name, value in known
        ]

    @strawberry.field(description="Where.")
    async def location(self, info: Info) -> Location | None:
        """Load it."""
        return await info.context.find(Location, self.row.location_id)

    @strawberry.field(description="In which bin.")
    async def bin(self, info: Info) -> Bin | None:
        """Load it."""
        return await info.context.find(Bin, self.row.bin_id)

    @strawberry.field(description="With what.")
    async def item(self, info: Info) -> Item | None:
        """Load it."""
        return await info.context.find(Item, self.row.item_id)

    @strawberry.field(description="About which document, task or other thing.")
    async def subject(self, info: Info) -> Node | None:
        """Load whatever kind of thing it is."""
        row = self.row
        if row.subject_kind is None or row.subject_id is None:
            return None
        return await fetch_node(info, encode(row.subject_kind, row.subject_id))

    @strawberry.field(description="The operation that met it.")
    async def operation(self, info: Info) -> Operation | None:
        """Load it."""
        return await info.context.find(Operation, self.row.operation_id)

    @strawberry.field(description="Since when.")
    def opened_at(self) -> datetime:
        """Pass on."""
        return self.row.opened_at

    @strawberry.field(description="Who opened it; null means the house.")
    async def opened_by(self, info: Info) -> User | None:
        """Load the person."""
        return await info.context.find(User, self.row.opened_by)

    @strawberry.field(description="Who works on it.")
    async def assignee(self, info: Info) -> User | None:
        """Load the person."""
        return await info.context.find(User, self.row.assignee_id)

    @strawberry.field(description="By when.")
    def due_at(self) -> datetime | None:
        """Pass on."""
        return self.row.due_at

    @strawberry.field(
        description="What was said, oldest first.", directives=[Bounded(max=NOTES_MAX)]
    )
    async def notes(self, info: Info) -> list[CaseNote]:
        """Load the notes of many cases at once."""
        found = await info.context.get(_NotesOfCase, self.key)
        return [CaseNote(row=row) for row in found.rows[-NOTES_MAX:]]

    @strawberry.field(
        description="What you may do about it, what helps most first.",
        directives=[Bounded(max=len(CaseAction))],
    )
    async def actions(self, info: Info) -> list[Action]:
        """Ask the rule, with the task that it is about."""
        row = self.row
        about = row.subject_id if row.subject_kind == TASK else None
        task = await info.context.find(Task, about)
        standing = Standing(
            status=row.status,
            location_id=row.location_id,
            bin_id=row.bin_id,
            assignee_id=row.assignee_id,
            task=task.row if task else None,
        )
        found = actions_of(standing, info.context.actor)
        return [Action(action=action, subject_id=_subject(action, standing)) for action in found]

    @strawberry.field(description="How it was resolved.")
    def resolution(self) -> str | None:
        """Pass on."""
        return self.row.resolution

    @strawberry.field(description="Who resolved it.")
    async def resolved_by(self, info: Info) -> User | None:
        """Load the person."""
        return await info.context.find(User, self.row.resolved_by)

    @strawberry.field(description="When.")
    def resolved_at(self) -> datetime | None:
        """Pass on."""
        return self.row.resolved_at

    @classmethod
    async def of_keys(cls, context: Context, keys: Sequence[UUID]) -> Mapping[UUID, Self]:
        """Load cases; whoever works at the place may see them."""
        rows = await reads.cases_of_keys(context.reader, keys)
        return {row.id: cls(key=row.id, row=row) for row in rows if _may_see(context, row)}


@dataclass(frozen=True, slots=True)
class _NotesOfCase:
    rows: list[reads.NoteRow]

    @classmethod
    async def of_keys(cls, context: Context, keys: Sequence[UUID]) -> Mapping[UUID, Self]:
        found: dict[UUID, list[reads.NoteRow]] = {key: [] for key in keys}
        for row in await reads.notes_of_cases(context.reader, keys):
            found[row.case_id].append(row)
        return {key: cls(rows) for key, rows in found.items()}


def _subject(action: CaseAction, case: Standing) -> strawberry.ID | None:
    match action:
        case CaseAction.COUNT if case.bin_id:
            return encode("Bin", case.bin_id)
        case CaseAction.REASSIGN | CaseAction.CANCEL_TASK if case.task:
            return encode(TASK, case.task.id)
        case CaseAction.CANCEL_LINE if case.task and case.task.line_id:
            return encode("OrderLine", case.task.line_id)
    return None


def _may_see(context: Context, row: reads.CaseRow) -> bool:
    actor = context.actor
    if actor.everywhere or row.opened_by == actor.id:
        return True
    return row.location_id is not None and bool(actor.grants.get(row.location_id))
