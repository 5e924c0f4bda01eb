"""Commands of packing and shipping in the graph."""

import strawberry

from backend.api.context import Context, Info
from backend.api.ground import DimensionsInput
from backend.api.mutation import Accepted, FactInput, Spoken, mutation
from backend.api.pointing import document_ref, item_ref, ref
from backend.api.refs import DocumentRef, ItemRef, Ref
from backend.api.scalars import Quantity
from backend.api.shipments import Carton, Shipment
from backend.outbound.packing import close_carton as closing
from backend.outbound.packing import pack_item as packing
from backend.outbound.packing import pack_tote as emptying
from backend.outbound.packing.cartons import CARTON_EXAMPLE
from backend.outbound.packing.into_carton import ItemPacked as Packed
from backend.outbound.shipping import confirm_shipment as shipping

INTO = (
    f"The carton; an unknown code such as {CARTON_EXAMPLE} begins a new one, and null lets the"
    " house number it."
)
ORDER = "For which order; needed only where a tote holds goods of several."


@strawberry.input(description="What `packItem` takes.")
class PackItemInput(FactInput[packing.PackItem]):
    """Goods that went from a tote into a carton."""

    tote: Ref = strawberry.field(name="from", description="Out of which tote.")
    item: ItemRef = strawberry.field(description="What was scanned.")
    quantity: Quantity = strawberry.field(description="How many base units.")
    pack: Ref | None = strawberry.field(
        default=None, description="The pack that was scanned, when counted in packs."
    )
    into: Ref | None = strawberry.field(default=None, description=INTO)
    order: DocumentRef | None = strawberry.field(default=None, description=ORDER)
    serials: list[str] | None = strawberry.field(
        default=None, description="Which ones, where only some of them are meant."
    )

    async def asked(self, context: Context) -> packing.PackItem:  # noqa: ARG002 - nothing to look up
        """Translate."""
        return packing.PackItem(
            tote=ref(self.tote, "Container"),
            item=item_ref(self.item),
            quantity=self.quantity,
            pack=ref(self.pack, "Pack") if self.pack else None,
            into=ref(self.into, "Container") if self.into else None,
            order=document_ref(self.order, "Order") if self.order else None,
            serials=tuple(self.serials or ()),
        )


@strawberry.input(description="What `packTote` takes.")
class PackToteInput(FactInput[emptying.PackTote]):
    """All that an order has in a tote went into a carton."""

    tote: Ref = strawberry.field(name="from", description="Out of which tote.")
    into: Ref | None = strawberry.field(default=None, description=INTO)
    order: DocumentRef | None = strawberry.field(default=None, description=ORDER)

    async def asked(self, context: Context) -> emptying.PackTote:  # noqa: ARG002 - nothing to look up
        """Translate."""
        return emptying.PackTote(
            tote=ref(self.tote, "Container"),
            into=ref(self.into, "Container") if self.into else None,
            order=document_ref(self.order, "Order") if self.order else None,
        )


@strawberry.type(description="The yes to `packItem` and `packTote`.")
class ItemPacked(Accepted[Packed]):
    """Goods are in a carton."""

    @strawberry.field(description="The shipment that it is of.")
    async def shipment(self, info: Info) -> Shipment:
        """Load it."""
        return await info.context.get(Shipment, self.answer.shipment_id)

    @strawberry.field(description="The carton.")
    async def carton(self, info: Info) -> Carton:
        """Load it."""
        return await info.context.get(Carton, self.answer.carton_id)

    @strawberry.field(description="How many base units went in.")
    def quantity(self) -> Quantity:
        """Pass on."""
        return Quantity(self.answer.quantity)


@strawberry.input(description="What `closeCarton` takes.")
class CloseCartonInput(FactInput[closing.CloseCarton]):
    """A carton takes no more."""

    carton: Ref = strawberry.field(description="Which carton.")
    weight_grams: int | None = strawberry.field(default=None, description="What the scale says.")
    dimensions: DimensionsInput | None = strawberry.field(
        default=None, description="Its size, where it was measured."
    )

    async def asked(self, context: Context) -> closing.CloseCarton:  # noqa: ARG002 - nothing to look up
        """Translate."""
        size = self.dimensions
        return closing.CloseCarton(
            carton=ref(self.carton, "Container"),
            weight_g=self.weight_grams,
            length_mm=size.length_mm if size else None,
            width_mm=size.width_mm if size else None,
            height_mm=size.height_mm if size else None,
        )


@strawberry.type(description="The yes to `closeCarton`.")
class CartonClosed(Accepted[closing.CartonClosed]):
    """A carton is closed."""

    @strawberry.field(description="Its shipment.")
    async def shipment(self, info: Info) -> Shipment:
        """Load it."""
        return await info.context.get(Shipment, self.answer.shipment_id)

    @strawberry.field(description="The carton.")
    async def carton(self, info: Info) -> Carton:
        """Load it."""
        return await info.context.get(Carton, self.answer.carton_id)


@strawberry.input(description="What `confirmShipment` takes.")
class ConfirmShipmentInput(FactInput[shipping.ConfirmShipment]):
    """A shipment was handed over."""

    shipment: DocumentRef = strawberry.field(
        description="Which; an order's number means the shipment being packed for it."
    )
    tracking_numbers: list[str] | None = strawberry.field(
        default=None, description="The carrier's numbers, carton by carton."
    )

    async def asked(self, context: Context) -> shipping.ConfirmShipment:  # noqa: ARG002 - nothing to look up
        """Translate."""
        return shipping.ConfirmShipment(
            shipment=document_ref(self.shipment, "Shipment"),
            tracking_numbers=tuple(self.tracking_numbers or ()),
        )


@strawberry.type(description="The yes to `confirmShipment`.")
class ShipmentConfirmed(Accepted[shipping.ShipmentConfirmed]):
    """Stock, order, reservations and shipment changed at once."""

    @strawberry.field(description="What left.")
    async def shipment(self, info: Info) -> Shipment:
        """Load it."""
        return await info.context.get(Shipment, self.answer.shipment_id)

    @strawberry.field(description="How many base units left.")
    def quantity(self) -> Quantity:
        """Pass on."""
        return Quantity(self.answer.units)


PACK_ITEM = Spoken(
    packing.pack_item,
    sent=PackItemInput,
    yes=ItemPacked,
    says="Put what was scanned from a tote into a carton.",
)
PACK_TOTE = Spoken(
    emptying.pack_tote,
    sent=PackToteInput,
    yes=ItemPacked,
    says="Put all that an order has in a tote into a carton, without scanning it again.",
)
CLOSE_CARTON = Spoken(
    closing.close_carton, sent=CloseCartonInput, yes=CartonClosed, says="Close a carton."
)
CONFIRM_SHIPMENT = Spoken(
    shipping.confirm_shipment,
    sent=ConfirmShipmentInput,
    yes=ShipmentConfirmed,
    says="Hand a shipment over: what is packed has left.",
)


@strawberry.type(description="Commands of packing and shipping.")
class PackingMutation:
    """Root fields."""

    pack_item = mutation(PACK_ITEM)
    pack_tote = mutation(PACK_TOTE)
    close_carton = mutation(CLOSE_CARTON)
    confirm_shipment = mutation(CONFIRM_SHIPMENT)


PACKING_FACTS = (PACK_ITEM, PACK_TOTE, CLOSE_CARTON, CONFIRM_SHIPMENT)
