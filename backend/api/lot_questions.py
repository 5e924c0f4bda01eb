"""Questions about lots and serials, and the command that calls a lot back."""

from typing import Annotated

import strawberry

from backend.api import refs
from backend.api.area import Area
from backend.api.connections import After, Before, Connection, First, Last, connect, page_asked
from backend.api.context import Context, Info
from backend.api.directives import allow
from backend.api.lots import Lot, Serial
from backend.api.mutation import Accepted, CommandInput, Spoken, mutation
from backend.api.pointing import item_ref, lot_ref
from backend.api.scalars import Quantity
from backend.api.shipments import Shipment
from backend.api.stock import Balance
from backend.api.stock_questions import visible
from backend.control.lots import recall_lot as recalling
from backend.kernel.refusals import Refusal
from backend.master.items import item_of
from backend.master.lots import lot_of
from backend.master.permissions import Permission
from backend.master.reads.lots import page_of_lots
from backend.outbound.shipping.reads.shipments import shipment_page_told_apart
from backend.stock.of_lot import balance_page_told_apart
from backend.stock.serials import serials_of
from backend.stock.told_apart import Traced

OF_ITEM = strawberry.argument(description="Of which item.")


@strawberry.type
class _Trace:
    """What is told of a lot and of a serial alike."""

    traced: strawberry.Private[Traced]

    @strawberry.field(
        description="Who holds it: in bins, totes and cartons that have not left.",
        extensions=[allow(Permission.READ_STOCK)],
    )
    async def balances(
        self,
        info: Info,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Balance] | None:
        """Return a page, by bin."""
        paged = await balance_page_told_apart(
            info.context.reader,
            self.traced,
            locations=visible(info.context, None),
            page=page_asked(first=first, after=after, last=last, before=before),
        )
        return connect(paged, show=lambda row: Balance(key=row.id, row=row))

    @strawberry.field(
        description="Who received it: shipments, with their orders and customers, newest first.",
        extensions=[allow(Permission.READ_ORDERS)],
    )
    async def shipments(
        self,
        info: Info,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Shipment] | None:
        """Return a page."""
        paged = await shipment_page_told_apart(
            info.context.reader,
            lot_id=self.traced.lot_id,
            serial_id=self.traced.serial_id,
            locations=visible(info.context, None, permission=Permission.READ_ORDERS),
            page=page_asked(first=first, after=after, last=last, before=before),
        )
        return connect(paged, show=lambda row: Shipment(key=row.id, row=row))


@strawberry.type(description="Where a lot is, and where it went.")
class LotTrace(_Trace):
    """One lot."""

    @strawberry.field(description="Which lot.")
    async def lot(self, info: Info) -> Lot:
        """Load it."""
        assert self.traced.lot_id, "a lot is traced"
        return await info.context.get(Lot, self.traced.lot_id)


@strawberry.type(description="Where a single thing is, and where it went.")
class SerialTrace(_Trace):
    """One serial."""

    @strawberry.field(description="Which one.")
    async def serial(self, info: Info) -> Serial:
        """Load it."""
        assert self.traced.serial_id, "a serial is traced"
        return await info.context.get(Serial, self.traced.serial_id)


@strawberry.type(description="Questions about lots and serials.")
class LotQuery:
    """Root fields."""

    @strawberry.field(description="The lots of an item, by number.")
    async def lots(
        self,
        info: Info,
        item: Annotated[refs.ItemRef, OF_ITEM],
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Lot]:
        """Return a page."""
        found = await item_of(info.context.reader, item_ref(item))
        page = page_asked(first=first, after=after, last=last, before=before)
        paged = await page_of_lots(info.context.reader, found.id, page=page)
        return connect(paged, show=lambda row: Lot(key=row.id, row=row))

    @strawberry.field(description="Who holds a lot and who received it; null when there is none.")
    async def lot_trace(
        self,
        info: Info,
        item: Annotated[refs.ItemRef, OF_ITEM],
        lot: Annotated[refs.LotRef, strawberry.argument(description="Which lot.")],
    ) -> LotTrace | None:
        """Find the lot."""
        reader = info.context.reader
        try:
            found = await lot_of(reader, (await item_of(reader, item_ref(item))).id, lot_ref(lot))
        except Refusal:
            return None
        return LotTrace(traced=Traced(lot_id=found.id))

    @strawberry.field(description="Where a single thing is; null when nobody knows it.")
    async def serial_trace(
        self,
        info: Info,
        item: Annotated[refs.ItemRef, OF_ITEM],
        number: Annotated[str, strawberry.argument(description="Its serial number.")],
    ) -> SerialTrace | None:
        """Find the thing."""
        reader = info.context.reader
        try:
            of_item = await item_of(reader, item_ref(item))
        except Refusal:
            return None
        found = (await serials_of(reader, of_item.id, [number])).get(number)
        return SerialTrace(traced=Traced(serial_id=found.id)) if found else None


@strawberry.input(description="What `recallLot` takes.")
class RecallLotInput(CommandInput[recalling.RecallLot]):
    """Call a lot back."""

    item: refs.ItemRef = strawberry.field(description="Of which item.")
    lot: refs.LotRef = strawberry.field(description="Which lot.")
    reason: str = strawberry.field(description="Why.")

    async def asked(self, context: Context) -> recalling.RecallLot:  # noqa: ARG002 - one shape
        """Translate the refs."""
        return recalling.RecallLot(
            item=item_ref(self.item), lot=lot_ref(self.lot), reason=self.reason
        )


@strawberry.type(description="The yes to `recallLot`.")
class LotRecalled(Accepted[recalling.LotRecalled]):
    """Nothing of it may be used."""

    @strawberry.field(description="As it is now; `lotTrace` lists who received it.")
    async def lot(self, info: Info) -> Lot:
        """Load it."""
        return await info.context.get(Lot, self.answer.lot_id)

    @strawberry.field(description="How much was set aside, in base units.")
    def set_aside(self) -> Quantity:
        """Pass on."""
        return Quantity(self.answer.units)

    @strawberry.field(description="How much has left, in base units.")
    def shipped(self) -> Quantity:
        """Pass on."""
        return Quantity(self.answer.shipped_units)

    @strawberry.field(description="In how many shipments.")
    def shipments(self) -> int:
        """Pass on."""
        return self.answer.shipments


RECALL_LOT = Spoken(
    recalling.recall_lot,
    sent=RecallLotInput,
    yes=LotRecalled,
    says="Call a lot back: all that is left is set aside, and what was shipped is listed.",
)


@strawberry.type(description="Commands about lots.")
class LotMutation:
    """Root fields."""

    recall_lot = mutation(RECALL_LOT)


AREA = Area(queries=(LotQuery,), mutations=(LotMutation,))
