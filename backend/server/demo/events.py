"""Tell a book as what happened in the business, one dated event after another."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from backend.server.demo.book import Book, Document, Kind
from backend.server.demo.sold import SoldGoods


@dataclass(frozen=True, slots=True)
class SaleLine:
    """What was sold, at the price of one unit in pence; a charge is no goods: nothing to pick."""

    sku: str
    units: int
    price_minor: int
    is_goods: bool


@dataclass(frozen=True, slots=True)
class ReturnLine:
    """What came back; `sale` is the document it was sold in, None when no sale in the book fits."""

    sku: str
    units: int
    price_minor: int
    is_goods: bool
    sale: str | None


@dataclass(frozen=True, slots=True)
class DueLine:
    """What a supplier brings, at the cost of one unit in pence."""

    sku: str
    units: int
    cost_minor: int


@dataclass(frozen=True, slots=True)
class Sale:
    """A customer orders; equal lines stay two lines; an empty customer is not known."""

    document: str
    at: datetime
    customer: str
    country: str
    lines: tuple[SaleLine, ...]


@dataclass(frozen=True, slots=True)
class CustomerReturn:
    """Goods come back, or a charge is credited."""

    document: str
    at: datetime
    customer: str
    country: str
    lines: tuple[ReturnLine, ...]


@dataclass(frozen=True, slots=True)
class WriteOff:
    """Units are gone: damaged, thrown away, missing; the reason stands as typed, often empty."""

    document: str
    at: datetime
    sku: str
    units: int
    reason: str


@dataclass(frozen=True, slots=True)
class Found:
    """Units turned up or were taken in without a price."""

    document: str
    at: datetime
    sku: str
    units: int
    reason: str


@dataclass(frozen=True, slots=True)
class MoneyOnly:
    """A document about money alone, such as a bad debt: nothing moves."""

    document: str
    at: datetime
    amount_minor: int


@dataclass(frozen=True, slots=True)
class PurchaseOrderDue:
    """A truck with the goods of a purchase order stands at the dock."""

    document: str
    at: datetime
    supplier: str
    lines: tuple[DueLine, ...]


Event = Sale | CustomerReturn | WriteOff | Found | MoneyOnly | PurchaseOrderDue


def events(book: Book) -> Iterator[Event]:
    """Yield the events of a book in the order of time; each line of it is in exactly one."""
    sold = SoldGoods()
    for document in book.documents:
        if document.kind is Kind.CANCEL:
            yield _return(document, book=book, sold=sold)
        elif document.kind is Kind.BAD_DEBT:
            yield _money(document)
        elif document.kind is Kind.ADJUST or _is_taken_in(document, book=book):
            yield from _adjustments(document, book=book)
        else:
            yield _sale(document, book=book, sold=sold)


def _is_taken_in(document: Document, *, book: Book) -> bool:
    """Tell a note of goods taken in, booked as a sale to nobody, from goods given away free.

    The source books both at price 0. A note has no customer and one line; a free line has a
    customer, or stands in an order of the web shop among others that are paid.
    """
    if document.customer or len(document.lines) != 1:
        return False
    line = document.lines[0]
    return line.price_minor == 0 and book.is_goods(line.sku)


def _adjustments(document: Document, *, book: Book) -> Iterator[Event]:
    for line in document.lines:
        # The source types reasons over the description; untouched, it gives no reason.
        reason = "" if line.reason == book.products[line.sku].name else line.reason
        if not book.is_goods(line.sku):
            yield MoneyOnly(document.number, document.at, line.units * line.price_minor)
        elif line.units < 0:
            yield WriteOff(document.number, document.at, line.sku, -line.units, reason)
        else:
            yield Found(document.number, document.at, line.sku, line.units, reason)


def _sale(document: Document, *, book: Book, sold: SoldGoods) -> Sale:
    for line in document.lines:
        if book.is_goods(line.sku):
            sold.keep(document.customer, line.sku, document=document.number, units=line.units)
    return Sale(
        document=document.number,
        at=document.at,
        customer=document.customer,
        country=document.country,
        lines=tuple(
            SaleLine(line.sku, line.units, line.price_minor, book.is_goods(line.sku))
            for line in document.lines
        ),
    )


def _return(document: Document, *, book: Book, sold: SoldGoods) -> CustomerReturn:
    return CustomerReturn(
        document=document.number,
        at=document.at,
        customer=document.customer,
        country=document.country,
        lines=tuple(
            ReturnLine(
                sku=line.sku,
                units=-line.units,
                price_minor=line.price_minor,
                is_goods=book.is_goods(line.sku),
                sale=sold.take(document.customer, line.sku, units=-line.units),
            )
            for line in document.lines
        ),
    )


def _money(document: Document) -> MoneyOnly:
    amount = sum(line.units * line.price_minor for line in document.lines)
    return MoneyOnly(document.number, document.at, amount)
