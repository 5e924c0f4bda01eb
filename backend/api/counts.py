"""Counts in the graph: what was counted, and, to those who may decide, what differs."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Self
from uuid import UUID

import strawberry

from backend.api.adjustments import Adjustment
from backend.api.approvals import Approval
from backend.api.containers import may_see
from backend.api.context import Context, Info
from backend.api.control_enums import CountStatus, CountTrigger
from backend.api.count_loads import AdjustmentOfCount, AttemptsOfCount, ItemsOfCount, LinesOfAttempt
from backend.api.directives import Blind, Bounded, allow
from backend.api.ground import Money
from backend.api.item_enums import Unit
from backend.api.items import Item
from backend.api.lots import Lot, Serial
from backend.api.node import Node
from backend.api.people import User
from backend.api.permissions import Permission
from backend.api.places import Bin, Location
from backend.api.scalars import Cursor, Quantity
from backend.api.versioned import Versioned
from backend.control.counting import document
from backend.control.reads import counts as reads
from backend.kernel.cursor import Cursor as LogCursor

LINES_MAX = 200
_STILL_COUNTED = frozenset({CountStatus.QUEUED, CountStatus.RECOUNTING})


@strawberry.type(description="What a counter found.")
class CountLine:
    """One item of one person's count."""

    row: strawberry.Private[reads.LineRow]

    @strawberry.field(description="What.")
    async def item(self, info: Info) -> Item:
        """Load it."""
        return await info.context.get(Item, self.row.item_id)

    @strawberry.field(description="Of which lot; null when all of them were counted together.")
    async def lot(self, info: Info) -> Lot | None:
        """Load it."""
        return await info.context.find(Lot, self.row.lot_id)

    @strawberry.field(description="Which one; null when the things were not named.")
    async def serial(self, info: Info) -> Serial | None:
        """Load it."""
        return await info.context.find(Serial, self.row.serial_id)

    @strawberry.field(description="How much.")
    def quantity(self) -> Quantity:
        """Pass on."""
        return Quantity(self.row.counted)

    @strawberry.field(description="Unit of the quantity.")
    async def unit(self, info: Info) -> Unit:
        """Ask the item."""
        return Unit((await info.context.get(Item, self.row.item_id)).row.base_unit)


@strawberry.type(description="How a count differs from the book.")
class Variance:
    """One item of which more or less was counted."""

    row: strawberry.Private[reads.LineRow]
    location_id: strawberry.Private[UUID]

    @strawberry.field(description="What.")
    async def item(self, info: Info) -> Item:
        """Load it."""
        return await info.context.get(Item, self.row.item_id)

    @strawberry.field(description="Of which lot; null when all of them were counted together.")
    async def lot(self, info: Info) -> Lot | None:
        """Load it."""
        return await info.context.find(Lot, self.row.lot_id)

    @strawberry.field(description="Which one; null when the things were not named.")
    async def serial(self, info: Info) -> Serial | None:
        """Load it."""
        return await info.context.find(Serial, self.row.serial_id)

    @strawberry.field(description="How much was counted.")
    def counted(self) -> Quantity:
        """Pass on."""
        return Quantity(self.row.counted)

    @strawberry.field(description="How much the book said at the counter's own moment.")
    def book(self) -> Quantity:
        """Pass on."""
        return Quantity(self.row.book)

    @strawberry.field(description="Counted less book.")
    def difference(self) -> Quantity:
        """Subtract."""
        return Quantity(self.row.counted - self.row.book)

    @strawberry.field(description="Unit of the quantities.")
    async def unit(self, info: Info) -> Unit:
        """Ask the item."""
        return Unit((await info.context.get(Item, self.row.item_id)).row.base_unit)

    @strawberry.field(
        description="What the difference is worth, signed; null when nobody knows the cost.",
        extensions=[allow(Permission.READ_COST, where=lambda variance: variance.location_id)],
    )
    async def value(self, info: Info) -> Money | None:
        """Multiply by the item's cost."""
        item = (await info.context.get(Item, self.row.item_id)).row
        if item.cost_minor is None or item.currency is None:
            return None
        return Money.of((self.row.counted - self.row.book) * item.cost_minor, item.currency)


