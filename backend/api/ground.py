"""Small shapes that every area shares: money, addresses, sizes, and which way a list runs."""

from typing import Protocol, Self

import strawberry

from backend.api.directives import Bounded
from backend.api.enums import show_enum
from backend.api.scalars import CurrencyCode, MinorUnits
from backend.kernel.pages import Way

Direction = show_enum(
    Way,
    name="Direction",
    says="Which way a list runs.",
    values={
        "ASC": "Smallest, earliest or A first.",
        "DESC": "Largest, latest or Z first.",
    },
)


@strawberry.type(description="An amount of money.")
class Money:
    """Minor units with their currency."""

    minor: MinorUnits = strawberry.field(
        description="In the currency's smallest unit: 1250 is EUR 12.50."
    )
    currency: CurrencyCode = strawberry.field(description="Its currency.")

    @classmethod
    def of(cls, minor: int, currency: str) -> Self:
        """Translate plain values."""
        return cls(minor=MinorUnits(minor), currency=CurrencyCode(currency))


@strawberry.input(description="An amount of money.")
class MoneyInput:
    """Minor units with their currency."""

    minor: MinorUnits = strawberry.field(description="In the currency's smallest unit.")
    currency: CurrencyCode = strawberry.field(description="Its currency.")


@strawberry.type(description="Where a partner or a location is.")
class Address:
    """As a carrier's label needs it."""

    name: str | None = strawberry.field(description="Who is there.")
    lines: list[str] = strawberry.field(
        description="Street and what else comes before the town.", directives=[Bounded(max=6)]
    )
    city: str | None = strawberry.field(description="Town.")
    region: str | None = strawberry.field(description="State or province.")
    postal_code: str | None = strawberry.field(description="Postal code.")
    country: str = strawberry.field(description="ISO 3166 two-letter code.")
    phone: str | None = strawberry.field(description="Telephone for the carrier.")


@strawberry.input(description="Where a partner or a location is.")
class AddressInput:
    """As a carrier's label needs it."""

    name: str | None = strawberry.field(default=None, description="Who is there.")
    lines: list[str] = strawberry.field(description="Street and what else comes before the town.")
    city: str | None = strawberry.field(default=None, description="Town.")
    region: str | None = strawberry.field(default=None, description="State or province.")
    postal_code: str | None = strawberry.field(default=None, description="Postal code.")
    country: str = strawberry.field(description="ISO 3166 two-letter code.")
    phone: str | None = strawberry.field(default=None, description="Telephone for the carrier.")


class _Sized(Protocol):
    @property
    def length_mm(self) -> int | None: ...
    @property
    def width_mm(self) -> int | None: ...
    @property
    def height_mm(self) -> int | None: ...
    @property
    def weight_g(self) -> int | None: ...


@strawberry.type(description="Size and weight of one.")
class Dimensions:
    """Millimeters and grams."""

    length_mm: int | None = strawberry.field(description="Length in millimeters.")
    width_mm: int | None = strawberry.field(description="Width in millimeters.")
    height_mm: int | None = strawberry.field(description="Height in millimeters.")
    weight_grams: int | None = strawberry.field(description="Gross weight in grams.")

    @classmethod
    def of(cls, row: _Sized) -> Self:
        """Translate the columns of an item or a pack."""
        return cls(
            length_mm=row.length_mm,
            width_mm=row.width_mm,
            height_mm=row.height_mm,
            weight_grams=row.weight_g,
        )


@strawberry.input(description="Size and weight of one.")
class DimensionsInput:
    """Millimeters and grams."""

    length_mm: int | None = strawberry.field(default=None, description="Length in millimeters.")
    width_mm: int | None = strawberry.field(default=None, description="Width in millimeters.")
    height_mm: int | None = strawberry.field(default=None, description="Height in millimeters.")
    weight_grams: int | None = strawberry.field(default=None, description="Gross weight in grams.")
