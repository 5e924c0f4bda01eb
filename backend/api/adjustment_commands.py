"""Commands of adjusting in the graph."""

from collections.abc import Sequence

import strawberry

from backend.api import refs
from backend.api.adjustments import Adjustment
from backend.api.context import Context, Info
from backend.api.control_enums import AdjustmentReason
from backend.api.mutation import Accepted, CommandInput, Spoken, mutation
from backend.api.pointing import item_ref, lot_ref, ref
from backend.api.scalars import Quantity
from backend.control.adjusting import request_adjustment as adjusting
from backend.control.adjusting import request_write_off as writing_off
from backend.control.adjusting.asking import AdjustmentRequested as Requested
from backend.control.adjusting.asking import AskedLine
from backend.stock.keys import Disposition

LOCATION = "At which location; null when only one has bins of these codes."


@strawberry.input(description="One change of stock: a difference, never a new total.")
class AdjustmentLineInput:
    """One item in one bin."""

    item: refs.ItemRef = strawberry.field(description="What.")
    bin: refs.Ref = strawberry.field(description="Where.")
    disposition: Disposition = strawberry.field(
        default=Disposition.USABLE, description="Which of what lies there."
    )
    difference: Quantity = strawberry.field(description="Signed: plus adds, minus takes.")
    expected_on_hand: Quantity | None = strawberry.field(
        default=None, description="On hand as you saw it; null waives the check."
    )
    lot: refs.LotRef | None = strawberry.field(
        default=None, description="Which lot; null takes whichever, or adds to the unknown one."
    )
    serials: list[str] | None = strawberry.field(
        default=None, description="Which ones, one for each unit of the difference."
    )
    owner: refs.Ref | None = strawberry.field(
        default=None, description="Whose; needed where such goods of several owners lie there."
    )


@strawberry.input(description="What `requestAdjustment` takes.")
class RequestAdjustmentInput(CommandInput[adjusting.RequestAdjustment]):
    """Change stock."""

    reason: AdjustmentReason = strawberry.field(description="Why.")
    note: str = strawberry.field(description="Why, in your words.")
    location: refs.Ref | None = strawberry.field(default=None, description=LOCATION)
    lines: list[AdjustmentLineInput] = strawberry.field(
        description="What changes, at most 200 lines."
    )

    async def asked(self, context: Context) -> adjusting.RequestAdjustment:  # noqa: ARG002
        """Translate the refs."""
        return adjusting.RequestAdjustment(
            reason=self.reason,
            note=self.note,
            location=ref(self.location, "Location") if self.location else None,
            lines=_lines(self.lines),
        )


@strawberry.input(description="What `requestWriteOff` takes.")
class RequestWriteOffInput(CommandInput[writing_off.RequestWriteOff]):
    """Give goods up."""

    reason: AdjustmentReason = strawberry.field(description="Why.")
    note: str = strawberry.field(description="Why, in your words.")
    location: refs.Ref | None = strawberry.field(default=None, description=LOCATION)
    lines: list[AdjustmentLineInput] = strawberry.field(
        description="What is given up: each difference is negative, at most 200 lines."
    )

    async def asked(self, context: Context) -> writing_off.RequestWriteOff:  # noqa: ARG002
        """Translate the refs."""
        return writing_off.RequestWriteOff(
            reason=self.reason,
            note=self.note,
            location=ref(self.location, "Location") if self.location else None,
            lines=_lines(self.lines),
        )


def _lines(sent: Sequence[AdjustmentLineInput]) -> tuple[AskedLine, ...]:
    return tuple(
        AskedLine(
            item=item_ref(line.item),
            bin=ref(line.bin, "Bin"),
            difference=line.difference,
            disposition=line.disposition,
            expected_on_hand=line.expected_on_hand,
            owner=ref(line.owner, "Owner") if line.owner else None,
            lot=lot_ref(line.lot) if line.lot else None,
            serials=tuple(line.serials or ()),
        )
        for line in sent
    )


@strawberry.type(description="The yes to `requestAdjustment`.")
class AdjustmentRequested(Accepted[Requested]):
    """It is posted, or waits for another person."""

    @strawberry.field(description="As it is now; null without the right to see stock.")
    async def adjustment(self, info: Info) -> Adjustment | None:
        """Load it."""
        return await info.context.find(Adjustment, self.answer.adjustment_id)


@strawberry.type(description="The yes to `requestWriteOff`.")
class WriteOffRequested(Accepted[Requested]):
    """It is posted, or waits for another person."""

    @strawberry.field(description="As it is now; null without the right to see stock.")
    async def adjustment(self, info: Info) -> Adjustment | None:
        """Load it."""
        return await info.context.find(Adjustment, self.answer.adjustment_id)


@strawberry.type(description="Commands of adjusting.")
class AdjustmentMutation:
    """Root fields."""

    request_adjustment = mutation(
        Spoken(
            adjusting.request_adjustment,
            sent=RequestAdjustmentInput,
            yes=AdjustmentRequested,
            says="Change stock by a difference, with a reason; above a limit another decides.",
        )
    )
    request_write_off = mutation(
        Spoken(
            writing_off.request_write_off,
            sent=RequestWriteOffInput,
            yes=WriteOffRequested,
            says="Give goods up for good, with a reason; above a limit another person decides.",
        )
    )
