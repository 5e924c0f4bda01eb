"""Dispose a return: graded goods go back to stock, aside, or out; the refund becomes due."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from backend.control.adjusting.document import AdjustmentReason
from backend.control.adjusting.proposing import Proposal, check_there, propose
from backend.control.differences import Difference, resolve
from backend.inbound.putaway.queue_putaways import Arrival, queue_putaways
from backend.kernel.command import command
from backend.kernel.ids import derived_id
from backend.kernel.plan import Event, Plan, Rank, Write
from backend.kernel.work import Work
from backend.master.items import Item, items_by_id
from backend.master.permissions import Permission
from backend.master.places import Bin, bins_by_id
from backend.returns import sql
from backend.returns.document import CustomerReturn, ReturnLine, return_line_of, set_status
from backend.returns.owing import Owed, owed_for
from backend.returns.rules import BECOMES, ReturnRoute, ReturnStatus, check_route
from backend.stock.changes import Move
from backend.stock.keys import Disposition
from backend.stock.posting import post
from backend.stock.seen import still_as_read
from backend.tasks.approval import ApprovalKind
from backend.tasks.room.spaces import goods_of


@dataclass(frozen=True, slots=True, kw_only=True)
class DisposeReturn:
    """So many base units of a graded line go this way."""

    line_id: UUID
    quantity: int
    route: ReturnRoute
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class ReturnDisposed:
    """The line, the putaway tasks that it made, what is due to the customer, and who must agree."""

    line_id: UUID
    task_ids: tuple[UUID, ...]
    refund_minor: int
    approval_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class _Goods:
    """What is disposed, and where it lies."""

    seen: CustomerReturn
    line: ReturnLine
    item: Item
    bench: Bin
    quantity: int


@dataclass(frozen=True, slots=True)
class _Way:
    """Where the goods go, and what follows from it."""

    writes: tuple[Write, ...]
    task_ids: tuple[UUID, ...] = ()
    approval_id: UUID | None = None


@command
async def dispose_return(work: Work, asked: DisposeReturn) -> Plan[ReturnDisposed]:
    """Put goods to use again where their grade permits it, and make the refund due.

    What is scrapped is a write-off: above its limit it waits for another person's yes (I14). The
    customer is not made to wait: what is due does not hang on it.
    Refused: NOT_ALLOWED, NOT_FOUND, NOT_GRADED, ROUTE_NOT_ALLOWED, QUANTITY_TOO_LARGE_FOR_RETURN,
    NOT_ENOUGH_ON_HAND when the goods are no longer where they were received.
    """
    goods = await _goods(work, asked)
    way = await (_scrap if asked.route is ReturnRoute.SCRAP else _keep)(work, goods, asked)
    seen, line = goods.seen, goods.line
    owed = await owed_for(work.reader, seen, line, quantity=asked.quantity)
    amount = (line.unit_price_minor or 0) * owed.quantity
    status = ReturnStatus.REFUND_DUE if amount else _without_money(seen)
    facts = {"return_id": seen.id, "line_id": line.id, "route": asked.route.value}
    due = {"return_id": seen.id, "amount_minor": amount, "currency": seen.currency}
    disposed = (line.id, line.version, asked.quantity, work.now)
    told = (Event("ReturnDisposed", facts), Event("RefundDue", due))
    return Plan(
        answer=ReturnDisposed(line.id, way.task_ids, amount, way.approval_id),
        writes=(
            *owed.guards,
            set_status(work, seen, status),
            Write(Rank.DOCUMENT, f"return {seen.id} 1", sql.DISPOSE_LINE, disposed),
            *_refund(work, goods, owed, amount=amount),
            *way.writes,
        ),
        kind="DISPOSE",
        location_id=seen.location_id,
        document_id=seen.id,
        reason=asked.reason,
        events=told if amount else told[:1],
    )


async def _goods(work: Work, asked: DisposeReturn) -> _Goods:
    seen, line = await return_line_of(work.reader, asked.line_id)
    work.allow(Permission.INSPECT_RETURN, seen.location_id)
    check_route(line.grade, asked.route, quantity=asked.quantity, left=line.left)
    assert line.bin_id, "what was received stands somewhere"
    bench = (await bins_by_id(work.reader, [line.bin_id]))[line.bin_id]
    item = (await items_by_id(work.reader, [line.item_id]))[line.item_id]
    return _Goods(seen, line, item, bench, asked.quantity)


def _without_money(seen: CustomerReturn) -> ReturnStatus:
    is_due = seen.status == ReturnStatus.REFUND_DUE
    return ReturnStatus.REFUND_DUE if is_due else ReturnStatus.DISPOSED


def _difference(work: Work, goods: _Goods) -> Difference:
    return Difference(
        item_id=goods.item.id,
        bin=goods.bench,
        quantity=-goods.quantity,
        disposition=Disposition.RETURN_PENDING,
        line_id=derived_id(work.operation_id, "scrapped"),
    )


async def _scrap(work: Work, goods: _Goods, asked: DisposeReturn) -> _Way:
    """Write the goods off, as any other goods that are given up."""
    graded = f"Graded {goods.line.grade} in {goods.seen.number}"
    proposed = await propose(
        work,
        Proposal(
            location_id=goods.seen.location_id,
            kind=ApprovalKind.WRITE_OFF,
            reason=AdjustmentReason.SCRAPPED,
            note=f"{graded}: {asked.reason}" if asked.reason else graded,
            differences=(_difference(work, goods),),
        ),
    )
    return _Way(proposed.writes, approval_id=proposed.approval_id)


async def _keep(work: Work, goods: _Goods, asked: DisposeReturn) -> _Way:
    """Change what the goods may be used for, and send somebody to put them away."""
    found = await resolve(work.reader, [_difference(work, goods)])
    check_there(found, {goods.item.id: goods.item})
    takings = [taking for one in found for taking in one.takings]
    becomes = BECOMES[asked.route]
    moves = [
        Move(
            taking.balance.key,
            replace(taking.balance.key, disposition=becomes),
            taking.quantity,
            goods.line.id,
        )
        for taking in takings
    ]
    task_ids, queued = await _put_away(work, goods, becomes)
    read = [taking.balance for taking in takings]
    return _Way((*queued, *still_as_read(read), *post(work, moves=moves)), task_ids=task_ids)


async def _put_away(
    work: Work, goods: _Goods, disposition: Disposition
) -> tuple[tuple[UUID, ...], Sequence[Write]]:
    seen = goods.seen
    queued = await queue_putaways(
        work,
        Arrival(
            goods=goods_of(goods.item, owner_id=seen.owner_id, disposition=disposition),
            location_id=seen.location_id,
            from_bin_id=goods.bench.id,
            document_kind="CustomerReturn",
            document_id=seen.id,
            document_number=seen.number,
            lines=((goods.line.id, goods.quantity),),
        ),
    )
    return queued.task_ids, queued.writes


def _refund(work: Work, goods: _Goods, owed: Owed, *, amount: int) -> tuple[Write, ...]:
    if not amount:
        return ()
    seen = goods.seen
    values = (
        derived_id(work.operation_id, "refund"), seen.id, goods.line.id, work.operation_id,
        owed.quantity, amount, seen.currency, work.now,
    )  # fmt: skip
    return (Write(Rank.DOCUMENT, f"return {seen.id} 2", sql.INSERT_REFUND, values),)
