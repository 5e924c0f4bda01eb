"""The bounds of balances, reservations and pools, met exactly, passed by one, and read back."""

import asyncpg

from backend.kernel.command import command
from backend.kernel.ids import new_id
from backend.kernel.plan import Plan, Write
from backend.kernel.work import Work
from backend.master.items import HOUSE_OWNER_ID
from backend.master.places import VirtualBin
from backend.stock import reads, sql
from backend.stock.allocations import allocations_in, allocations_of
from backend.stock.changes import End, Level, Move, Open, Outcome, Reservation
from backend.stock.containers import (
    ContainerStatus,
    container,
    container_of_code,
    containers_of_ids,
    place_container,
    register_container,
)  # fmt: skip
from backend.stock.posting import post
from tests.ledger.shelf import many, shelf

__all__ = ["shelf"]


async def test_all_that_is_free_may_go_and_not_one_more(shelf):
    await shelf.reserves(Level.HARD, 3)

    await shelf.fails(moves=[Move(shelf.key(), shelf.outside(), 8)])
    await shelf.posts(moves=[Move(shelf.key(), shelf.outside(), 7)])

    assert await shelf.balance() == (3, 3, 3)
    assert await shelf.pool() == (3, 3, 0, 0)
    await shelf.world.prove()


async def test_all_that_stands_there_may_be_reserved_and_not_one_more(shelf):
    await shelf.reserves(Level.HARD, 4)
    await shelf.fails(opens=[Open(Level.HARD, shelf.key().pool_id, new_id(), 7, shelf.key().id)])
    await shelf.reserves(Level.HARD, 6)

    assert await shelf.balance() == (10, 10, 3)
    assert await shelf.pool() == (10, 10, 0, 0)


async def test_no_more_is_given_back_than_is_reserved(shelf):
    held = await shelf.reserves(Level.HARD, 4)
    await shelf.reserves(Level.SOFT, 5)
    twice = Reservation(held.id, held.level, held.pool_id, held.key_id, held.demand_id, 5)

    await shelf.fails(ends=[End(twice, Outcome.VOIDED)])

    assert await shelf.balance() == (10, 4, 2)


async def test_goods_that_are_not_there_cannot_go(shelf):
    nowhere = shelf.key(item=await shelf.world.item("CAKE"))

    await shelf.fails(moves=[Move(nowhere, shelf.outside(item=nowhere.item_id), 1)])


async def test_a_reservation_resolves_once_and_says_by_whom(shelf):
    held = await shelf.reserves(Level.HARD, 4)
    other = await shelf.reserves(Level.SOFT, 6)

    operation = await shelf.posts(ends=[End(held, Outcome.VOIDED)])

    for again in Outcome:
        await shelf.fails(ends=[End(held, again)])
    rows = await shelf.world.owner.fetch(
        "SELECT id, state, resolved_by FROM stock_reservation WHERE id = ANY ($1)"
        " ORDER BY quantity",
        [held.id, other.id],
    )
    assert [tuple(row) for row in rows] == [
        (held.id, "VOIDED", operation),
        (other.id, "PENDING", None),
    ]
    log = await shelf.world.owner.fetch(
        "SELECT state, quantity FROM stock_reservation_log WHERE reservation_id = $1", held.id
    )
    assert {tuple(row) for row in log} == {("PENDING", 4), ("VOIDED", 4)}


