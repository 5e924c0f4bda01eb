"""Some days of a trading company: its documents in the order of time, and its products."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Kind(StrEnum):
    """What a document of the source is."""

    SALE = "SALE"
    CANCEL = "CANCEL"
    ADJUST = "ADJUST"
    BAD_DEBT = "BAD_DEBT"


@dataclass(frozen=True, slots=True)
class Product:
    """A row of the catalogue; a charge (postage, discount, fee) is no goods."""

    sku: str
    name: str
    is_goods: bool
    price_minor: int | None


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it stands: units below 0 came back or were written off; the price is in pence."""

    sku: str
    units: int
    price_minor: int
    reason: str


@dataclass(frozen=True, slots=True)
class Document:
    """A document with its lines in their order; the source's clock is taken as UTC."""

    number: str
    at: datetime
    kind: Kind
    customer: str
    country: str
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Book:
    """What was traded from the first day to the last, both included."""

    first_day: date
    last_day: date
    products: Mapping[str, Product]
    documents: tuple[Document, ...]

    def is_goods(self, sku: str) -> bool:
        """Return True for what can be kept in a bin."""
        return self.products[sku].is_goods
