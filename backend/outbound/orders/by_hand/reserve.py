"""Reserve by hand: somebody keeps goods for what is no order, for a reason and maybe for a time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from backend.kernel.command import command
from backend.kernel.ids import derived_id
from backend.kernel.plan import Plan
from backend.kernel.refusals import InvalidInput, Refusal
from backend.kernel.work import Work
from backend.master.items import HOUSE_OWNER_ID, Item, item_of
from backend.master.lots import lot_of
from backend.master.owners import owner_named
from backend.master.permissions import Permission
from backend.master.places import Bin, bin_of, location_of
from backend.master.refs import ItemRef, LotRef, Ref
from backend.outbound.orders.parties import channel_of
from backend.outbound.orders.shares import Share, Shelf, split, total
from backend.stock.changes import Level, Open
from backend.stock.free import FreeBalance, free_stock
from backend.stock.keys import pool_id
from backend.stock.posting import post
from backend.stock.reads import pools_of_items
from backend.stock.shortage import NotEnoughOnHand


class NotEnoughToReserve(Refusal):
    """Asked by hand for more than can be promised."""

    code: ClassVar[str] = "NOT_ENOUGH_TO_RESERVE"
    sentence: ClassVar[str] = (
        "{available} of {item} can be promised here, and you asked for {quantity}; ask for fewer."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Reserve:
    """How many base units of what, where, for which channel, why, and until when.

    Without a bin it is a promise, and only that may run out. With one the goods there are meant, of
    the lot if one is named.
    """

    item: ItemRef
    location: Ref
    quantity: int
    reason: str
    bin: Ref | None = None
    lot: LotRef | None = None
    channel: Ref | None = None
    owner: Ref | None = None
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Reserved:
    """What the reservations are for; each bears it as its demand."""

    demand_id: UUID


@dataclass(frozen=True, slots=True)
class _Wanted:
    item: Item
    owner_id: UUID
    location_id: UUID
    shares: tuple[Share, ...]


@command
async def reserve(work: Work, asked: Reserve) -> Plan[Reserved]:
    """Keep goods back, out of the channel's pools in their order, as a line of an order would.

    Refused: NOT_ALLOWED, NOT_FOUND, INVALID_INPUT, NOT_ENOUGH_TO_RESERVE, NOT_ENOUGH_ON_HAND.
    """
    location = await location_of(work.reader, asked.location)
    work.allow(Permission.EDIT_ORDERS, location.id)
    _check(work, asked)
    wanted = await _wanted(work, asked, location.id)
    demand_id = derived_id(work.operation_id, "reserved by hand")
    opens = (
        await _in_bin(work, asked, wanted, demand_id)
        if asked.bin
        else [
            Open(Level.SOFT, share.pool_id, demand_id, share.units, expires_at=asked.expires_at)
            for share in wanted.shares
        ]
    )
    return Plan(
        answer=Reserved(demand_id),
        writes=post(work, opens=opens),
        kind="RESERVE",
        location_id=location.id,
        document_id=demand_id,
        reason=asked.reason.strip(),
    )


def _check(work: Work, asked: Reserve) -> None:
    if not asked.reason.strip():
        raise InvalidInput(field="reason", problem="is empty")
    if asked.quantity < 1:
        raise InvalidInput(field="quantity", problem="must be 1 or more")
    if asked.lot and not asked.bin:
        raise InvalidInput(field="lot", problem="is meant where a bin is named")
    if asked.expires_at and asked.bin:
        raise InvalidInput(field="expires_at", problem="is for promises, which name no bin")
    if asked.expires_at and asked.expires_at <= work.now:
        raise InvalidInput(field="expires_at", problem="is over")


async def _wanted(work: Work, asked: Reserve, location_id: UUID) -> _Wanted:
    item = await item_of(work.reader, asked.item)
    owner_id = await owner_named(work.reader, asked.owner) or HOUSE_OWNER_ID
    channel = await channel_of(work.reader, asked.channel) if asked.channel else None
    found = await pools_of_items(work.reader, [item.id], location_id=location_id, owner_id=owner_id)
    shelf = Shelf.of(pool_id(owner_id, item.id, location_id), found)
    shares = shelf.take(channel, asked.quantity)
    if total(shares) < asked.quantity:
        raise NotEnoughToReserve(available=total(shares), item=item.sku, quantity=asked.quantity)
    return _Wanted(item, owner_id, location_id, shares)


async def _in_bin(work: Work, asked: Reserve, wanted: _Wanted, demand_id: UUID) -> list[Open]:
    assert asked.bin is not None, "asked by the caller"
    bin_ = await bin_of(work.reader, asked.bin, location_id=wanted.location_id)
    lot = await lot_of(work.reader, wanted.item.id, asked.lot) if asked.lot else None
    free = await free_stock(
        work.reader,
        [wanted.item.id],
        location_id=wanted.location_id,
        owner_id=wanted.owner_id,
        at=work.now,
    )
    there = [
        held
        for held in free.get(wanted.item.id, [])
        if held.bin_id == bin_.id and held.is_good_for(0) and (not lot or held.lot_id == lot.id)
    ]
    _check_there(asked, wanted, bin_, there)
    return list(_allocated(there, wanted.shares, demand_id))


def _check_there(asked: Reserve, wanted: _Wanted, bin_: Bin, there: Sequence[FreeBalance]) -> None:
    free = sum(held.free for held in there)
    if free < asked.quantity:
        raise NotEnoughOnHand(
            bin=bin_.code,
            item=wanted.item.sku,
            on_hand=sum(held.on_hand for held in there),
            free=free,
            quantity=asked.quantity,
        )


def _allocated(
    there: Iterable[FreeBalance], shares: tuple[Share, ...], demand_id: UUID
) -> Iterable[Open]:
    """Allocate the shares of pools over what lies there, first to expire first."""
    left: Sequence[Share] = shares
    for held in there:
        mine, left = split(left, held.free)
        for share in mine:
            yield Open(Level.HARD, share.pool_id, demand_id, share.units, held.key_id)
