"""Statements of proofs and checkpoints; each has one caller."""

# The newest checkpoint up to a position of the log, with the end of its seal.
CHECKPOINT = """
SELECT checkpoint.seal, checkpoint.operations, seal.through_xid::text::bigint AS xid,
       seal.through_id AS id
  FROM stock_checkpoint checkpoint
  JOIN stock_seal seal ON seal.number = checkpoint.seal
 WHERE (seal.through_xid, seal.through_id) <= ($1::text::xid8, $2::uuid)
 ORDER BY checkpoint.seal DESC
 LIMIT 1
"""

# What stood at each key that changed between two positions, at the second: the checkpoint before,
# and what entries brought and took since. Reserved is told by the changes alone.
KEYS_AT = """
WITH since AS MATERIALIZED (
    SELECT id FROM operation
     WHERE (xid, id) > ($1::text::xid8, $2::uuid) AND (xid, id) <= ($3::text::xid8, $4::uuid)
), moved AS (
    SELECT key_id, sum(quantity) AS quantity
      FROM (SELECT to_key AS key_id, quantity FROM stock_entry JOIN since ON since.id = operation_id
             UNION ALL
            SELECT from_key, -quantity FROM stock_entry JOIN since ON since.id = operation_id)
           AS sides
     GROUP BY key_id
), changed AS (
    SELECT key_id, sum(reserved) AS reserved
      FROM stock_balance_change JOIN since ON since.id = operation_id
     GROUP BY key_id
)
SELECT changed.key_id,
       (coalesce(base.on_hand, 0) + coalesce(moved.quantity, 0))::bigint AS on_hand,
       (coalesce(base.reserved, 0) + changed.reserved)::bigint AS reserved
  FROM changed
  LEFT JOIN moved USING (key_id)
  LEFT JOIN LATERAL (
       SELECT on_hand, reserved
         FROM stock_checkpoint_balance held
        WHERE held.key_id = changed.key_id AND held.seal <= $5
        ORDER BY held.seal DESC
        LIMIT 1) AS base ON true
 ORDER BY changed.key_id
"""

# The same for what was promised of each pool.
POOLS_AT = """
WITH since AS MATERIALIZED (
    SELECT id FROM operation
     WHERE (xid, id) > ($1::text::xid8, $2::uuid) AND (xid, id) <= ($3::text::xid8, $4::uuid)
), changed AS (
    SELECT reservation.pool_id,
           sum(CASE log.state WHEN 'PENDING' THEN log.quantity ELSE -log.quantity END) AS promised
      FROM stock_reservation_log log
      JOIN since ON since.id = log.operation_id
      JOIN stock_reservation reservation ON reservation.id = log.reservation_id
     GROUP BY reservation.pool_id
)
SELECT changed.pool_id, (coalesce(base.promised, 0) + changed.promised)::bigint AS promised
  FROM changed
  LEFT JOIN LATERAL (
       SELECT promised
         FROM stock_checkpoint_pool held
        WHERE held.pool_id = changed.pool_id AND held.seal <= $5
        ORDER BY held.seal DESC
        LIMIT 1) AS base ON true
 ORDER BY changed.pool_id
"""

OPERATIONS_UP_TO = "SELECT sum(operations)::bigint AS operations FROM stock_seal WHERE number <= $1"

WRITE_CHECKPOINT = """
INSERT INTO stock_checkpoint (seal, operations, made_at)
VALUES ($1, $2, $3)
    ON CONFLICT DO NOTHING
RETURNING seal
"""

WRITE_KEYS = """
INSERT INTO stock_checkpoint_balance (seal, key_id, on_hand, reserved)
SELECT $1, key_id, on_hand, reserved
  FROM unnest($2::uuid[], $3::bigint[], $4::bigint[]) AS made (key_id, on_hand, reserved)
"""

WRITE_POOLS = """
INSERT INTO stock_checkpoint_pool (seal, pool_id, promised)
SELECT $1, pool_id, promised FROM unnest($2::uuid[], $3::bigint[]) AS made (pool_id, promised)
"""

# I5, I17 since a checkpoint: what stood there and what came since make each balance.
BALANCES_SINCE = """
WITH since AS MATERIALIZED (
    SELECT id FROM operation WHERE (xid, id) > ($1::text::xid8, $2::uuid)
), moved AS (
    SELECT key_id, sum(quantity) AS quantity
      FROM (SELECT to_key AS key_id, quantity FROM stock_entry JOIN since ON since.id = operation_id
             UNION ALL
            SELECT from_key, -quantity FROM stock_entry JOIN since ON since.id = operation_id)
           AS sides
     GROUP BY key_id
), changed AS (
    SELECT key_id, sum(on_hand) AS on_hand, sum(reserved) AS reserved,
           count(*) = max(version) - min(version) + 1 AS is_whole, max(version) AS newest
      FROM stock_balance_change JOIN since ON since.id = operation_id
     GROUP BY key_id
), compared AS (
    SELECT balance.key_id, balance.on_hand,
           coalesce(base.on_hand, 0) + coalesce(moved.quantity, 0) AS made,
           balance.on_hand = coalesce(base.on_hand, 0) + coalesce(moved.quantity, 0)
           AND balance.on_hand = coalesce(base.on_hand, 0) + coalesce(changed.on_hand, 0)
           AND balance.reserved = coalesce(base.reserved, 0) + coalesce(changed.reserved, 0)
           AND coalesce(is_whole AND newest = balance.version, true) AS holds
      FROM stock_balance balance
      LEFT JOIN moved USING (key_id)
      LEFT JOIN changed USING (key_id)
      LEFT JOIN LATERAL (
           SELECT on_hand, reserved
             FROM stock_checkpoint_balance held
            WHERE held.key_id = balance.key_id AND held.seal <= $3
            ORDER BY held.seal DESC
            LIMIT 1) AS base ON true
)
SELECT count(*) AS looked_at, count(*) FILTER (WHERE NOT holds) AS off,
       min(format('%s: balance %s, ledger %s', key_id, on_hand, made))
           FILTER (WHERE NOT holds) AS example
  FROM compared
"""

RESOLVED_SINCE = """
WITH touched AS (
    SELECT DISTINCT log.reservation_id
      FROM operation held
      JOIN stock_reservation_log log ON log.operation_id = held.id
     WHERE (held.xid, held.id) > ($1::text::xid8, $2::uuid)
), compared AS (
    SELECT reservation.id,
           count(*) FILTER (WHERE log.state = 'PENDING') = 1
           AND count(*) FILTER (WHERE log.state <> 'PENDING')
               = CASE WHEN reservation.state = 'PENDING' THEN 0 ELSE 1 END
           AND min(log.quantity) = max(log.quantity) AS holds
      FROM touched
      JOIN stock_reservation reservation ON reservation.id = touched.reservation_id
      JOIN stock_reservation_log log ON log.reservation_id = reservation.id
     GROUP BY reservation.id
)
SELECT count(*) AS looked_at, count(*) FILTER (WHERE NOT holds) AS off,
       min(id::text) FILTER (WHERE NOT holds) AS example
  FROM compared
"""

WRITE_PROOF = """
INSERT INTO stock_proof (extent, seal, operations, balances, digest, signature, is_sound,
                         checked_at, took_ms)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
RETURNING number
"""

NEWEST_PROOF = """
SELECT extent, seal, operations, balances, encode(digest, 'hex') AS digest,
       encode(signature, 'hex') AS signature, is_sound, checked_at
  FROM stock_proof
 ORDER BY number DESC
 LIMIT 1
"""
