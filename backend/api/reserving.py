"""Reserving by hand in the graph, and what a channel can still be promised."""

from datetime import datetime

import strawberry

from backend.api import refs
from backend.api.area import Area
from backend.api.context import Context, Info
from backend.api.directives import Bounded
from backend.api.global_ids import key_of
from backend.api.mutation import Accepted, CommandInput, Spoken, mutation
from backend.api.pointing import item_ref, lot_ref, ref
from backend.api.pools import Reservation
from backend.api.scalars import Quantity
from backend.outbound.orders.by_hand import release_reservation as releasing
from backend.outbound.orders.by_hand import reserve as reserving
from backend.stock.pools.browse import reservations_of_demand


@strawberry.input(description="What `reserve` takes.")
class ReserveInput(CommandInput[reserving.Reserve]):
    """Keep goods."""

    item: refs.ItemRef = strawberry.field(description="What.")
    location: refs.Ref = strawberry.field(description="Where.")
    bin: refs.Ref | None = strawberry.field(
        default=None, description="In which bin; null leaves the bin open."
    )
    quantity: Quantity = strawberry.field(description="How many base units.")
    lot: refs.LotRef | None = strawberry.field(
        default=None, description="Which lot of what lies in the bin."
    )
    channel: refs.Ref | None = strawberry.field(default=None, description="For which channel.")
    owner: refs.Ref | None = strawberry.field(
        default=None, description="Whose; null means the house's own."
    )
    expires_at: datetime | None = strawberry.field(
        default=None, description="Until when; only where the bin is left open."
    )
    reason: str = strawberry.field(description="Why.")

    async def asked(self, context: Context) -> reserving.Reserve:  # noqa: ARG002 - one shape
        """Translate the refs."""
        return reserving.Reserve(
            item=item_ref(self.item),
            location=ref(self.location, "Location"),
            bin=ref(self.bin, "Bin") if self.bin else None,
            quantity=self.quantity,
            lot=lot_ref(self.lot) if self.lot else None,
            channel=ref(self.channel, "Channel") if self.channel else None,
            owner=ref(self.owner, "Owner") if self.owner else None,
            expires_at=self.expires_at,
            reason=self.reason,
        )


@strawberry.type(description="The yes to `reserve`.")
class Reserved(Accepted[reserving.Reserved]):
    """It is kept."""

    @strawberry.field(
        description="As they are now: one for each pool and lot that it was taken from.",
        directives=[Bounded(max=200)],
    )
    async def reservations(self, info: Info) -> list[Reservation]:
        """Load them."""
        rows = await reservations_of_demand(info.context.reader, self.answer.demand_id)
        return [Reservation(key=row.id, row=row) for row in rows[:200]]


@strawberry.input(description="What `releaseReservation` takes.")
class ReleaseReservationInput(CommandInput[releasing.ReleaseReservation]):
    """Let goods go."""

    reservation: strawberry.ID = strawberry.field(description="Which one, placed by hand.")
    reason: str = strawberry.field(description="Why.")

    async def asked(self, context: Context) -> releasing.ReleaseReservation:  # noqa: ARG002
        """Pass on."""
        return releasing.ReleaseReservation(key_of("Reservation", self.reservation), self.reason)


@strawberry.type(description="The yes to `releaseReservation`.")
class ReservationReleased(Accepted[releasing.ReservationReleased]):
    """It is let go."""

    @strawberry.field(description="As it is now.")
    async def reservation(self, info: Info) -> Reservation | None:
        """Load it."""
        return await info.context.find(Reservation, self.answer.reservation_id)


@strawberry.type(description="Commands of reserving by hand.")
class ReservingMutation:
    """Root fields."""

    reserve = mutation(
        Spoken(
            reserving.reserve,
            sent=ReserveInput,
            yes=Reserved,
            says="Keep goods for what is no order: promised, or in a bin; for a reason.",
        )
    )
    release_reservation = mutation(
        Spoken(
            releasing.release_reservation,
            sent=ReleaseReservationInput,
            yes=ReservationReleased,
            says="Let go what was kept by hand; orders let go what is theirs.",
        )
    )


AREA = Area(mutations=(ReservingMutation,))
