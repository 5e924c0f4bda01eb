"""Write the sales of a book as rows of `orders`."""

from collections.abc import Iterator
from datetime import timedelta

from backend.server.demo.book import Book
from backend.server.demo.catalogue import CURRENCY
from backend.server.demo.countries import country_code
from backend.server.demo.events import Sale, events
from backend.server.demo.rows import OrderRow

WEB_POSTAGE = "DOT"
"""The source charges this postage on each order of its web shop, and on no other."""

# Channel: its name, the days a customer waits, its priority.
WEB = ("WEB", timedelta(days=1), 50)
WHOLESALE = ("WHOLESALE", timedelta(days=3), 100)


def order_rows(book: Book) -> Iterator[OrderRow]:
    """Yield each sale line by line, in the order of time."""
    for event in events(book):
        if isinstance(event, Sale):
            yield from order_of(event)


def order_of(sale: Sale) -> Iterator[OrderRow]:
    """Yield the order of one sale; channel, priority and the day needed are derived."""
    is_web = any(line.sku == WEB_POSTAGE for line in sale.lines)
    channel, wait, priority = WEB if is_web else WHOLESALE
    for line in sale.lines:
        yield OrderRow(
            number=sale.document,
            channel=channel,
            customer=sale.customer,
            customer_name=f"Customer {sale.customer}" if sale.customer else "",
            country=country_code(sale.country),
            ordered_at=sale.at,
            needed_on=sale.at.date() + wait,
            priority=priority,
            sku=line.sku,
            quantity=line.units,
            # A price below 0 would be a credit note, which an order is not.
            unit_price_minor=max(0, line.price_minor),
            currency=CURRENCY,
        )
