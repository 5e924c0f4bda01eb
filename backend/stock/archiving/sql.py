"""Statements about stretches of history and archives; each has one caller."""

MAKE_STRETCHES = "SELECT make_stretches() AS made"

# Whether the entries of an operation are archived: all up to the end of an archive's seal are.
IS_ARCHIVED = """
SELECT EXISTS (
       SELECT FROM operation
         JOIN stock_archive archive ON true
         JOIN stock_seal seal ON seal.number = archive.seal
        WHERE operation.id = $1
          AND (operation.xid, operation.id) <= (seal.through_xid, seal.through_id)) AS is_archived
"""

# What the leaves of archived operations are by now, of the seals after one.
LEAVES_LEFT = """
SELECT seal, leaves
  FROM stock_archive_leaves
 WHERE seal > $1
 ORDER BY seal
 LIMIT $2
"""

# The newest stretch that was full, with its last entry recorded, by a moment.
OLD_STRETCH = """
SELECT max(stretch.ordinal) AS ordinal
  FROM (SELECT substring(c.relname FROM '^stretch_([0-9]+)$')::bigint AS ordinal
          FROM pg_inherits i
          JOIN pg_class c ON c.oid = i.inhrelid
         WHERE i.inhparent = 'stock_entry'::regclass) AS stretch
 CROSS JOIN LATERAL (
       SELECT operation.recorded_at
         FROM stock_entry entry
         JOIN operation ON operation.id = entry.operation_id
        WHERE entry.id <= stretch.ordinal * 2000000
        ORDER BY entry.id DESC
        LIMIT 1) AS newest
 WHERE newest.recorded_at <= $1
   AND EXISTS (SELECT FROM stock_entry WHERE id > stretch.ordinal * 2000000)
"""

# The last seal before the first operation of the log that has an entry behind a stretch, when the
# chain has come past that one. No operation up to the end of this seal has an entry elsewhere.
SEAL_WITHIN = """
WITH beyond AS (
    SELECT operation.xid, operation.id
      FROM stock_entry entry
      JOIN operation ON operation.id = entry.operation_id
     WHERE entry.id > $1::bigint * 2000000
     ORDER BY operation.xid, operation.id
     LIMIT 1
)
SELECT max(seal.number) FILTER (
           WHERE (seal.through_xid, seal.through_id) < (beyond.xid, beyond.id)) AS number,
       bool_or((seal.through_xid, seal.through_id) >= (beyond.xid, beyond.id)) AS is_sealed
  FROM stock_seal seal, beyond
"""

NEWEST_ARCHIVE = "SELECT coalesce(max(seal), 0) AS seal FROM stock_archive"

# Whether the last whole proof was sound, and left a checkpoint at a seal or behind it.
IS_PROVED = """
SELECT coalesce((SELECT is_sound AND seal >= $1 FROM stock_proof
                  WHERE extent = 'FULL' ORDER BY number DESC LIMIT 1), false)
       AND EXISTS (SELECT FROM stock_checkpoint WHERE seal >= $1) AS is_proved
"""

# What stands in the stretches up to one, or outside of all, and is of operations after a seal.
CARRIED = """
SELECT entry.id
  FROM stock_entry entry
  JOIN operation ON operation.id = entry.operation_id
  JOIN stock_seal seal ON seal.number = $2
 WHERE (operation.xid, operation.id) > (seal.through_xid, seal.through_id)
   AND (entry.id <= $1::bigint * 2000000
        OR entry.tableoid = (SELECT c.oid FROM pg_class c
                              WHERE c.relname = 'rest' AND c.relnamespace = (
                                    SELECT oid FROM pg_namespace WHERE nspname = 'entries')))
"""

WRITE_ARCHIVE = """
INSERT INTO stock_archive (seal, operations, entries, entries_xor, sha256, archived_at)
VALUES ($1, $2, $3, $4, $5, $6)
"""

WRITE_SUMS = """
INSERT INTO stock_archive_sum (seal, key_id, quantity)
SELECT $1, key_id, quantity FROM unnest($2::uuid[], $3::bigint[]) AS made (key_id, quantity)
"""

WRITE_LEAVES = """
INSERT INTO stock_archive_leaves (seal, leaves)
SELECT seal, leaves FROM unnest($1::bigint[], $2::bytea[]) AS made (seal, leaves)
"""

DROP_ARCHIVED = "SELECT drop_archived($1, $2, $3)"

# Whether who asks owns the ledger, and nobody else archives; held until the session ends.
TAKE_ALONE = """
SELECT pg_has_role(relowner, 'USAGE') AS is_owner, pg_try_advisory_lock(1460454180) AS is_alone
  FROM pg_class
 WHERE oid = 'stock_entry'::regclass
"""
