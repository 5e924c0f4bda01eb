"""Receive a return: goods that came back are here, on the returns bench, not to be used yet."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from uuid import UUID

from backend.kernel.command import command
from backend.kernel.ids import derived_id
from backend.kernel.plan import Event, Plan, Write
from backend.kernel.refusals import NotFound, NotInThisState
from backend.kernel.work import Work
from backend.master.items import Item, item_of
from backend.master.permissions import Permission
from backend.master.places import Bin, VirtualBin, bin_of, bins_of_kind
from backend.master.refs import DocumentRef, ItemRef, LotRef, Ref
from backend.returns.come_back import Back, come_back
from backend.returns.document import (
    CustomerReturn,
    NewReturnLine,
    ReturnLine,
    count_received,
    lines_of_returns,
    return_of,
    set_status,
    write_lines,
)
from backend.returns.new_return import ShippedLine, insert, new_return, shipped_line
from backend.returns.owing import came_back
from backend.returns.rules import ReturnReason, ReturnStatus, check_quantity
from backend.stock.changes import Move
from backend.stock.keys import Key
from backend.stock.posting import post
from backend.stock.weighing.rules import weight_said
from backend.stock.weighing.weigh import weigh
from backend.stock.where import counterparty, place_of
from backend.tasks.case import CaseKind, NewCase, Severity, open_case

OVER = frozenset({ReturnStatus.REJECTED, ReturnStatus.CLOSED, ReturnStatus.REFUNDED})


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiveReturn:
    """So many base units of what was scanned; under a return, for an order, or out of the blue.

    `weight_grams` is what they weigh where that is how they are sold; `reweighed`: once more.
    """

    item: ItemRef
    quantity: int
    customer_return: DocumentRef | None = None
    order: DocumentRef | None = None
    location: Ref | None = None
    to: Ref | None = None
    lot: LotRef | None = None
    serials: tuple[str, ...] = ()
    weight_grams: int | None = None
    reweighed: bool = False
    reason: ReturnReason = ReturnReason.OTHER


@dataclass(frozen=True, slots=True)
class ReturnReceived:
    """The return and its line; a case when what came back never left, or more than did."""

    return_id: UUID
    line_id: UUID
    case_id: UUID | None


@dataclass(frozen=True, slots=True)
class _Goods:
    """What came back, from which order line, and where it lies now."""

    item: Item
    sold: ShippedLine | None
    bench: Bin


@command
async def receive_return(work: Work, asked: ReceiveReturn) -> Plan[ReturnReceived]:
    """Take goods back into the house. They are here, so nothing but a wrong scan is refused.

    Refused: NOT_ALLOWED, NOT_FOUND, BARCODE_UNKNOWN, NOT_IN_THIS_STATE of a return that is over;
    WEIGHT_REQUIRED, WEIGHT_NOT_KEPT, and WEIGHT_MISMATCH until they are weighed again.
    """
    check_quantity(asked.quantity)
    item = await item_of(work.reader, asked.item)
    seen = await _known(work, asked)
    here = seen or await new_return(
        work,
        order=asked.order,
        location=asked.location,
        customer=None,
        status=ReturnStatus.RECEIVED,
    )
    work.allow(Permission.RECEIVE_RETURN, here.location_id)
    bench = await _bench(work, asked.to, here.location_id)
    sold = await shipped_line(work.reader, here.order_id, item.id, quantity=asked.quantity)
    goods = _Goods(item, sold, bench)
    line_id, writes = await _lines(work, asked, here, goods, is_known=seen is not None)
    back = await come_back(work, item, asked.lot, asked.serials, quantity=asked.quantity)
    too_many = here.order_id is not None and asked.quantity > (sold.left if sold else 0)
    why = back.never_left or (f"More of {item.sku} came back than ever left" if too_many else None)
    case = _case(work, here, item, asked.quantity, why) if why else None
    return Plan(
        answer=ReturnReceived(here.id, line_id, case.id if case else None),
        writes=(
            *(await came_back(work.reader, sold) if sold else ()),
            *writes,
            *back.writes,
            *post(work, moves=_moves(here, item, asked.quantity, back, bench, line_id)),
            *([open_case(work, case)] if case else []),
        ),
        kind="RETURN",
        location_id=here.location_id,
        document_id=here.id,
        outcome="APPLIED_WITH_CASE" if case else "APPLIED",
        events=(Event("ReturnReceived", {"return_id": here.id, "line_id": line_id}),),
    )


async def _known(work: Work, asked: ReceiveReturn) -> CustomerReturn | None:
    if asked.customer_return is None:
        return None
    seen = await return_of(work.reader, asked.customer_return)
    if seen.status in OVER:
        raise NotInThisState(kind="return", state=seen.status.lower())
    return seen


async def _lines(
    work: Work, asked: ReceiveReturn, here: CustomerReturn, goods: _Goods, *, is_known: bool
) -> tuple[UUID, tuple[Write, ...]]:
    """Add to the line of this item that lies there and is not graded, or write a new one."""
    lines = await lines_of_returns(work.reader, [here.id]) if is_known else []
    line = next((one for one in lines if _is_same(one, goods)), None)
    document = set_status(work, here, ReturnStatus.RECEIVED) if is_known else insert(here)
    if line:
        line_id = line.id
        counted = count_received(work, line, asked.quantity, bin_id=goods.bench.id)
    else:
        line_id = derived_id(work.operation_id, "line")
        new = _new(line_id, asked, goods, position=len(lines) + 1)
        counted = write_lines(work, here.id, [new])
    return line_id, (document, counted, *_weighing(work, asked, goods.item, line_id))


def _weighing(work: Work, asked: ReceiveReturn, item: Item, line_id: UUID) -> Iterator[Write]:
    quantity, said = asked.quantity, asked.weight_grams
    grams = weight_said(item, said, quantity=quantity, reweighed=asked.reweighed)
    return weigh(work, item, [(line_id, quantity)], grams)


def _is_same(line: ReturnLine, goods: _Goods) -> bool:
    is_there = line.bin_id in {None, goods.bench.id}
    return line.item_id == goods.item.id and line.grade is None and is_there


async def _bench(work: Work, to: Ref | None, location_id: UUID) -> Bin:
    if to is not None:
        return await bin_of(work.reader, to, location_id=location_id)
    benches = await bins_of_kind(work.reader, "RETURNS", location_id=location_id)
    if not benches:
        raise NotFound(kind="bin", key="for returns")
    return benches[0]


def _moves(
    here: CustomerReturn, item: Item, quantity: int, back: Back, bench: Bin, line_id: UUID
) -> list[Move]:
    customer = counterparty(here.location_id, VirtualBin.CUSTOMER)
    gone = Key(here.owner_id, item.id, back.disposition, customer, lot_id=back.lot_id)
    sources = [replace(gone, serial_id=serial) for serial in back.serial_ids] or [gone]
    units = 1 if back.serial_ids else quantity
    bench_ = place_of(bench)
    return [Move(one, replace(one, place=bench_), units, line_id) for one in sources]


def _new(line_id: UUID, asked: ReceiveReturn, goods: _Goods, *, position: int) -> NewReturnLine:
    sold = goods.sold
    return NewReturnLine(
        id=line_id,
        position=position,
        item_id=goods.item.id,
        reason=asked.reason.value,
        order_line_id=sold.id if sold else None,
        unit_price_minor=sold.unit_price_minor if sold else goods.item.price_minor,
        bin_id=goods.bench.id,
        received=asked.quantity,
    )


def _case(work: Work, here: CustomerReturn, item: Item, quantity: int, why: str) -> NewCase:
    return NewCase(
        id=derived_id(work.operation_id, "case"),
        kind=CaseKind.DISCREPANCY,
        severity=Severity.WARNING,
        title=f"{why}, under {here.number}",
        location_id=here.location_id,
        item_id=item.id,
        subject_kind="CustomerReturn",
        subject_id=here.id,
        facts={"quantity": quantity},
    )
