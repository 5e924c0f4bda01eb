"""I6 and I12 attacked with raw SQL as the application's own role: the database holds both."""

import asyncpg
import pytest

from backend.kernel.ids import new_id
from backend.master.items import HOUSE_OWNER_ID
from backend.stock.keys import Disposition, Key, Place

NAME = (
    "INSERT INTO stock_key (id, owner_id, item_id, lot_id, serial_id, disposition, bin_id,"
    " container_id, location_id, is_physical, is_promisable)"
    " VALUES ($1, $2, $3, $4, $5, 'USABLE', $6, NULL, $7, true, true)"
)
STAND = "INSERT INTO stock_balance (key_id, on_hand, reserved, version) VALUES ($1, 0, 0, 0)"
PUT = "UPDATE stock_balance SET on_hand = $2, version = version + 1 WHERE key_id = $1"
SWAP = (
    "UPDATE stock_balance SET on_hand = 1 - on_hand, version = version + 1 WHERE key_id IN ($1, $2)"
)


@pytest.fixture
async def attacker(urls):
    connection = await asyncpg.connect(urls.app)
    yield connection
    await connection.close()


async def a_lot(world, item_id, number="L1", expires_on=None):
    return await world.owner.fetchval(
        "INSERT INTO lot (id, item_id, number, expires_on) VALUES ($1, $2, $3, $4) RETURNING id",
        new_id(), item_id, number, expires_on,
    )  # fmt: skip


async def a_serial(world, item_id, number="S1", lot_id=None):
    return await world.owner.fetchval(
        "INSERT INTO serial (id, item_id, number, lot_id) VALUES ($1, $2, $3, $4) RETURNING id",
        new_id(), item_id, number, lot_id,
    )  # fmt: skip


async def name(attacker, world, item_id, bin_id, *, lot_id=None, serial_id=None):
    place = Place(bin_id, world.location_id, world.kinds[bin_id])
    key = Key(
        HOUSE_OWNER_ID, item_id, Disposition.USABLE, place, lot_id=lot_id, serial_id=serial_id
    )
    await attacker.execute(
        NAME, key.id, HOUSE_OWNER_ID, item_id, lot_id, serial_id, bin_id, world.location_id
    )
    return key.id


async def test_a_serial_is_never_two(world, attacker):
    phone, shelf = await world.item(tracking="SERIAL"), await world.bin("A")
    key_id = await name(attacker, world, phone, shelf, serial_id=await a_serial(world, phone))
    await attacker.execute(STAND, key_id)

    with pytest.raises(asyncpg.CheckViolationError, match="stock_serial_is_one"):
        await attacker.execute(PUT, key_id, 2)
    await attacker.execute(
        "UPDATE stock_balance SET serial_id = NULL, version = version + 1 WHERE key_id = $1", key_id
    )
    with pytest.raises(asyncpg.CheckViolationError, match="stock_serial_is_one"):
        await attacker.execute(PUT, key_id, 2)


async def test_a_serial_stands_at_one_key(world, attacker):
    phone = await world.item(tracking="SERIAL")
    serial = await a_serial(world, phone)
    here, there = await world.bin("A"), await world.bin("B")
    first = await name(attacker, world, phone, here, serial_id=serial)
    second = await name(attacker, world, phone, there, serial_id=serial)
    await attacker.execute(STAND, first)
    await attacker.execute(STAND, second)
    await attacker.execute(PUT, first, 1)

    with pytest.raises(asyncpg.ExclusionViolationError, match="stock_serial_stands_once"):
        await attacker.execute(PUT, second, 1)

    await attacker.execute(SWAP, first, second)
    standing = "SELECT key_id FROM stock_balance WHERE stands_serial = $1"
    assert await world.owner.fetchval(standing, serial) == second


async def test_no_goods_stand_without_what_their_item_demands(world, attacker):
    shelf = await world.bin("A")
    tea = await world.item("TEA", tracking="LOT")
    phone = await world.item("PHONE", tracking="SERIAL")
    pump = await world.item("PUMP", tracking="LOT_AND_SERIAL")
    milk = await world.item("MILK", tracking="LOT", needs_expiry=True)
    pumps, undated = await a_lot(world, pump), await a_lot(world, milk)
    alone = await a_serial(world, pump)

    for item_id, told, problem in (
        (tea, {}, "needs its lot"),
        (phone, {}, "needs its serial"),
        (pump, {"lot_id": pumps}, "needs its serial"),
        (pump, {"lot_id": pumps, "serial_id": alone}, "stays in its lot"),
        (milk, {"lot_id": undated}, "needs its expiry date"),
    ):
        with pytest.raises(asyncpg.CheckViolationError, match=problem):
            await name(attacker, world, item_id, shelf, **told)


async def test_a_key_names_only_lots_and_serials_of_its_own_item(world, attacker):
    shelf = await world.bin("A")
    tea, cake = await world.item("TEA", tracking="LOT"), await world.item("CAKE", tracking="LOT")
    of_tea, of_cake = await a_lot(world, tea, "2026-07"), await a_lot(world, cake, "2026-07")
    assert of_tea != of_cake

    with pytest.raises(asyncpg.ForeignKeyViolationError):
        await name(attacker, world, tea, shelf, lot_id=of_cake)

    key_id = await name(attacker, world, tea, shelf, lot_id=of_tea)
    with pytest.raises(asyncpg.CheckViolationError, match="an address never changes"):
        await attacker.execute("UPDATE stock_key SET lot_id = NULL WHERE id = $1", key_id)


async def test_a_lot_stays_of_its_item_and_keeps_the_date_that_is_demanded(world, attacker):
    milk = await world.item(tracking="LOT", needs_expiry=True)
    lot_id = await world.owner.fetchval(
        "INSERT INTO lot (id, item_id, number, expires_on) VALUES ($1, $2, 'L1', '2027-01-31')"
        " RETURNING id", new_id(), milk,
    )  # fmt: skip
    other = await world.item("CAKE", tracking="LOT")

    for change in (f"item_id = '{other}'", "number = 'L2'", "expires_on = NULL"):
        with pytest.raises(asyncpg.CheckViolationError):
            await attacker.execute(f"UPDATE lot SET {change} WHERE id = $1", lot_id)
