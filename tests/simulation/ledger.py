"""Commands that do all that can be done to stock, each with the plainest rule it can have."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from backend.kernel.command import command
from backend.kernel.plan import Plan
from backend.kernel.refusals import InvalidInput
from backend.kernel.work import Work
from backend.master.items import HOUSE_OWNER_ID
from backend.master.places import VirtualBin
from backend.stock import reads
from backend.stock.allocations import Allocation, allocations_of
from backend.stock.changes import End, Level, Move, Open, Outcome, Reservation
from backend.stock.free import free_stock
from backend.stock.keys import Disposition, Key, Place, pool_id
from backend.stock.posting import post
from backend.stock.where import counterparty


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What somebody wants: names are resolved by the floor that asks."""

    location_id: UUID
    item_id: UUID
    bin_id: UUID
    kind: str
    quantity: int = 0
    target_id: UUID | None = None
    target_kind: str = ""
    demand_id: UUID | None = None
    lot_id: UUID | None = None
    channel_id: UUID | None = None
    ends_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Stepped:
    quantity: int


def _key(asked: Step, bin_id: UUID, kind: str) -> Key:
    place = Place(bin_id, asked.location_id, kind)
    return Key(HOUSE_OWNER_ID, asked.item_id, Disposition.USABLE, place, lot_id=asked.lot_id)


def _here(asked: Step) -> Key:
    return _key(asked, asked.bin_id, asked.kind)


def _there(asked: Step) -> Key:
    assert asked.target_id is not None
    return _key(asked, asked.target_id, asked.target_kind)


def _outside(asked: Step, kind: VirtualBin) -> Key:
    place = counterparty(asked.location_id, kind)
    return replace(_here(asked), place=place)


async def _free(work: Work, key: Key) -> int:
    held = (await reads.balances_of_keys(work.reader, [key.id])).get(key.id)
    return held.free if held else 0


async def _held(work: Work, asked: Step, level: Level) -> Reservation:
    assert asked.demand_id is not None
    for held in await reads.reservations_of(work.reader, [asked.demand_id]):
        if held.level == level:
            return held
    raise _no("is not reserved")


def _no(problem: str) -> InvalidInput:
    return InvalidInput(field="step", problem=problem)


def _plan(work: Work, kind: str, quantity: int, **changes) -> Plan[Stepped]:
    return Plan(answer=Stepped(quantity), writes=post(work, **changes), kind=kind)


@command
async def sim_receive(work: Work, asked: Step) -> Plan[Stepped]:
    """Goods come in."""
    moves = [Move(_outside(asked, VirtualBin.SUPPLIER), _here(asked), asked.quantity)]
    return _plan(work, "RECEIVE", asked.quantity, moves=moves)


@command
async def sim_move(work: Work, asked: Step) -> Plan[Stepped]:
    """Free goods go to another bin."""
    if await _free(work, _here(asked)) < asked.quantity:
        raise _no("too little is free")
    moves = [Move(_here(asked), _there(asked), asked.quantity)]
    return _plan(work, "MOVE", asked.quantity, moves=moves)


@command
async def sim_promise(work: Work, asked: Step) -> Plan[Stepped]:
    """Promise goods to a demand, never beyond the pool."""
    segment = str(asked.channel_id) if asked.channel_id else "DEFAULT"
    pool = pool_id(HOUSE_OWNER_ID, asked.item_id, asked.location_id, segment)
    found = (await reads.pools(work.reader, [pool])).get(pool)
    if found is None or found.available < asked.quantity:
        raise _no("too little can be promised")
    assert asked.demand_id is not None
    opens = [
        Open(Level.SOFT, pool, asked.demand_id, asked.quantity, expires_at=asked.ends_at),
    ]
    return _plan(work, "RESERVE", asked.quantity, opens=opens)