async def test_goods_of_a_lot_in_a_box_have_a_balance_and_a_history_of_their_own(shelf):
    lot, box = new_id(), new_id()
    await shelf.world.owner.execute(
        "INSERT INTO lot (id, item_id, number) VALUES ($1, $2, 'L1')", lot, shelf.tea
    )
    await shelf.posts(
        register_container(
            box, code=f"BOX-{shelf.world.code}", kind="CARTON",
            location_id=shelf.world.location_id, bin_id=shelf.bin,
        )
    )  # fmt: skip
    boxed = shelf.key(lot_id=lot, container_id=box)

    supplier = shelf.outside(VirtualBin.SUPPLIER, lot_id=lot)
    operation = await shelf.posts(moves=[Move(supplier, boxed, 6), Move(supplier, boxed, 1)])

    row = await shelf.world.owner.fetchrow("SELECT * FROM stock_key WHERE id = $1", boxed.id)
    assert dict(row) == {
        "id": boxed.id, "owner_id": HOUSE_OWNER_ID, "item_id": shelf.tea, "lot_id": lot,
        "serial_id": None, "disposition": "USABLE", "bin_id": shelf.bin, "container_id": box,
        "location_id": shelf.world.location_id, "is_physical": True, "is_promisable": True,
    }  # fmt: skip
    assert await shelf.balance(boxed) == (7, 0, 1)
    assert await shelf.balance() == (10, 0, 1)
    outside = await shelf.world.owner.fetchrow(
        "SELECT is_physical, (SELECT count(*) FROM stock_balance WHERE key_id = id) AS kept"
        " FROM stock_key WHERE id = $1",
        supplier.id,
    )
    assert tuple(outside) == (False, 0)
    changes = await shelf.world.owner.fetch(
        "SELECT key_id, version, on_hand, reserved FROM stock_balance_change"
        " WHERE operation_id = $1",
        operation,
    )
    assert [tuple(row) for row in changes] == [(boxed.id, 1, 7, 0)]
    [inside] = await shelf.reads(reads.balances_in_container, box)
    assert inside.key == boxed
    assert await shelf.reads(reads.balances_in_container, new_id()) == []


async def test_what_stands_in_a_bin_is_read_key_by_key(shelf):
    keys = await many(shelf)
    elsewhere = shelf.key(bin_id=await shelf.world.bin("B"))
    gone = shelf.key()
    await shelf.posts(moves=[Move(gone, elsewhere, 10)])
    await shelf.posts(moves=[Move(keys[0], shelf.outside(item=keys[0].item_id), 1)])

    lying = await shelf.reads(reads.balances_in_bin, shelf.bin)
    asked = await shelf.reads(reads.balances_of_keys, [key.id for key in (*keys, gone)])

    assert [held.key_id for held in lying] == sorted(key.id for key in keys)
    assert {held.bin_code for held in asked.values()} == {"A"}
    assert list(asked) == sorted(key.id for key in (*keys, gone))
    assert {held.key_id: held.on_hand for held in lying}[keys[0].id] == 1
    assert {held.key.id for held in lying} == {held.key_id for held in lying}
    assert {(held.bin_kind, held.bin_code) for held in lying} == {("PICK_FACE", "A")}


async def test_what_a_box_holds_is_read_key_by_key_with_what_is_reserved_of_it(shelf):
    box, other = new_id(), new_id()
    for id_ in (box, other):
        await shelf.posts(
            register_container(
                id_, code=f"B-{id_}", kind="TOTE", location_id=shelf.world.location_id,
                bin_id=shelf.bin,
            )
        )  # fmt: skip
    keys = await many(shelf, container_id=box)
    apart = shelf.key(container_id=other)
    await shelf.posts(moves=[Move(shelf.key(), apart, 2)])
    await shelf.posts(moves=[Move(keys[0], shelf.outside(item=keys[0].item_id), 2)])
    held = [await shelf.reserves(Level.HARD, 1, key=key) for key in (*keys[1:], apart)]
    await shelf.posts(ends=[End(held[0], Outcome.VOIDED)])

    boxed = await shelf.reads(reads.balances_in_container, box)
    taken = await shelf.reads(allocations_in, [box])
    wanted = await shelf.reads(allocations_of, [one.demand_id for one in held[:-1]])

    assert [one.key_id for one in boxed] == sorted(key.id for key in keys[1:])
    by_id = sorted(held[1:-1], key=lambda one: one.id)
    assert [one.reservation for one in taken] == by_id
    assert [one.reservation for one in wanted] == by_id
    assert {one.key for one in taken} == {one.key for one in wanted} == set(keys[2:])
    assert await shelf.reads(allocations_in, [other]) != []


