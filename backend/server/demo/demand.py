"""Add up what the days of a book ask of each SKU, to stock the warehouse for it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from backend.server.demo.book import Book
from backend.server.demo.events import Sale, WriteOff, events

GIANT_LINE_UNITS = 1_000
"""A line above this is a giant: nobody stocks up for it, so it counts as no demand."""

FAST_PERCENT, MIDDLING_PERCENT = 80, 95
"""The usual ABC cut: A makes the first 80 % of order lines, B the next 15 %, C the rest."""


@dataclass(frozen=True, slots=True)
class Demand:
    """What is asked of one SKU: order lines, units without giants, and units of giants."""

    sku: str
    lines: int
    units: int
    giant_units: int


def demand(book: Book) -> dict[str, Demand]:
    """Return the demand of every SKU of goods in the book, in the order of SKUs.

    Units sold and units written off count; what came back or was found does not lessen them.
    """
    lines: Counter[str] = Counter()
    units: Counter[str] = Counter()
    giants: Counter[str] = Counter()
    for sku, quantity, is_sale in _asked(book):
        lines[sku] += is_sale
        (giants if quantity > GIANT_LINE_UNITS else units)[sku] += quantity
    return {
        sku: Demand(sku=sku, lines=lines[sku], units=units[sku], giant_units=giants[sku])
        for sku, product in book.products.items()
        if product.is_goods
    }


def _asked(book: Book) -> list[tuple[str, int, bool]]:
    asked: list[tuple[str, int, bool]] = []
    for event in events(book):
        if isinstance(event, Sale):
            asked.extend((line.sku, line.units, True) for line in event.lines if line.is_goods)
        elif isinstance(event, WriteOff):
            asked.append((event.sku, event.units, False))
    return asked


def velocities(asked: Mapping[str, Demand]) -> dict[str, str]:
    """Return A, B or C for each SKU by its share of the order lines, the fastest first."""
    total = sum(one.lines for one in asked.values())
    before = 0
    classes: dict[str, str] = {}
    for one in by_speed(asked):
        is_within_fast = before * 100 < total * FAST_PERCENT
        is_within_middling = before * 100 < total * MIDDLING_PERCENT
        classes[one.sku] = "A" if is_within_fast else "B" if is_within_middling else "C"
        before += one.lines
    return classes


def by_speed(asked: Mapping[str, Demand]) -> list[Demand]:
    """Return the demand with the most order lines first; equals stand in the order of SKUs."""
    return sorted(asked.values(), key=lambda one: (-one.lines, -one.units, one.sku))
