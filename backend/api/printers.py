"""GraphQL for printers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Self
from uuid import UUID

import strawberry

from backend.api.area import Area
from backend.api.context import Context, Info
from backend.api.directives import Bounded, allow
from backend.api.enums import show_enum
from backend.api.mutation import Accepted, CommandInput, Spoken, mutation
from backend.api.node import Node
from backend.api.permissions import Permission
from backend.api.places import Location
from backend.api.pointing import ref as plain
from backend.api.refs import Ref
from backend.api.versioned import Versioned
from backend.master.places import location_of
from backend.printing import save_printer as saving
from backend.printing.printers import Printer as PrinterRow
from backend.printing.reads import PrinterState, printers_for, printers_of_ids, states_of
from backend.printing.rules import LabelFormat, PrinterKind
from labels.stock import STOCKS

IF_VERSION = "The version that you saw; null for a new one, or to waive the check."
PRINTERS_MAX = 200

show_enum(
    PrinterKind,
    says="How a printer is reached.",
    values={
        "RAW": "ZPL on a network port, as a rule 9100.",
        "IPP": "A print queue, as of CUPS; it says what became of each printing.",
        "DOWNLOAD": "A PDF to print oneself.",
    },
)


show_enum(
    LabelFormat,
    says="How a label is written.",
    values={
        "PNG": "A picture.",
        "SVG": "A drawing.",
        "PDF": "A page.",
        "ZPL": "The language of label printers.",
    },
)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a printer is, loaded for many at once."""

    state: PrinterState

    @classmethod
    async def of_keys(cls, context: Context, keys: Sequence[UUID]) -> Mapping[UUID, Self]:
        """Return how printers are; whoever is signed in may know it."""
        return {state.id: cls(state) for state in await states_of(context.reader, keys)}


@strawberry.type(description="Where labels come out.")
class Printer(Node, Versioned):
    """A printer."""

    row: strawberry.Private[PrinterRow]

    @strawberry.field(description="Its code.")
    def code(self) -> str:
        """Its code."""
        return self.row.code

    @strawberry.field(description="What it is called.")
    def name(self) -> str:
        """Its name."""
        return self.row.name

    @strawberry.field(description="How it is reached.")
    def kind(self) -> PrinterKind:
        """Its kind."""
        return PrinterKind(self.row.kind)

    @strawberry.field(description="Where it stands; null for one that everybody may use.")
    async def location(self, info: Info) -> Location | None:
        """Its location."""
        return await info.context.find(Location, self.row.location_id)

    @strawberry.field(
        description="Host and port, or the queue's address; null for a download.",
        extensions=[allow(Permission.MANAGE_PEOPLE)],
    )
    def address(self) -> str | None:
        """Where it answers."""
        return self.row.address

    @strawberry.field(description="Its resolution: 203, 300 or 600.")
    def dots_per_inch(self) -> int:
        """Dots per inch."""
        return self.row.dpi

    @strawberry.field(description="What it is sent: ZPL or PDF.")
    def format(self) -> LabelFormat:
        """Its language."""
        return LabelFormat(self.row.format)

    @strawberry.field(description="The sheets of a download, by code; null for one label a page.")
    def stock(self) -> str | None:
        """Its sheets."""
        return self.row.stock

    @strawberry.field(description="Width of a label on its roll; null for each design's own.")
    def width_mm(self) -> int | None:
        """Width."""
        return self.row.width_mm

    @strawberry.field(description="Height of a label on its roll; null for each design's own.")
    def height_mm(self) -> int | None:
        """Height."""
        return self.row.height_mm

    @strawberry.field(description="False when it is out of use.")
    def is_active(self) -> bool:
        """In use."""
        return self.row.is_active

    @strawberry.field(
        description="Whether it answered when it was last spoken with; null until then."
    )
    async def is_online(self, info: Info) -> bool | None:
        """Ask what the spool saw."""
        return (await info.context.get(Standing, self.key)).state.is_online

    @strawberry.field(description="What was wrong when it was last spoken with, in its words.")
    async def problem(self, info: Info) -> str | None:
        """Ask what the spool saw."""
        return (await info.context.get(Standing, self.key)).state.problem

    @strawberry.field(description="How many labels wait for it.")
    async def waiting(self, info: Info) -> int:
        """Count them."""
        return (await info.context.get(Standing, self.key)).state.waiting

    @classmethod
    async def of_keys(cls, context: Context, keys: Sequence[UUID]) -> Mapping[UUID, Self]:
        """Return printers; whoever is signed in may know of them."""
        rows = await printers_of_ids(context.reader, keys)
        return {row.id: cls(key=row.id, row=row) for row in rows}