@strawberry.type(description="One person's count; it is never changed.")
class CountAttempt(Node):
    """Who counted what, when."""

    row: strawberry.Private[reads.AttemptRow]

    @strawberry.field(description="1 is the count, 2 the recount.")
    def number(self) -> int:
        """Pass on."""
        return self.row.number

    @strawberry.field(description="Who counted; null when you may not see people.")
    async def counted_by(self, info: Info) -> User | None:
        """Load the person."""
        return await info.context.find(User, self.row.counted_by)

    @strawberry.field(description="When.")
    def counted_at(self) -> datetime:
        """Pass on."""
        return self.row.counted_at

    @strawberry.field(
        description="The log position that the counter's device had seen; null when it said none."
    )
    def seen_at(self, info: Info) -> Cursor | None:
        """Spell it."""
        if self.row.seen_xid is None or self.row.seen_id is None:
            return None
        epoch = info.context.database.epoch
        return Cursor(str(LogCursor(epoch, self.row.seen_xid, self.row.seen_id)))

    @strawberry.field(
        description="What they found; null while the count goes on, so that nobody is led.",
        directives=[Blind(), Bounded(max=LINES_MAX)],
    )
    async def lines(self, info: Info) -> list[CountLine] | None:
        """Load the lines of many attempts at once."""
        count = await info.context.get(Count, self.row.count_id)
        if count.row.status in _STILL_COUNTED:
            return None
        found = await info.context.get(LinesOfAttempt, self.key)
        return [CountLine(row=row) for row in found.rows]

    @classmethod
    async def of_keys(cls, context: Context, keys: Sequence[UUID]) -> Mapping[UUID, Self]:
        """Load attempts of the counts that the asker may see."""
        rows = await reads.attempts_of_keys(context.reader, keys)
        seen = await context.find_many(Count, [row.count_id for row in rows])
        return {
            row.id: cls(key=row.id, row=row)
            for row, count in zip(rows, seen, strict=True)
            if count is not None
        }


@strawberry.type(description="A count of a bin.")
class Count(Node, Versioned):
    """One count."""

    row: strawberry.Private[document.Count]

    @strawberry.field(description="The number that people use.")
    def number(self) -> str:
        """Pass on."""
        return self.row.number

    @strawberry.field(description="When it was made.")
    def created_at(self) -> datetime:
        """Pass on."""
        return self.row.created_at

    @strawberry.field(description="Who made it; null when you may not see people.")
    async def created_by(self, info: Info) -> User | None:
        """Load the person."""
        return await info.context.find(User, self.row.created_by)

    @strawberry.field(description="How far it is.")
    def status(self) -> CountStatus:
        """Pass on."""
        return CountStatus(self.row.status)

    @strawberry.field(description="Why.")
    def trigger(self) -> CountTrigger:
        """Pass on."""
        return CountTrigger(self.row.trigger)

    @strawberry.field(description="Where; null when you may not see the place.")
    async def location(self, info: Info) -> Location | None:
        """Load it."""
        return await info.context.find(Location, self.row.location_id)

    @strawberry.field(description="Which bin; null when you may not see it.")
    async def bin(self, info: Info) -> Bin | None:
        """Load it."""
        return await info.context.find(Bin, self.row.bin_id)

    @strawberry.field(
        description="Only these items; empty means all that lies there.",
        directives=[Bounded(max=200)],
    )
    async def items(self, info: Info) -> list[Item]:
        """Load what it is limited to."""
        found = await info.context.get(ItemsOfCount, self.key)
        return [await info.context.get(Item, item_id) for item_id in found.items]

    @strawberry.field(description="Counters do not see the book.")
    def is_blind(self) -> bool:
        """Pass on."""
        return self.row.is_blind

    @strawberry.field(description="Who counted; never changed.", directives=[Bounded(max=2)])
    async def attempts(self, info: Info) -> list[CountAttempt]:
        """Load the attempts of many counts at once."""
        found = await info.context.get(AttemptsOfCount, self.key)
        return [CountAttempt(key=row.id, row=row) for row in found.rows]

    @strawberry.field(
        description="What differs; null while it is counted, and to those who may not decide.",
        directives=[Blind(), Bounded(max=LINES_MAX)],
        extensions=[allow(Permission.APPROVE, where=lambda count: count.row.location_id)],
    )
    async def variances(self, info: Info) -> list[Variance] | None:
        """Show the last attempt's differences."""
        attempts = (await info.context.get(AttemptsOfCount, self.key)).rows
        if self.row.status in _STILL_COUNTED or not attempts:
            return None
        found = await info.context.get(LinesOfAttempt, attempts[-1].id)
        where = self.row.location_id
        return [
            Variance(row=row, location_id=where) for row in found.rows if row.counted != row.book
        ]

    @strawberry.field(description="What was posted; null when nothing was.")
    async def adjustment(self, info: Info) -> Adjustment | None:
        """Load it."""
        found = await info.context.get(AdjustmentOfCount, self.key)
        return await info.context.find(Adjustment, found.id)

    @strawberry.field(description="The yes that it waits for or got.")
    async def approval(self, info: Info) -> Approval | None:
        """Load it."""
        return await info.context.find(Approval, self.row.approval_id)

    @classmethod
    async def of_keys(cls, context: Context, keys: Sequence[UUID]) -> Mapping[UUID, Self]:
        """Load counts at locations that the asker may see."""
        rows = await reads.counts_of_keys(context.reader, keys)
        return {
            row.id: cls(key=row.id, row=row) for row in rows if may_see(context, row.location_id)
        }
