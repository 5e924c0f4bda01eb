"""Scan anything: what a barcode can mean, likeliest first."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Union
from uuid import UUID

import strawberry

from backend.api.area import Area
from backend.api.containers import Container, may_see
from backend.api.context import Context, Info
from backend.api.directives import Bounded
from backend.api.global_ids import decode
from backend.api.item_enums import Unit
from backend.api.items import Item, Pack
from backend.api.node import Node
from backend.api.people import Device, User
from backend.api.places import Bin, Location
from backend.api.pointing import ref as plain
from backend.api.refs import Ref
from backend.api.scalars import Barcode, Quantity
from backend.api.scan_parts import MeasuredNumber, ScanElement
from backend.api.tasks import StepsOfTask
from backend.kernel.clock import now
from backend.kernel.refusals import NotFound
from backend.master.barcodes.days import day_of
from backend.master.barcodes.elements import ELEMENTS_MAX
from backend.master.barcodes.hibc import primary_of
from backend.master.barcodes.measured import Measured, may_be_measured, measured
from backend.master.barcodes.reading import Reading, read
from backend.master.barcodes.weights import measured_grams, net_grams
from backend.master.places import location_of
from backend.master.reads.layouts import layouts_at
from backend.master.reads.scanning import Meaning, meanings_of
from backend.stock.containers import container_of_code
from backend.tasks.steps import StepKind

CANDIDATES_MAX = 10
KINDS: dict[str, type[Node]] = {
    "ITEM": Item,
    "BIN": Bin,
    "LOCATION": Location,
    "DEVICE": Device,
    "PERSON": User,
    "CONTAINER": Container,
}
"""In this order, all else being equal."""
ASKED_BY: dict[str, StepKind] = {
    "ITEM": StepKind.SCAN_ITEM,
    "BIN": StepKind.SCAN_BIN,
    "CONTAINER": StepKind.SCAN_CONTAINER,
}
GTIN_LENGTH = 14
ScanTarget = Annotated[
    Union[Item, Bin, Container, Location, User, Device],  # noqa: UP007 - read at run time
    strawberry.union("ScanTarget", description="What a barcode can mean."),
]


@strawberry.type(description="One meaning of a barcode.")
class ScanCandidate:
    """Something that a barcode can stand for."""

    meaning: strawberry.Private[Meaning]
    label: strawberry.Private[Reading]
    this_year: strawberry.Private[int]
    target: ScanTarget = strawberry.field(description="What it stands for.")
    weight_grams: int | None = strawberry.field(
        description="The net weight that the label, or its number of variable measure, carries."
    )
    is_expected: bool = strawberry.field(description="True when the task asks for this.")

    @strawberry.field(description="Which pack of the item; null for one base unit.")
    async def pack(self, info: Info) -> Pack | None:
        """Load it."""
        return await info.context.find(Pack, self.meaning.pack_id)

    @strawberry.field(description="How many base units one scan stands for; null for no item.")
    def quantity(self) -> Quantity | None:
        """Pass on."""
        quantity = self.meaning.quantity
        return None if quantity is None else Quantity(quantity)

    @strawberry.field(description="The unit of `quantity`.")
    def unit(self) -> Unit | None:
        """Ask the item."""
        return Unit(self.target.row.base_unit) if isinstance(self.target, Item) else None

    @strawberry.field(description="The lot that it carries.")
    def lot_number(self) -> str | None:
        """Ask the label."""
        return self.label.value("10") or (self.label.hibc.lot if self.label.hibc else None)

    @strawberry.field(description="The serial that it carries.")
    def serial_number(self) -> str | None:
        """Ask the label."""
        return self.label.value("21") or (self.label.hibc.serial if self.label.hibc else None)

    @strawberry.field(description="The day by which to use it: its expiry, else its best-before.")
    def expires_on(self) -> date | None:
        """Ask the label."""
        said = self.label.value("17", "15")
        return day_of(said, this_year=self.this_year) if said else None

    @strawberry.field(description="How many of what it names the label says; null for nothing.")
    def count(self) -> int | None:
        """Ask the label."""
        said = self.label.value("37", "30")
        return int(said) if said else None


@strawberry.type(description="What a barcode says.")
class Scan:
    """One scan."""

    raw: Barcode = strawberry.field(description="What was read.")
    symbology: str | None = strawberry.field(
        description="Such as GS1-128, by its AIM identifier; null when it had none that we know."
    )
    elements: list[ScanElement] = strawberry.field(
        description="Its GS1 parts, in order; empty for a plain code.",
        directives=[Bounded(max=ELEMENTS_MAX)],
    )
    problem: str | None = strawberry.field(
        description="Why it cannot be read, in a sentence; null when it can."
    )
    doubt: str | None = strawberry.field(
        description="What GS1 forbids together or misses on a label that can be read; else null."
    )
    measured: MeasuredNumber | None = strawberry.field(
        description="What a number of variable measure carries; null for others."
    )
    candidates: list[ScanCandidate] = strawberry.field(
        description="What it can mean, likeliest first; more than one means: ask.",
        directives=[Bounded(max=CANDIDATES_MAX)],
    )


@strawberry.type(description="Questions about what was scanned.")
class ScanQuery:
    """One root field."""

    @strawberry.field(
        description="What is this barcode? GS1 syntax, check digits and ambiguity end here."
    )
    async def scan(
        self,
        info: Info,
        barcode: Annotated[Barcode, strawberry.argument(description="What was read.")],
        location: Annotated[
            Ref | None,
            strawberry.argument(description="Where; all places that you may see when left out."),
        ] = None,
        task: Annotated[
            strawberry.ID | None,
            strawberry.argument(description="During this task, to rank the meanings."),
        ] = None,
    ) -> Scan:
        """Read the label, then look its meanings up."""
        context = info.context
        label = read(barcode)
        meanings = [] if label.problem else await _meanings(context, label, location)
        found = None if meanings or location is None else await _measured(context, label, location)
        if isinstance(found, Measured):
            meanings = await meanings_of(context.reader, found.number, gtins=(), locations=[])
        grams = measured_grams(found) if isinstance(found, Measured) else net_grams(label)
        return Scan(
            raw=barcode,
            symbology=label.symbology,
            elements=[ScanElement.of(element) for element in label.elements],
            problem=found if isinstance(found, str) else label.problem,
            doubt=label.forbidden or label.missing,
            measured=MeasuredNumber.of(found) if isinstance(found, Measured) else None,
            candidates=await _candidates(
                context, label, meanings, grams=grams, asked=await _asked(context, task)
            ),
        )


async def _meanings(context: Context, label: Reading, where: Ref | None) -> list[Meaning]:
    places: list[UUID] | None = None
    if where is not None:
        try:
            places = [(await location_of(context.reader, plain(where, "Location"))).id]
        except NotFound:
            places = []
    of_health = primary_of(label.hibc) if label.hibc else None
    text = label.value("00") or of_health or label.plain
    found = await meanings_of(context.reader, text, gtins=label.gtins, locations=places)
    container = await container_of_code(context.reader, text)
    if container and may_see(context, container.location_id):
        found.append(Meaning("CONTAINER", container.id, None, None))
    return found


async def _measured(context: Context, label: Reading, where: Ref) -> Measured | str | None:
    """Take a number of variable measure apart, as the location has it; None for other codes."""
    numbers = [gtin[1:] for gtin in label.gtins if label.kind == "GTIN" and gtin[0] == "0"]
    number = next(filter(may_be_measured, numbers), None)
    if number is None:
        return None
    try:
        place = await location_of(context.reader, plain(where, "Location"))
    except NotFound:
        return None
    rows = await layouts_at(context.reader, place.id)
    return measured(number, (row.layout for row in rows if row.is_active))


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the steps of a task ask for: kinds of things, and which barcodes of each are right."""

    barcodes: frozenset[tuple[StepKind, str]] = frozenset()
    kinds: frozenset[StepKind] = frozenset()
    """Those of which any will do."""

    def rank(self, kind: str, texts: Collection[str]) -> int:
        """Return 0 for what is right, 1 for a kind of which any will do, else 2."""
        step = ASKED_BY.get(kind)
        if step is None:
            return 2
        if any((step, _spelled(text)) in self.barcodes for text in texts):
            return 0
        return 1 if step in self.kinds else 2


