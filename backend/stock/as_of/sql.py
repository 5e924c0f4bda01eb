"""Statements that answer for the past; each has one caller. NULL in a filter means whichever."""

# Stock as it was at a position of the log. $6 to $10: position and seal of the checkpoint before,
# and the position meant. The safety stock is that of today: it has no history.
STOCK_THEN = """
WITH since AS MATERIALIZED (
    SELECT id FROM operation
     WHERE (xid, id) > ($6::text::xid8, $7::uuid) AND (xid, id) <= ($9::text::xid8, $10::uuid)
), changed AS (
    SELECT key_id, sum(on_hand) AS on_hand
      FROM stock_balance_change JOIN since ON since.id = operation_id
     GROUP BY key_id
), resolved AS (
    SELECT reservation.pool_id,
           sum(CASE log.state WHEN 'PENDING' THEN log.quantity ELSE -log.quantity END) AS promised
      FROM stock_reservation_log log
      JOIN since ON since.id = log.operation_id
      JOIN stock_reservation reservation ON reservation.id = log.reservation_id
     GROUP BY reservation.pool_id
), stood AS (
    SELECT key.owner_id, key.item_id, key.location_id,
           sum(coalesce(base.on_hand, 0) + coalesce(changed.on_hand, 0)) AS on_hand,
           sum(coalesce(base.on_hand, 0) + coalesce(changed.on_hand, 0))
               FILTER (WHERE key.is_promisable) AS supply
      FROM stock_key key
      LEFT JOIN changed ON changed.key_id = key.id
      LEFT JOIN LATERAL (
           SELECT on_hand
             FROM stock_checkpoint_balance held
            WHERE held.key_id = key.id AND held.seal <= $8
            ORDER BY held.seal DESC
            LIMIT 1) AS base ON true
     WHERE key.is_physical
       AND ($1::uuid[] IS NULL OR key.location_id = ANY ($1))
       AND ($2::uuid[] IS NULL OR key.item_id = ANY ($2))
       AND ($3::uuid[] IS NULL OR key.bin_id = ANY ($3))
       AND ($5::uuid[] IS NULL OR key.owner_id = ANY ($5))
     GROUP BY key.owner_id, key.item_id, key.location_id
), promised AS (
    SELECT pool.owner_id, pool.item_id, pool.location_id,
           sum(coalesce(base.promised, 0) + coalesce(resolved.promised, 0)) AS promised,
           sum(pool.safety) AS safety
      FROM stock_pool pool
      LEFT JOIN resolved ON resolved.pool_id = pool.id
      LEFT JOIN LATERAL (
           SELECT promised
             FROM stock_checkpoint_pool held
            WHERE held.pool_id = pool.id AND held.seal <= $8
            ORDER BY held.seal DESC
            LIMIT 1) AS base ON true
     GROUP BY pool.owner_id, pool.item_id, pool.location_id
)
SELECT pool.id, pool.owner_id, pool.item_id, pool.location_id, item.sku,
       stood.on_hand::bigint AS on_hand, promised.promised::bigint AS reserved,
       greatest(0, coalesce(stood.supply, 0) - promised.promised - promised.safety)::bigint
           AS available,
       promised.safety::bigint AS safety, 0::bigint AS version
  FROM stood
  JOIN promised USING (owner_id, item_id, location_id)
  JOIN stock_pool pool
    ON pool.item_id = stood.item_id AND pool.location_id = stood.location_id
   AND pool.owner_id = stood.owner_id AND pool.segment = 'DEFAULT'
  JOIN item ON item.id = stood.item_id
 WHERE ($4::text IS NULL OR strpos(lower(item.sku || ' ' || item.name), lower($4)) > 0)
"""

# The last operation that was recorded by a moment. Seals narrow the stretch of the log to search:
# what is sealed by then was recorded by then, and a minute later all that was has been sealed. A
# moment that came twice, since a clock was put right, is the second one.
POSITION_AT = """
WITH early AS (
    SELECT number, through_xid AS xid, through_id AS id
      FROM stock_seal WHERE sealed_at <= $1 ORDER BY number DESC LIMIT 1
), late AS (
    SELECT through_xid AS xid, through_id AS id
      FROM stock_seal
     WHERE sealed_at > $1::timestamptz + interval '1 minute'
       AND number > coalesce((SELECT number FROM early), 0)
     ORDER BY number LIMIT 1
), bounds AS (
    SELECT coalesce((SELECT xid FROM early), '0') AS low_xid,
           coalesce((SELECT id FROM early), '00000000-0000-0000-0000-000000000000') AS low_id,
           coalesce((SELECT xid FROM late), $2::text::xid8) AS high_xid,
           coalesce((SELECT id FROM late), $3::uuid) AS high_id
)
SELECT coalesce(newest.xid, low_xid)::text::bigint AS xid, coalesce(newest.id, low_id) AS id
  FROM bounds
  LEFT JOIN LATERAL (
       SELECT xid, id
         FROM operation
        WHERE (xid, id) > (low_xid, low_id) AND (xid, id) <= (high_xid, high_id)
          AND recorded_at <= $1
        ORDER BY xid DESC, id DESC
        LIMIT 1) AS newest ON true
"""
