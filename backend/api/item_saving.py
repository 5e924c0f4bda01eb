"""Commands about items, packs and barcodes."""

from typing import Any

import strawberry

from backend.api.area import Area
from backend.api.context import Context, Info
from backend.api.global_ids import key_of
from backend.api.ground import DimensionsInput, MoneyInput
from backend.api.item_enums import ItemKind, PackLevel, Tracking, Unit, VelocityClass
from backend.api.items import Item, ItemBarcode, Pack
from backend.api.mutation import Accepted, CommandInput, FactInput, Spoken, mutation
from backend.api.pointing import item_ref
from backend.api.refs import ItemRef
from backend.api.scalars import Barcode, Quantity
from backend.kernel.refusals import InvalidInput
from backend.master.editing import approve_barcode as approving
from backend.master.editing import retire_barcode as retiring
from backend.master.editing import save_item as items
from backend.master.editing import save_pack as packs
from backend.master.editing import teach_barcode as teaching

IF_VERSION = "The version that you saw; null for a new one, or to waive the check."
NEEDED = "Needed for a new one."


@strawberry.input(description="What `saveItem` takes; what is left out stays.")
class SaveItemInput(CommandInput[items.SaveItem]):
    """An item to make or change."""

    item: ItemRef | None = strawberry.field(
        default=None, description="The one to change; null makes a new one."
    )
    if_version: int | None = strawberry.field(default=None, description=IF_VERSION)
    sku: str | None = strawberry.field(default=None, description=NEEDED)
    name: str | None = strawberry.field(default=None, description=NEEDED)
    kind: ItemKind | None = strawberry.field(
        default=None, description="Goods or a service; fixed once it has been stocked."
    )
    unit: Unit | None = strawberry.field(
        default=None, description="Base unit; fixed once it has been stocked."
    )
    tracking: Tracking | None = strawberry.field(
        default=None, description="What is told apart; fixed once it has been stocked."
    )
    velocity: VelocityClass | None = strawberry.field(
        default=None, description="How fast it moves."
    )
    shelf_life_days: int | None = strawberry.field(
        default=None, description="Days from production to expiry."
    )
    min_remaining_days: int | None = strawberry.field(
        default=None, description="Days that must be left when it is received."
    )
    needs_inspection: bool | None = strawberry.field(
        default=None, description="What comes in of it waits for inspection."
    )
    needs_weight: bool | None = strawberry.field(
        default=None,
        description="It is counted by the piece and sold by weight; its dimensions say the usual"
        " weight of one.",
    )
    weight_tolerance_percent: int | None = strawberry.field(
        default=None,
        description="By how much a weight may differ from the usual one, 1 to 100; 20 when nobody"
        " said.",
    )
    has_expiry: bool | None = strawberry.field(
        default=None, description="Its lots carry an expiry date."
    )
    dimensions: DimensionsInput | None = strawberry.field(
        default=None, description="Of one base unit."
    )
    cost: MoneyInput | None = strawberry.field(default=None, description="Of one base unit.")
    price: MoneyInput | None = strawberry.field(default=None, description="Of one base unit.")
    is_active: bool | None = strawberry.field(
        default=None, description="False when it is no longer bought or sold."
    )

    async def asked(self, context: Context) -> items.SaveItem:  # noqa: ARG002 - reads nothing
        """Translate; cost and price of an item are in one currency."""
        money = [one for one in (self.cost, self.price) if one is not None]
        if len({one.currency for one in money}) > 1:
            raise InvalidInput(field="price", problem="must be in the currency of the cost")
        return items.SaveItem(
            item=item_ref(self.item) if self.item else None,
            if_version=self.if_version,
            sku=self.sku,
            name=self.name,
            kind=self.kind,
            base_unit=self.unit,
            tracking=self.tracking,
            velocity=self.velocity,
            needs_expiry=self.has_expiry,
            shelf_life_days=self.shelf_life_days,
            min_remaining_days=self.min_remaining_days,
            needs_inspection=self.needs_inspection,
            needs_weight=self.needs_weight,
            weight_tolerance_percent=self.weight_tolerance_percent,
            cost_minor=self.cost.minor if self.cost else None,
            price_minor=self.price.minor if self.price else None,
            currency=money[0].currency if money else None,
            is_active=self.is_active,
            **_size(self.dimensions),
        )


@strawberry.type(description="The yes to `saveItem`.")
class ItemSaved(Accepted[items.ItemSaved]):
    """It was saved."""

    @strawberry.field(description="As it is now.")
    async def item(self, info: Info) -> Item:
        """Load it."""
        return await info.context.get(Item, self.answer.item_id)


@strawberry.input(description="What `savePack` takes.")
class SavePackInput(CommandInput[packs.SavePack]):
    """The pack of an item at a level."""

    item: ItemRef = strawberry.field(description="What is in it.")
    level: PackLevel = strawberry.field(description="How big it is: one of each level.")
    quantity: Quantity = strawberry.field(description="How many base units it holds.")
    if_version: int | None = strawberry.field(default=None, description=IF_VERSION)
    dimensions: DimensionsInput | None = strawberry.field(
        default=None, description="Of one pack; replaces what was."
    )

    async def asked(self, context: Context) -> packs.SavePack:  # noqa: ARG002 - reads nothing
        """Translate."""
        return packs.SavePack(
            item=item_ref(self.item),
            level=self.level,
            units=self.quantity,
            if_version=self.if_version,
            **_size(self.dimensions),
        )


