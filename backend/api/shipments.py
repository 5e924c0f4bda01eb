"""GraphQL for shipments: what leaves together for one order, carton by carton."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Self
from uuid import UUID

import strawberry

from backend.api.context import Context, Info
from backend.api.directives import Bounded
from backend.api.enums import show_enum
from backend.api.items import Item
from backend.api.lots import Lot, Serial
from backend.api.node import Node
from backend.api.orders import Order
from backend.api.places import Location
from backend.api.scalars import Quantity
from backend.api.versioned import Versioned
from backend.master.permissions import Permission
from backend.outbound.shipping import document
from backend.outbound.shipping.document import Carton as CartonRow
from backend.outbound.shipping.document import Shipment as ShipmentRow
from backend.outbound.shipping.document import cartons_of
from backend.outbound.shipping.reads.shipments import (
    ShippedGoods,
    cartons_by_id,
    goods_of_shipments,
    shipments_by_id,
)

show_enum(
    document.ShipmentStatus,
    says="How far a shipment is.",
    values={
        "OPEN": "Being packed.",
        "PACKED": "Every carton is closed.",
        "SHIPPED": "It has left.",
        "DELIVERED": "It has arrived.",
        "CANCELED": "Called off.",
    },
)


def may_see_shipment(context: Context, row: ShipmentRow) -> bool:
    """Tell whether the asker reads orders at the shipment's location, or packs and ships there."""
    rights = (Permission.READ_ORDERS, Permission.PACK, Permission.SHIP)
    return any(context.actor.may(right, row.location_id) for right in rights)


@strawberry.type(description="A carton of a shipment.")
class Carton(Node):
    """What goods leave in."""

    row: strawberry.Private[CartonRow]

    @strawberry.field(description="The license plate on it.")
    def code(self) -> str:
        """Pass on."""
        return self.row.code

    @strawberry.field(description="Its place among the cartons of its shipment.")
    def sequence(self) -> int:
        """Pass on."""
        return self.row.sequence

    @strawberry.field(description="Its weight in grams, when it was weighed.")
    def weight_grams(self) -> int | None:
        """Pass on."""
        return self.row.weight_g

    @strawberry.field(description="The carrier's number, when it has one.")
    def tracking_number(self) -> str | None:
        """Pass on."""
        return self.row.tracking_number

    @strawberry.field(description="When it was closed; null while it takes goods.")
    def closed_at(self) -> datetime | None:
        """Pass on."""
        return self.row.closed_at

    @classmethod
    async def of_keys(cls, context: Context, keys: Sequence[UUID]) -> Mapping[UUID, Self]:
        """Return the cartons of shipments that the asker may see."""
        found = await cartons_by_id(context.reader, keys)
        whole = await shipments_by_id(context.reader, [row.shipment_id for row in found.values()])
        return {
            key: cls(key=key, row=row)
            for key, row in found.items()
            if may_see_shipment(context, whole[row.shipment_id])
        }


@strawberry.type(description="Goods that left.")
class ShipmentLine:
    """One item in one carton."""

    row: strawberry.Private[ShippedGoods]

    @strawberry.field(description="What.")
    async def item(self, info: Info) -> Item:
        """Load it."""
        return await info.context.get(Item, self.row.item_id)

    @strawberry.field(description="How much, in the item's base unit.")
    def quantity(self) -> Quantity:
        """Pass on."""
        return Quantity(self.row.quantity)

    @strawberry.field(
        description="What they weigh, as measured when they were picked; null where they are not"
        " sold by weight."
    )
    def weight_grams(self) -> int | None:
        """Pass on."""
        return self.row.weight_g

    @strawberry.field(description="Of which lot.")
    async def lot(self, info: Info) -> Lot | None:
        """Load it."""
        return await info.context.find(Lot, self.row.lot_id)

    @strawberry.field(description="Which one.")
    async def serial(self, info: Info) -> Serial | None:
        """Load it."""
        return await info.context.find(Serial, self.row.serial_id)


@strawberry.type(description="What leaves together for one order.")
class Shipment(Node, Versioned):
    """One or more cartons."""

    row: strawberry.Private[ShipmentRow]

    @strawberry.field(description="The number that people use.")
    def number(self) -> str:
        """Pass on."""
        return self.row.number

    @strawberry.field(description="How far it is.")
    def status(self) -> document.ShipmentStatus:
        """Pass on."""
        return document.ShipmentStatus(self.row.status)

    @strawberry.field(description="When packing began.")
    def created_at(self) -> datetime:
        """Pass on."""
        return self.row.created_at

    @strawberry.field(description="When it left; null while it is here.")
    def shipped_at(self) -> datetime | None:
        """Pass on."""
        return self.row.shipped_at

    @strawberry.field(description="Where it leaves from.")
    async def location(self, info: Info) -> Location:
        """Load it."""
        return await info.context.get(Location, self.row.location_id)

    @strawberry.field(description="For which order; null without the right to see it.")
    async def order(self, info: Info) -> Order | None:
        """Load it."""
        return await info.context.find(Order, self.row.order_id)

    @strawberry.field(description="Its cartons, in order.", directives=[Bounded(max=100)])
    async def cartons(self, info: Info) -> list[Carton]:
        """Load those of many shipments together."""
        found = await info.context.get(CartonsOfShipment, self.key)
        return [Carton(key=row.id, row=row) for row in found.rows[:100]]

    @strawberry.field(
        description="What left in it; empty while it is here.", directives=[Bounded(max=2000)]
    )
    async def lines(self, info: Info) -> list[ShipmentLine]:
        """Load those of many shipments together."""
        found = await info.context.get(GoodsOfShipment, self.key)
        return [ShipmentLine(row=row) for row in found.rows[:2000]]

    @classmethod
    async def of_keys(cls, context: Context, keys: Sequence[UUID]) -> Mapping[UUID, Self]:
        """Return the shipments that the asker may see."""
        found = await shipments_by_id(context.reader, keys)
        return {
            key: cls(key=key, row=row)
            for key, row in found.items()
            if may_see_shipment(context, row)
        }


class CartonsOfShipment:
    """The cartons of one shipment; loaded for many at once."""

    def __init__(self, rows: list[CartonRow]) -> None:
        """Hold the cartons."""
        self.rows = rows

    @classmethod
    async def of_keys(cls, context: Context, keys: Sequence[UUID]) -> Mapping[UUID, Self]:
        """Return the cartons of these shipments."""
        found: dict[UUID, list[CartonRow]] = {key: [] for key in keys}
        for row in await cartons_of(context.reader, keys):
            found[row.shipment_id].append(row)
        return {key: cls(rows) for key, rows in found.items()}


class GoodsOfShipment:
    """What left in one shipment; loaded for many at once."""

    def __init__(self, rows: list[ShippedGoods]) -> None:
        """Hold the goods."""
        self.rows = rows

    @classmethod
    async def of_keys(cls, context: Context, keys: Sequence[UUID]) -> Mapping[UUID, Self]:
        """Return the goods of these shipments."""
        found: dict[UUID, list[ShippedGoods]] = {key: [] for key in keys}
        for row in await goods_of_shipments(context.reader, keys):
            found[row.shipment_id].append(row)
        return {key: cls(rows) for key, rows in found.items()}
