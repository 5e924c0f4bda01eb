"""The ledger: goods move, never vanish, and no bound is ever passed."""

import asyncio
from dataclasses import dataclass
from uuid import UUID

import asyncpg
import pytest

from backend.kernel.command import command
from backend.kernel.ids import new_id
from backend.kernel.perform import Request, perform
from backend.kernel.plan import Plan
from backend.kernel.refusals import Busy, InvalidInput, OperationIdReused
from backend.kernel.work import Work
from backend.master.items import HOUSE_OWNER_ID
from backend.stock import reads
from backend.stock.changes import End, Level, Move, Open, Outcome
from backend.stock.keys import Disposition, Key, Place
from backend.stock.posting import post
from tests.world import counts

HISTORY = ("operation", "stock_entry", "stock_balance_change", "stock_reservation_log")


@dataclass(frozen=True, slots=True)
class Shift:
    source: UUID
    target: UUID
    item_id: UUID
    quantity: int
    location_id: UUID
    kind: str = "PICK_FACE"


@dataclass(frozen=True, slots=True)
class Shifted:
    quantity: int


def key(asked, bin_id):
    return Key(
        HOUSE_OWNER_ID,
        asked.item_id,
        Disposition.USABLE,
        Place(bin_id, asked.location_id, asked.kind),
    )


@command
async def shift(work: Work, asked: Shift) -> Plan[Shifted]:
    """Move goods between two bins, if the source has them free."""
    source, target = key(asked, asked.source), key(asked, asked.target)
    held = (await reads.balances_of_keys(work.reader, [source.id])).get(source.id)
    if held is None or held.free < asked.quantity:
        raise InvalidInput(field="quantity", problem=f"exceeds {held.free if held else 0}")
    return Plan(
        answer=Shifted(asked.quantity),
        writes=post(work, moves=[Move(source, target, asked.quantity)]),
        kind="MOVE",
        location_id=asked.location_id,
    )


@pytest.fixture
async def floor(world):
    here, there = await world.bin("A"), await world.bin("B")
    tea = await world.item()
    await world.stock(here, tea, 100)
    return world, here, there, tea


def asks(floor, quantity=1, **changes):
    world, here, there, tea = floor
    asked = {"source": here, "target": there, "item_id": tea, "quantity": quantity}
    return Shift(**(asked | changes), location_id=world.location_id)


async def test_goods_that_move_are_gone_here_and_stand_there(floor):
    world, here, there, tea = floor

    await world.do(shift, asks(floor, 30))

    assert (await world.on_hand(here, tea), await world.on_hand(there, tea)) == (70, 30)
    assert await world.available(tea) == 100
    await world.prove()


async def test_a_bin_that_holds_too_little_refuses_and_nothing_is_written(floor, owner):
    world, here, there, tea = floor
    before = await counts(owner, *HISTORY)

    refusal = await world.refused(shift, asks(floor, 101))

    assert refusal.facts == {"field": "quantity", "problem": "exceeds 100"}
    assert await counts(owner, *HISTORY) == before


async def test_the_same_operation_sent_again_is_answered_and_counts_once(floor):
    world, here, there, tea = floor
    operation_id = new_id()

    first = await world.do(shift, asks(floor, 5), operation_id=operation_id)
    again = await world.do(shift, asks(floor, 5), operation_id=operation_id)

    assert (first.replayed, again.replayed) == (False, True)
    assert (again.answer, again.cursor) == (first.answer, first.cursor)
    assert await world.on_hand(there, tea) == 5


async def test_one_id_for_two_inputs_is_refused(floor):
    world, here, there, tea = floor
    operation_id = new_id()
    await world.do(shift, asks(floor, 5), operation_id=operation_id)

    with pytest.raises(OperationIdReused):
        await world.do(shift, asks(floor, 6), operation_id=operation_id)

    assert await world.on_hand(there, tea) == 5


async def test_twenty_senders_of_one_operation_move_the_goods_once(floor):
    world, here, there, tea = floor
    operation_id = new_id()

    answers = await asyncio.gather(
        *(world.do(shift, asks(floor, 7), operation_id=operation_id) for _ in range(20))
    )

    assert sum(not answer.replayed for answer in answers) == 1
    assert await world.on_hand(there, tea) == 7


async def test_four_hundred_takers_of_a_hundred_units_get_a_hundred(floor):
    world, here, there, tea = floor

    async def take():
        while True:
            try:
                return await world.do(shift, asks(floor))
            except InvalidInput:
                return None
            except Busy:
                continue

    taken = await asyncio.gather(*(take() for _ in range(400)))

    assert sum(each is not None for each in taken) == 100
    assert (await world.on_hand(here, tea), await world.on_hand(there, tea)) == (0, 100)
    await world.prove()


async def test_movers_in_opposite_directions_never_lock_each_other_out(floor):
    world, here, there, tea = floor
    await world.stock(there, tea, 100)
    back = {"source": there, "target": here}

    await asyncio.gather(
        *(world.do(shift, asks(floor, 1, **(back if n % 2 else {}))) for n in range(100))
    )

    assert (await world.on_hand(here, tea), await world.on_hand(there, tea)) == (100, 100)
    await world.prove()


@dataclass(frozen=True, slots=True)
class Promise:
    asked: Shift
    level: Level
    demand_id: UUID


