"""Questions about places."""

from typing import Annotated
from uuid import UUID

import strawberry

from backend.api.area import Area
from backend.api.connections import After, Before, Connection, First, Last, connect, page_asked
from backend.api.context import Context, Info
from backend.api.global_ids import key_of
from backend.api.place_enums import BinKind, LocationKind
from backend.api.places import Bin, Location
from backend.api.pointing import ref as plain
from backend.api.refs import Ref
from backend.kernel.pages import Order
from backend.kernel.refusals import NotFound
from backend.master.permissions import Permission
from backend.master.places import bin_of, location_of
from backend.master.reads import places as reads

BY_CODE = Order((("code", "text"), ("id", "uuid")))
BY_WALK = Order((("walk", "bigint"), ("code", "text"), ("id", "uuid")))


@strawberry.input(description="Which locations; what is left out does not narrow.")
class LocationFilter:
    """Narrows a list of locations."""

    kinds: list[LocationKind] | None = strawberry.field(default=None, description="Of these kinds.")
    is_active: bool | None = strawberry.field(default=None, description="In use or not.")


@strawberry.input(description="Which bins; what is left out does not narrow.")
class BinFilter:
    """Narrows a list of bins."""

    location: Ref | None = strawberry.field(
        default=None, description="At this location; all that you may see when left out."
    )
    zones: list[strawberry.ID] | None = strawberry.field(
        default=None, description="In these zones."
    )
    kinds: list[BinKind] | None = strawberry.field(default=None, description="Of these kinds.")
    code_prefix: str | None = strawberry.field(default=None, description="Code starts so.")
    is_blocked: bool | None = strawberry.field(default=None, description="Blocked or not.")
    is_active: bool | None = strawberry.field(default=None, description="In use or not.")


@strawberry.type(description="Questions about places.")
class PlaceQuery:
    """Root fields."""

    @strawberry.field(description="One location; null when there is none that you may see.")
    async def location(
        self, info: Info, ref: Annotated[Ref, strawberry.argument(description="Which location.")]
    ) -> Location | None:
        """Find by id or code."""
        try:
            found = await location_of(info.context.reader, plain(ref, "Location"))
        except NotFound:
            return None
        return await info.context.find(Location, found.id)

    @strawberry.field(description="The locations that you may see, by code.")
    async def locations(
        self,
        info: Info,
        filter: Annotated[LocationFilter | None, strawberry.argument(description="Which.")] = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Location]:
        """By code."""
        narrow = filter or LocationFilter()
        asked = reads.LocationsAsked(
            ids=_seen(info.context), kinds=_words(narrow.kinds), is_active=narrow.is_active
        )
        page = page_asked(first=first, after=after, last=last, before=before)
        paged = await reads.page_of_locations(info.context.reader, asked, order=BY_CODE, page=page)
        return connect(paged, show=lambda row: Location(key=row.id, row=row))

    @strawberry.field(description="One bin; null when there is none that you may see.")
    async def bin(
        self,
        info: Info,
        ref: Annotated[Ref, strawberry.argument(description="Which bin.")],
        location: Annotated[Ref, strawberry.argument(description="Where it is.")],
    ) -> Bin | None:
        """Find by id, code or scan."""
        reader = info.context.reader
        try:
            place = await location_of(reader, plain(location, "Location"))
            found = await bin_of(reader, plain(ref, "Bin"), location_id=place.id)
        except NotFound:
            return None
        return await info.context.find(Bin, found.id)

    @strawberry.field(description="Bins in the order of the walk, those outside it last.")
    async def bins(
        self,
        info: Info,
        filter: Annotated[BinFilter | None, strawberry.argument(description="Which.")] = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Bin]:
        """In walking order."""
        asked = await _bins_asked(info.context, filter or BinFilter())
        page = page_asked(first=first, after=after, last=last, before=before)
        paged = await reads.page_of_bins(info.context.reader, asked, order=BY_WALK, page=page)
        return connect(paged, show=lambda row: Bin(key=row.id, row=row))


async def _bins_asked(context: Context, narrow: BinFilter) -> reads.BinsAsked:
    places = _seen(context)
    if narrow.location is not None:
        try:
            named = await location_of(context.reader, plain(narrow.location, "Location"))
        except NotFound:
            places = []
        else:
            places = [named.id] if context.actor.may(Permission.READ_STOCK, named.id) else []
    return reads.BinsAsked(
        locations=places,
        zones=None if narrow.zones is None else [key_of("Zone", zone) for zone in narrow.zones],
        kinds=_words(narrow.kinds),
        code_prefix=narrow.code_prefix,
        is_blocked=narrow.is_blocked,
        is_active=narrow.is_active,
    )


def _seen(context: Context) -> list[UUID] | None:
    """Return where the asker may look; None is everywhere."""
    if Permission.READ_STOCK in context.actor.everywhere:
        return None
    return [place for place, held in context.actor.grants.items() if Permission.READ_STOCK in held]


def _words(kinds: list[LocationKind] | list[BinKind] | None) -> list[str] | None:
    return None if kinds is None else [kind.value for kind in kinds]


AREA = Area(queries=(PlaceQuery,))
