"""What lies in a tote or carton, in the graph: what a device needs to judge a packer's scans."""

from typing import Annotated

import strawberry

from backend.api.containers import Container, may_see
from backend.api.context import Info
from backend.api.directives import Bounded
from backend.api.items import Item
from backend.api.orders import Order
from backend.api.pointing import ref
from backend.api.refs import Ref
from backend.api.scalars import Quantity
from backend.api.shipments import Shipment
from backend.api.stock import Balance
from backend.outbound.packing.contents import Contents, GoodsInside, contents_of
from backend.stock.containers import container_meant
from backend.stock.reads import balances_in_container

GOODS_MAX = 200


@strawberry.type(description="So many of an item that an order has in a container.")
class GoodsInContainer:
    """One row."""

    row: strawberry.Private[GoodsInside]

    @strawberry.field(description="How many base units.")
    def quantity(self) -> Quantity:
        """Pass on."""
        return Quantity(self.row.quantity)

    @strawberry.field(description="What.")
    async def item(self, info: Info) -> Item:
        """Load it."""
        return await info.context.get(Item, self.row.item_id)

    @strawberry.field(description="For which order.")
    async def order(self, info: Info) -> Order | None:
        """Load it."""
        return await info.context.find(Order, self.row.order_id)


@strawberry.type(description="What orders have in a tote or carton.")
class ContainerContents:
    """A container with its goods."""

    row: strawberry.Private[Contents]

    @strawberry.field(description="Which container.")
    def container(self) -> Container:
        """Show it."""
        return Container(key=self.row.container.id, row=self.row.container)

    @strawberry.field(description="The shipment that a carton is of; null for a tote.")
    async def shipment(self, info: Info) -> Shipment | None:
        """Load it."""
        return await info.context.find(Shipment, self.row.shipment_id)

    @strawberry.field(
        description="All that stands directly in it, of whatever and for whomever.",
        directives=[Bounded(max=GOODS_MAX)],
    )
    async def balances(self, info: Info) -> list[Balance]:
        """Load it."""
        held = await balances_in_container(info.context.reader, self.row.container.id)
        return list(
            (await Balance.of_keys(info.context, [one.key_id for one in held[:GOODS_MAX]])).values()
        )

    @strawberry.field(description="What orders have in it.", directives=[Bounded(max=GOODS_MAX)])
    def goods(self) -> list[GoodsInContainer]:
        """Show each."""
        return [GoodsInContainer(row=row) for row in self.row.goods[:GOODS_MAX]]


@strawberry.type(description="Questions about containers.")
class ContainerQuery:
    """Root fields."""

    @strawberry.field(description="One container; null when there is none that you may see.")
    async def container(
        self,
        info: Info,
        container: Annotated[Ref, strawberry.argument(description="By its code, SSCC or id.")],
    ) -> Container | None:
        """Find it."""
        row = await container_meant(info.context.reader, ref(container, "Container"))
        if row is None or not may_see(info.context, row.location_id):
            return None
        return Container(key=row.id, row=row)

    @strawberry.field(
        description="What orders have in a container; null when there is none that you may see."
    )
    async def container_contents(
        self,
        info: Info,
        container: Annotated[Ref, strawberry.argument(description="Which tote or carton.")],
    ) -> ContainerContents | None:
        """Find it."""
        row = await contents_of(info.context.reader, ref(container, "Container"))
        if row is None or not may_see(info.context, row.container.location_id):
            return None
        return ContainerContents(row=row)
