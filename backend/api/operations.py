"""GraphQL for the log: operations, and the entries that they wrote."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Self
from uuid import UUID

import strawberry

from backend.api.containers import Container, may_see
from backend.api.context import Context, Info
from backend.api.directives import Bounded
from backend.api.items import Item
from backend.api.lots import Lot, Serial
from backend.api.node import Node
from backend.api.people import User
from backend.api.places import Bin
from backend.api.scalars import Cursor, Quantity
from backend.api.weights import WeightOfOperation
from backend.kernel.cursor import Cursor as LogCursor
from backend.kernel.work import EntryMethod
from backend.stock import keys
from backend.stock.browse import EntryRow, OperationRow, entries_of_operations, operations_of_ids


@strawberry.type(description="Goods that went from one place to another.")
class Entry:
    """One entry of the ledger: a source, a destination, a quantity."""

    row: strawberry.Private[EntryRow]

    @strawberry.field(description="What.")
    async def item(self, info: Info) -> Item:
        """Return the item."""
        return await info.context.get(Item, self.row.item_id)

    @strawberry.field(description="How much, in the item's base unit.")
    def quantity(self) -> Quantity:
        """Return it; it is always above zero."""
        return Quantity(self.row.quantity)

    @strawberry.field(description="Of which lot.")
    async def lot(self, info: Info) -> Lot | None:
        """Return the lot."""
        return await info.context.find(Lot, self.row.lot_id)

    @strawberry.field(description="Which one.")
    async def serial(self, info: Info) -> Serial | None:
        """Return the single thing."""
        return await info.context.find(Serial, self.row.serial_id)

    @strawberry.field(name="from", description="Out of which bin; virtual ones too.")
    async def source(self, info: Info) -> Bin:
        """Return the source."""
        return await info.context.get(Bin, self.row.from_bin_id)

    @strawberry.field(name="to", description="Into which bin; virtual ones too.")
    async def target(self, info: Info) -> Bin:
        """Return the destination."""
        return await info.context.get(Bin, self.row.to_bin_id)

    @strawberry.field(description="Out of which tote, carton or pallet.")
    async def from_container(self, info: Info) -> Container | None:
        """Return what carried it."""
        return await info.context.find(Container, self.row.from_container_id)

    @strawberry.field(description="Into which tote, carton or pallet.")
    async def to_container(self, info: Info) -> Container | None:
        """Return what carries it."""
        return await info.context.find(Container, self.row.to_container_id)

    @strawberry.field(description="Its condition before.")
    def from_disposition(self) -> keys.Disposition:
        """Condition at the source."""
        return keys.Disposition(self.row.from_disposition)

    @strawberry.field(description="Its condition after.")
    def to_disposition(self) -> keys.Disposition:
        """Condition at the destination."""
        return keys.Disposition(self.row.to_disposition)


class EntriesOfOperation:
    """The entries of one operation; loaded for many operations at once."""

    def __init__(self, rows: list[EntryRow]) -> None:
        """Hold the entries."""
        self.rows = rows

    @classmethod
    async def of_keys(cls, context: Context, keys: Sequence[UUID]) -> Mapping[UUID, Self]:
        """Return the entries of these operations, none for one that moved nothing."""
        found: dict[UUID, list[EntryRow]] = {key: [] for key in keys}
        for row in await entries_of_operations(context.reader, keys):
            found[row.operation_id].append(row)
        return {key: cls(rows) for key, rows in found.items()}


@strawberry.type(description="A command that took effect: who, when, why, and what it moved.")
class Operation(Node):
    """One line of the log."""

    row: strawberry.Private[OperationRow]

    @strawberry.field(description="Why, such as RECEIVE, PICK, SHIP or COUNT.")
    def kind(self) -> str:
        """Its kind."""
        return self.row.kind

    @strawberry.field(description="When it happened on the floor.")
    def occurred_at(self) -> datetime:
        """By the device's clock."""
        return self.row.occurred_at

    @strawberry.field(description="When it was recorded.")
    def recorded_at(self) -> datetime:
        """By the server's clock."""
        return self.row.recorded_at

    @strawberry.field(description="Its log position.")
    def cursor(self, info: Info) -> Cursor:
        """Where it stands in the log."""
        return Cursor(str(LogCursor(info.context.database.epoch, self.row.xid, self.key)))

    @strawberry.field(description="Who did it; null for the house itself.")
    async def actor(self, info: Info) -> User | None:
        """Return the person."""
        return await info.context.find(User, self.row.actor_id)

    @strawberry.field(description="Why, in a person's words.")
    def reason(self) -> str | None:
        """Return the reason."""
        return self.row.reason

    @strawberry.field(description="How the person proved it.")
    def method(self) -> EntryMethod:
        """Pass on."""
        return EntryMethod(self.row.method)

    @strawberry.field(description="True when the book disagreed and a case was opened.")
    def opened_case(self) -> bool:
        """Whether somebody must look at it."""
        return self.row.outcome == "APPLIED_WITH_CASE"

    @strawberry.field(description="True when its entries are archived, in a file.")
    def is_archived(self) -> bool:
        """Pass on."""
        return self.row.is_archived

    @strawberry.field(
        description="What it moved, at most 1000; none when they are archived.",
        directives=[Bounded(max=1000)],
    )
    async def entries(self, info: Info) -> list[Entry]:
        """Its entries."""
        found = await info.context.get(EntriesOfOperation, self.key)
        return [Entry(row=row) for row in found.rows[:1000]]

    @strawberry.field(
        description="What its goods weigh, as measured; null where they are not sold by weight."
    )
    async def weight_grams(self, info: Info) -> int | None:
        """Load it with those of others."""
        found = await info.context.find(WeightOfOperation, self.key)
        return found.grams if found else None

    @strawberry.field(description="The operation that it takes back.")
    async def reverses(self, info: Info) -> "Operation | None":
        """Return what it undoes."""
        return await info.context.find(Operation, self.row.reverses)

    @strawberry.field(description="The operation that took it back.")
    async def reversed_by(self, info: Info) -> "Operation | None":
        """Return what undid it."""
        return await info.context.find(Operation, self.row.reversed_by)

    @classmethod
    async def of_keys(cls, context: Context, keys: Sequence[UUID]) -> Mapping[UUID, Self]:
        """Return the operations at locations that the asker may see."""
        rows = await operations_of_ids(context.reader, keys)
        return {
            row.id: cls(key=row.id, row=row) for row in rows if may_see(context, row.location_id)
        }
