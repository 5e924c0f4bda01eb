"""Point at a thing with what is at hand: its id, its code, or what the scanner read.

A ref arrives as exactly one of its fields (`@oneOf`); `said` tells which, and what.
"""

from dataclasses import fields
from datetime import date, datetime

import strawberry

from backend.api.scalars import Barcode, Cursor


class OneOf:
    """What every `@oneOf` input can tell about itself."""

    def said(self) -> tuple[str, str]:
        """Return the one field that was sent and its value, such as ("code", "A-01-2")."""
        for field in fields(self):  # type: ignore[arg-type]  # a dataclass once it is an input
            sent = getattr(self, field.name)
            if sent is not None:
                return field.name, str(sent.value)
        msg = "a @oneOf input with nothing in it"
        raise AssertionError(msg)


@strawberry.input(
    one_of=True,
    description=(
        "Points at a location, zone, bin, container, pack, partner, channel, person, device or"
        " printer."
    ),
)
class Ref(OneOf):
    """Names one thing of a known kind."""

    id: strawberry.Maybe[strawberry.ID] = strawberry.field(description="Its id.")
    code: strawberry.Maybe[str] = strawberry.field(
        description="Its code, as people say it; a bin's or container's code at your location."
    )
    barcode: strawberry.Maybe[Barcode] = strawberry.field(description="What the scanner read.")


@strawberry.input(one_of=True, description="Points at an item.")
class ItemRef(OneOf):
    """Names one item."""

    id: strawberry.Maybe[strawberry.ID] = strawberry.field(description="Its id.")
    sku: strawberry.Maybe[str] = strawberry.field(description="Its SKU.")
    barcode: strawberry.Maybe[Barcode] = strawberry.field(
        description="Any barcode of the item or of one of its packs."
    )


@strawberry.input(one_of=True, description="Points at a lot of the item beside it.")
class LotRef(OneOf):
    """Names one lot."""

    id: strawberry.Maybe[strawberry.ID] = strawberry.field(description="Its id.")
    number: strawberry.Maybe[str] = strawberry.field(description="The number printed on the goods.")
    barcode: strawberry.Maybe[Barcode] = strawberry.field(
        description="A barcode that carries the lot."
    )


@strawberry.input(
    one_of=True, description="Points at an order, receipt, shipment, count or another document."
)
class DocumentRef(OneOf):
    """Names one document."""

    id: strawberry.Maybe[strawberry.ID] = strawberry.field(description="Its id.")
    number: strawberry.Maybe[str] = strawberry.field(description="Its number.")
    barcode: strawberry.Maybe[Barcode] = strawberry.field(
        description="A barcode that carries the number."
    )


@strawberry.input(one_of=True, description="A point in the past.")
class Moment(OneOf):
    """By the clock or by the log."""

    at: strawberry.Maybe[datetime] = strawberry.field(description="By the clock.")
    cursor: strawberry.Maybe[Cursor] = strawberry.field(description="By log position.")


@strawberry.input(description="From (included) to (excluded).")
class DateTimeRange:
    """A stretch of time; an end that is left out is open."""

    start: datetime | None = strawberry.field(
        default=None, name="from", description="Not before this moment."
    )
    end: datetime | None = strawberry.field(
        default=None, name="to", description="Before this moment."
    )


@strawberry.input(description="From (included) to (included).")
class DateRange:
    """Some days; an end that is left out is open."""

    start: date | None = strawberry.field(
        default=None, name="from", description="Not before this day."
    )
    end: date | None = strawberry.field(default=None, name="to", description="Not after this day.")
