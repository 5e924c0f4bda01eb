"""Create an order: what a customer wants is written down and promised as far as stock goes."""

import json
from dataclasses import asdict, dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from backend.kernel.command import command
from backend.kernel.ids import derived_id
from backend.kernel.plan import Plan, Rank, Write
from backend.kernel.refusals import CodeTaken, InvalidInput
from backend.kernel.work import Reader, Work
from backend.master.items import Item
from backend.master.kinds import WhenExpired
from backend.master.numbers import next_number
from backend.master.permissions import Permission
from backend.master.refs import ItemRef, Ref
from backend.outbound.orders import sql
from backend.outbound.orders.document import settle_orders
from backend.outbound.orders.expiry.until import Policy, Until, set_until, until_of
from backend.outbound.orders.items import items_asked
from backend.outbound.orders.parties import Parties, PartiesAsked, parties_of
from backend.outbound.orders.promise import Promise, promise_order
from backend.outbound.orders.rules import Turn, check_quantities
from backend.outbound.orders.shares import Want
from backend.stock.posting import post

NUMBER_LENGTH_MAX = 64


class OrderKind(StrEnum):
    """What an order is for."""

    SALE = "SALE"
    TRANSFER = "TRANSFER"
    SUPPLIER_RETURN = "SUPPLIER_RETURN"
    REPLACEMENT = "REPLACEMENT"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShipTo:
    """Where an order goes, as a carrier's label needs it; `country` is ISO 3166, two letters."""

    lines: tuple[str, ...]
    country: str
    name: str | None = None
    city: str | None = None
    region: str | None = None
    postal_code: str | None = None
    phone: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLine:
    """One item that is wanted: base units, and the price of one of them."""

    item: ItemRef
    quantity: int
    unit_price_minor: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateOrder:
    """What is wanted, by whom, when and where to. What is not said follows from the channel."""

    lines: tuple[NewLine, ...]
    number: str | None = None
    kind: OrderKind = OrderKind.SALE
    location: Ref | None = None
    owner: Ref | None = None
    channel: Ref | None = None
    customer: Ref | None = None
    carrier: Ref | None = None
    service: str | None = None
    priority: int | None = None
    ordered_at: datetime | None = None
    needed_on: date | None = None
    ship_by: datetime | None = None
    ship_to: ShipTo | None = None
    currency: str | None = None
    accepts_partial: bool = True
    accepts_substitutes: bool = False
    min_remaining_days: int | None = None
    promised_until: datetime | None = None
    when_expired: WhenExpired | None = None


@dataclass(frozen=True, slots=True)
class OrderCreated:
    """The order, with how many units were promised at once and how many wait."""

    order_id: UUID
    number: str
    promised: int
    waiting: int


@command
async def create_order(work: Work, asked: CreateOrder) -> Plan[OrderCreated]:
    """Write an order down and promise what can be promised; the rest is backordered.

    Up to 2,000 lines; services need no stock. An order larger than anything that ever existed is
    backordered, not refused.
    """
    check_quantities(line.quantity for line in asked.lines)
    _check_prices(asked.lines)
    parties = await parties_of(work.reader, _parties(asked))
    work.allow(Permission.EDIT_ORDERS, parties.location_id)
    items = await items_asked(work.reader, [line.item for line in asked.lines])
    order_id = derived_id(work.operation_id, "order")
    wants = _wants(asked, parties, items, order_id)
    goods = [want for want, item in zip(wants, items, strict=True) if item.is_goods]
    turn, until = _turn(work, asked, parties, order_id), _until(work, asked, parties, order_id)
    promise = await promise_order(
        work, goods, turn=turn, location_id=parties.location_id, owner_id=parties.owner_id,
        expires_at=until.promised_until if until else None,
    )  # fmt: skip
    number = await _number(work.reader, asked.number)
    promised = sum(promise.by_line.values())
    waiting = sum(want.quantity for want in goods) - promised
    return Plan(
        answer=OrderCreated(order_id, number, promised, waiting),
        writes=(
            _write_order(work, asked, parties, order_id=order_id, number=number),
            *set_until(until),
            _write_lines(work, asked.lines, wants, items, order_id=order_id, promise=promise),
            settle_orders(work, [order_id]),
            *promise.guards,
            *post(work, opens=promise.opens),
        ),
        kind="ORDER",
        location_id=parties.location_id,
        document_id=order_id,
    )


