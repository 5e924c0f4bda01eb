"""Dispose a return: graded goods go back to stock, aside, or out; the refund becomes due."""

from dataclasses import dataclass
from uuid import UUID

from backend.inbound.putaway.queue_putaways import Arrival, queue_putaways
from backend.inbound.putaway.rules import Goods
from backend.kernel.command import command
from backend.kernel.ids import derived_id
from backend.kernel.plan import Event, Plan, Rank, Write
from backend.kernel.work import Work
from backend.master.items import Item, items_by_id
from backend.master.permissions import Permission
from backend.master.places import VirtualBin, bins_by_id
from backend.returns import sql
from backend.returns.document import CustomerReturn, ReturnLine, return_line_of, set_status
from backend.returns.rules import BECOMES, ReturnRoute, ReturnStatus, check_route
from backend.stock.changes import Move
from backend.stock.keys import Disposition, Key
from backend.stock.posting import post
from backend.stock.where import counterparty, place_of


@dataclass(frozen=True, slots=True, kw_only=True)
class DisposeReturn:
    """So many base units of a graded line go this way."""

    line_id: UUID
    quantity: int
    route: ReturnRoute
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class ReturnDisposed:
    """The line, the putaway tasks that it made, and what is due to the customer."""

    line_id: UUID
    task_ids: tuple[UUID, ...]
    refund_minor: int


@command
async def dispose_return(work: Work, asked: DisposeReturn) -> Plan[ReturnDisposed]:
    """Put goods to use again where their grade permits it, and make the refund due.

    Refused: NOT_ALLOWED, NOT_FOUND, NOT_GRADED, ROUTE_NOT_ALLOWED, QUANTITY_TOO_LARGE_FOR_RETURN.
    """
    seen, line = await return_line_of(work.reader, asked.line_id)
    work.allow(Permission.INSPECT_RETURN, seen.location_id)
    check_route(line.grade, asked.route, quantity=asked.quantity, left=line.left)
    move = await _move(work, seen, line, asked)
    item = (await items_by_id(work.reader, [line.item_id]))[line.item_id]
    task_ids, queued = await _put_away(work, seen, line, move, item)
    amount = (line.unit_price_minor or 0) * asked.quantity
    facts = {"return_id": seen.id, "line_id": line.id, "route": asked.route.value}
    due = {"return_id": seen.id, "amount_minor": amount, "currency": seen.currency}
    return Plan(
        answer=ReturnDisposed(line.id, task_ids, amount),
        writes=(
            set_status(work, seen, ReturnStatus.REFUND_DUE),
            Write(
                Rank.DOCUMENT,
                f"return {seen.id} 1",
                sql.DISPOSE_LINE,
                (line.id, line.version, asked.quantity, work.now),
            ),
            _refund(work, seen, line, quantity=asked.quantity, amount=amount),
            *queued,
            *post(work, moves=[move]),
        ),
        kind="DISPOSE",
        location_id=seen.location_id,
        document_id=seen.id,
        reason=asked.reason,
        events=(Event("ReturnDisposed", facts), Event("RefundDue", due)),
    )


async def _move(work: Work, seen: CustomerReturn, line: ReturnLine, asked: DisposeReturn) -> Move:
    assert line.bin_id, "what was received stands somewhere"
    bench = place_of((await bins_by_id(work.reader, [line.bin_id]))[line.bin_id])
    source = Key(seen.owner_id, line.item_id, Disposition.RETURN_PENDING, bench)
    if asked.route is ReturnRoute.SCRAP:
        scrap = counterparty(seen.location_id, VirtualBin.SCRAP)
        target = Key(seen.owner_id, line.item_id, Disposition.RETURN_PENDING, scrap)
    else:
        target = Key(seen.owner_id, line.item_id, BECOMES[asked.route], bench)
    return Move(source, target, asked.quantity, line.id)


async def _put_away(
    work: Work, seen: CustomerReturn, line: ReturnLine, move: Move, item: Item
) -> tuple[tuple[UUID, ...], tuple[Write, ...]]:
    if not move.target.place.is_physical:
        return (), ()
    sizes = (item.length_mm, item.width_mm, item.height_mm)
    queued = await queue_putaways(
        work,
        Arrival(
            goods=Goods(
                item_id=item.id,
                owner_id=seen.owner_id,
                disposition=move.target.disposition,
                weight_g=item.weight_g,
                volume_mm3=sizes[0] * sizes[1] * sizes[2]
                if sizes[0] and sizes[1] and sizes[2]
                else None,
                height_mm=item.height_mm,
            ),
            location_id=seen.location_id,
            from_bin_id=move.target.place.bin_id,
            document_kind="CustomerReturn",
            document_id=seen.id,
            document_number=seen.number,
            lines=((line.id, move.quantity),),
        ),
    )
    return queued.task_ids, queued.writes


def _refund(
    work: Work, seen: CustomerReturn, line: ReturnLine, *, quantity: int, amount: int
) -> Write:
    values = (
        derived_id(work.operation_id, "refund"), seen.id, line.id, work.operation_id, quantity,
        amount, seen.currency, work.now,
    )  # fmt: skip
    return Write(Rank.DOCUMENT, f"return {seen.id} 2", sql.INSERT_REFUND, values)
