"""Create a purchase order: what we mean to buy from a supplier, line by line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from backend.inbound.buying import sql
from backend.inbound.buying.partners import AgreedCost, agreed_costs, owner_of, supplier_of
from backend.kernel.command import command
from backend.kernel.ids import derived_id
from backend.kernel.plan import Plan, Rank, Write
from backend.kernel.refusals import CodeTaken, InvalidInput, NotFound
from backend.kernel.work import Reader, Work
from backend.master.items import Item, item_of, items_by_id, items_by_sku
from backend.master.numbers import next_number
from backend.master.permissions import Permission
from backend.master.places import location_of
from backend.master.refs import ItemRef, Ref

LINES_MAX = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class LineToOrder:
    """One item: base units, and the cost of one in minor units (None takes the supplier's)."""

    item: ItemRef
    quantity: int
    unit_cost_minor: int | None = None
    currency: str | None = None
    expected_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CreatePurchaseOrder:
    """An order to write down; without a number it takes the next."""

    supplier: Ref
    location: Ref
    lines: tuple[LineToOrder, ...]
    number: str | None = None
    owner: Ref | None = None
    expected_on: date | None = None


@dataclass(frozen=True, slots=True)
class PurchaseOrderCreated:
    """The order and its number."""

    purchase_order_id: UUID
    number: str


@command
async def create_purchase_order(
    work: Work, asked: CreatePurchaseOrder
) -> Plan[PurchaseOrderCreated]:
    """Write an order down as a draft; refuses CODE_TAKEN, NOT_FOUND and INVALID_INPUT."""
    location = await location_of(work.reader, asked.location)
    work.allow(Permission.BUY, location.id)
    check_lines(asked.lines)
    supplier_id = await supplier_of(work.reader, asked.supplier)
    owner_id = await owner_of(work.reader, asked.owner)
    items = await _items(work.reader, asked.lines)
    costs = await agreed_costs(work.reader, supplier_id, [item.id for item in items])
    number = await _number(work.reader, asked.number)
    order_id = derived_id(work.operation_id, "purchase order")
    values = (
        order_id, number, supplier_id, location.id, owner_id, asked.expected_on, work.now,
        work.actor.id,
    )  # fmt: skip
    return Plan(
        answer=PurchaseOrderCreated(order_id, number),
        writes=(
            Write(Rank.DOCUMENT, f"purchase order 0 {order_id}", sql.CREATE_PURCHASE_ORDER, values),
            _lines(work, order_id, lines=asked.lines, items=items, costs=costs),
        ),
        kind="PURCHASE_ORDER_CREATE",
        location_id=location.id,
        document_id=order_id,
    )


def check_lines(lines: Sequence[LineToOrder]) -> None:
    """Go on only if there are lines, not too many, each of a sound quantity and cost."""
    if not 1 <= len(lines) <= LINES_MAX:
        raise InvalidInput(field="lines", problem=f"must be from 1 to {LINES_MAX}")
    for place, line in enumerate(lines):
        if line.quantity < 1:
            raise InvalidInput(field=f"lines.{place}.quantity", problem="must be above 0")
        if (line.unit_cost_minor is None) != (line.currency is None):
            raise InvalidInput(field=f"lines.{place}.price", problem="needs its currency")
        if line.unit_cost_minor is not None and line.unit_cost_minor < 0:
            raise InvalidInput(field=f"lines.{place}.price", problem="must not be below 0")


async def _items(reader: Reader, lines: Sequence[LineToOrder]) -> list[Item]:
    """Find all items in two questions; barcodes, which only people send, one by one."""
    by_id = await items_by_id(reader, [line.item.id for line in lines if line.item.id])
    by_sku = await items_by_sku(reader, [line.item.sku for line in lines if line.item.sku])
    found = []
    for place, line in enumerate(lines):
        ref = line.item
        item = (
            await item_of(reader, ref)
            if ref.barcode
            else (by_id.get(ref.id) if ref.id else by_sku.get(ref.sku or ""))
        )
        if item is None:
            raise NotFound(kind="item", key=ref.said, field=f"lines.{place}.item")
        if not item.is_goods:
            raise InvalidInput(field=f"lines.{place}.item", problem=f"{item.sku} is a service")
        found.append(item)
    return found


async def _number(reader: Reader, asked: str | None) -> str:
    if asked is None:
        return await next_number(reader, "PO")
    if not asked.strip():
        raise InvalidInput(field="number", problem="is empty")
    if await reader.value(sql.IS_NUMBER_TAKEN, asked):
        raise CodeTaken(kind="purchase order", key=asked)
    return asked


def _lines(
    work: Work,
    order_id: UUID,
    *,
    lines: Sequence[LineToOrder],
    items: Sequence[Item],
    costs: Mapping[UUID, AgreedCost],
) -> Write:
    priced = [
        _cost(line, item, costs.get(item.id)) for line, item in zip(lines, items, strict=True)
    ]
    values = (
        order_id,
        work.now,
        [derived_id(work.operation_id, f"line {place}") for place in range(len(lines))],
        list(range(1, len(lines) + 1)),
        [item.id for item in items],
        [line.quantity for line in lines],
        [minor for minor, _ in priced],
        [currency for _, currency in priced],
        [line.expected_on for line in lines],
    )
    order = f"purchase order 1 {order_id}"
    return Write(Rank.DOCUMENT, order, sql.CREATE_LINES, values, rows=len(lines))


def _cost(
    line: LineToOrder, item: Item, agreed: AgreedCost | None
) -> tuple[int | None, str | None]:
    """Take the cost that was said, else what the supplier asks, else what the item costs."""
    if line.unit_cost_minor is not None:
        return line.unit_cost_minor, line.currency
    if agreed is not None:
        return agreed.minor, agreed.currency
    return item.cost_minor, item.currency if item.cost_minor is not None else None
