"""GraphQL for returns: goods that come back, and the money that follows."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Self
from uuid import UUID

import strawberry

from backend.api.context import Context, Info
from backend.api.directives import Bounded
from backend.api.enums import show_enum
from backend.api.ground import Money
from backend.api.items import Item
from backend.api.node import Node
from backend.api.places import Location
from backend.api.scalars import Quantity
from backend.api.versioned import Versioned
from backend.api.weights import WeightOfLine
from backend.master.permissions import Permission
from backend.returns import rules
from backend.returns.document import (
    CustomerReturn as ReturnRow,
)
from backend.returns.document import (
    Refund as RefundRow,
)
from backend.returns.document import (
    ReturnLine as LineRow,
)
from backend.returns.document import (
    lines_of_returns,
    refunds_of_returns,
    return_lines_by_id,
    returns_by_id,
)

show_enum(
    rules.ReturnStatus,
    says="How far a return is.",
    values={
        "AUTHORIZED": "May be sent.",
        "RECEIVED": "Here.",
        "INSPECTED": "Graded.",
        "DISPOSED": "Goods are where they belong.",
        "REFUND_DUE": "The customer gets money.",
        "REFUNDED": "The customer has it.",
        "CLOSED": "Done.",
        "REJECTED": "Not accepted.",
    },
)
show_enum(
    rules.ReturnReason,
    says="Why a customer sends something back.",
    values={
        "WRONG_ITEM": "We sent something else.",
        "DAMAGED": "It arrived damaged.",
        "DEFECTIVE": "It does not work.",
        "NOT_AS_DESCRIBED": "It is not what was shown.",
        "CHANGED_MIND": "The customer does not want it.",
        "NOT_DELIVERED": "The carrier could not hand it over.",
        "OTHER": "Something else.",
    },
)
show_enum(
    rules.Grade,
    says="What somebody who looked at it judged it to be.",
    values={
        "A_LIKE_NEW": "Like new.",
        "B_OPENED": "Opened, complete.",
        "C_WORN": "Used or incomplete.",
        "D_BROKEN": "Broken.",
    },
)
show_enum(
    rules.ReturnRoute,
    says="Where goods that came back go.",
    values={
        "RESTOCK": "Back to stock; for grades A and B.",
        "QUARANTINE": "Set aside until someone decides.",
        "DAMAGED": "Kept as damaged.",
        "SCRAP": "Thrown away.",
    },
)


@strawberry.type(description="One item of a return.")
class ReturnLine(Node):
    """Goods that came back, or may."""

    row: strawberry.Private[LineRow]

    @strawberry.field(description="What.")
    async def item(self, info: Info) -> Item:
        """Load it."""
        return await info.context.get(Item, self.row.item_id)

    @strawberry.field(description="How much may be sent back, in the item's base unit.")
    def authorized(self) -> Quantity:
        """Pass on."""
        return Quantity(self.row.authorized)

    @strawberry.field(description="How much came back.")
    def received(self) -> Quantity:
        """Pass on."""
        return Quantity(self.row.received)

    @strawberry.field(
        description="What came back weighs, as measured; null where it is not sold by weight."
    )
    async def weight_grams(self, info: Info) -> int | None:
        """Load it with those of others."""
        found = await info.context.find(WeightOfLine, self.key)
        return found.grams if found else None

    @strawberry.field(description="How much of it has found its place.")
    def disposed(self) -> Quantity:
        """Pass on."""
        return Quantity(self.row.disposed)

    @strawberry.field(description="Why it came back.")
    def reason(self) -> rules.ReturnReason:
        """Pass on."""
        return rules.ReturnReason(self.row.reason)

    @strawberry.field(description="What it was judged to be; null until then.")
    def grade(self) -> rules.Grade | None:
        """Pass on."""
        return rules.Grade(self.row.grade) if self.row.grade else None

    @strawberry.field(description="Where goods of this grade usually go; null until graded.")
    def suggested_route(self) -> rules.ReturnRoute | None:
        """Ask the rule."""
        return rules.suggested_route(rules.Grade(self.row.grade)) if self.row.grade else None

    @strawberry.field(description="What whoever graded it wrote.")
    def note(self) -> str | None:
        """Pass on."""
        return self.row.note

    @classmethod
    async def of_keys(cls, context: Context, keys: Sequence[UUID]) -> Mapping[UUID, Self]:
        """Return the lines of returns that the asker may see."""
        found = await return_lines_by_id(context.reader, keys)
        whole = await returns_by_id(context.reader, {line.return_id for line in found.values()})
        return {
            key: cls(key=key, row=row)
            for key, row in found.items()
            if may_see(context, whole[row.return_id])
        }


@strawberry.type(description="Goods that a customer sends back.")
class CustomerReturn(Node, Versioned):
    """A return with its lines."""

    row: strawberry.Private[ReturnRow]

    @strawberry.field(description="The number that people use.")
    def number(self) -> str:
        """Pass on."""
        return self.row.number

    @strawberry.field(description="How far it is.")
    def status(self) -> rules.ReturnStatus:
        """Pass on."""
        return rules.ReturnStatus(self.row.status)

    @strawberry.field(description="When it was made.")
    def created_at(self) -> datetime:
        """Pass on."""
        return self.row.created_at

    @strawberry.field(description="Where.")
    async def location(self, info: Info) -> Location:
        """Load it."""
        return await info.context.get(Location, self.row.location_id)

    @strawberry.field(description="Its lines, in order.", directives=[Bounded(max=200)])
    async def lines(self, info: Info) -> list[ReturnLine]:
        """Load those of many returns together."""
        found = await info.context.get(LinesOfReturn, self.key)
        return [ReturnLine(key=row.id, row=row) for row in found.rows[:200]]

    @strawberry.field(description="What the customer is owed now; null when nothing is due.")
    async def refund_due(self, info: Info) -> Money | None:
        """Sum what is due."""
        found = await info.context.get(RefundsOfReturn, self.key)
        due = [refund for refund in found.rows if refund.refunded_at is None]
        return Money.of(sum(one.amount_minor for one in due), self.row.currency) if due else None

    @classmethod
    async def of_keys(cls, context: Context, keys: Sequence[UUID]) -> Mapping[UUID, Self]:
        """Return the returns that the asker may see."""
        found = await returns_by_id(context.reader, keys)
        return {key: cls(key=key, row=row) for key, row in found.items() if may_see(context, row)}


def may_see(context: Context, row: ReturnRow) -> bool:
    """Tell whether the asker may see a return: those who read orders, and those who work on it."""
    actor = context.actor
    return any(
        actor.may(permission, row.location_id)
        for permission in (Permission.READ_ORDERS, Permission.RECEIVE_RETURN)
    )


class LinesOfReturn:
    """The lines of one return; loaded for many at once."""

    def __init__(self, rows: list[LineRow]) -> None:
        """Hold the lines."""
        self.rows = rows

    @classmethod
    async def of_keys(cls, context: Context, keys: Sequence[UUID]) -> Mapping[UUID, Self]:
        """Return the lines of these returns."""
        found: dict[UUID, list[LineRow]] = {key: [] for key in keys}
        for row in await lines_of_returns(context.reader, keys):
            found[row.return_id].append(row)
        return {key: cls(rows) for key, rows in found.items()}


class RefundsOfReturn:
    """What one return made due; loaded for many at once."""

    def __init__(self, rows: list[RefundRow]) -> None:
        """Hold the refunds."""
        self.rows = rows

    @classmethod
    async def of_keys(cls, context: Context, keys: Sequence[UUID]) -> Mapping[UUID, Self]:
        """Return the refunds of these returns."""
        found: dict[UUID, list[RefundRow]] = {key: [] for key in keys}
        for row in await refunds_of_returns(context.reader, keys):
            found[row.return_id].append(row)
        return {key: cls(rows) for key, rows in found.items()}
