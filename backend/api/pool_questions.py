"""Questions about pools and reservations, and the command that sets goods aside."""

from collections.abc import Sequence
from typing import Annotated
from uuid import UUID

import strawberry

from backend.api import refs
from backend.api.area import Area
from backend.api.connections import After, Before, Connection, First, Last, connect, page_asked
from backend.api.context import Context, Info
from backend.api.directives import allow
from backend.api.mutation import Accepted, CommandInput, Spoken, mutation
from backend.api.pointing import item_ref, ref
from backend.api.pools import Pool, Reservation
from backend.api.scalars import Quantity
from backend.api.stock_questions import visible
from backend.kernel.refusals import NotFound
from backend.master.items import item_of
from backend.master.permissions import Permission
from backend.master.places import location_of
from backend.outbound.orders.parties import channel_of
from backend.stock import save_pool as saving
from backend.stock.changes import Level
from backend.stock.pools import browse
from backend.stock.pools.browse import ReservationStatus
from backend.stock.save_pool import PoolKind


@strawberry.input(description="Which pools; every condition that is given must hold.")
class PoolFilter:
    """Narrows a list of pools."""

    kinds: list[PoolKind] | None = strawberry.field(
        default=None, description="Of these kinds; SAFETY_STOCK finds pools that keep some back."
    )
    channels: list[refs.Ref] | None = strawberry.field(
        default=None, description="For these channels."
    )
    items: list[refs.ItemRef] | None = strawberry.field(default=None, description="Of these items.")
    locations: list[refs.Ref] | None = strawberry.field(
        default=None, description="At these locations."
    )


@strawberry.input(description="Which reservations; every condition that is given must hold.")
class ReservationFilter:
    """Narrows a list of reservations."""

    levels: list[Level] | None = strawberry.field(default=None, description="So firm.")
    statuses: list[ReservationStatus] | None = strawberry.field(
        default=None, description="With this outcome; those that stand when left out."
    )
    items: list[refs.ItemRef] | None = strawberry.field(default=None, description="Of these items.")
    locations: list[refs.Ref] | None = strawberry.field(
        default=None, description="At these locations."
    )


@strawberry.type(description="Questions about pools and reservations.")
class PoolQuery:
    """Root fields."""

    @strawberry.field(
        description="Quotas, reserves and safety stock, by SKU.",
        extensions=[allow(Permission.READ_STOCK)],
    )
    async def pools(
        self,
        info: Info,
        filter: Annotated[
            PoolFilter | None, strawberry.argument(description="Which pools.")
        ] = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Pool] | None:
        """Return a page of pools."""
        sent, context = filter or PoolFilter(), info.context
        asked = browse.PoolsAsked(
            locations=visible(context, await _locations(context, sent.locations)),
            items=await _items(context, sent.items),
            channels=await _channels(context, sent.channels),
            kinds=sent.kinds,
        )
        page = page_asked(first=first, after=after, last=last, before=before)
        paged = await browse.pool_page(context.reader, asked, page=page)
        return connect(paged, show=lambda row: Pool(key=row.id, row=row))

    @strawberry.field(
        description="Who holds stock, newest first.", extensions=[allow(Permission.READ_STOCK)]
    )
    async def reservations(
        self,
        info: Info,
        filter: Annotated[
            ReservationFilter | None, strawberry.argument(description="Which reservations.")
        ] = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Reservation] | None:
        """Return a page of reservations."""
        sent, context = filter or ReservationFilter(), info.context
        standing = [ReservationStatus.PENDING]
        asked = browse.ReservationsAsked(
            locations=visible(context, await _locations(context, sent.locations)),
            items=await _items(context, sent.items),
            levels=sent.levels,
            states=standing if sent.statuses is None else sent.statuses,
        )
        page = page_asked(first=first, after=after, last=last, before=before)
        paged = await browse.reservation_page(context.reader, asked, page=page)
        return connect(paged, show=lambda row: Reservation(key=row.id, row=row))


@strawberry.input(description="What `savePool` takes.")
class SavePoolInput(CommandInput[saving.SavePool]):
    """How much is set aside or kept back."""

    kind: PoolKind = strawberry.field(description="QUOTA, RESERVED or SAFETY_STOCK.")
    item: refs.ItemRef = strawberry.field(description="Of what.")
    location: refs.Ref = strawberry.field(description="Where.")
    limit: Quantity = strawberry.field(
        description="Its size in base units; refused when more is promised already."
    )
    reason: str = strawberry.field(description="Why.")
    owner: refs.Ref | None = strawberry.field(
        default=None, description="Whose; null takes the house's own."
    )
    channel: refs.Ref | None = strawberry.field(
        default=None, description="For which channel; null, for safety stock, for everybody."
    )
    if_version: int | None = strawberry.field(
        default=None, description="The version that you saw; null waives the check."
    )

    async def asked(self, context: Context) -> saving.SavePool:  # noqa: ARG002 - one shape
        """Translate the refs."""
        return saving.SavePool(
            kind=self.kind,
            item=item_ref(self.item),
            location=ref(self.location, "Location"),
            limit=self.limit,
            reason=self.reason,
            owner=ref(self.owner, "Owner") if self.owner else None,
            channel=ref(self.channel, "Channel") if self.channel else None,
            if_version=self.if_version,
        )


@strawberry.type(description="The yes to `savePool`.")
class PoolSaved(Accepted[saving.PoolSaved]):
    """It is set aside."""

    @strawberry.field(description="How many base units it got; negative gave some back.")
    def set_aside(self) -> Quantity:
        """Pass on."""
        return Quantity(self.answer.set_aside)

    @strawberry.field(description="As it is now; null without the right to see stock.")
    async def pool(self, info: Info) -> Pool | None:
        """Load it."""
        return await info.context.find(Pool, self.answer.pool_id)


SAVE_POOL = Spoken(
    saving.save_pool,
    sent=SavePoolInput,
    yes=PoolSaved,
    says="Set a quota, a reserve or safety stock.",
)


@strawberry.type(description="Commands of pools.")
class PoolMutation:
    """Root fields."""

    save_pool = mutation(SAVE_POOL)


async def _locations(context: Context, sent: Sequence[refs.Ref] | None) -> tuple[UUID, ...] | None:
    if sent is None:
        return None
    found = [await location_of(context.reader, ref(place, "Location")) for place in sent]
    return tuple(place.id for place in found)


async def _items(context: Context, sent: Sequence[refs.ItemRef] | None) -> list[UUID] | None:
    if sent is None:
        return None
    return [(await item_of(context.reader, item_ref(item))).id for item in sent]


async def _channels(context: Context, sent: Sequence[refs.Ref] | None) -> list[UUID] | None:
    """Return these channels; what does not exist finds nothing."""
    if sent is None:
        return None
    found = []
    for one in sent:
        try:
            found.append(await channel_of(context.reader, ref(one, "Channel")))
        except NotFound:
            continue
    return found


AREA = Area(queries=(PoolQuery,), mutations=(PoolMutation,))
