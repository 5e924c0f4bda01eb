"""Statements that show counts and adjustments, each used by exactly one function."""

COUNTS_OF_KEYS = """
SELECT id, number, location_id, bin_id, trigger, status, is_blind, reason, due_at, approval_id,
       created_at, created_by, closed_at, version, updated_at
  FROM bin_count
 WHERE id = ANY ($1::uuid[])
"""

COUNT_OF_NUMBER = """
SELECT id
  FROM bin_count
 WHERE id = $1 OR number = $2
"""

COUNTS_LISTED = """
SELECT id, number, location_id, bin_id, trigger, status, is_blind, reason, due_at, approval_id,
       created_at, created_by, closed_at, version, updated_at
  FROM bin_count
 WHERE ($1::uuid[] IS NULL OR location_id = ANY ($1))
   AND ($2::text[] IS NULL OR status = ANY ($2))
   AND ($3::text[] IS NULL OR trigger = ANY ($3))
   AND ($4::uuid[] IS NULL OR bin_id = ANY ($4))
"""

ITEMS_OF_COUNTS = """
SELECT count_id, item_id
  FROM bin_count_item
 WHERE count_id = ANY ($1::uuid[])
 ORDER BY count_id, item_id
"""

ATTEMPTS_OF_COUNTS = """
SELECT id, count_id, number, counted_by, counted_at, operation_id, seen_xid, seen_id
  FROM count_attempt
 WHERE count_id = ANY ($1::uuid[])
 ORDER BY count_id, number
"""

ATTEMPTS_OF_KEYS = """
SELECT id, count_id, number, counted_by, counted_at, operation_id, seen_xid, seen_id
  FROM count_attempt
 WHERE id = ANY ($1::uuid[])
"""

LINES_OF_ATTEMPTS = """
SELECT attempt_id, item_id, counted, book, lot_id, serial_id
  FROM count_line
 WHERE attempt_id = ANY ($1::uuid[])
 ORDER BY attempt_id, item_id, lot_id, serial_id
"""

ADJUSTMENTS_OF_COUNTS = """
SELECT count_id, id
  FROM adjustment
 WHERE count_id = ANY ($1::uuid[])
"""

ADJUSTMENTS_OF_KEYS = """
SELECT id, number, location_id, status, reason, note, is_write_off, value_minor, currency, count_id,
       approval_id, created_at, created_by, approved_by, posted_by, version, updated_at
  FROM adjustment
 WHERE id = ANY ($1::uuid[])
"""

ADJUSTMENT_OF_NUMBER = """
SELECT id
  FROM adjustment
 WHERE id = $1 OR number = $2
"""

ADJUSTMENTS_LISTED = """
SELECT id, number, location_id, status, reason, note, is_write_off, value_minor, currency, count_id,
       approval_id, created_at, created_by, approved_by, posted_by, version, updated_at
  FROM adjustment
 WHERE ($1::uuid[] IS NULL OR location_id = ANY ($1))
   AND ($2::text[] IS NULL OR status = ANY ($2))
   AND ($3::text[] IS NULL OR reason = ANY ($3))
   AND ($4::boolean IS NULL OR is_write_off = $4)
"""

LINES_OF_ADJUSTMENTS = """
SELECT adjustment_id, item_id, bin_id, disposition, difference, lot_id, serial_id
  FROM adjustment_line
 WHERE adjustment_id = ANY ($1::uuid[])
 ORDER BY adjustment_id, position
"""
