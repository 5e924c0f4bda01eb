"""Agree with a supplier on the terms of an item."""

import strawberry

from backend.api.area import Area
from backend.api.context import Context, Info
from backend.api.ground import MoneyInput
from backend.api.items import Item
from backend.api.mutation import Accepted, CommandInput, Spoken, mutation
from backend.api.partners import Supplier
from backend.api.pointing import item_ref
from backend.api.pointing import ref as plain
from backend.api.refs import ItemRef, Ref
from backend.api.scalars import Quantity
from backend.master.editing import save_supplier_item as terms


@strawberry.input(description="What `saveSupplierItem` takes; it replaces the terms that were.")
class SaveSupplierItemInput(CommandInput[terms.SaveSupplierItem]):
    """Terms of one item with one supplier."""

    supplier: Ref = strawberry.field(description="Who sells.")
    item: ItemRef = strawberry.field(description="What is sold.")
    if_version: int | None = strawberry.field(
        default=None, description="The version that you saw; null for new terms, or any."
    )
    supplier_sku: str | None = strawberry.field(
        default=None, description="The supplier's own number."
    )
    lead_time_days: int | None = strawberry.field(
        default=None, description="Days from order to arrival; null takes the supplier's."
    )
    min_quantity: Quantity | None = strawberry.field(
        default=None, description="Least that can be ordered, in base units; one when left out."
    )
    price: MoneyInput | None = strawberry.field(default=None, description="Of one base unit.")

    async def asked(self, context: Context) -> terms.SaveSupplierItem:  # noqa: ARG002 - no reads
        """Translate."""
        return terms.SaveSupplierItem(
            supplier=plain(self.supplier, "Supplier"),
            item=item_ref(self.item),
            if_version=self.if_version,
            supplier_sku=self.supplier_sku,
            unit_cost_minor=self.price.minor if self.price else None,
            currency=self.price.currency if self.price else None,
            order_min=1 if self.min_quantity is None else self.min_quantity,
            lead_time_days=self.lead_time_days,
        )


@strawberry.type(description="The yes to `saveSupplierItem`.")
class SupplierItemSaved(Accepted[terms.SupplierItemSaved]):
    """They were agreed."""

    @strawberry.field(description="Who sells.")
    async def supplier(self, info: Info) -> Supplier:
        """Load it."""
        return await info.context.get(Supplier, self.answer.supplier_id)

    @strawberry.field(description="What is sold; its `suppliers` show the terms.")
    async def item(self, info: Info) -> Item:
        """Load it."""
        return await info.context.get(Item, self.answer.item_id)


@strawberry.type(description="Commands about terms.")
class SupplierItemMutation:
    """Root fields."""

    save_supplier_item = mutation(
        Spoken(
            terms.save_supplier_item,
            sent=SaveSupplierItemInput,
            yes=SupplierItemSaved,
            says="Agree with a supplier on the terms of an item.",
        )
    )


AREA = Area(mutations=(SupplierItemMutation,))
