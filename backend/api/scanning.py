"""Scan anything: what a barcode can mean, likeliest first."""

from collections.abc import Iterable
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
from backend.api.tasks import StepsOfTask
from backend.kernel.refusals import NotFound
from backend.master.gs1 import Element, Label, read_label
from backend.master.places import location_of
from backend.master.reads.scanning import Meaning, meanings_of
from backend.stock.containers import container_of_code

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
ScanTarget = Annotated[
    Union[Item, Bin, Container, Location, User, Device],  # noqa: UP007 - read at run time
    strawberry.union("ScanTarget", description="What a barcode can mean."),
]


@strawberry.type(description="One GS1 element.")
class ScanElement:
    """A part of a label."""

    ai: str = strawberry.field(description="Application identifier, such as 01.")
    title: str = strawberry.field(description="Its name, such as GTIN.")
    value: str = strawberry.field(description="Its value.")

    @classmethod
    def of(cls, element: Element) -> "ScanElement":
        """Translate."""
        return cls(ai=element.ai, title=element.title, value=element.value)


@strawberry.type(description="One meaning of a barcode.")
class ScanCandidate:
    """Something that a barcode can stand for."""

    meaning: strawberry.Private[Meaning]
    label: strawberry.Private[Label]
    target: ScanTarget = strawberry.field(description="What it stands for.")
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
        return self.label.value("10")

    @strawberry.field(description="The serial that it carries.")
    def serial_number(self) -> str | None:
        """Ask the label."""
        return self.label.value("21")


@strawberry.type(description="What a barcode says.")
class Scan:
    """One scan."""

    raw: Barcode = strawberry.field(description="What was read.")
    symbology: str | None = strawberry.field(
        description="Such as GS1-128, by its AIM identifier; null when it had none of GS1's."
    )
    elements: list[ScanElement] = strawberry.field(
        description="Its GS1 parts, in order; empty for a plain code.",
        directives=[Bounded(max=40)],
    )
    problem: str | None = strawberry.field(
        description="Why it cannot be read, in a sentence; null when it can."
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
        label = read_label(barcode)
        meanings = await _meanings(context, label, location)
        expected = await _expected(context, task)
        return Scan(
            raw=barcode,
            symbology=label.symbology,
            elements=[ScanElement.of(element) for element in label.elements],
            problem=label.problem,
            candidates=await _candidates(context, label, meanings, expected),
        )


async def _meanings(context: Context, label: Label, where: Ref | None) -> list[Meaning]:
    places: list[UUID] | None = None
    if where is not None:
        try:
            places = [(await location_of(context.reader, plain(where, "Location"))).id]
        except NotFound:
            places = []
    text = label.value("00") or label.plain
    gtin = label.value("01", "02")
    found = await meanings_of(context.reader, text, gtin=gtin, locations=places)
    container = await container_of_code(context.reader, text)
    if container and may_see(context, container.location_id):
        found.append(Meaning("CONTAINER", container.id, None, None))
    return found


async def _expected(context: Context, task: strawberry.ID | None) -> frozenset[str]:
    """Return the barcodes that the steps of a task accept."""
    named = decode(task) if task else None
    if named is None or named[0] != "Task":
        return frozenset()
    found = await context.find(StepsOfTask, named[1])
    steps = found.steps if found else ()
    return frozenset(one.barcode for step in steps for one in step.accepts)


async def _candidates(
    context: Context, label: Label, meanings: Iterable[Meaning], expected: frozenset[str]
) -> list[ScanCandidate]:
    found: dict[tuple[str, UUID], ScanCandidate] = {}
    is_expected = bool({label.plain, label.value("01")} & expected)
    for meaning in meanings:
        target = await context.find(KINDS[meaning.kind], meaning.id)
        if target is not None and (meaning.kind, meaning.id) not in found:
            found[meaning.kind, meaning.id] = ScanCandidate(
                meaning=meaning,
                label=label,
                target=target,  # type: ignore[arg-type]  # KINDS holds the union's types
                is_expected=is_expected,
            )
    order = list(KINDS)
    ranked = sorted(found.values(), key=lambda one: order.index(one.meaning.kind))
    return ranked[:CANDIDATES_MAX]


AREA = Area(queries=(ScanQuery,))
