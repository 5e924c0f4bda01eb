"""Cut-offs in the graph: what must leave when, and whether it will."""

from datetime import datetime, timedelta
from uuid import UUID

import strawberry

from backend.api.context import Info
from backend.api.global_ids import encode
from backend.api.partners import Carrier
from backend.insight import cut_offs as reads
from backend.kernel.ids import derived_id


@strawberry.type(
    description="What one carrier must take at one time: orders by `shipBy`, and how far they are."
)
class CutOff:
    """One cut-off."""

    cut_off: strawberry.Private[reads.CutOff]
    location_id: strawberry.Private[UUID]

    @strawberry.field(description="Stands for location, carrier and time.")
    def id(self) -> strawberry.ID:
        """Derive it from what it stands for."""
        row = self.cut_off.row
        name = f"{row.carrier_id} {row.ship_by.isoformat()}"
        return encode("CutOff", derived_id(self.location_id, name))

    @strawberry.field(description="When it must leave.")
    def ship_by(self) -> datetime:
        """Pass on."""
        return self.cut_off.row.ship_by

    @strawberry.field(description="Who takes it; null when the orders name nobody.")
    async def carrier(self, info: Info) -> Carrier | None:
        """Load it."""
        return await info.context.find(Carrier, self.cut_off.row.carrier_id)

    @strawberry.field(description="How many orders.")
    def orders(self) -> int:
        """Pass on."""
        return self.cut_off.row.orders

    @strawberry.field(description="How many lines, without services and what is called off.")
    def lines(self) -> int:
        """Pass on."""
        return self.cut_off.row.lines

    @strawberry.field(description="How many of them are picked.")
    def lines_done(self) -> int:
        """Pass on."""
        return self.cut_off.row.lines_done

    @strawberry.field(description="How many of them are packed.")
    def lines_packed(self) -> int:
        """Pass on."""
        return self.cut_off.row.lines_packed

    @strawberry.field(description="How many are not on the floor yet, or wait for stock.")
    def lines_unreleased(self) -> int:
        """Pass on."""
        return self.cut_off.row.lines_unreleased

    @strawberry.field(description="When the first stop for it was begun; null before that.")
    def started_at(self) -> datetime | None:
        """Pass on."""
        return self.cut_off.row.started_at

    @strawberry.field(description="Lines that the whole location picked in the last hour.")
    def lines_per_hour(self) -> int:
        """Pass on."""
        return self.cut_off.lines_per_hour

    @strawberry.field(
        description="When its last line is picked if the whole location goes on at that pace and"
        " picks the earliest cut-off first; null when all is picked, or nobody picks."
    )
    def projected_done_at(self) -> datetime | None:
        """Pass on."""
        return self.cut_off.projected_done_at

    @strawberry.field(
        description="Minutes between that and `shipBy`; below zero it will be late. Null when it"
        " cannot be said."
    )
    def spare_minutes(self) -> int | None:
        """Round down, so that late stays late."""
        spare = self.cut_off.spare
        return None if spare is None else spare // timedelta(minutes=1)
