"""Why is it 7? A number of stock in the graph, with what makes it."""

from datetime import datetime
from typing import Annotated

import strawberry

from backend.api.area import Area
from backend.api.connections import After, Before, Connection, First, Last, connect, page_asked
from backend.api.context import Context, Info
from backend.api.directives import Bounded, Cost, allow
from backend.api.enums import show_enum
from backend.api.item_enums import Unit
from backend.api.items import Item
from backend.api.operations import Operation
from backend.api.order_lines import OrderLine
from backend.api.permissions import Permission
from backend.api.pointing import item_ref
from backend.api.refs import ItemRef
from backend.api.scalars import Cursor, Quantity
from backend.api.stock_questions import FilterArgument, wanted_stock
from backend.kernel.log import head
from backend.master.items import item_of
from backend.stock.changes import Level
from backend.stock.explaining import explain as reads
from backend.stock.explaining.explain import StockNumber

GROUPS_MAX = 30

show_enum(
    StockNumber,
    says="A number of stock that can be explained.",
    values={
        "ON_HAND": "How much is there, in whatever condition.",
        "HELD": "How much is reserved.",
        "AVAILABLE": "How much may be promised.",
    },
)
show_enum(
    Level,
    name="ReservationLevel",
    says="How firm a reservation is.",
    values={
        "SOFT": "Promised of what a location has.",
        "HARD": "Allocated in a bin.",
        "PICK": "Picked.",
    },
)
_SENTENCES = {
    StockNumber.ON_HAND: "{added} came and {taken} went, so {quantity} are on hand.",
    StockNumber.HELD: "{quantity} are held for orders.",
    StockNumber.AVAILABLE: "{added} may be promised and {taken} are held, so {quantity} are free.",
}


@strawberry.type(description="Terms of one kind.")
class ExplanationGroup:
    """One group."""

    label: str = strawberry.field(description="What they are.")
    quantity: Quantity = strawberry.field(description="Their sum, signed.")
    count: int = strawberry.field(description="How many they are.")


@strawberry.type(description="One thing that makes a number: an operation, or an open reservation.")
class ExplanationTerm:
    """One term."""

    row: strawberry.Private[reads.OperationTerm | reads.ReservationTerm]

    @strawberry.field(description="What it adds, signed.")
    def quantity(self) -> Quantity:
        """Pass on."""
        return Quantity(self.row.quantity)

    @strawberry.field(description="The number with this and all that came before it.")
    def after(self) -> Quantity:
        """Pass on."""
        return Quantity(self.row.after)

    @strawberry.field(description="When it was recorded.")
    def at(self) -> datetime:
        """Pass on."""
        return self.row.at

    @strawberry.field(description="What it is: the kind of its operation, such as Pick.")
    def sentence(self) -> str:
        """Say the kind as people do."""
        return self.row.kind.replace("_", " ").capitalize()

    @strawberry.field(description="The operation that it is, or that opened it.")
    async def operation(self, info: Info) -> Operation | None:
        """Load it."""
        return await info.context.find(Operation, self.row.operation_id)

    @strawberry.field(description="How firm it is, when it is a reservation.")
    def level(self) -> Level | None:
        """Pass on."""
        return Level(self.row.level) if isinstance(self.row, reads.ReservationTerm) else None

    @strawberry.field(
        description="For which order line, when it is a reservation; null when you may not see it."
    )
    async def order_line(self, info: Info) -> OrderLine | None:
        """Load it."""
        if isinstance(self.row, reads.OperationTerm):
            return None
        return await info.context.find(OrderLine, self.row.demand_id)


@strawberry.type(description="Why is it 7?")
class Explanation:
    """One number, taken apart."""

    explained: strawberry.Private[reads.Explained]
    meant: strawberry.Private[reads.Meant]
    as_of: Cursor = strawberry.field(description="True at this log position.")

    @strawberry.field(description="Which number.")
    def number(self) -> StockNumber:
        """Pass on."""
        return self.explained.number

    @strawberry.field(description="Its value, in the item's base unit.")
    def quantity(self) -> Quantity:
        """Pass on."""
        return Quantity(self.explained.quantity)

    @strawberry.field(description="Of what.")
    async def item(self, info: Info) -> Item:
        """Load it."""
        return await info.context.get(Item, self.meant.item_id)

    @strawberry.field(description="Unit of the quantities.")
    async def unit(self, info: Info) -> Unit:
        """Ask the item."""
        return Unit((await info.context.get(Item, self.meant.item_id)).row.base_unit)

    @strawberry.field(description="What came to it; of AVAILABLE, all that may be promised.")
    def added(self) -> Quantity:
        """Pass on."""
        return Quantity(self.explained.added)

    @strawberry.field(description="What went from it.")
    def taken(self) -> Quantity:
        """Pass on."""
        return Quantity(self.explained.taken)

    @strawberry.field(description="The answer in one sentence.")
    def sentence(self) -> str:
        """Fill in the figures."""
        told = self.explained
        return _SENTENCES[told.number].format(
            added=told.added, taken=told.taken, quantity=told.quantity
        )

    @strawberry.field(
        description="The same by kind; adds up to `quantity`, unless a loss left more promised"
        " than there is.",
        directives=[Bounded(max=GROUPS_MAX)],
    )
    def groups(self) -> list[ExplanationGroup]:
        """Show each."""
        return [
            ExplanationGroup(label=one.label, quantity=Quantity(one.quantity), count=one.count)
            for one in self.explained.groups[:GROUPS_MAX]
        ]

    @strawberry.field(
        description="What makes it, newest first: operations that crossed the border of what is"
        " meant, or the open reservations that lessen it.",
        directives=[Cost(weight=20)],
    )
    async def terms(
        self,
        info: Info,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[ExplanationTerm]:
        """Read one page."""
        page = page_asked(first=first, after=after, last=last, before=before)
        reader, meant = info.context.reader, self.meant
        if self.explained.number is StockNumber.ON_HAND:
            done = await reads.operation_terms(reader, meant, page)
            return connect(done, show=lambda row: ExplanationTerm(row=row))
        held = await reads.reservation_terms(reader, meant, self.explained, page)
        return connect(held, show=lambda row: ExplanationTerm(row=row))


@strawberry.type(description="Why is it 7?")
class ExplanationQuery:
    """Root field."""

    @strawberry.field(
        description="Why a number of stock is what it is. `search` in the filter does not count,"
        " and `items` is said by `item`.",
        directives=[Cost(weight=20)],
        extensions=[allow(Permission.READ_STOCK)],
    )
    async def explain(
        self,
        info: Info,
        number: Annotated[StockNumber, strawberry.argument(description="Which number.")],
        item: Annotated[ItemRef, strawberry.argument(description="Of what.")],
        filter: FilterArgument = None,
    ) -> Explanation | None:
        """Take it apart, where the asker may see stock."""
        context = info.context
        wanted = await wanted_stock(context, filter)
        thing = await item_of(context.reader, item_ref(item))
        meant = reads.Meant(thing.id, wanted.locations, wanted.bins, wanted.owners)
        as_of = await _head(context)
        explained = await reads.explain(context.reader, number, meant)
        return Explanation(explained=explained, meant=meant, as_of=as_of)


async def _head(context: Context) -> Cursor:
    async with context.database.session() as session:
        return Cursor(str(await head(session, context.database.epoch)))


AREA = Area(queries=(ExplanationQuery,))
