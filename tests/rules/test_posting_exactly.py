"""What a plan writes, write by write: columns, guards and the order in which rows are locked."""

from uuid import UUID

import pytest

from backend.kernel.plan import Rank, Write, in_lock_order
from backend.stock import scarce, sql
from backend.stock.changes import End, Level, Move, Open, Outcome
from backend.stock.pools import sql as pool_sql
from backend.stock.scarce import Seen, still_scarce
from tests.ledger.words import (
    CAKE,
    CAKES,
    DEMAND,
    LINE,
    LOCATION,
    LOT,
    OPERATION,
    OWNER,
    POOL,
    SERIAL,
    TEA,
    THEN,
    TOTE,
    columns_of,
    held,
    key,
    posted,
    rows_of,
    written,
)


def test_a_receipt_names_its_pool_and_keys_and_touches_the_one_balance():
    source, dock = key("SUPPLIER"), key("DOCK", lot_id=LOT, serial_id=SERIAL, container_id=TOTE)

    writes = posted(moves=[Move(source, dock, 5, LINE)])

    assert [(one.rank, one.order, one.rows) for one in writes] == [
        (Rank.DOCUMENT, "containers held", 1),
        (Rank.POOL, "0", None),
        (Rank.BALANCE, "0", None),
        (Rank.BALANCE, "1", 1),
        (Rank.RECORD, "stock_entry", 1),
    ]
    assert writes[0].values == ([TOTE], [dock.place.bin_id])
    assert rows_of(pool_sql.NAME_POOLS, writes) == [(POOL, OWNER, TEA, LOCATION)]
    assert rows_of(sql.NAME_KEYS, writes) == sorted(
        (one.id, OWNER, TEA, one.lot_id, one.serial_id, "USABLE", one.place.bin_id,
         one.container_id, False)
        for one in (source, dock)
    )  # fmt: skip
    assert columns_of(sql.CHANGE_BALANCES, writes) == ([dock.id], [5], [0], OPERATION)
    assert columns_of(sql.WRITE_ENTRIES, writes) == (
        OPERATION, [source.id], [dock.id], [5], [LINE],
    )  # fmt: skip


def test_what_goes_from_bin_to_bin_names_no_pool_and_changes_none():
    writes = posted(moves=[Move(key("A"), key("R"), 3)])

    assert [(one.rank, one.order, one.rows) for one in writes] == [
        (Rank.DOCUMENT, f"bin {key('R').place.bin_id} filled", 1),
        (Rank.BALANCE, "0", None),
        (Rank.BALANCE, "1", 2),
        (Rank.RECORD, "stock_entry", 1),
    ]
    assert columns_of(sql.RAISE_SPACE, writes) == (key("R").place.bin_id,)
    changes = sorted([(key("A").id, -3, 0), (key("R").id, 3, 0)])
    assert rows_of(sql.CHANGE_BALANCES, writes) == changes
    assert {promisable for *_, promisable in rows_of(sql.NAME_KEYS, writes)} == {True}


def test_goods_that_leave_the_house_level_the_pools_first():
    writes = posted(moves=[Move(key("A"), key("SUPPLIER"), 3)])

    assert [(one.rank, one.order, one.rows) for one in writes] == [
        (Rank.POOL, "0 level", None),
        (Rank.POOL, "1", 1),
        (Rank.BALANCE, "0", None),
        (Rank.BALANCE, "1", 1),
        (Rank.RECORD, "stock_entry", 1),
    ]
    for statement in (pool_sql.LEVEL_POOLS, pool_sql.CHANGE_POOLS):
        assert columns_of(statement, writes) == ([POOL], [-3], [0], OPERATION)


def test_goods_between_two_counterparties_touch_nothing_that_stands():
    writes = posted(moves=[Move(key("SUPPLIER"), key("SUPPLIER", lot_id=LOT), 3)])

    assert [one.statement for one in writes] == [sql.NAME_KEYS, sql.WRITE_ENTRIES]


def test_a_bin_is_filled_once_and_bins_in_their_order():
    moves = [Move(key("DOCK"), key(code), 1) for code in ("R", "A", "Q", "R")]

    orders = [one.values for one in posted(moves=moves) if one.statement is sql.RAISE_SPACE]

    assert orders == [(UUID(int=number),) for number in (22, 23, 24)]


def test_each_row_is_touched_once_and_in_the_order_of_ids():
    items = [UUID(int=number) for number in range(100, 140)]
    moves = [Move(key("SUPPLIER", one), key("A", one), 2) for one in items]
    moves += [Move(key("A", one), key("DOCK", one), 1) for one in items]
    ends = [End(held(number, 1), Outcome.VOIDED) for number in (39, 31, 35, 33)]

    writes = posted(moves=moves, ends=ends)

    for statement in (pool_sql.NAME_POOLS, pool_sql.CHANGE_POOLS, sql.NAME_KEYS):
        ids = columns_of(statement, writes)[0]
        assert ids == sorted(set(ids))
    balances = columns_of(sql.CHANGE_BALANCES, writes)
    assert balances[0] == sorted(set(balances[0]))
    assert (set(balances[1]), set(balances[2])) == ({1}, {0})
    assert columns_of(sql.RESOLVE_RESERVATIONS, writes)[0] == [
        UUID(int=number) for number in (31, 33, 35, 39)
    ]


