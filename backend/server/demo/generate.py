"""Make the whole demo warehouse of a book: the same book gives the same rows to the last byte."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from heapq import merge
from operator import attrgetter

from backend.server.demo.book import Book
from backend.server.demo.catalogue import items
from backend.server.demo.demand import Demand, demand, velocities
from backend.server.demo.events import Event, events
from backend.server.demo.purchases import purchase_orders, trucks
from backend.server.demo.rows import BinRow, ItemRow, PurchaseOrderRow, StockRow, SupplierRow
from backend.server.demo.stock import opening_stock
from backend.server.demo.suppliers import supplier_rows
from backend.server.demo.supply import Supply, supply
from backend.server.demo.warehouse import bins, warehouse


@dataclass(frozen=True, slots=True)
class Demo:
    """A warehouse as import rows, with the figures that it was made from."""

    book: Book
    demand: Mapping[str, Demand]
    supplies: Mapping[str, Supply]
    items: tuple[ItemRow, ...]
    bins: tuple[BinRow, ...]
    suppliers: tuple[SupplierRow, ...]
    stock: tuple[StockRow, ...]
    purchase_orders: tuple[PurchaseOrderRow, ...]


def generate(book: Book) -> Demo:
    """Return the warehouse that could have served the days of the book, but for the shortfall."""
    asked = demand(book)
    supplies = supply(asked)
    rows = items(book.products, velocities=velocities(asked))
    by_sku = {row.sku: row for row in rows}
    plan = warehouse(asked, supplies=supplies, items=by_sku)
    return Demo(
        book=book,
        demand=asked,
        supplies=supplies,
        items=rows,
        bins=tuple(bins(plan)),
        suppliers=tuple(supplier_rows(rows)),
        stock=tuple(opening_stock(plan, supplies=supplies, items=by_sku)),
        purchase_orders=tuple(purchase_orders(book, supplies=supplies, items=by_sku)),
    )


def business_days(demo: Demo) -> Iterator[Event]:
    """Yield the events of the book and the trucks of the purchase orders in the order of time."""
    return merge(trucks(demo.purchase_orders), events(demo.book), key=attrgetter("at"))
