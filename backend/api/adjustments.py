"""Adjustments and write-offs in the graph."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Self
from uuid import UUID

import strawberry

from backend.api.approvals import Approval
from backend.api.containers import may_see
from backend.api.context import Context, Info
from backend.api.control_enums import AdjustmentReason, AdjustmentStatus
from backend.api.directives import Bounded, allow
from backend.api.global_ids import encode
from backend.api.ground import Money
from backend.api.item_enums import Unit
from backend.api.items import Item
from backend.api.lots import Lot, Serial
from backend.api.node import Node, fetch_node
from backend.api.operations import Operation
from backend.api.people import User
from backend.api.permissions import Permission
from backend.api.places import Bin, Location
from backend.api.scalars import Quantity
from backend.api.versioned import Versioned
from backend.control.reads import adjustments as reads
from backend.stock.keys import Disposition


@strawberry.type(description="One change of stock.")
class AdjustmentLine:
    """One line."""

    row: strawberry.Private[reads.AdjustmentLineRow]

    @strawberry.field(description="What.")
    async def item(self, info: Info) -> Item:
        """Load it."""
        return await info.context.get(Item, self.row.item_id)

    @strawberry.field(description="Where; null when you may not see it.")
    async def bin(self, info: Info) -> Bin | None:
        """Load it."""
        return await info.context.find(Bin, self.row.bin_id)

    @strawberry.field(
        description="Which of what lies there; null for a count, which takes whichever lies there."
    )
    def disposition(self) -> Disposition | None:
        """Pass on."""
        return Disposition(self.row.disposition) if self.row.disposition else None

    @strawberry.field(description="Of which lot; null when whichever is meant.")
    async def lot(self, info: Info) -> Lot | None:
        """Load it."""
        return await info.context.find(Lot, self.row.lot_id)

    @strawberry.field(description="Which one; null when it is about no single thing.")
    async def serial(self, info: Info) -> Serial | None:
        """Load it."""
        return await info.context.find(Serial, self.row.serial_id)

    @strawberry.field(description="Signed: plus adds, minus takes.")
    def difference(self) -> Quantity:
        """Pass on."""
        return Quantity(self.row.difference)

    @strawberry.field(description="Unit of the quantity.")
    async def unit(self, info: Info) -> Unit:
        """Ask the item."""
        return Unit((await info.context.get(Item, self.row.item_id)).row.base_unit)


@strawberry.type(description="A change of stock that no other flow explains.")
class Adjustment(Node, Versioned):
    """One adjustment or write-off."""

    row: strawberry.Private[reads.AdjustmentRow]

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
    def status(self) -> AdjustmentStatus:
        """Pass on."""
        return AdjustmentStatus(self.row.status)

    @strawberry.field(description="Why.")
    def reason(self) -> AdjustmentReason:
        """Pass on."""
        return AdjustmentReason(self.row.reason)

    @strawberry.field(description="Why, in a person's words; null for a count.")
    def note(self) -> str | None:
        """Pass on."""
        return self.row.note

    @strawberry.field(description="Where; null when you may not see the place.")
    async def location(self, info: Info) -> Location | None:
        """Load it."""
        return await info.context.find(Location, self.row.location_id)

    @strawberry.field(description="True when goods are given up for good.")
    def is_write_off(self) -> bool:
        """Pass on."""
        return self.row.is_write_off

    @strawberry.field(description="What changes.", directives=[Bounded(max=200)])
    async def lines(self, info: Info) -> list[AdjustmentLine]:
        """Load the lines of many adjustments at once."""
        found = await info.context.get(_LinesOfAdjustment, self.key)
        return [AdjustmentLine(row=row) for row in found.rows]

    @strawberry.field(
        description="What is at stake: gains and losses add up; null when nobody knows the cost.",
        extensions=[allow(Permission.READ_COST, where=lambda asked: asked.row.location_id)],
    )
    def value(self) -> Money | None:
        """Show it as money."""
        if self.row.value_minor is None or self.row.currency is None:
            return None
        return Money.of(self.row.value_minor, self.row.currency)

    @strawberry.field(description="What happened; null until it is posted.")
    async def operation(self, info: Info) -> Operation | None:
        """Load it."""
        return await info.context.find(Operation, self.row.posted_by)

    @strawberry.field(description="The yes that it waits for or got.")
    async def approval(self, info: Info) -> Approval | None:
        """Load it."""
        return await info.context.find(Approval, self.row.approval_id)

    @strawberry.field(description="The count that led to it, if one did.")
    async def count(self, info: Info) -> Node | None:
        """Load it."""
        if self.row.count_id is None:
            return None
        return await fetch_node(info, encode("Count", self.row.count_id))

    @classmethod
    async def of_keys(cls, context: Context, keys: Sequence[UUID]) -> Mapping[UUID, Self]:
        """Load adjustments at locations that the asker may see."""
        rows = await reads.adjustments_of_keys(context.reader, keys)
        return {
            row.id: cls(key=row.id, row=row) for row in rows if may_see(context, row.location_id)
        }


@dataclass(frozen=True, slots=True)
class _LinesOfAdjustment:
    rows: list[reads.AdjustmentLineRow]

    @classmethod
    async def of_keys(cls, context: Context, keys: Sequence[UUID]) -> Mapping[UUID, Self]:
        found: dict[UUID, list[reads.AdjustmentLineRow]] = defaultdict(list)
        for row in await reads.lines_of_adjustments(context.reader, keys):
            found[row.adjustment_id].append(row)
        return {key: cls(found[key]) for key in keys}
