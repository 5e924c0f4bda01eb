"""Statements of counts, each used by exactly one function."""

COUNT = """
SELECT id, number, location_id, bin_id, trigger, status, is_blind, reason, due_at, approval_id,
       created_at, created_by, closed_at, version, updated_at
  FROM bin_count
 WHERE id = $1
"""

OPEN_COUNTS = """
SELECT id, number, location_id, bin_id, trigger, status, is_blind, reason, due_at, approval_id,
       created_at, created_by, closed_at, version, updated_at
  FROM bin_count
 WHERE bin_id = ANY ($1::uuid[]) AND closed_at IS NULL
"""

ATTEMPTS = """
SELECT id, number, counted_by
  FROM count_attempt
 WHERE count_id = $1
 ORDER BY number
"""

LINES_OF_ATTEMPT = """
SELECT item_id, counted, book, lot_id, serial_id
  FROM count_line
 WHERE attempt_id = $1
 ORDER BY item_id, lot_id, serial_id
"""

ITEMS_OF_COUNT = """
SELECT item_id AS id
  FROM bin_count_item
 WHERE count_id = $1
"""

TOLERANCES = """
SELECT item.id AS item_id, tolerance.units, tolerance.basis_points
  FROM item
  JOIN count_tolerance tolerance USING (velocity)
 WHERE item.id = ANY ($1::uuid[])
"""

# One open count a bin: the second of two that begin at once finds the first and runs again.
BEGIN_COUNT = """
INSERT INTO bin_count (id, number, location_id, bin_id, trigger, status, is_blind, reason, due_at,
                       created_at, created_by, updated_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $10)
RETURNING id
"""

LIMIT_COUNT = """
INSERT INTO bin_count_item (count_id, item_id)
SELECT $1, item_id
  FROM unnest($2::uuid[]) AS named (item_id)
"""

# Moves a count on only from the state that the command saw.
ADVANCE_COUNT = """
UPDATE bin_count
   SET status = $3,
       approval_id = coalesce($4, approval_id),
       closed_at = $5,
       updated_at = $6,
       version = version + 1
 WHERE id = $1 AND version = $2
RETURNING id
"""

KEEP_ATTEMPT = """
INSERT INTO count_attempt (id, count_id, number, counted_by, counted_at, operation_id, seen_xid,
                           seen_id)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
RETURNING id
"""

KEEP_LINES = """
INSERT INTO count_line (attempt_id, item_id, counted, book, lot_id, serial_id)
SELECT $1, item_id, counted, book, lot_id, serial_id
  FROM unnest($2::uuid[], $3::bigint[], $4::bigint[], $5::uuid[], $6::uuid[])
       AS found (item_id, counted, book, lot_id, serial_id)
RETURNING item_id
"""

KEEP_SEEN = """
INSERT INTO count_seen (attempt_id, key_id, on_hand, version)
SELECT $1, key_id, on_hand, version
  FROM unnest($2::uuid[], $3::bigint[], $4::bigint[]) AS seen (key_id, on_hand, version)
RETURNING key_id
"""
