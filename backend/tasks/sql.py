"""Statements of tasks, cases and approvals, each used by exactly one function."""

TASK = """
SELECT id, location_id, kind, status, priority, sequence, due_at, document_kind, document_id,
       document_number, line_id, walk_id, owner_id, item_id, disposition, container_id, from_bin_id,
       to_bin_id, to_container_id, reservation_id, quantity, done, is_blind, not_by, fence,
       assignee_id, device_id, lease_until, skips, lot_id, created_at, started_at, finished_at,
       updated_at, version
  FROM task
 WHERE id = $1
"""

TASKS_OF_DOCUMENT = """
SELECT id, location_id, kind, status, priority, sequence, due_at, document_kind, document_id,
       document_number, line_id, walk_id, owner_id, item_id, disposition, container_id, from_bin_id,
       to_bin_id, to_container_id, reservation_id, quantity, done, is_blind, not_by, fence,
       assignee_id, device_id, lease_until, skips, lot_id, created_at, started_at, finished_at,
       updated_at, version
  FROM task
 WHERE document_id = $1
 ORDER BY sequence, id
"""

TASKS_OF_WALK = """
SELECT id, location_id, kind, status, priority, sequence, due_at, document_kind, document_id,
       document_number, line_id, walk_id, owner_id, item_id, disposition, container_id, from_bin_id,
       to_bin_id, to_container_id, reservation_id, quantity, done, is_blind, not_by, fence,
       assignee_id, device_id, lease_until, skips, lot_id, created_at, started_at, finished_at,
       updated_at, version
  FROM task
 WHERE walk_id = $1
 ORDER BY sequence, id
"""

QUEUE_TASK = """
INSERT INTO task (id, location_id, kind, priority, sequence, due_at, document_kind, document_id,
                  document_number, line_id, walk_id, owner_id, item_id, disposition, container_id,
                  from_bin_id, to_bin_id, to_container_id, reservation_id, quantity, is_blind,
                  not_by, created_at, updated_at, lot_id)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20,
        $21, $22, $23, $23, $24)
RETURNING id
"""

# Counts work on a task that is still as the command saw it. Whoever works on it holds it, and work
# begins the lease anew; a task that changes hands by work gets a new fence, as by a claim.
ADVANCE_TASK = """
UPDATE task
   SET done = done + $3,
       status = $4,
       to_container_id = coalesce($6, to_container_id),
       reservation_id = coalesce($7, reservation_id),
       fence = fence + CASE WHEN $4 IN ('IN_PROGRESS', 'DONE', 'SHORT')
                             AND assignee_id IS DISTINCT FROM $8 THEN 1 ELSE 0 END,
       assignee_id = CASE WHEN $4 = 'QUEUED' THEN NULL
                          WHEN $4 = 'CANCELED' THEN assignee_id ELSE $8::uuid END,
       device_id = CASE WHEN $4 = 'QUEUED' THEN NULL
                        WHEN $4 = 'CANCELED' THEN device_id ELSE $9::uuid END,
       lease_until = CASE WHEN $4 IN ('CLAIMED', 'IN_PROGRESS') THEN $10::timestamptz END,
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

APPROVAL_POLICIES = """
SELECT kind, free_minor, approver_minor
  FROM approval_policy
 ORDER BY kind
"""

# What somebody holds. A claim whose time ran out is still theirs until another takes the task.
TASKS_HELD = """
SELECT task.*
  FROM task
 WHERE assignee_id = $1 AND status IN ('CLAIMED', 'IN_PROGRESS')
   AND ($2::uuid IS NULL OR document_id = $2 OR walk_id = $2)
 ORDER BY priority, due_at NULLS LAST, walk_id, sequence, id
"""

# What somebody may take, best first: what was given to them, then by priority and due time, then
# near, then in walking order. A walk that someone else is on is left alone.
TASKS_OFFERED = """
WITH busy AS MATERIALIZED (
    SELECT DISTINCT walk_id
      FROM task
     WHERE status IN ('CLAIMED', 'IN_PROGRESS') AND walk_id IS NOT NULL
       AND assignee_id <> $3 AND lease_until > $4
)
SELECT task.*
  FROM task
  JOIN unnest($1::text[], $2::uuid[]) AS may (kind, location_id)
    ON may.kind = task.kind AND (may.location_id IS NULL OR may.location_id = task.location_id)
  LEFT JOIN bin AS near ON near.id = $6
  LEFT JOIN bin ON near.id IS NOT NULL AND bin.id = coalesce(task.from_bin_id, task.to_bin_id)
 WHERE task.status IN ('QUEUED', 'CLAIMED', 'IN_PROGRESS')
   AND (task.status = 'QUEUED' OR (task.lease_until <= $4 AND task.assignee_id <> $3))
   AND (task.assignee_id IS NULL OR task.assignee_id = $3 OR task.lease_until <= $4)
   AND task.not_by IS DISTINCT FROM $3
   AND ($5::uuid IS NULL OR task.document_id = $5 OR task.walk_id = $5)
   AND (task.walk_id IS NULL OR task.walk_id NOT IN (SELECT walk_id FROM busy))
 ORDER BY task.assignee_id = $3 DESC NULLS LAST, task.priority, task.due_at NULLS LAST,
          abs(bin.x_mm - near.x_mm) + abs(bin.y_mm - near.y_mm) NULLS LAST,
          task.walk_id, task.sequence, task.id
 LIMIT $7
