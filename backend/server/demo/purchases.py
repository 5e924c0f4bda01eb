"""Buy what the supply plan says: each supplier comes once a week with a purchase order."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby
from operator import attrgetter

from backend.server.demo.book import Book
from backend.server.demo.events import DueLine, PurchaseOrderDue
from backend.server.demo.rows import ItemRow, PurchaseOrderRow
from backend.server.demo.suppliers import SUPPLIERS, Supplier, supplier_of
from backend.server.demo.supply import Rounding, Supply
from backend.server.demo.warehouse import LOCATION

WEEK = timedelta(days=7)
WORKDAYS = 6
TRUCK_AT = time(7, 0, tzinfo=UTC)
LEAST_PER_TRUCK = 24
"""A quantity is split among the weeks only into parts of at least this many units."""


def purchase_orders(
    book: Book, *, supplies: Mapping[str, Supply], items: Mapping[str, ItemRow]
) -> Iterator[PurchaseOrderRow]:
    """Yield the purchase orders in the order of their days, numbered from PO-0001."""
    loads: defaultdict[tuple[date, str], list[tuple[str, int]]] = defaultdict(list)
    days_of = {supplier: _days(book, supplier=supplier) for supplier in SUPPLIERS}
    for sku, one in supplies.items():
        supplier = supplier_of(sku)
        for day, units in _trucks(one.purchased, days=days_of[supplier]):
            loads[day, supplier.code].append((sku, units))
    for place, ((day, code), lines) in enumerate(sorted(loads.items()), start=1):
        for sku, units in lines:
            cost = items[sku].cost_minor
            assert cost is not None, sku
            yield PurchaseOrderRow(
                number=f"PO-{place:04d}",
                supplier=code,
                location=LOCATION,
                expected_on=day,
                sku=sku,
                quantity=units,
                unit_cost_minor=cost,
                currency=items[sku].currency,
            )


def trucks(rows: Iterable[PurchaseOrderRow]) -> Iterator[PurchaseOrderDue]:
    """Yield each purchase order as its truck, at seven in the morning of the day expected."""
    for number, lines in groupby(rows, key=attrgetter("number")):
        load = tuple(lines)
        yield PurchaseOrderDue(
            document=number,
            at=datetime.combine(load[0].expected_on, TRUCK_AT),
            supplier=load[0].supplier,
            lines=tuple(DueLine(row.sku, row.quantity, row.unit_cost_minor) for row in load),
        )


def _days(book: Book, *, supplier: Supplier) -> tuple[date, ...]:
    span = (book.last_day - book.first_day).days + 1
    offset = SUPPLIERS.index(supplier) % min(WORKDAYS, span)
    weeks = -(-(span - offset) // WEEK.days)
    first = book.first_day + timedelta(days=offset)
    return tuple(first + week * WEEK for week in range(weeks))


def _trucks(units: int, *, days: tuple[date, ...]) -> Iterator[tuple[date, int]]:
    """Split units evenly among as many of the days as make parts worth a line."""
    parts = max(1, min(len(days), units // LEAST_PER_TRUCK))
    share = Rounding(1, parts)
    for part in range(parts):
        # The leftover of a split by 1/parts comes to whole units by the last part.
        load = share.of(units)
        if load:
            yield days[part * len(days) // parts], load
