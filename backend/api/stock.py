"""GraphQL for stock: sums over a location, and balances bin by bin."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

import strawberry

from backend.api import refs
from backend.api.containers import Container, may_see
from backend.api.context import Context, Info
from backend.api.directives import Bounded, Cost
from backend.api.items import Item
from backend.api.lots import Lot, Serial
from backend.api.node import Node
from backend.api.partners import Channel, Owner
from backend.api.places import Bin, Location
from backend.api.pointing import ref
from backend.api.scalars import Quantity
from backend.outbound.orders.parties import channel_of
from backend.outbound.orders.shares import Shelf
from backend.stock import keys
from backend.stock.browse import (
    BalanceRow,
    ChangeRow,
    StateRow,
    StockRow,
    balances_of_ids,
    last_changes,
    states_of,
    stock_of_ids,
)
from backend.stock.reads import pools_of_items


@strawberry.type(description="How much is in one of the states that people speak of.")
class StateQuantity:
    """One state of an item at a location."""

    state: str = strawberry.field(
        description=(
            "RECEIVED, QUALITY_HOLD, AVAILABLE, PROMISED, ALLOCATED, PICKED, PACKED, IN_TRANSFER,"
            " QUARANTINED, RETURN_PENDING or a disposition."
        )
    )
    quantity: Quantity = strawberry.field(description="How much, in the item's base unit.")


@strawberry.type(description="What can be promised now.")
class Availability:
    """A figure for a channel."""

    channel_id: strawberry.Private[UUID | None]
    quantity: Quantity = strawberry.field(description="How much, in the item's base unit.")

    @strawberry.field(description="To whom; null means whoever comes.")
    async def channel(self, info: Info) -> Channel | None:
        """Load it."""
        return await info.context.find(Channel, self.channel_id)


@strawberry.type(description="An item of one owner at one location, summed over its bins.")
class Stock(Node):
    """One line of a stock list."""

    row: strawberry.Private[StockRow]
    is_past: strawberry.Private[bool] = False

    @strawberry.field(description="What.")
    async def item(self, info: Info) -> Item:
        """Return the item."""
        return await info.context.get(Item, self.row.item_id)

    @strawberry.field(description="Whose.")
    async def owner(self, info: Info) -> Owner:
        """Return the owner."""
        return await info.context.get(Owner, self.row.owner_id)

    @strawberry.field(description="Where.")
    async def location(self, info: Info) -> Location:
        """Return the location."""
        return await info.context.get(Location, self.row.location_id)

    @strawberry.field(description="Rises with each change; of two messages the higher is newer.")
    def version(self) -> Quantity:
        """Return the sum of the versions beneath."""
        return Quantity(self.row.version)

    @strawberry.field(description="How much is there, in the item's base unit.")
    def on_hand(self) -> Quantity:
        """On hand, in whatever condition."""
        return Quantity(self.row.on_hand)

    @strawberry.field(description="How much is promised, allocated or picked for someone.")
    def reserved(self) -> Quantity:
        """Every open reservation."""
        return Quantity(self.row.reserved)

    @strawberry.field(description="How much may still be promised.")
    def available(self) -> Quantity:
        """Return what the pool can still promise."""
        return Quantity(self.row.available)

    @strawberry.field(description="How much is kept back from promises.")
    def safety_stock(self) -> Quantity:
        """Safety stock of the pool."""
        return Quantity(self.row.safety)

    @strawberry.field(
        description="What can still be promised to a channel, or to whoever comes; now.",
        directives=[Cost(weight=5)],
    )
    async def availability(
        self,
        info: Info,
        channel: Annotated[
            refs.Ref | None, strawberry.argument(description="For this channel.")
        ] = None,
    ) -> Availability:
        """Add up the pools that it takes from: its own, and, unless a quota, everybody's."""
        reader, row = info.context.reader, self.row
        channel_id = await channel_of(reader, ref(channel, "Channel")) if channel else None
        found = await pools_of_items(
            reader, [row.item_id], location_id=row.location_id, owner_id=row.owner_id
        )
        room = Shelf.of(row.id, found).room(channel_id)
        return Availability(quantity=Quantity(room), channel_id=channel_id)

    @strawberry.field(
        description="The same in people's words; it adds up.", directives=[Bounded(max=16)]
    )
    async def states(self, info: Info) -> list[StateQuantity]:
        """Its states."""
        if self.is_past:
            return []
        found = await info.context.get(StatesOfStock, self.key)
        return [
            StateQuantity(state=row.state, quantity=Quantity(row.quantity)) for row in found.rows
        ]

    @classmethod
    async def of_keys(cls, context: Context, keys: Sequence[UUID]) -> Mapping[UUID, Self]:
        """Return the sums at locations that the asker may see."""
        rows = await stock_of_ids(context.reader, keys)
        return {
            row.id: cls(key=row.id, row=row) for row in rows if may_see(context, row.location_id)
        }


