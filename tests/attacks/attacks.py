"""What somebody who has taken over the application could send to the database, by invariant.

`held` names the constraint, the trigger or the right that refuses; docs/architecture.md names the
same. Statements find their rows by `$1`, the location of the test, unless they need none.
"""

from dataclasses import dataclass

A_KEY = "(SELECT key_id FROM stock_balance JOIN stock_key ON id = key_id WHERE location_id = $1"
ENTRY = "INSERT INTO stock_entry (operation_id, from_key, to_key, quantity) "
OF_HERE = (
    "FROM stock_entry entry JOIN stock_key key ON key.id = entry.to_key"
    " WHERE key.location_id = $1 LIMIT 1"
)
OPERATION = (
    "INSERT INTO operation (id, kind, command, actor_id, occurred_at, recorded_at, digest, outcome,"
    " answer, {columns}) SELECT {id}, 'MOVE', 'move', actor_id, now(), now(), '', 'APPLIED',"
    " '{{}}', {values} FROM operation WHERE location_id = $1 LIMIT 1"
)
RESERVATION = (
    "INSERT INTO stock_reservation (id, level, pool_id, key_id, demand_id, quantity, opened_by)"
    " SELECT gen_random_uuid(), {level}, pool_id, {key}, demand_id, {quantity}, opened_by"
    " FROM stock_reservation held JOIN stock_pool pool ON pool.id = pool_id"
    " WHERE location_id = $1 LIMIT 1"
)
HELD_HERE = (
    "WHERE pool_id IN (SELECT id FROM stock_pool WHERE location_id = $1) AND state = '{state}'"
)
HERE = "WHERE key_id IN (SELECT id FROM stock_key WHERE location_id = $1)"
ELSEWHERE = (
    "UPDATE container SET bin_id = (SELECT id FROM bin WHERE location_id = $1 AND code = 'B')"
    " WHERE location_id = $1"
)
RIGHTS = "rights"


@dataclass(frozen=True, slots=True)
class Attack:
    """One thing to try, and what must refuse it."""

    invariant: str
    tries: str
    held: str
    sql: str

    def __str__(self) -> str:
        """Name the case for whoever reads the run."""
        return f"{self.invariant}: {self.tries}"


def rights(invariant: str, tries: str, sql: str) -> Attack:
    """Try what the application's role has no right to."""
    return Attack(invariant, tries, RIGHTS, sql)


BOOKS = (
    Attack("I1", "an entry goes nowhere", "stock_entry_check",
           f"{ENTRY} SELECT operation_id, to_key, to_key, 1 {OF_HERE}"),
    Attack("I1", "an entry moves nothing", "stock_entry_quantity_check",
           f"{ENTRY} SELECT operation_id, from_key, to_key, 0 {OF_HERE}"),
    Attack("I1", "an entry moves less than nothing", "stock_entry_quantity_check",
           f"{ENTRY} SELECT operation_id, from_key, to_key, -5 {OF_HERE}"),
    Attack("I1", "tea becomes coffee on its way", "stock_entry_keeps_its_goods",
           f"{ENTRY} SELECT operation_id, from_key, (SELECT id FROM stock_key other"
           f" WHERE other.item_id <> key.item_id LIMIT 1), 1 {OF_HERE}"),
    Attack("I1", "an entry of no operation", "stock_entry_operation_id_fkey",
           f"{ENTRY} SELECT gen_random_uuid(), from_key, to_key, 1 {OF_HERE}"),
    Attack("I3", "a bin goes negative", "stock_balance_holds",
           f"UPDATE stock_balance SET on_hand = -1, version = version + 1 {HERE}"),
    Attack("I3", "more is reserved than there is", "stock_balance_holds",
           f"UPDATE stock_balance SET reserved = on_hand + 1, version = version + 1 {HERE}"),
    Attack("I3", "less than nothing is reserved", "stock_balance_holds",
           f"UPDATE stock_balance SET reserved = -1, version = version + 1 {HERE}"),
    Attack("I4", "a key has a second balance", "stock_balance_pkey",
           f"INSERT INTO stock_balance SELECT key_id, 0, 0, 0 FROM stock_balance {HERE}"),
    Attack("I4", "an address is named twice", "stock_key_is_one_row",
           "INSERT INTO stock_key SELECT gen_random_uuid(), owner_id, item_id, lot_id, serial_id,"
           " disposition, bin_id, container_id, location_id, is_physical, is_promisable"
           " FROM stock_key WHERE location_id = $1 LIMIT 1"),
    Attack("I4", "an address becomes another", "stock_key_stays_as_it_is",
           "UPDATE stock_key SET disposition = 'DAMAGED' WHERE location_id = $1"),
    Attack("I5", "a balance begins with goods from nowhere", "stock_balance_begins_empty",
           "WITH named AS (INSERT INTO stock_key SELECT gen_random_uuid(), owner_id, item_id,"
           " lot_id, serial_id, 'DAMAGED', bin_id, container_id, location_id, true, false"
           " FROM stock_key WHERE location_id = $1 AND is_physical LIMIT 1 RETURNING id)"
           " INSERT INTO stock_balance SELECT id, 5, 0, 0 FROM named"),
    Attack("I5", "a balance disappears", "stock_balance_stays",
           f"DELETE FROM stock_balance {HERE}"),
)  # fmt: skip

