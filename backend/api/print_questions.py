"""Questions about labels and printings in the graph."""

import asyncio
import base64
from collections.abc import Sequence
from typing import Annotated

import strawberry
from PIL import Image

from backend.api.area import Area
from backend.api.connections import After, Before, Connection, First, Last, connect, page_asked
from backend.api.context import Info
from backend.api.directives import Cost, allow
from backend.api.global_ids import key_of
from backend.api.label_subjects import LabelSubject, subjects_of
from backend.api.permissions import Permission
from backend.api.pointing import ref as plain
from backend.api.print_commands import PRINT_FACTS, PrintMutation
from backend.api.print_jobs import PrintJob
from backend.api.refs import LotRef, Ref
from backend.api.stock_questions import visible
from backend.kernel.refusals import NotFound
from backend.kernel.work import Reader
from backend.master.places import location_of
from backend.printing.designs import Look, looks_for
from backend.printing.facts import FONTS, Facts, on_stock
from backend.printing.printers import Printer as PrinterRow
from backend.printing.printers import printer_at, printer_of
from backend.printing.reads import job_page
from backend.printing.rules import LabelFormat, LabelKind, PrintStatus
from backend.printing.subjects import Subjects, facts_of
from labels.drawing import Drawing, draw
from labels.kinds import Arrow
from labels.pdf import render_pdf
from labels.proof import prove
from labels.raster import picture, render_png
from labels.refused import LabelRefused
from labels.svg import render_svg
from labels.zpl import render_zpl


@strawberry.input(description="A design that is not saved yet.")
class DesignToTry:
    """A design as text."""

    source: str = strawberry.field(description="The design as JSON.")
    width_mm: int = strawberry.field(description="How wide.")
    height_mm: int = strawberry.field(description="How high.")


@strawberry.input(description="A label to look at before it is printed.")
class LabelToPreview:
    """One label, as `printLabels` would print it."""

    location: Ref = strawberry.field(description="For which location.")
    subject: LabelSubject = strawberry.field(description="Of what.")
    kind: LabelKind | None = strawberry.field(
        default=None, description="PALLET for a container's GS1 logistic label."
    )
    lot: LotRef | None = strawberry.field(default=None, description="On a pack's label.")
    arrow: Arrow | None = strawberry.field(default=None, description="On a bin's label.")
    shows_check_digits: bool = strawberry.field(default=True, description="On a bin's label.")
    printer: Ref | None = strawberry.field(
        default=None, description="Where; null takes the location's own, else a PDF."
    )

    design: Ref | None = strawberry.field(
        default=None, description="How it looks; null takes the default."
    )
    trial: DesignToTry | None = strawberry.field(
        default=None, description="How it would look with a design that is not saved yet."
    )

    async def looks(self, reader: Reader, kind: LabelKind) -> list[Look]:
        """Return what to draw it with; what is tried comes first."""
        chosen = plain(self.design, "LabelDesign") if self.design else None
        saved = await looks_for(reader, kind, chosen)
        tried = self.trial
        return [*([Look(tried.source, tried.width_mm, tried.height_mm)] if tried else []), *saved]

    def subjects(self) -> Subjects:
        """Translate."""
        return subjects_of(
            [self.subject],
            bins=None,
            arrow=self.arrow,
            shows_check_digits=self.shows_check_digits,
            kind=self.kind,
            lot=self.lot,
        )


@strawberry.type(description="A label as it would come out, read back by a decoder.")
class LabelPreview:
    """One label."""

    format: LabelFormat = strawberry.field(description="How it is written.")
    content: str = strawberry.field(
        description="The label; a picture or PDF in Base64. Empty when it cannot be drawn."
    )
    text: str = strawberry.field(description="What it is of: a SKU, a code.")
    is_readable: bool = strawberry.field(
        description="True when the decoder read back what was meant."
    )
    grade: float | None = strawberry.field(
        description="How well it reads, 4 to 0, by a simple measure; null when it fails."
    )
    problem: str | None = strawberry.field(description="What is wrong, in a sentence.")


@strawberry.type(description="Questions about labels and printings.")
class PrintQuery:
    """Root fields."""

    @strawberry.field(
        description="A label as a printer would print it; null when there is no such thing.",
        directives=[Cost(weight=10)],
    )
    async def preview_label(
        self,
        info: Info,
        label: Annotated[LabelToPreview, strawberry.argument(description="Which label.")],
        format: Annotated[
            LabelFormat, strawberry.argument(description="How it is written.")
        ] = LabelFormat.PNG,
    ) -> LabelPreview | None:
        """Draw it beside the server's other work."""
        reader = info.context.reader
        try:
            place = await location_of(reader, plain(label.location, "Location"))
            if not info.context.actor.may(Permission.PRINT, place.id):
                return None
            printer = (
                await printer_of(reader, plain(label.printer, "Printer"))
                if label.printer
                else await printer_at(reader, place.id)
            )
            subjects = label.subjects()
            (facts,) = await facts_of(reader, subjects, place)
            looks = await label.looks(reader, subjects.kind)
        except NotFound:
            return None
        return await asyncio.to_thread(_preview, facts, printer, looks, format)

    @strawberry.field(description="One printing; null when there is none that you may see.")
    async def print_job(
        self,
        info: Info,
        id: Annotated[strawberry.ID, strawberry.argument(description="Which printing.")],
    ) -> PrintJob | None:
        """Find it."""
        try:
            key = key_of("PrintJob", id)
        except NotFound:
            return None
        return await info.context.find(PrintJob, key)

    @strawberry.field(description="Printings, newest first.", extensions=[allow(Permission.PRINT)])
    async def print_jobs(
        self,
        info: Info,
        statuses: Annotated[
            list[PrintStatus] | None, strawberry.argument(description="How far they are.")
        ] = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[PrintJob] | None:
        """Return a page."""
        paged = await job_page(
            info.context.reader,
            locations=visible(info.context, None, permission=Permission.PRINT),
            statuses=None if statuses is None else [status.value for status in statuses],
            page=page_asked(first=first, after=after, last=last, before=before),
        )
        return connect(paged, show=lambda row: PrintJob(key=row.id, row=row))


def _preview(
    facts: Facts, printer: PrinterRow, looks: Sequence[Look], kind: LabelFormat
) -> LabelPreview:
    try:
        drawing = draw(on_stock(facts, printer.sheet, looks), dpi=printer.dpi, fonts=FONTS)
    except LabelRefused as refused:
        return LabelPreview(
            format=kind,
            content="",
            text=facts.subject,
            is_readable=False,
            grade=None,
            problem=str(refused),
        )
    image, found, problem = picture(drawing), None, None
    try:
        found = prove(drawing, image)
    except LabelRefused as refused:
        problem = str(refused)
    content = _written(drawing, image, kind)
    return LabelPreview(
        format=kind,
        content=content,
        text=facts.subject,
        is_readable=problem is None,
        grade=found,
        problem=problem,
    )


def _written(drawing: Drawing, image: Image.Image, kind: LabelFormat) -> str:
    match kind:
        case LabelFormat.PNG:
            return base64.b64encode(render_png(drawing)).decode()
        case LabelFormat.PDF:
            pdf = render_pdf([image], stock=None, dpi=drawing.dpi)
            return base64.b64encode(pdf).decode()
        case LabelFormat.SVG:
            return render_svg(drawing).decode()
        case LabelFormat.ZPL:
            return render_zpl(drawing).decode()


AREA = Area(queries=(PrintQuery,), mutations=(PrintMutation,), facts=PRINT_FACTS)
