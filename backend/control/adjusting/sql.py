"""Statements of adjustments, each used by exactly one function."""

ADJUSTMENT = """
SELECT id, number, location_id, status, reason, note, is_write_off, value_minor, currency, count_id,
       approval_id, created_by, approved_by, version
  FROM adjustment
 WHERE id = $1
"""

LINES = """
SELECT id, item_id, bin_id, disposition, owner_id, difference, lot_id, serial_id
  FROM adjustment_line
 WHERE adjustment_id = $1
 ORDER BY position
"""

KEEP_ADJUSTMENT = """
INSERT INTO adjustment (id, number, location_id, status, reason, note, is_write_off, value_minor,
                        currency, count_id, approval_id, created_at, created_by, approved_by,
                        posted_by, updated_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $12)
RETURNING id
"""

KEEP_LINES = """
INSERT INTO adjustment_line (adjustment_id, id, position, item_id, bin_id, disposition, owner_id,
                             difference, lot_id, serial_id)
SELECT $1, id, position, item_id, bin_id, disposition, owner_id, difference, lot_id, serial_id
  FROM unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::uuid[], $7::bigint[],
              $8::uuid[], $9::uuid[])
       WITH ORDINALITY AS line (id, item_id, bin_id, disposition, owner_id, difference, lot_id,
                                serial_id, position)
RETURNING id
"""

# An adjustment is decided once: only one that waits, and is as seen, comes back.
DECIDE_ADJUSTMENT = """
UPDATE adjustment
   SET status = $3, approved_by = $4, posted_by = $5, updated_at = $6, version = version + 1
 WHERE id = $1 AND version = $2 AND status = 'AWAITING_APPROVAL'
RETURNING id
"""