LOG = (
    Attack("I7", "an operation id is used again", "operation_pkey",
           OPERATION.format(id="id", columns="reason", values="'again'")),
    Attack("I16", "an operation is written into the past", "operation_is_of_its_transaction",
           OPERATION.format(id="gen_random_uuid()", columns="xid", values="'3'::xid8")),
    Attack("I17", "an operation is written into the future", "operation_is_of_its_transaction",
           OPERATION.format(id="gen_random_uuid()", columns="xid", values="'9000000000'::xid8")),
    Attack("I17", "a version is skipped", "stock_balance_counts_versions",
           f"UPDATE stock_balance SET version = version + 2 {HERE}"),
    Attack("I17", "a balance changes in silence", "stock_balance_counts_versions",
           f"UPDATE stock_balance SET on_hand = on_hand + 1 {HERE}"),
    Attack("I17", "a version is told twice", "stock_balance_change_pkey",
           "INSERT INTO stock_balance_change SELECT key_id, version, operation_id, 1, 0"
           f" FROM stock_balance_change {HERE} LIMIT 1"),
    Attack("I2", "an operation is taken back twice", "operation_reverses_key",
           OPERATION.format(id="gen_random_uuid()", columns="reverses",
                            values="(SELECT reverses FROM operation WHERE reverses IS NOT NULL"
                                   " LIMIT 1)")),
    Attack("I2", "an operation takes itself back", "operation_takes_back_another",
           "INSERT INTO operation (id, kind, command, actor_id, occurred_at, recorded_at, digest,"
           " outcome, answer, reverses) SELECT made, 'MOVE', 'move', actor_id, now(), now(), '',"
           " 'APPLIED', '{}', made FROM operation, gen_random_uuid() AS made"
           " WHERE location_id = $1 LIMIT 1"),
    Attack("I14", "somebody approves their own operation", "operation_check",
           OPERATION.format(id="gen_random_uuid()", columns="approved_by", values="actor_id")),
)  # fmt: skip

