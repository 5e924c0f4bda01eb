"""What stands on a label, part by part, in the graph."""

import strawberry

from backend.api.scalars import Barcode
from backend.master.barcodes.elements import Element
from backend.master.barcodes.measured import Measured, MeasureKind
from backend.master.barcodes.table import table
from backend.master.barcodes.trade import measure


@strawberry.type(description="One GS1 element.")
class ScanElement:
    """A part of a label."""

    ai: str = strawberry.field(description="Application identifier, such as 01.")
    title: str = strawberry.field(description="Its name, such as GTIN.")
    value: str = strawberry.field(description="Its value.")
    measure: str | None = strawberry.field(
        description="The decimal number of a weight, length, amount or price; null for others."
    )

    @classmethod
    def of(cls, element: Element) -> "ScanElement":
        """Translate."""
        title = table().identifiers[element.ai].title
        number = measure(element.ai, element.value)
        return cls(ai=element.ai, title=title, value=element.value, measure=number)


@strawberry.type(description="A number of variable measure, taken apart by a layout.")
class MeasuredNumber:
    """An item's number and a measure."""

    number: Barcode = strawberry.field(
        description="The item's number with zeros for the measure: what to teach."
    )
    measure: MeasureKind = strawberry.field(description="What it carries.")
    value: str = strawberry.field(description="How much, as a decimal number.")

    @classmethod
    def of(cls, found: Measured) -> "MeasuredNumber":
        """Translate."""
        measure = MeasureKind(found.measure)
        return cls(number=Barcode(found.number), measure=measure, value=f"{found.value:f}")
