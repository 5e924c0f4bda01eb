"""Move stock: a worker took goods out of a bin or container and put them into another."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from backend.control.displacing import Displacement, displaced_by
from backend.control.finding import check_goods_enter, lying_in, place_meant
from backend.control.moving.room import check_room
from backend.control.moving.rules import is_late
from backend.control.spreading import Taking, take
from backend.control.whose import of_one_owner
from backend.kernel.command import command
from backend.kernel.ids import derived_id
from backend.kernel.plan import Plan, Write
from backend.kernel.refusals import InvalidInput
from backend.kernel.work import Work
from backend.master.items import HOUSE_OWNER_ID, Item, item_of
from backend.master.lots import register_unknown_lot
from backend.master.owners import owner_named
from backend.master.permissions import Permission
from backend.master.places import Bin, VirtualBin
from backend.master.refs import ItemRef, LotRef, Ref
from backend.stock.changes import Move
from backend.stock.containers import Container
from backend.stock.freed import freed_at
from backend.stock.keys import Disposition, Key, Place
from backend.stock.posting import post
from backend.stock.reads import Balance
from backend.stock.seen import still_as_read
from backend.stock.shortage import NotEnoughOnHand
from backend.stock.told_apart import Told, check_told, lot_of_missing, told_of
from backend.stock.where import counterparty, place_of
from backend.tasks.case import CaseKind, NewCase, Severity, open_case
from backend.tasks.claim import check_claim, check_open
from backend.tasks.room.spaces import goods_of
from backend.tasks.scans import BinBlocked, PackMismatch, WrongBin
from backend.tasks.task import TaskStatus, advance_task, task_of


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveStock:
    """A fact from the floor: so many base units went from one bin or container into another."""

    item: ItemRef
    source: Ref
    target: Ref
    quantity: int
    lot: LotRef | None = None
    serials: tuple[str, ...] = ()
    disposition: Disposition = Disposition.USABLE
    owner: Ref | None = None
    location: Ref | None = None
    task_id: UUID | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class StockMoved:
    """How much moved; `unexplained` of it the book did not have."""

    quantity: int
    unexplained: int
    task_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Moving:
    item: Item
    owner_id: UUID
    source: Bin
    target: Bin
    into: Container | None
    out_of: Container | None
    quantity: int
    disposition: Disposition
    told: Told
    lying: tuple[Balance, ...]
    takings: tuple[Taking, ...]
    missing: int

    @property
    def short(self) -> int:
        """How much of it is not there, or is there for somebody else."""
        return self.missing + sum(taking.displaces for taking in self.takings)


@command
async def move_stock(work: Work, asked: MoveStock) -> Plan[StockMoved]:
    """Move free goods; what is allocated to an order stays where its picker will look.

    A fact that a device tells late is recorded even so: goods that the book does not have come out
    of UNEXPLAINED, allocations that lost their goods are displaced, and a case is opened.
    Refused: NOT_FOUND, NOT_ALLOWED, NOT_ENOUGH_ON_HAND, BIN_BLOCKED, BIN_MIXING, BIN_FULL,
    PACK_MISMATCH, WRONG_BIN, TASK_TAKEN, INVALID_INPUT, LOT_REQUIRED, SERIAL_REQUIRED,
    SERIAL_ELSEWHERE, OWNER_REQUIRED, and for containers CONTAINER_CLOSED, OWNER_MIXED,
    WRONG_CONTAINER, NOT_IN_THIS_STATE.
    """
    moving = await _moving(work, asked)
    work.allow(Permission.MOVE_STOCK, moving.source.location_id)
    done = await _task(work, asked, moving)
    if is_late(occurred_at=work.occurred_at, now=work.now, device_id=work.device_id):
        return await _record(work, moving, asked, done)
    if not moving.source.gives_goods:
        raise BinBlocked(bin=moving.source.code, suggestion="another bin")
    if moving.short:
        raise NotEnoughOnHand(
            bin=moving.source.code,
            item=moving.item.sku,
            on_hand=sum(held.on_hand for held in moving.lying),
            free=sum(held.free for held in moving.lying),
            quantity=moving.quantity,
        )
    room = await _room(work, moving)
    return _plan(work, moving, asked, (*done, *room), Displacement())


async def _room(work: Work, moving: _Moving) -> tuple[Write, ...]:
    """Take the room that the goods need; those that stay in their bin have it already."""
    if moving.source.id == moving.target.id:
        return ()
    lots = [
        goods_of(
            moving.item, owner_id=moving.owner_id, disposition=moving.disposition, lot_id=lot_id
        )
        for lot_id in {taking.balance.lot_id for taking in moving.takings}
    ]
    room = await check_room(work.reader, moving.target, lots, quantity=moving.quantity)
    return (room,)


async def _record(
    work: Work, moving: _Moving, asked: MoveStock, done: tuple[Write, ...]
) -> Plan[StockMoved]:
    """Write down what has happened, whatever the book says of it."""
    leaves_pool = not _at(moving, moving.takings[0]).is_promisable if moving.takings else False
    displacement = await displaced_by(
        work, moving.takings, lost_to_pool=moving.takings if leaves_pool else ()
    )
    plan = _plan(work, moving, asked, (*done, *displacement.writes), displacement)
    if not moving.short:
        return plan
    case = open_case(work, _case(work, moving))
    return replace(plan, writes=(*plan.writes, case), outcome="APPLIED_WITH_CASE")


def _plan(
    work: Work,
    moving: _Moving,
    asked: MoveStock,
    writes: tuple[Write, ...],
    displacement: Displacement,
) -> Plan[StockMoved]:
    moves = tuple(_moves(moving))
    posting = post(work, moves=moves, opens=displacement.opens, ends=displacement.ends)
    freed = (move.target for move in moves if not move.source.is_promisable)
    return Plan(
        answer=StockMoved(moving.quantity, moving.missing, asked.task_id),
        writes=(*writes, *_unread(moving), *still_as_read(moving.lying), *posting),
        events=(*displacement.events, *freed_at(freed)),
        kind="MOVE",
        location_id=moving.source.location_id,
        reason=asked.reason,
    )


async def _moving(work: Work, asked: MoveStock) -> _Moving:
    if asked.quantity < 1:
        raise InvalidInput(field="quantity", problem="must be 1 or more")
    item = await item_of(work.reader, asked.item)
    if asked.quantity % item.units:
        raise PackMismatch(quantity=asked.quantity, units=item.units)
    source = await place_meant(work, asked.source, location=asked.location)
    target = await place_meant(work, asked.target, location=Ref(id=source.bin.location_id))
    if target == source:
        raise InvalidInput(field="to", problem="is the bin that the goods came from")
    owner_id = await owner_named(work.reader, asked.owner)
    alike = of_one_owner(
        _alike(await lying_in(work.reader, source), item, asked.disposition),
        owner_id,
        bin_code=source.code,
        sku=item.sku,
    )
    await check_goods_enter(work.reader, alike, target)
    told = await told_of(work.reader, item, lot=asked.lot, serials=asked.serials)
    check_told(item, told, alike, quantity=asked.quantity)
    lying = tuple(held for held in alike if told.fits(held))
    takings, missing = take(lying, asked.quantity)
    return _Moving(
        item=item,
        owner_id=owner_id or (alike[0].owner_id if alike else HOUSE_OWNER_ID),
        source=source.bin,
        target=target.bin,
        into=target.within,
        out_of=source.within,
        quantity=asked.quantity,
        disposition=asked.disposition,
        told=told,
        lying=lying,
        takings=takings,
        missing=missing,
    )


def _alike(lying: Iterable[Balance], item: Item, disposition: Disposition) -> Iterable[Balance]:
    return (held for held in lying if held.item_id == item.id and held.disposition == disposition)


async def _task(work: Work, asked: MoveStock, moving: _Moving) -> tuple[Write, ...]:
    """Count the move on its task, if it is of one."""
    if asked.task_id is None:
        return ()
    task = await task_of(work.reader, asked.task_id)
    check_open(task)
    check_claim(task, work, fence=None)
    if task.from_bin_id not in {None, moving.source.id}:
        raise WrongBin(scanned=moving.source.code, wanted=task.document_number or "the task's bin")
    left = task.remaining - moving.quantity
    status = TaskStatus.IN_PROGRESS if left > 0 else TaskStatus.DONE
    return (advance_task(work, task, done=moving.quantity, status=status),)


def _moves(moving: _Moving) -> Sequence[Move]:
    moves = [
        Move(taking.balance.key, _at(moving, taking), taking.quantity) for taking in moving.takings
    ]
    if moving.missing:
        place = place_of(moving.target)
        nowhere = counterparty(place.location_id, VirtualBin.UNEXPLAINED)
        found = replace(_missing(moving, place), container_id=_box(moving.into))
        moves.append(Move(_missing(moving, nowhere), found, moving.missing))
    return moves


def _box(container: Container | None) -> UUID | None:
    return container.id if container else None


def _at(moving: _Moving, taking: Taking) -> Key:
    return replace(
        taking.balance.key, place=place_of(moving.target), container_id=_box(moving.into)
    )


def _unread(moving: _Moving) -> tuple[Write, ...]:
    is_unread = moving.missing and lot_of_missing(moving.item, moving.told) != moving.told.lot_id
    return (register_unknown_lot(moving.item.id),) if is_unread else ()


def _missing(moving: _Moving, place: Place) -> Key:
    lot_id = lot_of_missing(moving.item, moving.told)
    return Key(moving.owner_id, moving.item.id, moving.disposition, place, lot_id=lot_id)


def _case(work: Work, moving: _Moving) -> NewCase:
    return NewCase(
        id=derived_id(work.operation_id, "conflict"),
        kind=CaseKind.OFFLINE_CONFLICT,
        severity=Severity.WARNING,
        title=f"{moving.short} more of {moving.item.sku} left {moving.source.code} than were free",
        location_id=moving.source.location_id,
        bin_id=moving.source.id,
        item_id=moving.item.id,
        facts={
            "sku": moving.item.sku,
            "moved": moving.quantity,
            "unexplained": moving.missing,
            "from": moving.source.code,
            "to": moving.target.code,
        },
    )
