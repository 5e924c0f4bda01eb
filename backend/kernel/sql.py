"""Statements of the kernel: operations, the outbox and the log. Each has one caller."""

# The first row with an id wins; a later sender waits for it and gets no row back.
RECORD_OPERATION = """
INSERT INTO operation
       (id, kind, command, actor_id, device_id, occurred_at, recorded_at, digest, outcome, answer,
        reason, location_id, document_id, reverses, approved_by, method)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
    ON CONFLICT (id) DO NOTHING
RETURNING xid::text::bigint AS xid
"""

STORED_OPERATION = """
SELECT digest, answer, outcome, xid::text::bigint AS xid
  FROM operation
 WHERE id = $1
"""

# An event's id is derived from its operation and place, so a replayed plan tells nothing twice.
TELL = """
INSERT INTO outbox_event (operation_id, position, name, body, told_at)
SELECT $1, position, name, body::jsonb, $4
  FROM unnest($2::text[], $3::text[]) WITH ORDINALITY AS told (name, body, position)
"""

# Everything before this transaction has ended, so the log is complete up to it.
HORIZON = "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS xid"

LOG = """
SELECT id, xid::text::bigint AS xid
  FROM operation
 WHERE (xid, id) > ($1::text::xid8, $2::uuid) AND (xid, id) <= ($3::text::xid8, $4::uuid)
 ORDER BY xid, id
 LIMIT $5
"""