def _wants(asked: CreateOrder, parties: Parties, items: list[Item], order_id: UUID) -> list[Want]:
    days = _days(asked, parties)
    return [
        Want(derived_id(order_id, f"{position}"), item.id, line.quantity, parties.channel_id, days)
        for position, (line, item) in enumerate(zip(asked.lines, items, strict=True), 1)
    ]


def _days(asked: CreateOrder, parties: Parties) -> int:
    """Return how many days its goods must have left, as it says, else its customer or channel."""
    if asked.min_remaining_days is None:
        return parties.min_remaining_days
    if asked.min_remaining_days < 0:
        raise InvalidInput(field="minRemainingDays", problem="must not be below 0")
    return asked.min_remaining_days


def _check_prices(lines: tuple[NewLine, ...]) -> None:
    for index, line in enumerate(lines):
        if line.unit_price_minor is not None and line.unit_price_minor < 0:
            raise InvalidInput(field=f"lines.{index}.price", problem="must not be below zero")


def _parties(asked: CreateOrder) -> PartiesAsked:
    return PartiesAsked(
        location=asked.location,
        owner=asked.owner,
        channel=asked.channel,
        customer=asked.customer,
        carrier=asked.carrier,
    )


async def _number(reader: Reader, asked: str | None) -> str:
    if asked is None:
        return await next_number(reader, "SO")
    if not 1 <= len(asked) <= NUMBER_LENGTH_MAX:
        raise InvalidInput(field="number", problem=f"must have 1 to {NUMBER_LENGTH_MAX} characters")
    if await reader.value(sql.ORDER_NUMBER_TAKEN, asked):
        raise CodeTaken(kind="order", key=asked)
    return asked


def _turn(work: Work, asked: CreateOrder, parties: Parties, order_id: UUID) -> Turn:
    return Turn.of(
        order_id,
        priority=_priority(asked, parties),
        needed_on=asked.needed_on,
        ordered_at=asked.ordered_at or work.now,
    )


def _until(work: Work, asked: CreateOrder, parties: Parties, order_id: UUID) -> Until | None:
    policy = Policy(parties.promise_minutes, parties.when_expired)
    return until_of(
        work,
        order_id,
        policy=policy,
        asked=asked.promised_until,
        when_expired=asked.when_expired,
    )


def _priority(asked: CreateOrder, parties: Parties) -> int:
    return parties.priority if asked.priority is None else asked.priority


def _write_order(
    work: Work, asked: CreateOrder, parties: Parties, *, order_id: UUID, number: str
) -> Write:
    values = (
        order_id, number, asked.kind.value, parties.location_id, parties.owner_id,
        parties.channel_id, parties.customer_id, parties.carrier_id, asked.service,
        _priority(asked, parties), asked.ordered_at or work.now, asked.needed_on, asked.ship_by,
        json.dumps(asdict(asked.ship_to)) if asked.ship_to else None,
        asked.currency or parties.currency, asked.accepts_partial, asked.accepts_substitutes,
        work.now, work.actor.id, _days(asked, parties),
    )  # fmt: skip
    return Write(Rank.DOCUMENT, "order 0 written", sql.INSERT_ORDER, values)


def _write_lines(
    work: Work,
    lines: tuple[NewLine, ...],
    wants: list[Want],
    items: list[Item],
    *,
    order_id: UUID,
    promise: Promise,
) -> Write:
    values = (
        order_id,
        work.now,
        [want.line_id for want in wants],
        [want.item_id for want in wants],
        [not item.is_goods for item in items],
        [want.quantity for want in wants],
        [line.unit_price_minor for line in lines],
        [promise.by_line.get(want.line_id, 0) for want in wants],
    )
    return Write(Rank.DOCUMENT, "order 1 lines", sql.INSERT_LINES, values, rows=len(wants))
