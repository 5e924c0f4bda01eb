"""What the cells of purchase orders and orders mean; the rows of one number make one document."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Protocol, TypeVar

from backend.kernel.work import Reader
from backend.master.importing.faults import Fault
from backend.master.importing.lookups import locations_called, suppliers_called
from backend.master.items import items_by_sku
from backend.server.importing.cells import Cells

CODE_LENGTH_MAX = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class PurchaseRow:
    """A line of a purchase order."""

    line: int
    number: str
    supplier: str
    location: str
    expected_on: date | None
    sku: str
    quantity: int
    unit_cost_minor: int | None
    currency: str | None

    @property
    def head(self) -> Hashable:
        """What all lines of a number share."""
        return (self.supplier, self.location, self.expected_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderRow:
    """A line of an order."""

    line: int
    number: str
    channel: str | None
    customer: str | None
    customer_name: str | None
    country: str | None
    ordered_at: datetime | None
    needed_on: date | None
    priority: int
    sku: str
    quantity: int
    unit_price_minor: int
    currency: str | None

    @property
    def head(self) -> Hashable:
        """What all lines of a number share."""
        return (
            self.channel, self.customer, self.customer_name, self.country, self.ordered_at,
            self.needed_on, self.priority,
        )  # fmt: skip


class DocumentRow(Protocol):
    """A line of any document."""

    @property
    def line(self) -> int:
        """Where it stands in the file."""
        ...

    @property
    def number(self) -> str:
        """Which document it belongs to."""
        ...

    @property
    def sku(self) -> str:
        """What it is about."""
        ...

    @property
    def head(self) -> Hashable:
        """What all lines of a number share."""
        ...


Line = TypeVar("Line", bound=DocumentRow)


def purchase_row(cells: Cells) -> PurchaseRow:
    """Read a row of `purchase-orders`."""
    cost = cells.whole("unit_cost_minor", least=0)
    return PurchaseRow(
        line=cells.line,
        number=cells.text("number", longest=CODE_LENGTH_MAX),
        supplier=cells.text("supplier"),
        location=cells.text("location"),
        expected_on=cells.day("expected_on"),
        sku=cells.text("sku"),
        quantity=cells.number("quantity", least=1),
        unit_cost_minor=cost,
        currency=cells.currency("currency", needed=cost is not None),
    )


def order_row(cells: Cells) -> OrderRow:
    """Read a row of `orders`."""
    priority = cells.size("priority", least=0)
    return OrderRow(
        line=cells.line,
        number=cells.text("number", longest=CODE_LENGTH_MAX),
        channel=cells.optional("channel", longest=CODE_LENGTH_MAX),
        customer=cells.optional("customer", longest=CODE_LENGTH_MAX),
        customer_name=cells.optional("customer_name"),
        country=cells.country("country"),
        ordered_at=cells.moment("ordered_at"),
        needed_on=cells.day("needed_on"),
        priority=100 if priority is None else priority,
        sku=cells.text("sku"),
        quantity=cells.number("quantity", least=1),
        unit_price_minor=cells.number("unit_price_minor", least=0),
        currency=cells.currency("currency", needed=True),
    )


def documents(rows: Iterable[Line]) -> list[tuple[Line, ...]]:
    """Put rows that stand together under one number together."""
    return [tuple(lines) for _, lines in groupby(rows, key=lambda row: row.number)]


def faults_of_heads(rows: Sequence[DocumentRow]) -> list[Fault]:
    """Return where the lines of a number do not stand together, or do not agree."""
    faults, seen = [], set()
    for lines in documents(rows):
        first = lines[0]
        if first.number in seen:
            problem = f"the rows of {first.number} do not stand together"
            faults.append(Fault(first.line, "number", problem))
        seen.add(first.number)
        faults += [
            Fault(row.line, "number", f"differs from line {first.line} of {first.number}")
            for row in lines[1:]
            if row.head != first.head
        ]
    return faults


async def faults_of_purchases(reader: Reader, rows: Sequence[PurchaseRow]) -> list[Fault]:
    """Return what is wrong with lines in the light of one another and of what is there."""
    items = await items_by_sku(reader, list({row.sku for row in rows}))
    suppliers = await suppliers_called(reader, (row.supplier for row in rows))
    places = await locations_called(reader, (row.location for row in rows))
    faults = faults_of_heads(rows)
    for row in rows:
        if row.sku not in items:
            faults.append(Fault(row.line, "sku", f"there is no item {row.sku}"))
        elif not items[row.sku].is_goods:
            faults.append(Fault(row.line, "sku", f"{row.sku} is a service"))
        if row.supplier not in suppliers:
            faults.append(Fault(row.line, "supplier", f"there is no supplier {row.supplier}"))
        if row.location not in places:
            faults.append(Fault(row.line, "location", f"there is no location {row.location}"))
    return faults


async def faults_of_orders(reader: Reader, rows: Sequence[OrderRow]) -> list[Fault]:
    """Return what is wrong with lines in the light of one another and of what is there."""
    items = await items_by_sku(reader, list({row.sku for row in rows}))
    missing = [row for row in rows if row.sku not in items]
    return faults_of_heads(rows) + [
        Fault(row.line, "sku", f"there is no item {row.sku}") for row in missing
    ]
