"""Locations, zones and bins in the graph."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Self
from uuid import UUID

import strawberry

from backend.api.context import Context, Info
from backend.api.directives import Bounded, allow
from backend.api.items import Item
from backend.api.node import Node
from backend.api.place_enums import BinBlock, BinKind, BinMixing, LocationKind
from backend.api.scalars import Barcode, CurrencyCode
from backend.api.versioned import Versioned
from backend.master.kinds import NOT_BLOCKED
from backend.master.permissions import Permission
from backend.master.reads import places as reads


@strawberry.type(description="A place that holds stock: a warehouse, a store, a 3PL or a transit.")
class Location(Node, Versioned):
    """One location."""

    row: strawberry.Private[reads.LocationRow]

    @strawberry.field(description="Its code.")
    def code(self) -> str:
        """Pass on."""
        return self.row.code

    @strawberry.field(description="Its name.")
    def name(self) -> str:
        """Pass on."""
        return self.row.name

    @strawberry.field(description="What it is.")
    def kind(self) -> LocationKind:
        """Pass on."""
        return LocationKind(self.row.kind)

    @strawberry.field(description="IANA name; days and cut-offs are meant in it.")
    def time_zone(self) -> str:
        """Pass on."""
        return self.row.time_zone

    @strawberry.field(description="The currency that its stock is valued in.")
    def currency(self) -> CurrencyCode:
        """Pass on."""
        return CurrencyCode(self.row.currency)

    @strawberry.field(description="False when nothing new may happen here.")
    def is_active(self) -> bool:
        """Pass on."""
        return self.row.is_active

    @strawberry.field(description="Its zones, in walking order.", directives=[Bounded(max=200)])
    async def zones(self, info: Info) -> list["Zone"]:
        """Load with the zones of other locations."""
        found = await info.context.find(_ZonesOfLocation, self.key)
        return found.zones if found else []

    @classmethod
    async def of_keys(cls, context: Context, keys: Sequence[UUID]) -> Mapping[UUID, Self]:
        """Load locations; those who work there may see them."""
        rows = await reads.locations_of_keys(context.reader, keys)
        return {row.id: cls(key=row.id, row=row) for row in rows if _may_see(context, row.id)}


@strawberry.type(description="A part of a location that is worked as one.")
class Zone(Node, Versioned):
    """One zone."""

    row: strawberry.Private[reads.ZoneRow]

    @strawberry.field(description="Its code.")
    def code(self) -> str:
        """Pass on."""
        return self.row.code

    @strawberry.field(description="Its name.")
    def name(self) -> str:
        """Pass on."""
        return self.row.name

    @strawberry.field(description="Where it is.")
    async def location(self, info: Info) -> Location:
        """Load it."""
        return await info.context.get(Location, self.row.location_id)

    @strawberry.field(description="Its place in the walking order.")
    def sequence(self) -> int:
        """Pass on."""
        return self.row.sequence

    @classmethod
    async def of_keys(cls, context: Context, keys: Sequence[UUID]) -> Mapping[UUID, Self]:
        """Load zones; those who work there may see them."""
        rows = await reads.zones_of_keys(context.reader, keys)
        seen = (row for row in rows if _may_see(context, row.location_id))
        return {row.id: cls(key=row.id, row=row) for row in seen}


@strawberry.type(description="What fits into a bin; null means without limit.")
class BinCapacity:
    """Limits of one bin."""

    max_weight_grams: int | None = strawberry.field(description="Most weight.")
    max_volume_ml: int | None = strawberry.field(description="Most volume.")
    max_height_mm: int | None = strawberry.field(description="Greatest height of a load.")


@strawberry.type(description="The smallest addressable place.")
class Bin(Node, Versioned):
    """One bin."""

    row: strawberry.Private[reads.BinRow]

    @strawberry.field(description="Its code, as on the label.")
    def code(self) -> str:
        """Pass on."""
        return self.row.code

    @strawberry.field(description="What its label carries.")
    def barcode(self) -> Barcode:
        """Say the code: a bin's label reads as its code."""
        return Barcode(self.row.code)

    @strawberry.field(description="Where it is.")
    async def location(self, info: Info) -> Location:
        """Load it."""
        return await info.context.get(Location, self.row.location_id)

    @strawberry.field(description="Its zone; null when it has none, such as a virtual bin.")
    async def zone(self, info: Info) -> Zone | None:
        """Load it."""
        return await info.context.find(Zone, self.row.zone_id)

    @strawberry.field(description="What it is for.")
    def kind(self) -> BinKind:
        """Pass on."""
        return BinKind(self.row.kind)

    @strawberry.field(description="Its aisle.")
    def aisle(self) -> str | None:
        """Pass on."""
        return self.row.aisle

    @strawberry.field(description="Its bay.")
    def bay(self) -> str | None:
        """Pass on."""
        return self.row.bay

    @strawberry.field(description="Its level.")
    def level(self) -> str | None:
        """Pass on."""
        return self.row.level

    @strawberry.field(description="From the left of the floor plan, in millimeters.")
    def x_mm(self) -> int | None:
        """Pass on."""
        return self.row.x_mm

    @strawberry.field(description="From the bottom of the floor plan, in millimeters.")
    def y_mm(self) -> int | None:
        """Pass on."""
        return self.row.y_mm

    @strawberry.field(description="Above the floor, in millimeters.")
    def z_mm(self) -> int | None:
        """Pass on."""
        return self.row.z_mm

    @strawberry.field(description="Its place in the pick walk.")
    def sequence(self) -> int | None:
        """Pass on."""
        return self.row.pick_sequence

    @strawberry.field(
        description=(
            "Printed beside the barcode: the way on when it cannot be scanned; null without the"
            " right to see them."
        ),
        extensions=[allow(Permission.ASSIGN_TASKS, where=lambda bin_: bin_.row.location_id)],
    )
    def check_digits(self) -> str | None:
        """Pass on."""
        return self.row.check_digits

    @strawberry.field(description="Which way it is blocked; null when it is not.")
    def block(self) -> BinBlock | None:
        """Pass on."""
        return None if self.row.block == NOT_BLOCKED else BinBlock(self.row.block)

    @strawberry.field(description="Why it is blocked.")
    def block_reason(self) -> str | None:
        """Pass on."""
        return self.row.block_reason

    @strawberry.field(description="What may lie together.")
    def mixing(self) -> BinMixing:
        """Pass on."""
        return BinMixing(self.row.mixing)

    @strawberry.field(description="What fits.")
    def capacity(self) -> BinCapacity:
        """Pass on."""
        return BinCapacity(
            max_weight_grams=self.row.weight_max_g,
            max_volume_ml=self.row.volume_max_ml,
            max_height_mm=self.row.height_max_mm,
        )

    @strawberry.field(description="The item whose pick face this is.")
    async def fixed_item(self, info: Info) -> Item | None:
        """Load it."""
        return await info.context.find(Item, self.row.fixed_item_id)

    @strawberry.field(description="False when it is out of use.")
    def is_active(self) -> bool:
        """Pass on."""
        return self.row.is_active

    @strawberry.field(description="When it was last counted.")
    def last_counted_at(self) -> datetime | None:
        """Pass on."""
        return self.row.last_counted_at

    @classmethod
    async def of_keys(cls, context: Context, keys: Sequence[UUID]) -> Mapping[UUID, Self]:
        """Load bins; those who work there may see them."""
        rows = await reads.bins_of_keys(context.reader, keys)
        seen = (row for row in rows if _may_see(context, row.location_id))
        return {row.id: cls(key=row.id, row=row) for row in seen}


@dataclass
class _ZonesOfLocation:
    zones: list[Zone] = field(default_factory=list)

    @classmethod
    async def of_keys(cls, context: Context, keys: Sequence[UUID]) -> Mapping[UUID, Self]:
        found: dict[UUID, Self] = {}
        for row in await reads.zones_of_locations(context.reader, keys):
            found.setdefault(row.location_id, cls()).zones.append(Zone(key=row.id, row=row))
        return found


def _may_see(context: Context, location_id: UUID) -> bool:
    return context.actor.may(Permission.READ_STOCK, location_id)
