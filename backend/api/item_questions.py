"""Questions about items and barcodes."""

from typing import Annotated

import strawberry

from backend.api.area import Area
from backend.api.connections import After, Before, Connection, First, Last, connect, page_asked
from backend.api.context import Info
from backend.api.item_enums import BarcodeStatus, Tracking, VelocityClass
from backend.api.items import Item, ItemBarcode
from backend.api.pointing import item_ref
from backend.api.refs import ItemRef
from backend.kernel.pages import Order
from backend.kernel.refusals import Refusal
from backend.master.items import item_of
from backend.master.reads import items as reads

BY_SKU = Order((("sku", "text"), ("id", "uuid")))
BY_VALUE = Order((("value", "text"), ("id", "uuid")))


@strawberry.input(description="Which items; what is left out does not narrow.")
class ItemFilter:
    """Narrows a list of items."""

    search: str | None = strawberry.field(
        default=None, description="A part of SKU or name, or a whole barcode."
    )
    skus: list[str] | None = strawberry.field(default=None, description="These SKUs.")
    tracking: list[Tracking] | None = strawberry.field(default=None, description="Told apart so.")
    velocity: list[VelocityClass] | None = strawberry.field(
        default=None, description="Moving so fast."
    )
    is_active: bool | None = strawberry.field(default=None, description="In use or not.")

    def plain(self) -> reads.ItemsAsked:
        """Translate."""
        return reads.ItemsAsked(
            search=self.search,
            skus=self.skus,
            tracking=None if self.tracking is None else [one.value for one in self.tracking],
            velocity=None if self.velocity is None else [one.value for one in self.velocity],
            is_active=self.is_active,
        )


@strawberry.type(description="Questions about items.")
class ItemQuery:
    """Root fields."""

    @strawberry.field(description="One item; null when there is none.")
    async def item(
        self, info: Info, ref: Annotated[ItemRef, strawberry.argument(description="Which item.")]
    ) -> Item | None:
        """Find by id, SKU or barcode."""
        try:
            found = await item_of(info.context.reader, item_ref(ref))
        except Refusal:
            return None
        return await info.context.find(Item, found.id)

    @strawberry.field(description="Items, by SKU.")
    async def items(
        self,
        info: Info,
        filter: Annotated[ItemFilter | None, strawberry.argument(description="Which.")] = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Item]:
        """By SKU."""
        page = page_asked(first=first, after=after, last=last, before=before)
        asked = (filter or ItemFilter()).plain()
        paged = await reads.page_of_items(info.context.reader, asked, order=BY_SKU, page=page)
        return connect(paged, show=lambda row: Item(key=row.id, row=row))

    @strawberry.field(description="Barcodes, such as those that wait for approval.")
    async def item_barcodes(
        self,
        info: Info,
        statuses: Annotated[
            list[BarcodeStatus] | None, strawberry.argument(description="Trusted so far.")
        ] = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[ItemBarcode]:
        """By value."""
        page = page_asked(first=first, after=after, last=last, before=before)
        words = None if statuses is None else [status.value for status in statuses]
        paged = await reads.page_of_barcodes(
            info.context.reader, statuses=words, items=None, order=BY_VALUE, page=page
        )
        return connect(paged, show=lambda row: ItemBarcode(key=row.id, row=row))


AREA = Area(queries=(ItemQuery,))
