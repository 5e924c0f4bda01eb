"""GraphQL for printings: what was asked for, how far it is, and what did not come out."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Self
from uuid import UUID

import strawberry

from backend.api.context import Context, Info
from backend.api.directives import Bounded, Cost
from backend.api.enums import show_enum
from backend.api.node import Node
from backend.api.people import User
from backend.api.permissions import Permission
from backend.api.places import Location
from backend.api.printers import Printer
from backend.printing.jobs import PrintJob as PrintJobRow
from backend.printing.reads import jobs_of_ids, troubles_of
from backend.printing.rules import LabelKind, PrinterKind, PrintStatus

TROUBLES_MAX = 100

show_enum(
    PrintStatus,
    says="How far a printing is.",
    values={
        "QUEUED": "It waits for its printer.",
        "PRINTING": "Labels are on their way.",
        "PRINTED": "All are out, or the file is there; `refused` says how many could not be drawn.",
        "PRINTED_MAYBE": "Some may be out or not: look at the printer, then `retryPrinting`.",
        "FAILED": "Nothing more comes; `problem` says why.",
        "CANCELED": "Somebody stopped it.",
    },
)


@strawberry.type(description="A label that is not out for sure.")
class LabelTrouble:
    """One label of a printing."""

    sequence: int = strawberry.field(description="Its place in the printing, from 1.")
    subject: str = strawberry.field(description="What it is of: a SKU, a code.")
    is_unsure: bool = strawberry.field(description="True when it may have come out.")
    problem: str | None = strawberry.field(description="Why it could not be drawn.")


@strawberry.type(description="Labels that were asked for together.")
class PrintJob(Node):
    """A printing."""

    row: strawberry.Private[PrintJobRow]

    @strawberry.field(description="What they are for.")
    def kind(self) -> LabelKind:
        """Its kind."""
        return LabelKind(self.row.kind)

    @strawberry.field(description="How far it is.")
    def status(self) -> PrintStatus:
        """Its status."""
        return PrintStatus(self.row.status)

    @strawberry.field(description="Where they come out.")
    async def printer(self, info: Info) -> Printer:
        """Its printer."""
        return await info.context.get(Printer, self.row.printer_id)

    @strawberry.field(description="For which location.")
    async def location(self, info: Info) -> Location | None:
        """Its location."""
        return await info.context.find(Location, self.row.location_id)

    @strawberry.field(description="How many labels, copies not counted.")
    def total(self) -> int:
        """All of them."""
        return self.row.total

    @strawberry.field(description="How many of them are out.")
    def done(self) -> int:
        """Out."""
        return self.row.done

    @strawberry.field(description="How many could not be drawn so that a scanner reads them.")
    def refused(self) -> int:
        """Not drawn."""
        return self.row.refused

    @strawberry.field(description="How many of each.")
    def copies(self) -> int:
        """How many."""
        return self.row.copies

    @strawberry.field(description="What is in the way, in a sentence.")
    def problem(self) -> str | None:
        """Why it waits or stopped."""
        return self.row.problem

    @strawberry.field(
        description="Up to 100 labels that were refused or may be missing.",
        directives=[Bounded(max=TROUBLES_MAX), Cost(weight=5)],
    )
    async def troubles(self, info: Info) -> list[LabelTrouble]:
        """Labels not out for sure."""
        found = await troubles_of(info.context.reader, self.row.id)
        return [
            LabelTrouble(
                sequence=each.sequence,
                subject=each.subject,
                is_unsure=each.is_unsure,
                problem=each.problem,
            )
            for each in found
        ]

    @strawberry.field(
        description="Path of the PDF, for the same login; null until made, and for printers."
    )
    async def file(self, info: Info) -> str | None:
        """Where to fetch it."""
        printer = await info.context.get(Printer, self.row.printer_id)
        is_made = printer.row.kind == PrinterKind.DOWNLOAD and self.row.status == "PRINTED"
        return f"/labels/{self.id()}.pdf" if is_made else None

    @strawberry.field(description="When it was asked for.")
    def created_at(self) -> datetime:
        """Asked for."""
        return self.row.created_at

    @strawberry.field(description="Who asked.")
    async def created_by(self, info: Info) -> User | None:
        """Who."""
        return await info.context.find(User, self.row.created_by)

    @strawberry.field(description="When it began.")
    def started_at(self) -> datetime | None:
        """Began."""
        return self.row.started_at

    @strawberry.field(description="When it ended.")
    def finished_at(self) -> datetime | None:
        """When."""
        return self.row.finished_at

    @classmethod
    async def of_keys(cls, context: Context, keys: Sequence[UUID]) -> Mapping[UUID, Self]:
        """Return jobs of locations where the asker may print."""
        rows = await jobs_of_ids(context.reader, keys)
        may = context.actor.may
        return {
            row.id: cls(key=row.id, row=row)
            for row in rows
            if may(Permission.PRINT, row.location_id)
        }
