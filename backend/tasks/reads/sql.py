"""Statements that answer questions about the floor's work; each has one caller."""

BIN_LABELS = """
SELECT id, code, check_digits
  FROM bin
 WHERE id = ANY ($1::uuid[])
"""

# Every barcode of an item and of its packs, with how many base units one scan stands for.
SCANS = """
SELECT item.id AS item_id, item.sku, item.tracking, item.needs_weight, barcode.value AS barcode,
       coalesce(pack.units, 1) AS units
  FROM item
  LEFT JOIN barcode ON barcode.item_id = item.id AND barcode.status <> 'RETIRED'
  LEFT JOIN pack ON pack.id = barcode.pack_id
 WHERE item.id = ANY ($1::uuid[])
 ORDER BY item.id, units, barcode.value
"""

CONTAINER_CODES = """
SELECT id, code
  FROM container
 WHERE id = ANY ($1::uuid[])
"""

# The lots that are allocated to picks, and how many of the item lie loose in the bin of each.
LOTS_OF_PICKS = """
SELECT task.id AS task_id, lot.number,
       (SELECT count(DISTINCT there.lot_id)
          FROM stock_key there
          JOIN stock_balance held ON held.key_id = there.id AND held.on_hand > 0
         WHERE there.bin_id = task.from_bin_id AND there.item_id = task.item_id
           AND there.container_id IS NULL) AS lying
  FROM task
  JOIN stock_reservation kept
    ON kept.demand_id = task.line_id AND kept.state = 'PENDING' AND kept.level = 'HARD'
  JOIN stock_key key ON key.id = kept.key_id AND key.bin_id = task.from_bin_id
  JOIN lot ON lot.id = key.lot_id
 WHERE task.id = ANY ($1::uuid[])
 GROUP BY task.id, lot.number
 ORDER BY task.id, lot.number
"""

# Tasks as lists ask for them; NULL leaves a condition out.
TASKS_LISTED = """
SELECT task.*, coalesce(task.due_at, '9999-12-30T00:00:00Z'::timestamptz) AS due_order,
       coalesce(task.walk_id, '00000000-0000-0000-0000-000000000000'::uuid) AS walk_order
  FROM task
 WHERE ($1::uuid[] IS NULL OR task.location_id = ANY ($1))
   AND ($2::text[] IS NULL OR task.kind = ANY ($2))
   AND task.status = ANY ($3::text[])
   AND ($4::uuid[] IS NULL OR task.assignee_id = ANY ($4))
   AND ($5::boolean IS NULL OR (task.assignee_id IS NOT NULL) = $5)
   AND ($6::uuid[] IS NULL OR task.document_id = ANY ($6) OR task.document_number = ANY ($7))
   AND ($8::timestamptz IS NULL OR task.due_at >= $8)
   AND ($9::timestamptz IS NULL OR task.due_at < $9)
   AND ($10::uuid[] IS NULL OR task.id = ANY ($10))
"""

WALKS = """
SELECT walk.id, walk.number, walk.location_id, walk.created_at, count(task.id) AS stops,
       count(task.id) FILTER (WHERE task.status IN ('DONE', 'SHORT', 'CANCELED')) AS stops_done
  FROM walk
  LEFT JOIN task ON task.walk_id = walk.id
 WHERE walk.id = ANY ($1::uuid[])
 GROUP BY walk.id
"""

STOPS_OF_WALKS = """
SELECT task.*
  FROM task
 WHERE walk_id = ANY ($1::uuid[])
 ORDER BY walk_id, sequence, id
"""

CASES_OF_KEYS = """
SELECT id, location_id, kind, severity, status, title, facts::text AS facts, bin_id, item_id,
       subject_kind, subject_id, operation_id, opened_at, opened_by, due_at, assignee_id,
       resolution, resolved_by, resolved_at, version, updated_at
  FROM work_case
 WHERE id = ANY ($1::uuid[])
"""

# Cases as lists ask for them; the worst first means the smallest rank.
CASES_LISTED = """
SELECT id, location_id, kind, severity, status, title, facts::text AS facts, bin_id, item_id,
       subject_kind, subject_id, operation_id, opened_at, opened_by, due_at, assignee_id,
       resolution, resolved_by, resolved_at, version, updated_at,
       CASE severity WHEN 'CRITICAL' THEN 1 WHEN 'WARNING' THEN 2 ELSE 3 END AS severity_rank,
       coalesce(due_at, '9999-12-30T00:00:00Z'::timestamptz) AS due_order
  FROM work_case
 WHERE ($1::uuid[] IS NULL OR location_id = ANY ($1))
   AND ($2::text[] IS NULL OR kind = ANY ($2))
   AND status = ANY ($3::text[])
   AND ($4::text[] IS NULL OR severity = ANY ($4))
   AND ($5::uuid[] IS NULL OR assignee_id = ANY ($5))
   AND ($6::uuid[] IS NULL OR item_id = ANY ($6))
   AND ($7::uuid[] IS NULL OR id = ANY ($7))
"""

NOTES_OF_CASES = """
SELECT id, case_id, author_id, written_at, text
  FROM case_note
 WHERE case_id = ANY ($1::uuid[])
 ORDER BY case_id, written_at, id
"""

CASES_OF_OPERATIONS = """
SELECT id, operation_id
  FROM work_case
 WHERE operation_id = ANY ($1::uuid[])
 ORDER BY id
"""

APPROVALS_OF_KEYS = """
SELECT id, location_id, kind, status, subject_kind, subject_id, sentence, value_minor, currency,
       requested_by, not_by, requested_at, reason, due_at, decided_by, decided_at, note, version,
       updated_at
  FROM approval
 WHERE id = ANY ($1::uuid[])
"""

APPROVALS_LISTED = """
SELECT id, location_id, kind, status, subject_kind, subject_id, sentence, value_minor, currency,
       requested_by, not_by, requested_at, reason, due_at, decided_by, decided_at, note, version,
       updated_at, coalesce(value_minor, 0) AS value_order,
       coalesce(due_at, '9999-12-30T00:00:00Z'::timestamptz) AS due_order
  FROM approval
 WHERE ($1::uuid[] IS NULL OR location_id = ANY ($1))
   AND ($2::text[] IS NULL OR kind = ANY ($2))
   AND status = ANY ($3::text[])
   AND ($4::uuid[] IS NULL OR requested_by = ANY ($4))
   AND ($5::uuid[] IS NULL OR id = ANY ($5))
"""

DOCUMENT_CALLED = """
SELECT document_id AS id
  FROM task
 WHERE document_number = $1 AND document_id IS NOT NULL
 UNION ALL
SELECT id
  FROM walk
 WHERE number = $1
 LIMIT 1
"""

WORK_AT = """
SELECT id FROM task WHERE id = ANY ($1::uuid[]) AND location_id = ANY ($2::uuid[])
UNION ALL
SELECT id FROM work_case WHERE id = ANY ($1) AND location_id = ANY ($2)
UNION ALL
SELECT id FROM approval WHERE id = ANY ($1) AND location_id = ANY ($2)
"""
