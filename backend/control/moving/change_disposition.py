"""Change a disposition: goods stay where they are, but what they may be used for changes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from backend.control.differences import loose_balances
from backend.control.displacing import displaced_by
from backend.control.finding import bin_meant
from backend.control.lots.still_good import check_still_good
from backend.control.moving.rules import permission_to_change
from backend.control.spreading import Taking, take
from backend.control.whose import of_one_owner
from backend.kernel.command import command
from backend.kernel.plan import Plan
from backend.kernel.refusals import InvalidInput
from backend.kernel.work import Work
from backend.master.items import Item, item_of
from backend.master.owners import owner_named
from backend.master.places import Bin
from backend.master.refs import ItemRef, LotRef, Ref
from backend.stock.changes import Move
from backend.stock.freed import freed_at
from backend.stock.keys import Disposition
from backend.stock.posting import post
from backend.stock.reads import Balance
from backend.stock.seen import still_as_read
from backend.stock.shortage import NotEnoughOnHand
from backend.stock.told_apart import check_told, told_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeDisposition:
    """So many base units in a bin are no longer `source` but `target`, and why."""

    item: ItemRef
    bin: Ref
    quantity: int
    source: Disposition
    target: Disposition
    reason: str
    lot: LotRef | None = None
    serials: tuple[str, ...] = ()
    owner: Ref | None = None
    location: Ref | None = None


@dataclass(frozen=True, slots=True)
class DispositionChanged:
    """How much changed."""

    quantity: int


@command
async def change_disposition(work: Work, asked: ChangeDisposition) -> Plan[DispositionChanged]:
    """Post goods from one condition to another, in the same bin.

    Goods that are allocated and found bad displace their allocations, and a case is opened.
    Refused: DISPOSITION_CHANGE_ILLEGAL, NOT_ALLOWED, NOT_FOUND, NOT_ENOUGH_ON_HAND, INVALID_INPUT,
    OWNER_REQUIRED.
    """
    permission = permission_to_change(asked.source, asked.target)
    _check(asked)
    item = await item_of(work.reader, asked.item)
    bin_ = await bin_meant(work, asked.bin, location=asked.location)
    work.allow(permission, bin_.location_id)
    lying = await _meant(work, asked, item, bin_)
    takings = _take(asked, item, bin_, lying)
    await check_still_good(
        work,
        [taking.balance.lot_id for taking in takings],
        into=asked.target,
        location_id=bin_.location_id,
    )
    displacement = await displaced_by(work, takings, lost_to_pool=takings)
    moves = [_move(taking, asked.target) for taking in takings]
    posting = post(work, moves=moves, opens=displacement.opens, ends=displacement.ends)
    return Plan(
        answer=DispositionChanged(asked.quantity),
        writes=(*still_as_read(lying), *posting, *displacement.writes),
        events=(*displacement.events, *freed_at(move.target for move in moves)),
        kind="DISPOSE",
        location_id=bin_.location_id,
        reason=asked.reason.strip(),
        outcome="APPLIED_WITH_CASE" if displacement.ends else "APPLIED",
    )


async def _meant(work: Work, asked: ChangeDisposition, item: Item, bin_: Bin) -> list[Balance]:
    lying = (
        held
        for held in await loose_balances(work.reader, bin_.id)
        if held.item_id == item.id and held.disposition == asked.source
    )
    owner_id = await owner_named(work.reader, asked.owner)
    alike = of_one_owner(lying, owner_id, bin_code=bin_.code, sku=item.sku)
    told = await told_of(work.reader, item, lot=asked.lot, serials=asked.serials)
    check_told(item, told, alike, quantity=asked.quantity)
    return [held for held in alike if told.fits(held)]


def _check(asked: ChangeDisposition) -> None:
    if not asked.reason.strip():
        raise InvalidInput(field="reason", problem="is empty")
    if asked.quantity < 1:
        raise InvalidInput(field="quantity", problem="must be 1 or more")


def _take(
    asked: ChangeDisposition, item: Item, bin_: Bin, lying: Sequence[Balance]
) -> tuple[Taking, ...]:
    takings, missing = take(lying, asked.quantity)
    if missing:
        raise NotEnoughOnHand(
            bin=bin_.code,
            item=item.sku,
            on_hand=sum(held.on_hand for held in lying),
            free=sum(held.free for held in lying),
            quantity=asked.quantity,
        )
    return takings


def _move(taking: Taking, target: Disposition) -> Move:
    key = taking.balance.key
    return Move(key, replace(key, disposition=target), taking.quantity)