"""

TASKS_BY_ID = """
SELECT task.*
  FROM task
 WHERE id = ANY ($1::uuid[])
 ORDER BY id
"""

# Takes tasks that are all still as seen, for one person on one device; locks in id order. A task
# that changes hands gets a new fence.
LEASE_TASKS = """
WITH seen AS (
    SELECT * FROM unnest($1::uuid[], $2::integer[]) AS seen (id, version)
), locked AS MATERIALIZED (
    SELECT id FROM task WHERE id = ANY ($1) ORDER BY id FOR UPDATE
)
UPDATE task
   SET fence = task.fence + CASE WHEN task.status <> 'QUEUED' AND task.assignee_id = $3
                                  AND task.device_id IS NOT DISTINCT FROM $4 THEN 0 ELSE 1 END,
       status = CASE task.status WHEN 'QUEUED' THEN 'CLAIMED' ELSE task.status END,
       assignee_id = $3, device_id = $4, lease_until = $5, updated_at = $6,
       version = task.version + 1
  FROM seen JOIN locked USING (id)
 WHERE task.id = seen.id AND task.version = seen.version
RETURNING task.id
"""

# Puts a task back into the queue, if it is still as seen; what is done on it stays done.
RETURN_TASK = """
UPDATE task
   SET status = 'QUEUED', assignee_id = NULL, device_id = NULL, lease_until = NULL,
       skips = skips + $3, priority = $4, sequence = $5, updated_at = $6, version = version + 1
 WHERE id = $1 AND version = $2
RETURNING id
"""

# Gives a task to somebody, or to nobody. Who held it before holds an older fence from now on.
ASSIGN_TASK = """
UPDATE task
   SET fence = fence + CASE WHEN status = 'QUEUED' THEN 0 ELSE 1 END,
       status = 'QUEUED', assignee_id = $3, device_id = NULL, lease_until = NULL,
       priority = $4, due_at = $5, updated_at = $6, version = version + 1
 WHERE id = $1 AND version = $2
RETURNING id
"""

TASKS_RUN_OUT = """
SELECT task.*
  FROM task
 WHERE status IN ('CLAIMED', 'IN_PROGRESS') AND lease_until <= $1
 ORDER BY id
 LIMIT 500
"""

# Returns claims whose time ran out (I18); the fence stays, so the holder's late work still counts
# for as long as nobody else takes the task.
RETURN_RUN_OUT = """
WITH seen AS (
    SELECT * FROM unnest($1::uuid[], $2::integer[]) AS seen (id, version)
), locked AS MATERIALIZED (
    SELECT id FROM task WHERE id = ANY ($1) ORDER BY id FOR UPDATE
)
UPDATE task
   SET status = 'QUEUED', assignee_id = NULL, device_id = NULL, lease_until = NULL,
       updated_at = $3, version = task.version + 1
  FROM seen JOIN locked USING (id)
 WHERE task.id = seen.id AND task.version = seen.version
RETURNING task.id
"""

CASE = """
SELECT id, location_id, status, assignee_id, version
  FROM work_case
 WHERE id = $1
"""

# Gives a case to somebody, or ends it, if it is still as seen.
CHANGE_CASE = """
UPDATE work_case
   SET status = $3, assignee_id = $4, resolution = $5, resolved_by = $6, resolved_at = $7,
       updated_at = $8, version = version + 1
 WHERE id = $1 AND version = $2
RETURNING id
"""

# Says something about a case, whatever others change on it meanwhile.
NOTE_CASE = """
INSERT INTO case_note (id, case_id, author_id, written_at, text)
VALUES ($1, $2, $3, $4, $5)
RETURNING id
"""

APPROVAL = """
SELECT id, location_id, kind, status, subject_kind, subject_id, value_minor, requested_by, not_by,
       reason, due_at, version
  FROM approval
 WHERE id = $1
"""

# Decides once: only what is pending and still as seen.
DECIDE_APPROVAL = """
UPDATE approval
   SET status = $3, decided_by = $4, decided_at = $5, note = $6, updated_at = $5,
       version = version + 1
 WHERE id = $1 AND version = $2 AND status = 'PENDING'
RETURNING id
"""

WITHDRAW_APPROVAL = """
UPDATE approval
   SET status = 'WITHDRAWN', note = $4, updated_at = $3, version = version + 1
 WHERE id = $1 AND version = $2 AND status = 'PENDING'
RETURNING id
"""

OPERATION_DONE = """
SELECT id, kind, command, actor_id, recorded_at, location_id, document_id, outcome, answer,
       EXISTS (SELECT FROM operation AS later WHERE later.reverses = operation.id) AS is_undone
  FROM operation
 WHERE id = $1
"""

# What was changed since a transaction, by whichever transaction touched it last.
TOUCHED = """
SELECT kind, id
  FROM work_touched
 WHERE touched >= $1::text::xid8
 ORDER BY touched
 LIMIT $2
"""
