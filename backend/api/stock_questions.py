"""GraphQL for stock: the questions people ask of it."""

from collections.abc import Sequence
from typing import Annotated
from uuid import UUID

import strawberry

from backend.api import refs
from backend.api.connections import (
    After,
    Before,
    Connection,
    First,
    Last,
    LiveConnection,
    connect,
    connect_live,
    page_asked,
)
from backend.api.context import Context, Info
from backend.api.directives import Cost, allow
from backend.api.operations import Operation
from backend.api.pointing import item_ref, ref
from backend.api.scalars import Cursor
from backend.api.stock import Balance, Stock
from backend.api.stock_then import AsOf, stock_at
from backend.kernel.log import head
from backend.kernel.refusals import InvalidInput
from backend.master.items import item_of
from backend.master.owners import owner_named
from backend.master.permissions import Permission
from backend.master.places import bin_of, location_of
from backend.stock.browse import Wanted, balance_page, operation_page, stock_page

FILTER_LENGTH_MAX = 100


@strawberry.input(description="Which stock; every condition that is given must hold.")
class StockFilter:
    """Conditions of a stock list and of its subscription."""

    locations: list[refs.Ref] | None = strawberry.field(
        default=None, description="At these locations."
    )
    bins: list[refs.Ref] | None = strawberry.field(
        default=None,
        description="In these bins. Said by code, `locations` must name where; "
        "without, it is refused as INVALID_INPUT.",
    )
    items: list[refs.ItemRef] | None = strawberry.field(default=None, description="Of these items.")
    search: str | None = strawberry.field(
        default=None, description="Part of SKU, name or bin code."
    )
    owners: list[refs.Ref] | None = strawberry.field(default=None, description="Of these owners.")


@strawberry.input(description="Which operations; every condition that is given must hold.")
class OperationFilter:
    """Conditions of the log."""

    kinds: list[str] | None = strawberry.field(
        default=None, description="Of these kinds, such as PICK or SHIP."
    )
    locations: list[refs.Ref] | None = strawberry.field(
        default=None, description="At these locations."
    )
    items: list[refs.ItemRef] | None = strawberry.field(
        default=None, description="That moved these items."
    )


FilterArgument = Annotated[
    StockFilter | None, strawberry.argument(description="Which stock; whichever when left out.")
]


async def wanted_stock(context: Context, sent: StockFilter | None) -> Wanted:
    """Translate a filter, narrowed to the locations whose stock the asker may see."""
    asked = sent or StockFilter()
    locations = await _locations(context, asked.locations)
    seen = visible(context, locations)
    bins = await _bins(context, asked.bins, locations) if asked.bins is not None else None
    items = (
        tuple([(await item_of(context.reader, item_ref(item))).id for item in asked.items])
        if asked.items is not None
        else None
    )
    owners = await _owners(context, asked.owners)
    return Wanted(locations=seen, items=items, bins=bins, search=asked.search, owners=owners)


def visible(
    context: Context,
    asked: tuple[UUID, ...] | None,
    *,
    permission: Permission = Permission.READ_STOCK,
) -> tuple[UUID, ...] | None:
    """Return those of the asked locations where the right is held; None means every location."""
    actor = context.actor
    if permission in actor.everywhere:
        return asked
    granted = [place for place in actor.grants if actor.may(permission, place)]
    return tuple(place for place in granted if asked is None or place in asked)


async def _locations(context: Context, sent: list[refs.Ref] | None) -> tuple[UUID, ...] | None:
    if sent is None:
        return None
    found = [await location_of(context.reader, ref(place, "Location")) for place in sent]
    return tuple(place.id for place in found)


async def _owners(context: Context, sent: Sequence[refs.Ref] | None) -> tuple[UUID, ...] | None:
    if sent is None:
        return None
    found = [await owner_named(context.reader, ref(one, "Owner")) for one in sent]
    return tuple(one for one in found if one)


async def _bins(
    context: Context, sent: Sequence[refs.Ref], locations: tuple[UUID, ...] | None
) -> tuple[UUID, ...]:
    found: list[UUID] = []
    for place in sent:
        asked = ref(place, "Bin")
        if asked.id is not None:
            found.append(asked.id)
            continue
        if locations is None:
            raise InvalidInput(field="filter.bins", problem="say codes, which need `locations`")
        found += [
            (await bin_of(context.reader, asked, location_id=location_id)).id
            for location_id in locations or ()
        ]
    return tuple(found)


async def log_head(context: Context) -> Cursor:
    """Return the log position up to which everything can be seen now."""
    async with context.database.session() as session:
        return Cursor(str(await head(session, context.database.epoch)))


@strawberry.type(description="Questions about stock.")
class StockQuery:
    """Root fields of the ledger."""

    @strawberry.field(description="The newest log position: everything up to it can be read.")
    async def head(self, info: Info) -> Cursor:
        """Return the log's head."""
        return await log_head(info.context)

    @strawberry.field(
        description="Stock summed by item and location, by SKU; live by `stockChanged`.",
        extensions=[allow(Permission.READ_STOCK)],
        directives=[Cost(weight=2)],
    )
    async def stock(  # noqa: PLR0913, PLR0917 - the graph calls it with what was asked
        self,
        info: Info,
        filter: FilterArgument = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
        as_of: AsOf = None,
    ) -> LiveConnection[Stock] | None:
        """Read the log's head first, so nothing falls between the list and its subscription."""
        now = await log_head(info.context)
        page = page_asked(first=first, after=after, last=last, before=before)
        wanted = await wanted_stock(info.context, filter)
        if as_of is not None:
            return await stock_at(info.context, as_of, wanted, page)
        paged = await stock_page(info.context.reader, wanted, page)
        return connect_live(paged, show=lambda row: Stock(key=row.id, row=row), as_of=now)

    @strawberry.field(
        description="Stock bin by bin, without empty ones; live by `stockChanged`.",
        extensions=[allow(Permission.READ_STOCK)],
    )
    async def balances(
        self,
        info: Info,
        filter: FilterArgument = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> LiveConnection[Balance] | None:
        """Return a page of balances."""
        as_of = await log_head(info.context)
        page = page_asked(first=first, after=after, last=last, before=before)
        wanted = await wanted_stock(info.context, filter)
        paged = await balance_page(info.context.reader, wanted, page)
        return connect_live(paged, show=lambda row: Balance(key=row.id, row=row), as_of=as_of)

    @strawberry.field(
        description="The log, newest first.", extensions=[allow(Permission.READ_STOCK)]
    )
    async def operations(
        self,
        info: Info,
        filter: Annotated[
            OperationFilter | None, strawberry.argument(description="Which operations.")
        ] = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Operation] | None:
        """Return a page of operations."""
        asked = filter or OperationFilter()
        context = info.context
        items = (
            [(await item_of(context.reader, item_ref(item))).id for item in asked.items]
            if asked.items is not None
            else None
        )
        paged = await operation_page(
            context.reader,
            kinds=asked.kinds,
            locations=visible(context, await _locations(context, asked.locations)),
            items=items,
            page=page_asked(first=first, after=after, last=last, before=before),
        )
        return connect(paged, show=lambda row: Operation(key=row.id, row=row))
