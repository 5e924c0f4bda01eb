"""Questions about partners."""

from typing import Annotated

import strawberry

from backend.api.area import Area
from backend.api.connections import After, Before, Connection, First, Last, connect, page_asked
from backend.api.context import Info
from backend.api.partners import Carrier, Channel, Customer, Owner, Supplier
from backend.master.reads import partners as reads


@strawberry.input(description="Which partners; what is left out does not narrow.")
class PartnerFilter:
    """Narrows a list of partners."""

    code: str | None = strawberry.field(default=None, description="With this code.")
    search: str | None = strawberry.field(default=None, description="A part of code or name.")
    is_active: bool | None = strawberry.field(default=None, description="In use or not.")

    def plain(self) -> reads.PartnersAsked:
        """Translate."""
        return reads.PartnersAsked(code=self.code, search=self.search, is_active=self.is_active)


Which = Annotated[PartnerFilter | None, strawberry.argument(description="Which.")]


@strawberry.type(description="Questions about partners.")
class PartnerQuery:
    """Root fields."""

    @strawberry.field(description="Owners: whose stock it is.")
    async def owners(
        self,
        info: Info,
        filter: Which = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Owner]:
        """By code."""
        page = page_asked(first=first, after=after, last=last, before=before)
        asked = (filter or PartnerFilter()).plain()
        paged = await reads.owners(info.context.reader, asked, page=page)
        return connect(paged, show=lambda row: Owner(key=row.id, row=row))

    @strawberry.field(description="Suppliers.")
    async def suppliers(
        self,
        info: Info,
        filter: Which = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Supplier]:
        """By code."""
        page = page_asked(first=first, after=after, last=last, before=before)
        asked = (filter or PartnerFilter()).plain()
        paged = await reads.suppliers(info.context.reader, asked, page=page)
        return connect(paged, show=lambda row: Supplier(key=row.id, row=row))

    @strawberry.field(description="Customers.")
    async def customers(
        self,
        info: Info,
        filter: Which = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Customer]:
        """By code."""
        page = page_asked(first=first, after=after, last=last, before=before)
        asked = (filter or PartnerFilter()).plain()
        paged = await reads.customers(info.context.reader, asked, page=page)
        return connect(paged, show=lambda row: Customer(key=row.id, row=row))

    @strawberry.field(description="Channels.")
    async def channels(
        self,
        info: Info,
        filter: Which = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Channel]:
        """By code."""
        page = page_asked(first=first, after=after, last=last, before=before)
        asked = (filter or PartnerFilter()).plain()
        paged = await reads.channels(info.context.reader, asked, page=page)
        return connect(paged, show=lambda row: Channel(key=row.id, row=row))

    @strawberry.field(description="Carriers.")
    async def carriers(
        self,
        info: Info,
        filter: Which = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Carrier]:
        """By code."""
        page = page_asked(first=first, after=after, last=last, before=before)
        asked = (filter or PartnerFilter()).plain()
        paged = await reads.carriers(info.context.reader, asked, page=page)
        return connect(paged, show=lambda row: Carrier(key=row.id, row=row))


AREA = Area(queries=(PartnerQuery,))