PROMISES = (
    Attack("I8", "a reservation resolves a second time", "stock_reservation_resolves_once",
           "UPDATE stock_reservation SET state = 'POSTED' " + HELD_HERE.format(state="VOIDED")),
    Attack("I8", "a reservation comes back to life", "stock_reservation_resolves_once",
           "UPDATE stock_reservation SET state = 'PENDING', resolved_by = NULL "
           + HELD_HERE.format(state="VOIDED")),
    Attack("I8", "a second resolution is written", "stock_reservation_resolves_once",
           "INSERT INTO stock_reservation_log SELECT id, 'POSTED', quantity, opened_by"
           " FROM stock_reservation " + HELD_HERE.format(state="VOIDED")),
    Attack("I8", "a promise grows", "stock_reservation_is_not_rewritten",
           "UPDATE stock_reservation SET quantity = quantity + 1 "
           + HELD_HERE.format(state="PENDING")),
    Attack("I8", "a promise disappears", "stock_reservation_stays",
           "DELETE FROM stock_reservation " + HELD_HERE.format(state="PENDING")),
    Attack("I9", "damaged goods are reserved", "stock_reservation_is_promisable",
           RESERVATION.format(level="'HARD'", quantity=1, key="(SELECT id FROM stock_key"
                              " WHERE location_id = pool.location_id AND is_physical"
                              " AND NOT is_promisable LIMIT 1)")),
    Attack("I9", "a promise is led to damaged goods", "stock_reservation_stays_promisable",
           "UPDATE stock_reservation SET level = 'HARD', key_id = (SELECT id FROM stock_key"
           " WHERE location_id = $1 AND is_physical AND NOT is_promisable LIMIT 1) "
           + HELD_HERE.format(state="PENDING")),
    Attack("I9", "damaged goods are called promisable", "stock_key_stays_as_it_is",
           "UPDATE stock_key SET is_promisable = true WHERE location_id = $1 AND is_physical"),
    Attack("I20", "a pool promises what it lacks", "stock_pool_keeps_its_promises",
           "UPDATE stock_pool SET promised = supply + overpromised + 1 WHERE location_id = $1"),
    Attack("I20", "a pool disappears with its promises", "stock_pool_stays",
           "DELETE FROM stock_pool WHERE location_id = $1"),
    Attack("I20", "less than nothing is promised", "stock_reservation_quantity_check",
           RESERVATION.format(level="'SOFT'", quantity=-5, key="NULL")),
    Attack("I10", "room is booked on an old look", "bin_space_goes_forward",
           "UPDATE bin_space SET version = version - 1"
           " WHERE bin_id IN (SELECT id FROM bin WHERE location_id = $1)"),
    Attack("I11", "a pallet leaves its goods behind", "stock_balance_stands_with_its_container",
           f"{ELSEWHERE} AND kind = 'CAGE'"),
    Attack("I11", "a pallet with goods has left the house",
           "stock_balance_stands_with_its_container",
           "UPDATE container SET bin_id = NULL, status = 'SHIPPED'"
           " WHERE location_id = $1 AND kind = 'CAGE'"),
    Attack("I11", "a carton stands in itself", "container_stands_within",
           "UPDATE container SET parent_id = id, depth = 1"
           " WHERE location_id = $1 AND kind = 'TOTE'"),
    Attack("I11", "a pallet stands in its own carton", "container_stands_within",
           "UPDATE container SET depth = 2, parent_id = (SELECT id FROM container"
           " WHERE location_id = $1 AND kind = 'CARTON')"
           " WHERE location_id = $1 AND kind = 'PALLET'"),
    Attack("I11", "a carton is elsewhere than its pallet",
           "container_stands_where_its_parent_does",
           f"{ELSEWHERE} AND kind = 'CARTON'"),
    Attack("I11", "containers stand in one another without end", "container_is_not_too_deep",
           "UPDATE container SET depth = 4 WHERE location_id = $1 AND kind = 'CARTON'"),
    Attack("I11", "a carton is deep in nothing", "container_within_is_deep",
           "UPDATE container SET depth = 1 WHERE location_id = $1 AND kind = 'TOTE'"),
    Attack("I10", "nobody knows that goods came in", "bin_space_stays",
           "DELETE FROM bin_space WHERE bin_id IN (SELECT id FROM bin WHERE location_id = $1)"),
)  # fmt: skip

SEAL = (
    "INSERT INTO stock_seal (number, previous, tree, root, ids, leaves, operations, through_xid,"
    " through_id, sealed_at) SELECT {number}, {previous}, sha256('b'), sha256('c'), ARRAY[id],"
    " sha256('d'), 1, xid, id, now() FROM operation WHERE location_id = $1 LIMIT 1"
)
CHAIN = (
    Attack("I2", "a seal follows one that is not there", "stock_seal_follows_one",
           SEAL.format(number=900, previous="sha256('a')")),
    Attack("I2", "the chain begins a second time", "stock_seal_pkey",
           SEAL.format(number=1, previous="NULL")),
    Attack("I2", "the chain forks", "stock_seal_previous_key",
           SEAL.format(number=902, previous="(SELECT previous FROM stock_seal WHERE number = 2)")),
)  # fmt: skip

