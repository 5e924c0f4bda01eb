"""Statements of carrying, each used by exactly one function."""

# Open work that names these containers: what is taken out of them, put into them or put away whole.
WORK_ON_CONTAINERS = """
SELECT id, kind, item_id IS NULL AS is_whole, document_number, assignee_id, lease_until,
       to_container_id = ANY ($1::uuid[]) IS TRUE AS goes_in
  FROM task
 WHERE (container_id = ANY ($1::uuid[]) OR to_container_id = ANY ($1::uuid[]))
   AND status IN ('QUEUED', 'CLAIMED', 'IN_PROGRESS')
 ORDER BY id
"""
