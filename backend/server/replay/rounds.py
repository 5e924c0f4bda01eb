"""Which bins are counted, and when: those that people are at, a few for every hundred lines."""

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from backend.server.demo.events import (
    CustomerReturn,
    Event,
    Found,
    PurchaseOrderDue,
    Sale,
    WriteOff,
)
from backend.server.demo.rows import StockRow

LINES_A_ROUND = 100
BINS_A_ROUND = 3


@dataclass(frozen=True, slots=True)
class CountDue:
    """The office wants these bins counted."""

    at: datetime
    bins: tuple[str, ...]


Work = Event | CountDue


def with_counts(events: Iterable[Event], stock: Iterable[StockRow]) -> Iterator[Work]:
    """Yield the events, each day's in rounds of about a hundred lines with a few counts before.

    The bins are drawn from those that opened with goods of the round, so that others pick from them
    and put away into them meanwhile. The same book draws the same bins.
    """
    bins: defaultdict[str, list[str]] = defaultdict(list)
    for row in stock:
        bins[row.sku].append(row.bin)
    taken: list[Event] = []
    for event in events:
        if taken and (_is_full(taken) or taken[0].at.date() != event.at.date()):
            yield from _round(taken, bins)
            taken = []
        taken.append(event)
    yield from _round(taken, bins)


def lines_of(work: Work) -> int:
    """Return how many lines of work something brings: lines of a document, or bins to count."""
    if isinstance(work, CountDue):
        return len(work.bins)
    return len(getattr(work, "lines", (1,)))


def _is_full(events: Iterable[Event]) -> bool:
    return sum(map(lines_of, events)) >= LINES_A_ROUND


def _round(events: list[Event], bins: Mapping[str, list[str]]) -> Iterator[Work]:
    worked_on = sorted({code for event in events for sku in _skus(event) for code in bins[sku]})
    if worked_on:
        draw = random.Random(f"count {events[0].document}")  # noqa: S311 - the same for a book
        bins_max = BINS_A_ROUND * max(1, sum(map(lines_of, events)) // LINES_A_ROUND)
        drawn = draw.sample(worked_on, min(bins_max, len(worked_on)))
        yield CountDue(events[0].at, tuple(drawn))
    yield from events


def _skus(event: Event) -> Iterator[str]:
    match event:
        case WriteOff() | Found():
            yield event.sku
        case Sale() | CustomerReturn() | PurchaseOrderDue():
            yield from (line.sku for line in event.lines)