@strawberry.type(description="The yes to `savePack`.")
class PackSaved(Accepted[packs.PackSaved]):
    """It was saved."""

    @strawberry.field(description="As it is now.")
    async def pack(self, info: Info) -> Pack:
        """Load it."""
        return await info.context.get(Pack, self.answer.pack_id)


@strawberry.input(description="What `teachBarcode` takes.")
class TeachBarcodeInput(FactInput[teaching.TeachBarcode]):
    """A barcode that nobody knows."""

    barcode: Barcode = strawberry.field(description="What was read.")
    item: ItemRef = strawberry.field(description="What it means.")
    level: PackLevel | None = strawberry.field(
        default=None, description="Which pack of it; null for one base unit."
    )

    async def asked(self, context: Context) -> teaching.TeachBarcode:  # noqa: ARG002 - no reads
        """Translate."""
        return teaching.TeachBarcode(
            barcode=self.barcode, item=item_ref(self.item), level=self.level
        )


@strawberry.type(description="The yes to `teachBarcode`.")
class BarcodeTaught(Accepted[teaching.BarcodeTaught]):
    """It is read from now on."""

    @strawberry.field(description="As it is now: it may wait for approval.")
    async def barcode(self, info: Info) -> ItemBarcode:
        """Load it."""
        return await info.context.get(ItemBarcode, self.answer.barcode_id)


@strawberry.input(description="What `approveBarcode` takes.")
class ApproveBarcodeInput(CommandInput[approving.ApproveBarcode]):
    """A learned barcode."""

    barcode: strawberry.ID = strawberry.field(description="Which barcode.")

    async def asked(self, context: Context) -> approving.ApproveBarcode:  # noqa: ARG002 - no reads
        """Translate."""
        return approving.ApproveBarcode(barcode_id=key_of("ItemBarcode", self.barcode))


@strawberry.type(description="The yes to `approveBarcode`.")
class BarcodeApproved(Accepted[approving.BarcodeApproved]):
    """It is trusted."""

    @strawberry.field(description="As it is now.")
    async def barcode(self, info: Info) -> ItemBarcode:
        """Load it."""
        return await info.context.get(ItemBarcode, self.answer.barcode_id)


@strawberry.input(description="What `retireBarcode` takes.")
class RetireBarcodeInput(CommandInput[retiring.RetireBarcode]):
    """A barcode that shall mean nothing."""

    barcode: strawberry.ID = strawberry.field(description="Which barcode.")
    reason: str = strawberry.field(description="Why.")

    async def asked(self, context: Context) -> retiring.RetireBarcode:  # noqa: ARG002 - no reads
        """Translate."""
        barcode_id = key_of("ItemBarcode", self.barcode)
        return retiring.RetireBarcode(barcode_id=barcode_id, reason=self.reason)


@strawberry.type(description="The yes to `retireBarcode`.")
class BarcodeRetired(Accepted[retiring.BarcodeRetired]):
    """It means nothing now."""

    @strawberry.field(description="As it is now.")
    async def barcode(self, info: Info) -> ItemBarcode:
        """Load it."""
        return await info.context.get(ItemBarcode, self.answer.barcode_id)


def _size(sent: DimensionsInput | None) -> dict[str, Any]:
    if sent is None:
        return {}
    return {
        "length_mm": sent.length_mm,
        "width_mm": sent.width_mm,
        "height_mm": sent.height_mm,
        "weight_g": sent.weight_grams,
    }


TEACH_BARCODE = Spoken(
    teaching.teach_barcode,
    sent=TeachBarcodeInput,
    yes=BarcodeTaught,
    says="Say what an unknown barcode means; it is read at once, and waits for approval.",
)


@strawberry.type(description="Commands about items.")
class ItemMutation:
    """Root fields."""

    save_item = mutation(
        Spoken(items.save_item, sent=SaveItemInput, yes=ItemSaved, says="Make or change an item.")
    )
    save_pack = mutation(
        Spoken(packs.save_pack, sent=SavePackInput, yes=PackSaved, says="Make or change a pack.")
    )
    teach_barcode = mutation(TEACH_BARCODE)
    approve_barcode = mutation(
        Spoken(
            approving.approve_barcode,
            sent=ApproveBarcodeInput,
            yes=BarcodeApproved,
            says="Trust a barcode that was taught on the floor.",
        )
    )
    retire_barcode = mutation(
        Spoken(
            retiring.retire_barcode,
            sent=RetireBarcodeInput,
            yes=BarcodeRetired,
            says="Stop reading a barcode; it may be taught anew.",
        )
    )


AREA = Area(mutations=(ItemMutation,), facts=(TEACH_BARCODE,))