APPROVAL = (
    "INSERT INTO approval (id, location_id, kind, status, subject_kind, subject_id, sentence,"
    " requested_by, not_by, requested_at, decided_by, decided_at, updated_at)"
    " SELECT $1, $1, 'WRITE_OFF', 'APPROVED', 'Adjustment', gen_random_uuid(), 'Scrap 5',"
    " {requested_by}, {not_by}, now(), $1, now(), now()"
)
PEOPLE = (
    Attack("I15", "somebody says yes to themselves", "approval_needs_another_person",
           APPROVAL.format(requested_by="$1", not_by="NULL")),
    Attack("I15", "whoever recounted says yes", "approval_needs_another_person",
           APPROVAL.format(requested_by="gen_random_uuid()", not_by="$1")),
    Attack("I14", "somebody approves what they write off", "adjustment_needs_another_person",
           "INSERT INTO adjustment (id, number, location_id, status, reason, note, is_write_off,"
           " created_at, created_by, approved_by, updated_at) VALUES ($1, 'A-1', $1,"
           " 'AWAITING_APPROVAL', 'LOST', 'gone', true, now(), $1, $1, now())"),
    Attack("I14", "a write-off without a reason", "adjustment_says_why",
           "INSERT INTO adjustment (id, number, location_id, status, reason, is_write_off,"
           " created_at, created_by, updated_at) VALUES ($1, 'A-1', $1,"
           " 'AWAITING_APPROVAL', 'LOST', true, now(), $1, now())"),
    Attack("I15", "one person counts twice", "count_attempt_is_by_another",
           "INSERT INTO count_attempt (id, count_id, number, counted_by, counted_at, operation_id)"
           " SELECT gen_random_uuid(), count_id, 2, counted_by, now(), operation_id"
           " FROM count_attempt JOIN bin_count ON bin_count.id = count_id"
           " WHERE location_id = $1"),
    Attack("I18", "an old claim is made new", "task_fence_rises",
           "UPDATE task SET fence = fence - 1 WHERE location_id = $1"),
)  # fmt: skip

TABLES = ("operation", "stock_entry", "stock_balance_change", "stock_reservation_log", "stock_seal")
OF_TABLES = tuple(
    rights("I2", f"{tries} {table}", sql.format(table=table))
    for table in TABLES
    for tries, sql in (
        ("lift the triggers of", "ALTER TABLE {table} DISABLE TRIGGER ALL"),
        ("drop the guard of", "DROP TRIGGER {table}_is_history ON {table}"),
        ("add a column to", "ALTER TABLE {table} ADD COLUMN mine text"),
        ("drop", "DROP TABLE {table} CASCADE"),
        ("take over", "ALTER TABLE {table} OWNER TO stockwright_app"),
        ("put a rule on", "CREATE RULE mine AS ON INSERT TO {table} DO INSTEAD NOTHING"),
    )
)
POWERS = (
    rights("I2", "switch triggers off", "SET session_replication_role = replica"),
    rights("I2", "become the owner", "SET ROLE stockwright"),
    rights("I3", "drop a constraint",
           "ALTER TABLE stock_balance DROP CONSTRAINT stock_balance_holds"),
    rights("I2", "replace what forbids", "CREATE OR REPLACE FUNCTION forbid_change()"
           " RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'"),
    rights("I2", "tables of its own", "CREATE TABLE mine (id integer)"),
    rights("I2", "run a program", "COPY (SELECT 1) TO PROGRAM 'cat'"),
)  # fmt: skip

ATTACKS = (*BOOKS, *LOG, *PROMISES, *CHAIN, *PEOPLE, *OF_TABLES, *POWERS)