@command
async def sim_allocate(work: Work, asked: Step) -> Plan[Stepped]:
    """Choose the goods that a promise is kept with: first to expire, and not past its date."""
    soft = await _held(work, asked, Level.SOFT)
    lying = await free_stock(
        work.reader, [asked.item_id], location_id=asked.location_id, owner_id=HOUSE_OWNER_ID,
        at=work.now,
    )  # fmt: skip
    for held in lying.get(asked.item_id, []):
        if held.bin_id == asked.bin_id and held.free >= soft.quantity and held.is_good_for(0):
            opens = [Open(Level.HARD, soft.pool_id, soft.demand_id, soft.quantity, held.key_id)]
            ends = [End(soft, Outcome.VOIDED)]
            return _plan(work, "RESERVE", soft.quantity, opens=opens, ends=ends)
    raise _no("too little is free")


async def _allocated(work: Work, asked: Step, level: Level) -> Allocation:
    assert asked.demand_id is not None
    for held in await allocations_of(work.reader, [asked.demand_id]):
        if held.level == level:
            return held
    raise _no("is not allocated")


@command
async def sim_pick(work: Work, asked: Step) -> Plan[Stepped]:
    """Take what was allocated in this bin to the cart."""
    held = await _allocated(work, asked, Level.HARD)
    if held.bin_id != asked.bin_id:
        raise _no("is allocated elsewhere")
    cart = replace(held.key, place=_there(asked).place)
    return _plan(
        work,
        "PICK",
        held.quantity,
        moves=[Move(held.key, cart, held.quantity)],
        opens=[Open(Level.PICK, held.pool_id, held.demand_id, held.quantity, cart.id)],
        ends=[End(held.reservation, Outcome.POSTED)],
    )


@command
async def sim_ship(work: Work, asked: Step) -> Plan[Stepped]:
    """Let what was picked leave the house."""
    held = await _allocated(work, asked, Level.PICK)
    away = replace(held.key, place=counterparty(asked.location_id, VirtualBin.CUSTOMER))
    moves = [Move(held.key, away, held.quantity)]
    ends = [End(held.reservation, Outcome.POSTED)]
    return _plan(work, "SHIP", held.quantity, moves=moves, ends=ends)


@command
async def sim_run_out(work: Work, asked: Step) -> Plan[Stepped]:
    """Let a promise end whose time is over."""
    soft = await _held(work, asked, Level.SOFT)
    if soft.expires_at is None or soft.expires_at > work.now:
        raise _no("is not over")
    return _plan(work, "RESERVE", soft.quantity, ends=[End(soft, Outcome.EXPIRED)])


@command
async def sim_turn(work: Work, asked: Step) -> Plan[Stepped]:
    """Set apart what is free of a lot whose date is over."""
    here = _here(asked)
    units = await _free(work, here)
    if units <= 0:
        raise _no("nothing is free")
    moves = [Move(here, replace(here, disposition=Disposition.EXPIRED), units)]
    return _plan(work, "DISPOSE", units, moves=moves)


@command
async def sim_give_up(work: Work, asked: Step) -> Plan[Stepped]:
    """Void what a demand holds, at whatever level."""
    assert asked.demand_id is not None
    held = await reads.reservations_of(work.reader, [asked.demand_id])
    if not held:
        raise _no("is not reserved")
    ends = [End(each, Outcome.VOIDED) for each in held]
    return _plan(work, "RESERVE", sum(each.quantity for each in held), ends=ends)


@command
async def sim_lose(work: Work, asked: Step) -> Plan[Stepped]:
    """Write goods off that are there; what was allocated of them is displaced, youngest first."""
    here = _here(asked)
    held = (await reads.balances_of_keys(work.reader, [here.id])).get(here.id)
    if held is None or held.on_hand < asked.quantity:
        raise _no("is not there")
    displaced, missing = [], asked.quantity - held.free
    for each in await reads.reservations_on(work.reader, here.id):
        if missing > 0:
            displaced.append(End(each, Outcome.VOIDED))
            missing -= each.quantity
    moves = [Move(here, _outside(asked, VirtualBin.LOSS), asked.quantity)]
    return _plan(work, "WRITE_OFF", asked.quantity, moves=moves, ends=displaced)


COMMANDS = {
    "receive": sim_receive,
    "move": sim_move,
    "promise": sim_promise,
    "allocate": sim_allocate,
    "pick": sim_pick,
    "ship": sim_ship,
    "give up": sim_give_up,
    "lose": sim_lose,
    "run out": sim_run_out,
    "turn": sim_turn,
}