async def test_reservations_are_read_oldest_first_and_displaced_youngest_first(shelf):
    demand, made = new_id(), [new_id() for _ in range(6)]
    ids = [made[n] for n in (3, 0, 5, 1, 4, 2)]
    await shelf.reserves(Level.SOFT, 1)
    given_up = await shelf.reserves(Level.HARD, 1, demand=demand)
    await shelf.posts(ends=[End(given_up, Outcome.VOIDED)])

    @command
    async def open_many(work: Work, asked: int) -> Plan[int]:
        at = shelf.key()
        written = post(work, opens=[Open(Level.HARD, at.pool_id, demand, 1, at.id)] * 6)
        [opening] = [one for one in written if one.statement is sql.OPEN_RESERVATIONS]
        others = [one for one in written if one is not opening]
        named = Write(opening.rank, opening.order, opening.statement,
                      (ids, *opening.values[1:]), opening.rows)  # fmt: skip
        return Plan(answer=1, writes=(*others, named), kind="RESERVE")

    await shelf.world.do(open_many, 1)

    of_demand = await shelf.reads(reads.reservations_of, [demand])
    on_key = await shelf.reads(reads.reservations_on, shelf.key().id)
    allocated = await shelf.reads(allocations_of, [demand])
    assert [one.id for one in of_demand] == sorted(ids)
    assert [one.id for one in on_key] == sorted(ids, reverse=True)
    assert [one.reservation_id for one in allocated] == sorted(ids)
    assert on_key[0] == of_demand[-1]


async def test_whatever_comes_into_a_bin_tells_that_its_room_has_changed(shelf):
    dock = shelf.key("DOCK", await shelf.world.bin("D", "DOCK"))
    room = "SELECT version FROM bin_space WHERE bin_id = $1"
    seen = await shelf.world.owner.fetchval(room, shelf.bin)

    await shelf.posts(moves=[Move(shelf.key(), dock, 2)])
    left = await shelf.world.owner.fetchval(room, shelf.bin)
    await shelf.posts(moves=[Move(dock, shelf.key(), 2)])

    assert (seen, left) == (1, 1)
    assert await shelf.world.owner.fetchval(room, shelf.bin) == 2
    assert await shelf.world.owner.fetchval(room, dock.place.bin_id) is None


async def test_a_box_goes_only_from_where_it_was_seen(shelf):
    box, there = new_id(), await shelf.world.bin("B")
    code = f"BOX-{shelf.world.code}"
    place = {"location_id": shelf.world.location_id, "bin_id": shelf.bin}
    await shelf.posts(register_container(box, code=code, kind="TOTE", **place))
    other = register_container(new_id(), code=f"{code}-2", kind="PALLET", **place)
    await shelf.posts(other)
    seen = await shelf.reads(container, box)
    goes = place_container(seen, bin_id=there, status=ContainerStatus.CLOSED)

    await shelf.posts(goes)

    await shelf.fails(goes)
    now = await shelf.reads(container_of_code, code)
    assert (seen.bin_id, seen.status, seen.version) == (shelf.bin, "OPEN", 1)
    assert (now.id, now.bin_id, now.status, now.version) == (box, there, "CLOSED", 2)
    assert await shelf.reads(containers_of_ids, [box]) == [now]
    assert await shelf.reads(container, new_id()) is None
    rows = await shelf.world.owner.fetch(
        "SELECT version FROM container WHERE code = ANY ($1) ORDER BY code", [code, f"{code}-2"]
    )
    assert [row["version"] for row in rows] == [2, 1]


async def test_who_works_on_other_goods_is_not_waited_for(shelf, urls):
    cake = shelf.key(item=await shelf.world.item("CAKE"))
    await shelf.world.stock(shelf.bin, cake.item_id, 5)
    other = await asyncpg.connect(urls.owner)
    busy = other.transaction()
    await busy.start()
    for held, id_ in (
        ("stock_balance WHERE key_id", cake.id),
        ("stock_pool WHERE id", cake.pool_id),
    ):
        await other.execute(f"SELECT FROM {held} = $1 FOR UPDATE", id_)

    await shelf.posts(moves=[Move(shelf.key(), shelf.outside(), 2)])

    await busy.rollback()
    await other.close()
    assert await shelf.balance() == (8, 0, 2)
