"""Items, their packs and barcodes in the graph."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Self
from uuid import UUID

import strawberry

from backend.api.accepted_barcodes import BarcodesOfItem
from backend.api.context import Context, Info
from backend.api.directives import Bounded, Cost, allow
from backend.api.ground import Dimensions, Money
from backend.api.item_enums import (
    BarcodeStatus,
    ItemKind,
    PackLevel,
    Tracking,
    Unit,
    VelocityClass,
)
from backend.api.lot_demands import LotDemands
from backend.api.node import Node
from backend.api.partners import Supplier
from backend.api.scalars import Barcode, Quantity
from backend.api.task_steps import AcceptedBarcode
from backend.api.versioned import Versioned
from backend.master.reads import items as reads
from backend.tasks.steps import ACCEPTED_MAX


@strawberry.type(description="What we keep.")
class Item(LotDemands, Node, Versioned):
    """One item."""

    row: strawberry.Private[reads.ItemRow]

    @strawberry.field(description="Its SKU.")
    def sku(self) -> str:
        """Pass on."""
        return self.row.sku

    @strawberry.field(description="Its name.")
    def name(self) -> str:
        """Pass on."""
        return self.row.name

    @strawberry.field(description="Goods or a service.")
    def kind(self) -> ItemKind:
        """Pass on."""
        return ItemKind(self.row.kind)

    @strawberry.field(description="The base unit: every quantity of it is a whole number of these.")
    def unit(self) -> Unit:
        """Pass on."""
        return Unit(self.row.base_unit)

    @strawberry.field(description="What is told apart.")
    def tracking(self) -> Tracking:
        """Pass on."""
        return Tracking(self.row.tracking)

    @strawberry.field(description="How fast it moves.")
    def velocity(self) -> VelocityClass:
        """Pass on."""
        return VelocityClass(self.row.velocity)

    @strawberry.field(description="Size and weight of one base unit.")
    def dimensions(self) -> Dimensions:
        """Pass on."""
        return Dimensions.of(self.row)

    @strawberry.field(
        description="What one base unit costs us; null when nobody said.",
        extensions=[allow("READ_COST")],
    )
    def cost(self) -> Money | None:
        """Pass on."""
        return _money(self.row.cost_minor, self.row.currency)

    @strawberry.field(
        description="What one base unit sells for; null when nobody said.",
        extensions=[allow("READ_COST")],
    )
    def price(self) -> Money | None:
        """Pass on."""
        return _money(self.row.price_minor, self.row.currency)

    @strawberry.field(description="False when it is no longer bought or sold.")
    def is_active(self) -> bool:
        """Pass on."""
        return self.row.is_active

    @strawberry.field(description="From the smallest to the largest.", directives=[Bounded(max=20)])
    async def packs(self, info: Info) -> list["Pack"]:
        """Load with the packs of other items."""
        found = await info.context.find(_PacksOfItem, self.key)
        return found.packs if found else []

    @strawberry.field(
        description="Every barcode that means it, or one of its packs, or once did.",
        directives=[Bounded(max=100)],
    )
    async def barcodes(self, info: Info) -> list["ItemBarcode"]:
        """Load with the barcodes of other items."""
        found = await info.context.find(_BarcodesOfItem, self.key)
        return found.barcodes if found else []

    @strawberry.field(
        description="Every barcode that is right for it, so that a device can judge alone.",
        directives=[Bounded(max=ACCEPTED_MAX), Cost(weight=0)],
    )
    async def accepts(self, info: Info) -> list[AcceptedBarcode]:
        """Load with those of other items."""
        found = await info.context.find(BarcodesOfItem, self.key)
        return found.accepted[:ACCEPTED_MAX] if found else []

    @strawberry.field(description="Who sells it to us.", directives=[Bounded(max=50)])
    async def suppliers(self, info: Info) -> list["SupplierItem"]:
        """Load with the suppliers of other items."""
        found = await info.context.find(_SuppliersOfItem, self.key)
        return found.suppliers if found else []

    @classmethod
    async def of_keys(cls, context: Context, keys: Sequence[UUID]) -> Mapping[UUID, Self]:
        """Load items; whoever is signed in may see them."""
        rows = await reads.items_of_keys(context.reader, keys)
        return {row.id: cls(key=row.id, row=row) for row in rows}


@strawberry.type(description="A way in which an item is packed.")
class Pack(Node, Versioned):
    """One level of packing."""

    row: strawberry.Private[reads.PackRow]

    @strawberry.field(description="Its code within the item, such as CASE.")
    def code(self) -> str:
        """Say the level."""
        return self.row.level

    @strawberry.field(description="What is in it.")
    async def item(self, info: Info) -> Item:
        """Load it."""
        return await info.context.get(Item, self.row.item_id)

    @strawberry.field(description="How big it is.")
    def level(self) -> PackLevel:
        """Pass on."""
        return PackLevel(self.row.level)

    @strawberry.field(description="How many base units it holds.")
    def quantity(self) -> Quantity:
        """Pass on."""
        return Quantity(self.row.units)

    @strawberry.field(description="The item's base unit.")
    async def unit(self, info: Info) -> Unit:
        """Ask the item."""
        return Unit((await info.context.get(Item, self.row.item_id)).row.base_unit)

    @strawberry.field(description="Size and weight of one pack.")
    def dimensions(self) -> Dimensions:
        """Pass on."""
        return Dimensions.of(self.row)

    @classmethod
    async def of_keys(cls, context: Context, keys: Sequence[UUID]) -> Mapping[UUID, Self]:
        """Load packs; whoever is signed in may see them."""
        rows = await reads.packs_of_keys(context.reader, keys)
        return {row.id: cls(key=row.id, row=row) for row in rows}


@strawberry.type(description="A barcode that means an item or one of its packs.")
class ItemBarcode(Node, Versioned):
    """One barcode."""

    row: strawberry.Private[reads.BarcodeRow]

    @strawberry.field(description="What it reads as.")
    def value(self) -> Barcode:
        """Pass on."""
        return Barcode(self.row.value)

    @strawberry.field(description="Such as EAN-13 or Code 128; null when nobody said.")
    def symbology(self) -> str | None:
        """Pass on."""
        return None if self.row.symbology == "ANY" else self.row.symbology

    @strawberry.field(description="The item that it means.")
    async def item(self, info: Info) -> Item:
        """Load it."""
        return await info.context.get(Item, self.row.item_id)

    @strawberry.field(description="The pack that it means; null for one base unit.")
    async def pack(self, info: Info) -> Pack | None:
        """Load it."""
        return await info.context.find(Pack, self.row.pack_id)

    @strawberry.field(description="How far it is trusted.")
    def status(self) -> BarcodeStatus:
        """Pass on."""
        return BarcodeStatus(self.row.status)

    @classmethod
    async def of_keys(cls, context: Context, keys: Sequence[UUID]) -> Mapping[UUID, Self]:
        """Load barcodes; whoever is signed in may see them."""
        rows = await reads.barcodes_of_keys(context.reader, keys)
        return {row.id: cls(key=row.id, row=row) for row in rows}


@strawberry.type(description="An item as a supplier sells it.")
class SupplierItem:
    """One item of one supplier."""

    row: strawberry.Private[reads.SupplierItemRow]

    @strawberry.field(description="Rises with each change; send it back as `ifVersion`.")
    def version(self) -> int:
        """Pass on."""
        return self.row.version

    @strawberry.field(description="Who sells.")
    async def supplier(self, info: Info) -> Supplier:
        """Load it."""
        return await info.context.get(Supplier, self.row.supplier_id)

    @strawberry.field(description="What is sold.")
    async def item(self, info: Info) -> Item:
        """Load it."""
        return await info.context.get(Item, self.row.item_id)

    @strawberry.field(description="The supplier's own number.")
    def supplier_sku(self) -> str | None:
        """Pass on."""
        return self.row.supplier_sku

    @strawberry.field(description="Days from order to arrival, as agreed; else the supplier's.")
    def lead_time_days(self) -> int | None:
        """Pass on."""
        return self.row.lead_time_days

    @strawberry.field(description="Least that can be ordered, in base units.")
    def min_quantity(self) -> Quantity:
        """Pass on."""
        return Quantity(self.row.order_min)

    @strawberry.field(
        description="Price of one base unit; null when nobody said.",
        extensions=[allow("READ_COST")],
    )
    def price(self) -> Money | None:
        """Pass on."""
        return _money(self.row.unit_cost_minor, self.row.currency)


@dataclass
class _PacksOfItem:
    packs: list[Pack] = field(default_factory=list)

    @classmethod
    async def of_keys(cls, context: Context, keys: Sequence[UUID]) -> Mapping[UUID, Self]:
        found: dict[UUID, Self] = {}
        for row in await reads.packs_of_items(context.reader, keys):
            found.setdefault(row.item_id, cls()).packs.append(Pack(key=row.id, row=row))
        return found


@dataclass
class _BarcodesOfItem:
    barcodes: list[ItemBarcode] = field(default_factory=list)

    @classmethod
    async def of_keys(cls, context: Context, keys: Sequence[UUID]) -> Mapping[UUID, Self]:
        found: dict[UUID, Self] = {}
        for row in await reads.barcodes_of_items(context.reader, keys):
            found.setdefault(row.item_id, cls()).barcodes.append(ItemBarcode(key=row.id, row=row))
        return found


@dataclass
class _SuppliersOfItem:
    suppliers: list[SupplierItem] = field(default_factory=list)

    @classmethod
    async def of_keys(cls, context: Context, keys: Sequence[UUID]) -> Mapping[UUID, Self]:
        found: dict[UUID, Self] = {}
        for row in await reads.supplier_items_of_items(context.reader, keys):
            found.setdefault(row.item_id, cls()).suppliers.append(SupplierItem(row=row))
        return found


def _money(minor: int | None, currency: str | None) -> Money | None:
    return None if minor is None or currency is None else Money.of(minor, currency)
