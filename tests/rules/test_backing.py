"""Which pools the goods of a plan come into and leave, and which are held while somebody waits."""

from uuid import UUID

import pytest

from backend.kernel.plan import Rank
from backend.stock.backing import pool_changes
from backend.stock.changes import Change, End, Level, Move, Open, Outcome
from backend.stock.keys import Disposition, Key, Place, pool_id
from backend.stock.scarce import PLENTY, Seen, still_scarce
from tests.ledger.words import CAKES, DEMAND, LOCATION, OWNER, POOL, SHOP, TEA, held, key


def plain(changes):
    return {id_: (one.held, one.bound) for id_, one in changes.items() if one.held or one.bound}


def test_goods_come_into_the_pool_for_everybody_and_leave_it():
    assert plain(pool_changes([Move(key("DOCK"), key("A"), 4)], [], [])) == {POOL: (4, 0)}
    assert plain(pool_changes([Move(key("A"), key("DOCK"), 4)], [], [])) == {POOL: (-4, 0)}
    assert plain(pool_changes([Move(key("A"), key("R"), 4)], [], [])) == {}
    assert plain(pool_changes([Move(key("DOCK"), key("Q"), 4)], [], [])) == {}


@pytest.mark.parametrize(
    ("gone", "reserved", "of_all", "of_shop"), [(3, 3, 0, -3), (5, 3, -2, -3), (3, 5, 0, -3)]
)
def test_goods_that_leave_with_their_reservation_leave_its_pool(gone, reserved, of_all, of_shop):
    picked = held(30, reserved, Level.PICK, key("CART"), SHOP)
    moves = [Move(key("CART"), key("SUPPLIER"), gone)]

    shipped = plain(pool_changes(moves, [], [End(picked, Outcome.POSTED)]))
    voided = plain(pool_changes(moves, [], [End(picked, Outcome.VOIDED)]))

    assert shipped.get(POOL, (0, 0)) == (of_all, 0)
    assert shipped[SHOP] == (of_shop, -reserved)
    assert voided == {POOL: (-gone, 0), SHOP: (0, -reserved)}


@pytest.mark.parametrize(
    ("came", "reserved", "of_all", "of_shop"), [(3, 3, 0, 3), (5, 3, 2, 3), (3, 5, 0, 3)]
)
def test_goods_that_come_with_a_reservation_come_into_its_pool(came, reserved, of_all, of_shop):
    opened = Open(Level.PICK, SHOP, DEMAND, reserved, key("CART").id)

    changes = plain(pool_changes([Move(key("DOCK"), key("CART"), came)], [opened], []))

    assert changes.get(POOL, (0, 0)) == (of_all, 0)
    assert changes[SHOP] == (of_shop, reserved)


def test_two_reservations_on_one_key_share_what_leaves_in_their_order():
    first = held(30, 2, Level.PICK, key("CART"), SHOP)
    second = held(31, 2, Level.PICK, key("CART"), CAKES)
    ends = [End(first, Outcome.POSTED), End(second, Outcome.POSTED)]
    moves = [Move(key("CART"), key("SUPPLIER"), units) for units in (1, 2)]

    changes = plain(pool_changes(moves, [], ends))

    assert changes == {SHOP: (-2, -2), CAKES: (-1, -2)}


def test_a_reservation_elsewhere_or_without_a_key_moves_no_goods_between_pools():
    moves = [Move(key("DOCK"), key("CART"), 3), Move(key("A"), key("SUPPLIER"), 3)]
    opens = [Open(Level.SOFT, SHOP, DEMAND, 3), Open(Level.HARD, SHOP, DEMAND, 1, key("R").id)]
    ends = [End(held(30, 2, Level.HARD, key("STAGE"), SHOP), Outcome.POSTED)]

    assert plain(pool_changes(moves, opens, ends)) == {SHOP: (0, 2)}


def test_several_moves_to_one_key_add_up():
    moves = [Move(key("DOCK"), key("CART"), units) for units in (1, 2)]
    opens = [Open(Level.PICK, SHOP, DEMAND, 3, key("CART").id)]

    assert plain(pool_changes(moves, opens, [])) == {SHOP: (3, 3)}


def test_goods_that_go_to_another_location_leave_one_pool_and_come_into_the_other():
    away = Key(OWNER, TEA, Disposition.USABLE, Place(UUID(int=80), UUID(int=81), "RESERVE"))
    there = pool_id(OWNER, TEA, UUID(int=81))

    dock = Key(OWNER, TEA, Disposition.USABLE, Place(UUID(int=82), UUID(int=81), "DOCK"))
    picked = held(30, 3, Level.PICK, key("CART"), SHOP)
    opened = Open(Level.PICK, SHOP, DEMAND, 3, key("CART").id)

    assert plain(pool_changes([Move(key("A"), away, 4)], [], [])) == {POOL: (-4, 0), there: (4, 0)}
    shipped = pool_changes([Move(key("CART"), dock, 3)], [], [End(picked, Outcome.POSTED)])
    came = pool_changes([Move(dock, key("CART"), 3)], [opened], [])
    assert (plain(shipped), plain(came)) == ({SHOP: (-3, -3)}, {SHOP: (3, 3)})


def test_a_pick_within_the_house_changes_no_pool():
    hard = held(30, 3, Level.HARD, key("A"), SHOP)
    picked = Open(Level.PICK, SHOP, DEMAND, 3, key("CART").id)
    moves = [Move(key("A"), key("CART"), 3)]

    assert plain(pool_changes(moves, [picked], [End(hard, Outcome.POSTED)])) == {}
    assert plain(pool_changes(moves, [], [End(hard, Outcome.POSTED)])) == {SHOP: (0, -3)}
    assert plain(pool_changes(moves, [picked], [])) == {SHOP: (0, 3)}


def test_a_change_begins_at_nothing():
    assert (Change().held, Change().bound) == (0, 0)


def test_whoever_waits_holds_the_pools_in_the_order_of_ids_and_names_those_for_everybody():
    items = [UUID(int=number) for number in range(50, 70)]
    of_all = {pool_id(OWNER, one, LOCATION): one for one in items}
    seen = [Seen(id_, one, number) for number, (id_, one) in enumerate(of_all.items())]
    seen.append(Seen(SHOP, TEA, PLENTY))

    names, holds = still_scarce(seen, owner_id=OWNER, location_id=LOCATION)

    assert (names.rank, names.order, names.rows) == (Rank.POOL, "0 name scarce", None)
    assert names.values == (
        sorted(of_all), OWNER, LOCATION, [of_all[id_] for id_ in sorted(of_all)],
    )  # fmt: skip
    bounds = sorted((one.pool_id, one.available) for one in seen)
    assert (holds.rank, holds.order, holds.rows) == (Rank.POOL, "0 scarce", 21)
    assert list(zip(*holds.values, strict=True)) == bounds
    assert PLENTY == 9_223_372_036_854_775_807