@command
async def promise(work: Work, asked: Promise) -> Plan[Shifted]:
    """Reserve goods, with no rule of its own: the database must hold the bound."""
    here = key(asked.asked, asked.asked.source)
    held = Open(
        asked.level,
        here.pool_id,
        asked.demand_id,
        asked.asked.quantity,
        None if asked.level is Level.SOFT else here.id,
    )
    return Plan(answer=Shifted(held.quantity), writes=post(work, opens=[held]), kind="RESERVE")


@command
async def give_up(work: Work, asked: Promise) -> Plan[Shifted]:
    """Void every open reservation of a demand."""
    held = await reads.reservations_of(work.reader, [asked.demand_id])
    ends = [End(reservation, Outcome.VOIDED) for reservation in held]
    return Plan(answer=Shifted(len(ends)), writes=post(work, ends=ends), kind="RESERVE")


@pytest.mark.parametrize("level", [Level.SOFT, Level.HARD])
async def test_promises_stop_at_what_is_there(floor, level):
    world, here, there, tea = floor
    await world.do(promise, Promise(asks(floor, 60), level, new_id()))

    with pytest.raises(Busy):
        await world.do(promise, Promise(asks(floor, 41), level, new_id()))

    assert await world.available(tea) == 40
    await world.prove()


async def test_what_is_given_up_can_be_promised_again(floor):
    world, here, there, tea = floor
    demand = new_id()
    await world.do(promise, Promise(asks(floor, 60), Level.HARD, demand))

    await world.do(give_up, Promise(asks(floor), Level.HARD, demand))

    assert (await world.available(tea), await world.reserved(here, tea)) == (100, 0)
    await world.prove()


async def test_a_true_loss_is_recorded_and_tells_that_too_much_was_promised(floor, owner):
    world, here, there, tea = floor
    await world.do(promise, Promise(asks(floor, 100), Level.SOFT, new_id()))
    dock = await world.bin("D", "DOCK")

    @command
    async def lose(work: Work, asked: Shift) -> Plan[Shifted]:
        gone = Key(
            HOUSE_OWNER_ID,
            tea,
            Disposition.USABLE,
            Place(asked.target, asked.location_id, "DOCK"),
        )
        moves = [Move(key(asked, here), gone, asked.quantity)]
        return Plan(answer=Shifted(1), writes=post(work, moves=moves), kind="MOVE")

    done = await world.do(lose, asks(floor, 30, target=dock))

    told = await owner.fetchrow(
        "SELECT name, body::text FROM outbox_event WHERE operation_id = $1",
        done.cursor.operation_id,
    )
    assert told["name"] == "PoolOverpromised"
    assert '"quantity": 30' in told["body"]
    await world.prove()


ATTACKS = {
    "an operation is rewritten": "UPDATE operation SET kind = 'MOVE'",
    "an operation is deleted": "DELETE FROM operation",
    "an entry is rewritten": "UPDATE stock_entry SET quantity = quantity + 1",
    "an entry is deleted": "DELETE FROM stock_entry",
    "a change is rewritten": "UPDATE stock_balance_change SET on_hand = 0",
    "a resolution is deleted": "DELETE FROM stock_reservation_log",
    "history is emptied": "TRUNCATE stock_entry",
    "a bin goes negative": "UPDATE stock_balance SET on_hand = -1",
    "more is reserved than there is": "UPDATE stock_balance SET reserved = on_hand + 1",
    "a pool promises what it lacks": "UPDATE stock_pool SET promised = supply + overpromised + 1",
    "an entry goes nowhere": (
        "INSERT INTO stock_entry (operation_id, from_key, to_key, quantity)"
        " SELECT operation_id, from_key, from_key, 1 FROM stock_entry LIMIT 1"
    ),
    "an entry moves nothing": (
        "INSERT INTO stock_entry (operation_id, from_key, to_key, quantity)"
        " SELECT operation_id, from_key, to_key, 0 FROM stock_entry LIMIT 1"
    ),
    "a key is named twice": (
        "INSERT INTO stock_key SELECT gen_random_uuid(), owner_id, item_id, lot_id, serial_id,"
        " disposition, bin_id, container_id, location_id, is_physical, is_promisable"
        " FROM stock_key LIMIT 1"
    ),
}


@pytest.mark.parametrize("attack", ATTACKS)
async def test_the_database_refuses_when(floor, attack, database, owner):
    world, *_ = floor
    await world.do(shift, asks(floor))

    async with database.session() as session:
        with pytest.raises(
            (asyncpg.InsufficientPrivilegeError, asyncpg.IntegrityConstraintViolationError)
        ):
            await session.execute(ATTACKS[attack])

    if "history" in attack or "rewritten" in attack or "deleted" in attack:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await owner.execute(ATTACKS[attack])
    await world.prove()


async def test_a_command_that_was_given_up_half_way_leaves_nothing(floor, owner):
    world, here, there, tea = floor
    before = await counts(owner, *HISTORY)
    request = Request(new_id(), world.worker)

    work = asyncio.ensure_future(perform(world.database, shift, asks(floor, 5), request))
    await asyncio.sleep(0)
    work.cancel()
    await asyncio.gather(work, return_exceptions=True)

    assert await counts(owner, *HISTORY) == before
    await world.prove()