class StatesOfStock:
    """The states of one sum; loaded for many sums at once."""

    def __init__(self, rows: list[StateRow]) -> None:
        """Hold the states."""
        self.rows = rows

    @classmethod
    async def of_keys(cls, context: Context, keys: Sequence[UUID]) -> Mapping[UUID, Self]:
        """Return the states of these sums, none for an empty one."""
        found: dict[UUID, list[StateRow]] = {key: [] for key in keys}
        for row in await states_of(context.reader, keys):
            found[row.stock_id].append(row)
        return {key: cls(rows) for key, rows in found.items()}


@strawberry.type(description="What the last operation did to a balance.")
class BalanceChange:
    """One change."""

    row: strawberry.Private[ChangeRow]

    @strawberry.field(description="By how much on hand changed, signed; 0 when it was reserved.")
    def on_hand(self) -> Quantity:
        """Pass on."""
        return Quantity(self.row.on_hand)

    @strawberry.field(description="By how much reserved changed, signed.")
    def reserved(self) -> Quantity:
        """Pass on."""
        return Quantity(self.row.reserved)

    @strawberry.field(description="What the operation was, such as PICK.")
    def kind(self) -> str:
        """Pass on."""
        return self.row.kind

    @strawberry.field(description="When it was recorded.")
    def at(self) -> datetime:
        """Pass on."""
        return self.row.at

    @classmethod
    async def of_keys(cls, context: Context, keys: Sequence[UUID]) -> Mapping[UUID, Self]:
        """Return the last change of each balance, whose reader may see it."""
        rows = await last_changes(context.reader, keys)
        return {row.id: cls(row=row) for row in rows}


@strawberry.type(description="What stands in one bin, of one item, in one condition.")
class Balance(Node):
    """One key of the ledger."""

    row: strawberry.Private[BalanceRow]

    @strawberry.field(description="What.")
    async def item(self, info: Info) -> Item:
        """Return the item."""
        return await info.context.get(Item, self.row.item_id)

    @strawberry.field(description="Whose.")
    async def owner(self, info: Info) -> Owner:
        """Return the owner."""
        return await info.context.get(Owner, self.row.owner_id)

    @strawberry.field(description="Where.")
    async def bin(self, info: Info) -> Bin:
        """Return the bin."""
        return await info.context.get(Bin, self.row.bin_id)

    @strawberry.field(description="In what, if anything.")
    async def container(self, info: Info) -> Container | None:
        """Return the tote, carton or pallet."""
        return await info.context.find(Container, self.row.container_id)

    @strawberry.field(description="Of which lot, where lots are told apart.")
    async def lot(self, info: Info) -> Lot | None:
        """Return the lot."""
        return await info.context.find(Lot, self.row.lot_id)

    @strawberry.field(description="Which one, where serials are told apart.")
    async def serial(self, info: Info) -> Serial | None:
        """Return the single thing."""
        return await info.context.find(Serial, self.row.serial_id)

    @strawberry.field(description="What it may be used for.")
    def disposition(self) -> keys.Disposition:
        """Its condition."""
        return keys.Disposition(self.row.disposition)

    @strawberry.field(description="Counts up by one with each change; the newest wins.")
    def version(self) -> Quantity:
        """Return the key's version."""
        return Quantity(self.row.version)

    @strawberry.field(description="How much lies there, in the item's base unit.")
    def on_hand(self) -> Quantity:
        """On hand."""
        return Quantity(self.row.on_hand)

    @strawberry.field(description="How much of it is reserved for someone.")
    def reserved(self) -> Quantity:
        """Reserved."""
        return Quantity(self.row.reserved)

    @strawberry.field(description="On hand less reserved, where it may be promised; else 0.")
    def available(self) -> Quantity:
        """Free to allocate."""
        free = self.row.on_hand - self.row.reserved
        return Quantity(free if self.row.is_promisable else 0)

    @strawberry.field(description="What last happened to it.")
    async def last_change(self, info: Info) -> BalanceChange | None:
        """Load with the changes of others."""
        return await info.context.find(BalanceChange, self.key)

    @classmethod
    async def of_keys(cls, context: Context, keys: Sequence[UUID]) -> Mapping[UUID, Self]:
        """Return the balances at locations that the asker may see."""
        rows = await balances_of_ids(context.reader, keys)
        return {
            row.id: cls(key=row.id, row=row) for row in rows if may_see(context, row.location_id)
        }
