"""Statements of picking, each used by exactly one function."""

# Onward along the walk first, then what was left behind.
NEXT_STOP = """
SELECT id
  FROM task
 WHERE walk_id = $1 AND id <> $2 AND kind = 'PICK'
   AND status IN ('QUEUED', 'CLAIMED', 'IN_PROGRESS')
   AND (assignee_id IS NULL OR assignee_id = $3)
 ORDER BY sequence < $4, sequence, id
 LIMIT 1
"""

OPEN_PICKS_AT_BIN = """
SELECT id
  FROM task
 WHERE line_id = ANY ($1::uuid[]) AND from_bin_id = $2 AND kind = 'PICK'
   AND status IN ('QUEUED', 'CLAIMED', 'IN_PROGRESS')
 ORDER BY id
"""

# Nobody works on the pick between the look at it and the record of what was too late for it.
HOLD_TASK = """
SELECT id
  FROM task
 WHERE id = $1 AND version = $2
   FOR UPDATE
"""

# The rest of a walk goes into another tote.
CHANGE_TOTE = """
UPDATE task
   SET to_container_id = $3, updated_at = $4, version = version + 1
 WHERE walk_id = $1 AND to_container_id = $2 AND kind = 'PICK'
   AND status IN ('QUEUED', 'CLAIMED', 'IN_PROGRESS')
RETURNING id
"""

WALK = """
SELECT id, number, location_id
  FROM walk
 WHERE id = $1 OR number = $2
"""