def test_what_cancels_out_is_not_written_and_what_does_not_is():
    there_and_back = [Move(key("A"), key("DOCK"), 2), Move(key("DOCK"), key("A"), 2)]

    writes = posted(moves=there_and_back, opens=[Open(Level.HARD, POOL, DEMAND, 4, key("A").id)])

    assert columns_of(sql.CHANGE_BALANCES, writes) == ([key("A").id], [0], [4], OPERATION)
    assert columns_of(pool_sql.CHANGE_POOLS, writes) == ([POOL], [0], [4], OPERATION)
    assert pool_sql.LEVEL_POOLS not in [one.statement for one in writes]


def test_reservations_open_and_resolve_with_every_column():
    soft = Open(Level.SOFT, POOL, DEMAND, 2, expires_at=THEN)
    hard = Open(Level.HARD, CAKES, LINE, 3, key("A", CAKE).id)
    ended = [
        End(held(31, 4), Outcome.EXPIRED),
        End(held(30, 5, Level.PICK, key("CART")), Outcome.POSTED),
    ]

    writes = posted(opens=[soft, hard], ends=ended)

    assert [one.order for one in writes if one.rank is Rank.RESERVATION] == ["0", "1"]
    opened = columns_of(sql.OPEN_RESERVATIONS, writes)
    assert len(set(opened[0])) == 2
    assert opened[1:] == (
        ["SOFT", "HARD"], [POOL, CAKES], [None, hard.key_id], [DEMAND, LINE], [2, 3], OPERATION,
        [THEN, None],
    )  # fmt: skip
    assert columns_of(sql.RESOLVE_RESERVATIONS, writes) == (
        [UUID(int=30), UUID(int=31)], ["POSTED", "EXPIRED"], OPERATION,
    )  # fmt: skip
    changes = sorted([(key("CART").id, 0, -5), (hard.key_id, 0, 3)])
    assert rows_of(sql.CHANGE_BALANCES, writes) == changes
    assert rows_of(pool_sql.CHANGE_POOLS, writes) == sorted([(POOL, 0, -7), (CAKES, 0, 3)])
    assert written(sql.OPEN_RESERVATIONS, writes).rows == 2
    assert written(sql.RESOLVE_RESERVATIONS, writes).rows == 2


def test_every_plan_locks_in_one_order():
    writes = posted(
        moves=[Move(key("SUPPLIER", CAKE), key("R", CAKE), 1), Move(key("A"), key("DOCK"), 2)],
        opens=[Open(Level.SOFT, POOL, DEMAND, 1)],
        ends=[End(held(30, 1), Outcome.VOIDED)],
    )
    waiting = still_scarce([Seen(POOL, TEA, 1)], owner_id=OWNER, location_id=LOCATION)
    document = Write(Rank.DOCUMENT, "order", "", ())

    ordered = in_lock_order((*reversed(writes), *waiting, document))

    assert [one.statement for one in ordered] == [
        sql.RAISE_SPACE, "", pool_sql.NAME_POOLS, pool_sql.LEVEL_POOLS,
        scarce.NAME_SCARCE_POOLS, scarce.HOLD_SCARCE_POOLS, pool_sql.CHANGE_POOLS, sql.NAME_KEYS,
        sql.CHANGE_BALANCES, sql.RESOLVE_RESERVATIONS, sql.OPEN_RESERVATIONS, sql.WRITE_ENTRIES,
    ]  # fmt: skip
    assert [one.rank for one in ordered] == [
        Rank.DOCUMENT, Rank.DOCUMENT, *[Rank.POOL] * 5, Rank.BALANCE, Rank.BALANCE,
        Rank.RESERVATION, Rank.RESERVATION, Rank.RECORD,
    ]  # fmt: skip


def test_nothing_to_post_writes_nothing():
    assert posted() == ()


@pytest.mark.parametrize("quantities", [(0,), (5, 0), (-1,)])
def test_nothing_is_not_moved_or_reserved(quantities):
    for changes in (
        {"moves": [Move(key("A"), key("R"), units) for units in quantities]},
        {"opens": [Open(Level.SOFT, POOL, DEMAND, units) for units in quantities]},
    ):
        with pytest.raises(AssertionError, match="something"):
            posted(**changes)


def test_one_unit_is_enough():
    assert posted(moves=[Move(key("A"), key("R"), 1)], opens=[Open(Level.SOFT, POOL, DEMAND, 1)])


LOCKING = (
    (pool_sql, "CHANGE_POOLS"),
    (pool_sql, "SET_ASIDE"),
    (sql, "CHANGE_BALANCES"),
    (scarce, "HOLD_SCARCE_POOLS"),
)
NAMING = (
    (pool_sql, "NAME_POOLS"),
    (pool_sql, "NAME_POOLS_TO_SET"),
    (scarce, "NAME_SCARCE_POOLS"),
    (sql, "NAME_KEYS"),
)


@pytest.mark.parametrize(("module", "name"), LOCKING)
def test_every_statement_that_locks_rows_takes_them_in_the_order_of_ids(module, name):
    statement = getattr(module, name)

    assert statement.count("FOR UPDATE") == 1
    ordered = statement.split("FOR UPDATE")[0].rsplit("ORDER BY", 1)
    assert ordered[1:]
    assert ordered[1].strip() in {"id", "key_id", "pool.id"}


@pytest.mark.parametrize(("module", "name"), NAMING)
def test_every_statement_that_names_rows_does_it_in_the_order_of_ids(module, name):
    named = getattr(module, name).split("ON CONFLICT")[0].rsplit("ORDER BY", 1)

    assert named[1:]
    assert named[1].strip() in {"id", "asked.id"}
