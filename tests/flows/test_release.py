"""Release: promises get their bins, and the floor gets walks in pick sequence."""

import asyncio
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

import pytest

from backend.kernel.command import command
from backend.kernel.plan import Plan
from backend.kernel.work import Work
from backend.master.items import HOUSE_OWNER_ID
from backend.master.places import VirtualBin
from backend.outbound.release.release_orders import ReleaseOrders, release_orders
from backend.outbound.release.walks import PickMethod
from backend.stock.changes import Move
from backend.stock.keys import Disposition, Key, Place
from backend.stock.posting import post
from backend.stock.where import counterparty
from tests.orders import line_of, number, order, promised, react, release, status, stops
from tests.world import World


@dataclass(frozen=True, slots=True)
class PostLot:
    bin_id: UUID
    location_id: UUID
    kind: str
    item_id: UUID
    lot_id: UUID
    units: int


@dataclass(frozen=True, slots=True)
class LotPosted:
    units: int


@command
async def post_lot(work: Work, asked: PostLot) -> Plan[LotPosted]:
    place = Place(asked.bin_id, asked.location_id, asked.kind)
    key = Key(HOUSE_OWNER_ID, asked.item_id, Disposition.USABLE, place, lot_id=asked.lot_id)
    nowhere = replace(key, place=counterparty(asked.location_id, VirtualBin.OPENING))
    moves = [Move(nowhere, key, asked.units)]
    return Plan(answer=LotPosted(asked.units), writes=post(work, moves=moves), kind="OPENING")


@pytest.fixture
async def world(database, owner):
    return await World.build(database, owner)


async def test_a_promise_gets_its_bin_and_a_pick_in_a_walk(world):
    tea = await world.item()
    shelf = await world.bin("A-01")
    await world.stock(shelf, tea, 10)
    created = await order(world, (tea, 4))

    answer = await release(world, created)

    assert (len(answer.walk_ids), answer.stops, answer.unallocated) == (1, 1, ())
    assert await stops(world, created) == [("A-01", 1, 4)]
    assert await world.reserved(shelf, tea) == 4
    line = await line_of(world, created.order_id)
    assert (line["promised"], line["allocated"]) == (0, 4)
    assert await status(world, created.order_id) == "RELEASED"
    assert await world.available(tea) == 6
    await world.prove()


async def test_stops_are_walked_in_pick_sequence(world):
    tea, cake, jam = [await world.item(sku) for sku in ("TEA", "CAKE", "JAM")]
    for code, item, sequence in (("C-01", tea, 30), ("A-01", cake, 10), ("B-01", jam, 20)):
        await world.stock(await world.bin(code, pick_sequence=sequence), item, 5)
    created = await order(world, (tea, 1), (cake, 1), (jam, 1))

    await release(world, created)

    assert await stops(world, created) == [("A-01", 1, 1), ("B-01", 2, 1), ("C-01", 3, 1)]


async def test_a_pick_face_goes_before_reserve_and_one_stop_before_two(world):
    tea = await world.item()
    for code, kind, units in (
        ("R-01", "RESERVE", 50),
        ("A-01", "PICK_FACE", 3),
        ("A-02", "PICK_FACE", 6),
    ):
        await world.stock(await world.bin(code, kind), tea, units)

    small, middle = await order(world, (tea, 5)), await order(world, (tea, 4))
    await release(world, small)
    await release(world, middle)

    assert await stops(world, small) == [("A-02", 1, 5)]
    assert [code for code, _, _ in await stops(world, middle)] == ["A-01", "A-02"]


async def test_a_large_line_takes_one_reserve_bin_rather_than_many_stops(world):
    tea = await world.item()
    for code, kind, units in (
        ("A-01", "PICK_FACE", 3),
        ("R-01", "RESERVE", 20),
        ("R-02", "RESERVE", 50),
    ):
        await world.stock(await world.bin(code, kind), tea, units)
    created = await order(world, (tea, 40))

    await release(world, created)

    assert await stops(world, created) == [("R-02", 1, 40)]


async def test_what_is_promised_goes_and_the_rest_waits(world):
    tea = await world.item()
    await world.stock(await world.bin("A-01"), tea, 3)
    created = await order(world, (tea, 5))

    await release(world, created)

    line = await line_of(world, created.order_id)
    assert (line["allocated"], line["waiting"]) == (3, 2)
    await world.stock(await world.bin("A-02"), tea, 9)
    await retry_all(world, tea)
    await release(world, created)
    assert [units for _, _, units in await stops(world, created)] == [3, 2]
    await world.prove()


async def test_an_order_that_ships_whole_waits_for_all_of_it(world):
    tea = await world.item()
    await world.stock(await world.bin("A-01"), tea, 3)
    created = await order(world, (tea, 5), accepts_partial=False)

    refusal = await world.refused(release_orders, ReleaseOrders(orders=(number(created),)))

    assert (refusal.code, refusal.facts["missing"]) == ("NOT_ENOUGH_AVAILABLE", 2)
    assert await promised(world, created) == [3]
    assert await stops(world, created) == []