async def _asked(context: Context, task: strawberry.ID | None) -> _Asked:
    named = decode(task) if task else None
    if named is None or named[0] != "Task":
        return _Asked()
    found = await context.find(StepsOfTask, named[1])
    steps = found.steps if found else ()
    barcodes = ((step.kind, _spelled(one.barcode)) for step in steps for one in step.accepts)
    return _Asked(frozenset(barcodes), frozenset(one.kind for one in steps if not one.accepts))


def _spelled(text: str) -> str:
    """Return a text so that a trade number is the same with fewer zeros before it."""
    return text.zfill(GTIN_LENGTH) if text.isascii() and text.isdigit() else text


async def _candidates(
    context: Context,
    label: Reading,
    meanings: Iterable[Meaning],
    *,
    grams: int | None,
    asked: _Asked,
) -> list[ScanCandidate]:
    found: dict[tuple[str, UUID], ScanCandidate] = {}
    ranks: dict[tuple[str, UUID], tuple[int, int]] = {}
    texts = {label.plain, *label.gtins, label.value("00") or label.plain}
    for meaning in meanings:
        key = meaning.kind, meaning.id
        target = await context.find(KINDS[meaning.kind], meaning.id)
        if target is not None and key not in found:
            rank = asked.rank(meaning.kind, texts)
            ranks[key] = rank, list(KINDS).index(meaning.kind)
            found[key] = ScanCandidate(
                meaning=meaning,
                label=label,
                this_year=now().year,
                target=target,  # type: ignore[arg-type]  # KINDS holds the union's types
                weight_grams=grams if meaning.kind == "ITEM" else None,
                is_expected=rank == 0,
            )
    ranked = sorted(found, key=lambda key: ranks[key])
    return [found[key] for key in ranked[:CANDIDATES_MAX]]


AREA = Area(queries=(ScanQuery,))
