"""Advance ship notices in the graph: what is on its way."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Self
from uuid import UUID

import strawberry

from backend.api.context import Context, Info
from backend.api.directives import Bounded
from backend.api.inbound_orders import may_see_inbound
from backend.api.items import Item
from backend.api.node import Node
from backend.api.partners import Supplier
from backend.api.places import Location
from backend.api.scalars import Quantity
from backend.api.versioned import Versioned
from backend.inbound.announcing import document
from backend.inbound.announcing.announce_goods import LINES_MAX

SERIALS_MAX = 1000


@strawberry.type(description="One item that is on its way.")
class AsnLine:
    """One line."""

    row: strawberry.Private[document.AsnLine]

    @strawberry.field(description="What.")
    async def item(self, info: Info) -> Item:
        """Load it."""
        return await info.context.get(Item, self.row.item_id)

    @strawberry.field(description="How many base units.")
    def quantity(self) -> Quantity:
        """Pass on."""
        return Quantity(self.row.quantity)

    @strawberry.field(description="Of which lot.")
    def lot_number(self) -> str | None:
        """Pass on."""
        return self.row.lot_number

    @strawberry.field(description="Until when it is good.")
    def expires_on(self) -> date | None:
        """Pass on."""
        return self.row.expires_on

    @strawberry.field(description="Which ones.", directives=[Bounded(max=SERIALS_MAX)])
    def serials(self) -> list[str]:
        """Pass on."""
        return list(self.row.serials)

    @strawberry.field(description="What they weigh, as the supplier says.")
    def weight_grams(self) -> int | None:
        """Pass on."""
        return self.row.weight_g

    @strawberry.field(description="In which container.")
    def sscc(self) -> str | None:
        """Pass on."""
        return self.row.sscc


@strawberry.type(description="What a supplier says is on its way (ASN).")
class Asn(Node, Versioned):
    """One notice."""

    row: strawberry.Private[document.Asn]

    @strawberry.field(description="The number that people use.")
    def number(self) -> str:
        """Pass on."""
        return self.row.number

    @strawberry.field(description="ANNOUNCED or CANCELED.")
    def status(self) -> str:
        """Pass on."""
        return self.row.status

    @strawberry.field(description="From whom.")
    async def supplier(self, info: Info) -> Supplier | None:
        """Load it."""
        return await info.context.find(Supplier, self.row.supplier_id)

    @strawberry.field(description="Where it goes.")
    async def location(self, info: Info) -> Location | None:
        """Load it."""
        return await info.context.find(Location, self.row.location_id)

    @strawberry.field(description="When it should arrive.")
    def expected_at(self) -> datetime | None:
        """Pass on."""
        return self.row.expected_at

    @strawberry.field(description="When it was made.")
    def created_at(self) -> datetime:
        """Pass on."""
        return self.row.created_at

    @strawberry.field(
        description="What is on its way, in order.",
        directives=[Bounded(max=LINES_MAX)],
    )
    async def lines(self, info: Info) -> list[AsnLine]:
        """Load them."""
        rows = await document.lines_of_asn(info.context.reader, self.row.id)
        return [AsnLine(row=row) for row in rows]

    @classmethod
    async def of_keys(cls, context: Context, keys: Sequence[UUID]) -> Mapping[UUID, Self]:
        """Return the notices for locations that the asker may see."""
        rows = await document.asns_of_ids(context.reader, keys)
        return {
            row.id: cls(key=row.id, row=row)
            for row in rows
            if may_see_inbound(context, row.location_id)
        }
