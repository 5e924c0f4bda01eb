"""Pools and reservations in the graph: what may be promised to whom, and what is promised."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Self
from uuid import UUID

import strawberry

from backend.api.containers import may_see
from backend.api.context import Context, Info
from backend.api.enums import show_enum
from backend.api.items import Item
from backend.api.node import Node
from backend.api.order_lines import OrderLine
from backend.api.partners import Channel, Owner
from backend.api.people import User
from backend.api.places import Location
from backend.api.scalars import Quantity
from backend.api.stock import Balance
from backend.stock.changes import Level
from backend.stock.pools import browse
from backend.stock.pools.browse import ReservationStatus
from backend.stock.save_pool import PoolKind

show_enum(
    PoolKind,
    says="What a pool is for.",
    values={
        "DEFAULT": "Nobody has set it aside: everybody is promised from it.",
        "QUOTA": "At most this much for the channel: it takes from here alone.",
        "RESERVED": "At least this much for the channel: it takes from here first.",
        "SAFETY_STOCK": "Kept back from promises; a figure of any pool.",
    },
)
show_enum(
    ReservationStatus,
    says="What became of a reservation; it resolves once.",
    values={
        "PENDING": "It stands.",
        "POSTED": "It did what it was for.",
        "VOIDED": "Given back.",
        "EXPIRED": "Its time ran out.",
    },
)


@strawberry.type(
    description=(
        "A bounded account of what may be promised; overselling is impossible by constraint."
    )
)
class Pool(Node):
    """One pool."""

    row: strawberry.Private[browse.PoolRow]

    @strawberry.field(description="Rises with each change; send it back as `ifVersion`.")
    def version(self) -> Quantity:
        """Pass on."""
        return Quantity(self.row.version)

    @strawberry.field(description="What it is for.")
    def kind(self) -> PoolKind:
        """Pass on."""
        return PoolKind(self.row.kind)

    @strawberry.field(description="Of what.")
    async def item(self, info: Info) -> Item:
        """Load it."""
        return await info.context.get(Item, self.row.item_id)

    @strawberry.field(description="Whose.")
    async def owner(self, info: Info) -> Owner:
        """Load it."""
        return await info.context.get(Owner, self.row.owner_id)

    @strawberry.field(description="Where.")
    async def location(self, info: Info) -> Location:
        """Load it."""
        return await info.context.get(Location, self.row.location_id)

    @strawberry.field(description="For which channel; null for everybody.")
    async def channel(self, info: Info) -> Channel | None:
        """Load it."""
        return await info.context.find(Channel, self.row.channel_id)

    @strawberry.field(
        description=(
            "Its size, in base units. The sizes of all pools of an item at a location add up to"
            " what is in reach of promises there. It shrinks as its goods leave."
        )
    )
    def limit(self) -> Quantity:
        """Return the supply."""
        return Quantity(self.row.supply)

    @strawberry.field(description="How much is promised from it.")
    def used(self) -> Quantity:
        """Return the promises."""
        return Quantity(self.row.promised)

    @strawberry.field(description="How much of it is kept back from promises.")
    def safety_stock(self) -> Quantity:
        """Pass on."""
        return Quantity(self.row.safety)

    @strawberry.field(description="How much can still be promised from it.")
    def available(self) -> Quantity:
        """Pass on."""
        return Quantity(self.row.available)

    @strawberry.field(description="How much more is promised than there is, since goods were lost.")
    def overpromised(self) -> Quantity:
        """Pass on."""
        return Quantity(self.row.overpromised)

    @classmethod
    async def of_keys(cls, context: Context, keys: Sequence[UUID]) -> Mapping[UUID, Self]:
        """Return the pools at locations that the asker may see."""
        rows = await browse.pools_of_ids(context.reader, keys)
        return {
            row.id: cls(key=row.id, row=row) for row in rows if may_see(context, row.location_id)
        }


@strawberry.type(description="Stock reserved for someone.")
class Reservation(Node):
    """One reservation."""

    row: strawberry.Private[browse.ReservationRow]

    @strawberry.field(description="How firmly.")
    def level(self) -> Level:
        """Pass on."""
        return Level(self.row.level)

    @strawberry.field(description="What became of it.")
    def status(self) -> ReservationStatus:
        """Pass on."""
        return ReservationStatus(self.row.state)

    @strawberry.field(description="What.")
    async def item(self, info: Info) -> Item:
        """Load it."""
        return await info.context.get(Item, self.row.item_id)

    @strawberry.field(description="Where.")
    async def location(self, info: Info) -> Location:
        """Load it."""
        return await info.context.get(Location, self.row.location_id)

    @strawberry.field(description="How much, in the item's base unit.")
    def quantity(self) -> Quantity:
        """Pass on."""
        return Quantity(self.row.quantity)

    @strawberry.field(description="Reserved where; null for a promise, or when nothing is there.")
    async def balance(self, info: Info) -> Balance | None:
        """Load it."""
        return await info.context.find(Balance, self.row.key_id)

    @strawberry.field(description="From which pool.")
    async def pool(self, info: Info) -> Pool:
        """Load it."""
        return await info.context.get(Pool, self.row.pool_id)

    @strawberry.field(description="For which order line; null without the right to read orders.")
    async def order_line(self, info: Info) -> OrderLine | None:
        """Load it."""
        return await info.context.find(OrderLine, self.row.demand_id)

    @strawberry.field(description="Until when; null means until it resolves.")
    def expires_at(self) -> datetime | None:
        """Pass on."""
        return self.row.expires_at

    @strawberry.field(description="Why, when a person placed it.")
    def reason(self) -> str | None:
        """Pass on."""
        return self.row.reason

    @strawberry.field(description="Who placed it by hand.")
    async def placed_by(self, info: Info) -> User | None:
        """Load the person."""
        return await info.context.find(User, self.row.placed_by)

    @strawberry.field(description="Since when.")
    def opened_at(self) -> datetime:
        """Pass on."""
        return self.row.opened_at

    @classmethod
    async def of_keys(cls, context: Context, keys: Sequence[UUID]) -> Mapping[UUID, Self]:
        """Return the reservations at locations that the asker may see."""
        rows = await browse.reservations_of_ids(context.reader, keys)
        return {
            row.id: cls(key=row.id, row=row) for row in rows if may_see(context, row.location_id)
        }
