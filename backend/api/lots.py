"""Lots and serials in the graph: what is told apart within an item."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Self
from uuid import UUID

import strawberry

from backend.api.context import Context, Info
from backend.api.items import Item
from backend.api.node import Node
from backend.api.partners import Supplier
from backend.api.versioned import Versioned
from backend.master.reads import lots as reads


@strawberry.type(description="Goods of one item that were made together.")
class Lot(Node, Versioned):
    """One lot; `lotTrace` tells who holds it and who received it."""

    row: strawberry.Private[reads.LotRow]

    @strawberry.field(description="As printed on the goods.")
    def number(self) -> str:
        """Pass on."""
        return self.row.number

    @strawberry.field(description="Of which item; the same number on another item is another lot.")
    async def item(self, info: Info) -> Item:
        """Load it."""
        return await info.context.get(Item, self.row.item_id)

    @strawberry.field(description="When it was made.")
    def produced_on(self) -> date | None:
        """Pass on."""
        return self.row.produced_on

    @strawberry.field(description="The last day on which it is good.")
    def expires_on(self) -> date | None:
        """Pass on."""
        return self.row.expires_on

    @strawberry.field(description="True when it has been called back.")
    def is_recalled(self) -> bool:
        """Pass on."""
        return self.row.is_recalled

    @strawberry.field(description="Why it was called back.")
    def recall_reason(self) -> str | None:
        """Pass on."""
        return self.row.recall_reason

    @strawberry.field(description="Who sent it first.")
    async def supplier(self, info: Info) -> Supplier | None:
        """Load it."""
        return await info.context.find(Supplier, self.row.supplier_id)

    @classmethod
    async def of_keys(cls, context: Context, keys: Sequence[UUID]) -> Mapping[UUID, Self]:
        """Load lots; whoever is signed in may see them."""
        rows = await reads.lots_of_keys(context.reader, keys)
        return {row.id: cls(key=row.id, row=row) for row in rows}


@strawberry.type(description="One single thing.")
class Serial(Node):
    """One serial; `serialTrace` tells where it is."""

    row: strawberry.Private[reads.SerialRow]

    @strawberry.field(description="Its serial number.")
    def number(self) -> str:
        """Pass on."""
        return self.row.number

    @strawberry.field(description="Of which item.")
    async def item(self, info: Info) -> Item:
        """Load it."""
        return await info.context.get(Item, self.row.item_id)

    @strawberry.field(description="Of which lot.")
    async def lot(self, info: Info) -> Lot | None:
        """Load it."""
        return await info.context.find(Lot, self.row.lot_id)

    @classmethod
    async def of_keys(cls, context: Context, keys: Sequence[UUID]) -> Mapping[UUID, Self]:
        """Load things; whoever is signed in may see them."""
        rows = await reads.serials_of_keys(context.reader, keys)
        return {row.id: cls(key=row.id, row=row) for row in rows}
