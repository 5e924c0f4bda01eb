"""Statements of tasks, cases and approvals, each used by exactly one function."""

TASK = """
SELECT id, location_id, kind, status, priority, sequence, due_at, document_kind, document_id,
       document_number, line_id, walk_id, owner_id, item_id, disposition, container_id, from_bin_id,
       to_bin_id, to_container_id, reservation_id, quantity, done, is_blind, not_by, fence,
       assignee_id, device_id, lease_until, skips, created_at, started_at, finished_at, updated_at,
       version
  FROM task
 WHERE id = $1
"""

TASKS_OF_DOCUMENT = """
SELECT id, location_id, kind, status, priority, sequence, due_at, document_kind, document_id,
       document_number, line_id, walk_id, owner_id, item_id, disposition, container_id, from_bin_id,
       to_bin_id, to_container_id, reservation_id, quantity, done, is_blind, not_by, fence,
       assignee_id, device_id, lease_until, skips, created_at, started_at, finished_at, updated_at,
       version
  FROM task
 WHERE document_id = $1
 ORDER BY sequence, id
"""

TASKS_OF_WALK = """
SELECT id, location_id, kind, status, priority, sequence, due_at, document_kind, document_id,
       document_number, line_id, walk_id, owner_id, item_id, disposition, container_id, from_bin_id,
       to_bin_id, to_container_id, reservation_id, quantity, done, is_blind, not_by, fence,
       assignee_id, device_id, lease_until, skips, created_at, started_at, finished_at, updated_at,
       version
  FROM task
 WHERE walk_id = $1
 ORDER BY sequence, id
"""

QUEUE_TASK = """
INSERT INTO task (id, location_id, kind, priority, sequence, due_at, document_kind, document_id,
                  document_number, line_id, walk_id, owner_id, item_id, disposition, container_id,
                  from_bin_id, to_bin_id, to_container_id, reservation_id, quantity, is_blind,
                  not_by, created_at, updated_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20,
        $21, $22, $23, $23)
RETURNING id
"""

# Counts work on a task that is still as the command saw it, and ends its lease with its work.
ADVANCE_TASK = """
UPDATE task
   SET done = done + $3,
       status = $4,
       to_container_id = coalesce($6, to_container_id),
       reservation_id = coalesce($7, reservation_id),
       lease_until = CASE WHEN $4 IN ('DONE', 'SHORT', 'CANCELED', 'QUEUED') THEN NULL
                     ELSE coalesce(lease_until, $5::timestamptz) END,
       started_at = coalesce(started_at, $5),
       finished_at = CASE WHEN $4 IN ('DONE', 'SHORT', 'CANCELED') THEN $5::timestamptz END,
       updated_at = $5,
       version = version + 1
 WHERE id = $1 AND version = $2
RETURNING id
"""

CANCEL_TASK = """
UPDATE task
   SET status = 'CANCELED', lease_until = NULL, finished_at = $3, updated_at = $3,
       version = version + 1
 WHERE id = $1 AND version = $2 AND status IN ('QUEUED', 'CLAIMED', 'IN_PROGRESS')
RETURNING id
"""

OPEN_WALK = """
INSERT INTO walk (id, number, location_id, created_at)
VALUES ($1, $2, $3, $4)
RETURNING id
"""

OPEN_CASE = """
INSERT INTO work_case (id, location_id, kind, severity, title, facts, bin_id, item_id, subject_kind,
                       subject_id, operation_id, opened_at, opened_by, due_at, updated_at)
VALUES ($1, $2, $3, $4, $5, $6::text::jsonb, $7, $8, $9, $10, $11, $12, $13, $14, $12)
RETURNING id
"""

REQUEST_APPROVAL = """
INSERT INTO approval (id, location_id, kind, subject_kind, subject_id, sentence, value_minor,
                      currency, requested_by, not_by, requested_at, reason, due_at, updated_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $11)
RETURNING id
"""

APPROVAL_POLICY = """
SELECT kind, free_minor, approver_minor
  FROM approval_policy
 WHERE kind = $1
"""