async def test_goods_in_a_blocked_bin_stay_promised_and_are_said(world):
    tea = await world.item()
    await world.stock(await world.bin("A-01"), tea, 3)
    await world.stock(await world.bin("A-02", block="OUTBOUND"), tea, 4)
    created = await order(world, (tea, 7))

    answer = await release(world, created)

    line = await line_of(world, created.order_id)
    assert [(one.line_id, one.quantity) for one in answer.unallocated] == [(line["id"], 4)]
    assert (line["promised"], line["allocated"]) == (4, 3)
    refusal = await world.refused(release_orders, ReleaseOrders(orders=(number(created),)))
    assert refusal.code == "NOT_IN_PICK_BINS"
    await world.prove()


async def test_an_order_that_ships_whole_takes_no_bin_when_one_is_blocked(world):
    tea = await world.item()
    shelf = await world.bin("A-01")
    await world.stock(shelf, tea, 3)
    await world.stock(await world.bin("A-02", block="BOTH"), tea, 4)
    whole = await order(world, (tea, 5), accepts_partial=False)
    small = await order(world, (tea, 2))

    answer = await release(world, whole, small)

    assert [stays.code for stays in answer.refused] == ["NOT_IN_PICK_BINS"]
    assert answer.order_ids == (small.order_id,)
    assert await world.reserved(shelf, tea) == 2


async def test_urgent_orders_take_their_bins_first(world):
    tea = await world.item()
    await world.stock(await world.bin("A-01"), tea, 4)
    await world.stock(await world.bin("A-02", block="OUTBOUND"), tea, 4)
    late = await order(world, (tea, 4), needed_on=date(2010, 12, 24))
    soon = await order(world, (tea, 4), needed_on=date(2010, 12, 10))

    answer = await release(world, late, soon)

    assert answer.order_ids == (soon.order_id,)


async def test_several_orders_share_a_walk_and_single_orders_do_not(world):
    tea = await world.item()
    await world.stock(await world.bin("A-01"), tea, 100)
    cluster = [await order(world, (tea, 1)) for _ in range(13)]
    single = [await order(world, (tea, 1)) for _ in range(3)]

    clustered = await release(world, *cluster)
    alone = await release(world, *single, method=PickMethod.SINGLE)

    assert (len(clustered.walk_ids), clustered.stops) == (2, 13)
    assert len(alone.walk_ids) == 3


async def test_a_zone_picks_its_own_part(world):
    tea, cake = await world.item("TEA"), await world.item("CAKE")
    for code, item in (("A-01", tea), ("B-01", cake)):
        zone = await world.owner.fetchval(
            "INSERT INTO zone (id, location_id, code, name) VALUES (gen_random_uuid(), $1, $2, $2)"
            " RETURNING id", world.location_id, code,
        )  # fmt: skip
        await world.stock(await world.bin(code, zone_id=zone), item, 5)
    created = await order(world, (tea, 1), (cake, 1))

    answer = await release(world, created, method=PickMethod.ZONE)

    assert len(answer.walk_ids) == 2


async def test_lots_that_expire_first_go_first_wherever_they_are(world):
    tea = await world.item(tracking="LOT")
    face, reserve = await world.bin("A-01"), await world.bin("R-01", "RESERVE")
    await lot(world, face, tea, 5, expires_on=date(2111, 6, 1))
    await lot(world, reserve, tea, 5, expires_on=date(2111, 1, 1))
    created = await order(world, (tea, 6))

    await release(world, created)

    assert sorted(await stops(world, created)) == [("A-01", 1, 1), ("R-01", 2, 5)]
    await world.prove()


async def test_what_has_nothing_promised_or_is_done_does_not_go(world):
    tea, postage = await world.item("TEA"), await world.item("POST", kind="SERVICE")
    waits, done = await order(world, (tea, 5)), await order(world, (postage, 1))

    nothing = await world.refused(release_orders, ReleaseOrders(orders=(number(waits),)))
    shipped = await world.refused(release_orders, ReleaseOrders(orders=(number(done),)))

    assert (nothing.code, shipped.code) == ("NOT_ENOUGH_AVAILABLE", "NOT_IN_THIS_STATE")


async def test_releases_at_the_same_moment_never_take_the_same_goods(world):
    tea = await world.item()
    shelf = await world.bin("A-01")
    await world.stock(shelf, tea, 20)
    orders = [await order(world, (tea, 2)) for _ in range(10)]

    await asyncio.gather(*(release(world, created) for created in orders))

    assert await world.reserved(shelf, tea) == 20
    assert sum(units for _, _, units in await stops(world, *orders)) == 20
    await world.prove()


async def retry_all(world, item_id):
    await world.owner.execute(
        "INSERT INTO outbox_event (operation_id, position, name, body, told_at)"
        " SELECT id, 99, 'PutawayConfirmed', jsonb_build_object('item_id', $1::uuid, 'owner_id',"
        " '00000000-0000-8000-8000-000000000002', 'location_id', $2::uuid), now()"
        "   FROM operation WHERE location_id = $2 ORDER BY recorded_at DESC LIMIT 1",
        item_id, world.location_id,
    )  # fmt: skip
    await react(world)


async def lot(world, bin_id, item_id, units, *, expires_on):
    lot_id = await world.owner.fetchval(
        "INSERT INTO lot (id, item_id, number, expires_on) VALUES (gen_random_uuid(), $1, $2, $3)"
        " RETURNING id", item_id, f"L-{expires_on}", expires_on,
    )  # fmt: skip
    place = Place(bin_id, world.location_id, world.kinds[bin_id])
    await world.do(
        post_lot, PostLot(place.bin_id, place.location_id, place.kind, item_id, lot_id, units)
    )