@strawberry.type(description="Sheets of labels that can be bought.")
class LabelStock:
    """A sheet."""

    code: str = strawberry.field(description="Its code, for `savePrinter`.")
    name: str = strawberry.field(description="Paper, labels and a common number.")
    labels_per_page: int = strawberry.field(description="How many labels a sheet holds.")
    trial_page: str = strawberry.field(
        description="Path of a PDF to hold against the sheet: the outlines of its labels."
    )


@strawberry.type(description="Questions about printers.")
class PrinterQuery:
    """Root fields."""

    @strawberry.field(
        description="Printers that a location can use, its own first; all without one.",
        directives=[Bounded(max=PRINTERS_MAX)],
    )
    async def printers(
        self,
        info: Info,
        location: Annotated[Ref | None, strawberry.argument(description="Where.")] = None,
    ) -> list[Printer]:
        """List them."""
        reader = info.context.reader
        place = await location_of(reader, plain(location, "Location")) if location else None
        found = await printers_for(reader, place.id if place else None)
        return [Printer(key=row.id, row=row) for row in found]

    @strawberry.field(description="Sheets of labels.", directives=[Bounded(max=len(STOCKS))])
    def label_stocks(self) -> list[LabelStock]:
        """List them."""
        return [
            LabelStock(
                code=stock.code,
                name=stock.name,
                labels_per_page=stock.per_page,
                trial_page=f"/labels/trial/{stock.code}.pdf",
            )
            for stock in STOCKS.values()
        ]


@strawberry.input(description="What `savePrinter` takes; what is left out stays.")
class SavePrinterInput(CommandInput[saving.SavePrinter]):
    """A printer to make or change."""

    printer: Ref | None = strawberry.field(
        default=None, description="The one to change; null makes a new one."
    )
    if_version: int | None = strawberry.field(default=None, description=IF_VERSION)
    code: str | None = strawberry.field(default=None, description="Needed for a new one.")
    name: str | None = strawberry.field(default=None, description="Needed for a new one.")
    kind: PrinterKind | None = strawberry.field(default=None, description="Needed for a new one.")
    location: Ref | None = strawberry.field(default=None, description="Where it stands.")
    address: str | None = strawberry.field(
        default=None, description="Host and port, or ipp://host/printers/name."
    )
    dots_per_inch: int | None = strawberry.field(default=None, description="203, 300 or 600.")
    format: LabelFormat | None = strawberry.field(
        default=None, description="ZPL or PDF, for an IPP printer; PDF unless told otherwise."
    )
    stock: str | None = strawberry.field(
        default=None, description="The sheets that lie in it, one of `labelStocks`; for PDF."
    )
    width_mm: int | None = strawberry.field(default=None, description="Of a label on its roll.")
    height_mm: int | None = strawberry.field(default=None, description="Of a label on its roll.")
    is_active: bool | None = strawberry.field(
        default=None, description="False takes it out of use."
    )

    async def asked(self, context: Context) -> saving.SavePrinter:  # noqa: ARG002 - no reads
        """Translate."""
        return saving.SavePrinter(
            printer=plain(self.printer, "Printer") if self.printer else None,
            if_version=self.if_version,
            code=self.code,
            name=self.name,
            kind=self.kind,
            location=plain(self.location, "Location") if self.location else None,
            address=self.address,
            dpi=self.dots_per_inch,
            format=self.format,
            stock=self.stock,
            width_mm=self.width_mm,
            height_mm=self.height_mm,
            is_active=self.is_active,
        )


@strawberry.type(description="The yes to `savePrinter`.")
class PrinterSaved(Accepted[saving.PrinterSaved]):
    """It was saved."""

    @strawberry.field(description="As it is now.")
    async def printer(self, info: Info) -> Printer:
        """Load it."""
        return await info.context.get(Printer, self.answer.printer_id)


@strawberry.type(description="Commands about printers.")
class PrinterMutation:
    """Root fields."""

    save_printer = mutation(
        Spoken(
            saving.save_printer,
            sent=SavePrinterInput,
            yes=PrinterSaved,
            says="Make or change a printer.",
        )
    )


AREA = Area(queries=(PrinterQuery,), mutations=(PrinterMutation,))
