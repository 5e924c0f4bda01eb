"""Orders in the graph."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Self
from uuid import UUID

import strawberry

from backend.api.connections import After, Before, Connection, First, Last, connect, page_asked
from backend.api.context import Context, Info
from backend.api.directives import Bounded, allow
from backend.api.ground import Address, Money
from backend.api.node import Node
from backend.api.order_enums import OrderKind, OrderStatus
from backend.api.order_lines import OrderHold, OrderLine, may_see_orders
from backend.api.partners import Carrier, Channel, Customer, Owner
from backend.api.people import User
from backend.api.places import Location
from backend.api.promise_enums import WhenExpired
from backend.api.tasks import Task
from backend.api.versioned import Versioned
from backend.kernel.pages import Side, Way
from backend.outbound.orders import reads
from backend.outbound.orders.lines import Line
from backend.tasks.reads.tasks import TaskOrderField, TasksWanted, tasks_page
from backend.tasks.task import TaskStatus

HOLDS_MAX = 20


@strawberry.type(description="What someone wants from us.")
class Order(Node, Versioned):
    """One order."""

    row: strawberry.Private[reads.OrderRow]

    @strawberry.field(description="The number that people use.")
    def number(self) -> str:
        """Pass on."""
        return self.row.number

    @strawberry.field(description="What it is for.")
    def kind(self) -> OrderKind:
        """Pass on."""
        return OrderKind(self.row.kind)

    @strawberry.field(description="How far it is.")
    def status(self) -> OrderStatus:
        """Pass on."""
        return OrderStatus(self.row.status)

    @strawberry.field(description="When it was made.")
    def created_at(self) -> datetime:
        """Pass on."""
        return self.row.created_at

    @strawberry.field(description="Who made it; null when a system did.")
    async def created_by(self, info: Info) -> User | None:
        """Load the person."""
        return await info.context.find(User, self.row.created_by)

    @strawberry.field(description="When the customer ordered.")
    def ordered_at(self) -> datetime:
        """Pass on."""
        return self.row.ordered_at

    @strawberry.field(description="Where it came from.")
    async def channel(self, info: Info) -> Channel | None:
        """Load it."""
        return await info.context.find(Channel, self.row.channel_id)

    @strawberry.field(description="For whom.")
    async def customer(self, info: Info) -> Customer | None:
        """Load it."""
        return await info.context.find(Customer, self.row.customer_id)

    @strawberry.field(description="From whose stock.")
    async def owner(self, info: Info) -> Owner:
        """Load it."""
        return await info.context.get(Owner, self.row.owner_id)

    @strawberry.field(description="Which location serves it; null when you may not see the place.")
    async def location(self, info: Info) -> Location | None:
        """Load it."""
        return await info.context.find(Location, self.row.location_id)

    @strawberry.field(description="With which carrier; null while none is chosen.")
    async def carrier(self, info: Info) -> Carrier | None:
        """Load it."""
        return await info.context.find(Carrier, self.row.carrier_id)

    @strawberry.field(description="With which service of the carrier.")
    def service(self) -> str | None:
        """Pass on."""
        return self.row.service

    @strawberry.field(description="Where it goes.")
    def ship_to(self) -> Address | None:
        """Read what is stored."""
        return Address(**json.loads(self.row.ship_to)) if self.row.ship_to else None

    @strawberry.field(description="Smaller is served first.")
    def priority(self) -> int:
        """Pass on."""
        return self.row.priority

    @strawberry.field(description="By which day the customer wants it.")
    def needed_on(self) -> date | None:
        """Pass on."""
        return self.row.needed_on

    @strawberry.field(description="When it must leave.")
    def ship_by(self) -> datetime | None:
        """Pass on."""
        return self.row.ship_by

    @strawberry.field(
        description="Until when it is promised stock; null for good, or once somebody stands by it."
    )
    def promised_until(self) -> datetime | None:
        """Pass on."""
        return self.row.promised_until

    @strawberry.field(description="What becomes of what it was promised when that time is over.")
    def when_expired(self) -> WhenExpired:
        """Pass on."""
        return WhenExpired(self.row.when_expired)

    @strawberry.field(description="When all of it had left.")
    def shipped_at(self) -> datetime | None:
        """Pass on."""
        return self.row.shipped_at

    @strawberry.field(description="When it was called off.")
    def canceled_at(self) -> datetime | None:
        """Pass on."""
        return self.row.canceled_at

    @strawberry.field(description="It may ship in parts.")
    def accepts_partial(self) -> bool:
        """Pass on."""
        return self.row.accepts_partial

    @strawberry.field(description="Another item may stand in.")
    def accepts_substitutes(self) -> bool:
        """Pass on."""
        return self.row.accepts_substitutes

    @strawberry.field(
        description="What stops it, and what did.", directives=[Bounded(max=HOLDS_MAX)]
    )
    async def holds(self, info: Info) -> list[OrderHold]:
        """Load with the holds of other orders, the newest when there are too many."""
        found = await info.context.get(_HoldsOfOrder, self.key)
        return [OrderHold(key=row.id, row=row) for row in found.rows[-HOLDS_MAX:]]

    @strawberry.field(description="What is wanted.")
    async def lines(
        self,
        info: Info,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[OrderLine]:
        """Load the first page with those of other orders, any other page alone."""
        page = page_asked(first=first, after=after, last=last, before=before)
        if page.place is None and page.side is Side.AFTER:
            found = await info.context.get(_FirstLinesOfOrder, self.key)
            paged = reads.first_page(found.rows, size=page.size)
        else:
            paged = await reads.lines_page(info.context.reader, self.key, page=page)
        return connect(paged, show=self._line)

    @strawberry.field(description="Its picking, packing and put-back tasks.")
    async def tasks(
        self,
        info: Info,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Task]:
        """Read one page."""
        page = page_asked(first=first, after=after, last=last, before=before)
        wanted = TasksWanted(documents=(self.key,), statuses=tuple(TaskStatus))
        paged = await tasks_page(
            info.context.reader, wanted, by=TaskOrderField.CREATED_AT, way=Way.ASC, page=page
        )
        return connect(paged, show=lambda row: Task(key=row.id, row=row))

    @strawberry.field(
        description="What the customer pays; null while a price is missing.",
        extensions=[allow("READ_COST", where=lambda order: order.row.location_id)],
    )
    async def total(self, info: Info) -> Money | None:
        """Load with the totals of other orders."""
        found = await info.context.find(_TotalOfOrder, self.key)
        minor = found.minor if found else None
        return None if minor is None else Money.of(minor, self.row.currency)

    def _line(self, row: Line) -> OrderLine:
        return OrderLine(key=row.id, row=row, order_row=self.row)

    @classmethod
    async def of_keys(cls, context: Context, keys: Sequence[UUID]) -> Mapping[UUID, Self]:
        """Load orders; whoever reads or works on orders there may see them."""
        rows = await reads.orders_of_keys(context.reader, keys)
        return {
            row.id: cls(key=row.id, row=row)
            for row in rows
            if may_see_orders(context, row.location_id)
        }


@dataclass(frozen=True, slots=True)
class _HoldsOfOrder:
    rows: list[reads.HoldRow]

    @classmethod
    async def of_keys(cls, context: Context, keys: Sequence[UUID]) -> Mapping[UUID, Self]:
        found: dict[UUID, list[reads.HoldRow]] = {key: [] for key in keys}
        for row in await reads.holds_of_orders(context.reader, keys):
            found[row.order_id].append(row)
        return {key: cls(rows) for key, rows in found.items()}


@dataclass(frozen=True, slots=True)
class _FirstLinesOfOrder:
    rows: list[Line]

    @classmethod
    async def of_keys(cls, context: Context, keys: Sequence[UUID]) -> Mapping[UUID, Self]:
        found: dict[UUID, list[Line]] = {key: [] for key in keys}
        for row in await reads.first_lines(context.reader, keys):
            found[row.order_id].append(row)
        return {key: cls(rows) for key, rows in found.items()}


@dataclass(frozen=True, slots=True)
class _TotalOfOrder:
    minor: int | None

    @classmethod
    async def of_keys(cls, context: Context, keys: Sequence[UUID]) -> Mapping[UUID, Self]:
        rows = await reads.totals_of_orders(context.reader, keys)
        return {row.order_id: cls(row.minor) for row in rows}
