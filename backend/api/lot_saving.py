"""Saving lots in the graph."""

from datetime import date

import strawberry

from backend.api import refs
from backend.api.area import Area
from backend.api.context import Context, Info
from backend.api.lots import Lot
from backend.api.mutation import Accepted, CommandInput, Spoken, mutation
from backend.api.pointing import item_ref, lot_ref
from backend.master.editing import save_lot as saving


@strawberry.input(description="What `saveLot` takes.")
class SaveLotInput(CommandInput[saving.SaveLot]):
    """Make a lot known, or correct its dates."""

    item: refs.ItemRef = strawberry.field(description="Of which item.")
    lot: refs.LotRef = strawberry.field(description="Which lot; a new number makes a new lot.")
    if_version: int | None = strawberry.field(
        default=None, description="The version that you saw; null waives the check."
    )
    produced_on: date | None = strawberry.field(
        default=None, description="When it was made; null leaves it as it is."
    )
    expires_on: date | None = strawberry.field(
        default=None, description="The last day on which it is good; null leaves it as it is."
    )
    reason: str = strawberry.field(description="Why.")

    async def asked(self, context: Context) -> saving.SaveLot:  # noqa: ARG002 - one shape
        """Translate the refs."""
        return saving.SaveLot(
            item=item_ref(self.item),
            lot=lot_ref(self.lot),
            if_version=self.if_version,
            produced_on=self.produced_on,
            expires_on=self.expires_on,
            reason=self.reason,
        )


@strawberry.type(description="The yes to `saveLot`.")
class LotSaved(Accepted[saving.LotSaved]):
    """It is saved."""

    @strawberry.field(description="As it is now.")
    async def lot(self, info: Info) -> Lot:
        """Load it."""
        return await info.context.get(Lot, self.answer.lot_id)


@strawberry.type(description="Commands about lots.")
class LotSavingMutation:
    """Root fields."""

    save_lot = mutation(
        Spoken(
            saving.save_lot,
            sent=SaveLotInput,
            yes=LotSaved,
            says="Make a lot known, or correct when it was made and until when it is good.",
        )
    )


AREA = Area(mutations=(LotSavingMutation,))
