"""The bounds of balances, reservations and pools, met exactly, passed by one, and read back."""

from dataclasses import dataclass, field
from typing import Any

import pytest

from backend.kernel.command import command
from backend.kernel.ids import new_id
from backend.kernel.plan import Plan, Write
from backend.kernel.refusals import Busy
from backend.kernel.work import Reader, Work
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
from backend.stock.keys import Disposition, Key, Place
from backend.stock.posting import post
from backend.stock.where import counterparty
from tests.world import counts

HISTORY = ("operation", "stock_entry", "stock_balance_change", "stock_reservation_log")
MANY = 12


@dataclass
class Shelf:
    """Ten units of tea in a bin of a world."""

    world: Any
    tea: Any
    bin: Any
    keys: dict[str, Key] = field(default_factory=dict)

    def key(self, kind="PICK_FACE", bin_id=None, item=None, **columns):
        place = Place(bin_id or self.bin, self.world.location_id, kind)
        return Key(HOUSE_OWNER_ID, item or self.tea, Disposition.USABLE, place, **columns)

    def outside(self, kind=VirtualBin.CUSTOMER, item=None, **columns):
        place = counterparty(self.world.location_id, kind)
        return Key(HOUSE_OWNER_ID, item or self.tea, Disposition.USABLE, place, **columns)

    async def posts(self, *writes, **changes):
        """Post as a plan of its own; return the operation's id."""

        @command
        async def act(work: Work, asked: int) -> Plan[int]:
            return Plan(answer=1, writes=(*writes, *post(work, **changes)), kind="MOVE")

        return (await self.world.do(act, 1)).cursor.operation_id

    async def fails(self, *writes, **changes):
        """Post what must not take effect, and see that nothing did."""
        before = await counts(self.world.owner, *HISTORY)
        with pytest.raises(Busy):
            await self.posts(*writes, **changes)
        assert await counts(self.world.owner, *HISTORY) == before

    async def reads(self, question, *asked, **facts):
        async with self.world.database.session() as session:
            return await question(Reader(session), *asked, **facts)

    async def reserves(self, level, quantity, *, demand=None, key=None):
        demand, key = demand or new_id(), key or self.key()
        held = Open(level, key.pool_id, demand, quantity, None if level == "SOFT" else key.id)
        await self.posts(opens=[held])
        return (await self.reads(reads.reservations_of, [demand]))[-1]

    async def balance(self, key=None):
        key = key or self.key()
        held = (await self.reads(reads.balances_of_keys, [key.id]))[key.id]
        return held.on_hand, held.reserved, held.version

    async def pool(self):
        [held] = (await self.reads(reads.pools, [self.key().pool_id])).values()
        return held.supply, held.promised, held.overpromised, held.available


@pytest.fixture
async def shelf(world):
    made = Shelf(world, await world.item(), await world.bin("A"))
    await world.stock(made.bin, made.tea, 10)
    return made


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


async def many(shelf, **columns):
    """Put one unit each of many items on the shelf; return their keys."""
    items = [await shelf.world.item(f"T{number}") for number in range(MANY)]
    keys = [shelf.key(item=item, **columns) for item in items]
    for key in keys:
        source = shelf.outside(VirtualBin.SUPPLIER, item=key.item_id)
        await shelf.posts(moves=[Move(source, key, 2)])
    return keys


async def test_what_stands_in_a_bin_is_read_key_by_key(shelf):
    keys = await many(shelf)
    elsewhere = shelf.key(bin_id=await shelf.world.bin("B"))
    gone = shelf.key()
    await shelf.posts(moves=[Move(gone, elsewhere, 10)])
    await shelf.posts(moves=[Move(keys[0], shelf.outside(item=keys[0].item_id), 1)])

    lying = await shelf.reads(reads.balances_in_bin, shelf.bin)
    asked = await shelf.reads(reads.balances_of_keys, [key.id for key in (*keys, gone)])

    assert [held.key_id for held in lying] == sorted(key.id for key in keys)
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
    assert [one.reservation for one in taken] == held[1:-1]
    assert [one.reservation for one in wanted] == held[1:-1]
    assert {one.key for one in taken} == {one.key for one in wanted} == set(keys[2:])
    assert await shelf.reads(allocations_in, [other]) != []


async def test_reservations_are_read_oldest_first_and_displaced_youngest_first(shelf):
    demand, ids = new_id(), sorted((new_id() for _ in range(6)), reverse=True)
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
