"""Statements of pools, each used by exactly one function."""

# Names the pools of items that come into the house. Waits for nobody but another first naming.
NAME_POOLS = """
INSERT INTO stock_pool (id, owner_id, item_id, location_id)
SELECT id, owner_id, item_id, location_id
  FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[])
       AS named (id, owner_id, item_id, location_id)
 ORDER BY id
    ON CONFLICT (id) DO NOTHING
"""

# Locks in id order, then changes. A promise passes only while it leaves the safety stock free; a
# loss always passes, and one that leaves more promised than there is tells the outbox. A pool that
# would lose more than it has, or give back more than it promised, does not come back: others were
# there since it was seen.
CHANGE_POOLS = """
WITH asked AS (
    SELECT * FROM unnest($1::uuid[], $2::bigint[], $3::bigint[]) AS asked (id, supply, promised)
), locked AS MATERIALIZED (
    SELECT id, overpromised FROM stock_pool WHERE id = ANY ($1) ORDER BY id FOR UPDATE
), changed AS (
    UPDATE stock_pool AS pool
       SET supply = pool.supply + asked.supply,
           promised = pool.promised + asked.promised,
           overpromised = CASE WHEN asked.promised > 0 THEN pool.overpromised
                          ELSE greatest(0, pool.promised + asked.promised
                                           - pool.supply - asked.supply) END,
           version = pool.version + 1
      FROM asked JOIN locked USING (id)
     WHERE pool.id = asked.id
       AND pool.supply + asked.supply >= 0
       AND pool.promised + asked.promised >= 0
       AND (asked.promised <= 0
            OR pool.promised + asked.promised <= pool.supply + asked.supply - pool.safety)
 RETURNING pool.id, pool.overpromised, locked.overpromised AS before,
           pool.item_id, pool.location_id
), told AS (
    INSERT INTO outbox_event (operation_id, position, name, body, told_at)
    SELECT $4, 1000 + row_number() OVER (ORDER BY id), 'PoolOverpromised',
           jsonb_build_object('pool_id', id, 'item_id', item_id, 'location_id', location_id,
                              'quantity', overpromised),
           now()
      FROM changed WHERE overpromised > before
)
SELECT id FROM changed
"""

# Goods leave pools: neighbors with goods to spare fill up those that would break a promise. Locks
# the pools of the plan and their neighbors in id order.
LEVEL_POOLS = "SELECT level_pools($1, $2, $3, $4)"

POOLS = """
SELECT id, owner_id, item_id, location_id, channel_id, kind, supply, promised, overpromised, safety,
       available, version
  FROM stock_pool
 WHERE id = ANY ($1::uuid[])
"""

# All pools of these items: what nobody has set aside, and what channels have.
POOLS_OF_ITEMS = """
SELECT id, owner_id, item_id, location_id, channel_id, kind, supply, promised, overpromised, safety,
       available, version
  FROM stock_pool
 WHERE item_id = ANY ($1::uuid[]) AND location_id = $2 AND owner_id = $3
 ORDER BY id
"""

# One row: whose and which channel's, NULL for what does not exist.
PARTIES = """
SELECT (SELECT id FROM owner WHERE id = $1 OR code = $2) AS owner_id,
       (SELECT id FROM channel WHERE id = $3 OR code = $4) AS channel_id
"""

# Names the pool for everybody, and that of a channel.
NAME_POOLS_TO_SET = """
INSERT INTO stock_pool (id, owner_id, item_id, location_id, segment, channel_id, kind)
SELECT id, $2, $3, $4, coalesce(channel_id::text, 'DEFAULT'), channel_id,
       CASE WHEN channel_id IS NULL THEN 'DEFAULT' ELSE $6 END
  FROM unnest($1::uuid[], $5::uuid[]) AS named (id, channel_id)
 ORDER BY id
    ON CONFLICT (id) DO NOTHING
"""

# Moves goods from one pool to the other: locks both in id order, and gives only what the giver has
# promised to nobody and need not keep back. One that changed since it was seen does not come back.
SET_ASIDE = """
WITH asked AS (
    SELECT * FROM unnest($1::uuid[], $2::bigint[], $3::bigint[]) AS asked (id, supply, seen)
), locked AS MATERIALIZED (
    SELECT id FROM stock_pool WHERE id = ANY ($1) ORDER BY id FOR UPDATE
)
UPDATE stock_pool AS pool
   SET supply = pool.supply + asked.supply,
       overpromised = greatest(0, pool.promised - pool.supply - asked.supply),
       kind = CASE WHEN pool.channel_id IS NULL THEN 'DEFAULT' ELSE $4 END,
       version = pool.version + 1
  FROM asked JOIN locked USING (id)
 WHERE pool.id = asked.id
   AND (asked.seen IS NULL OR pool.version = asked.seen)
   AND (asked.supply >= 0
        OR pool.supply + asked.supply
           >= pool.promised + CASE WHEN pool.channel_id IS NULL THEN pool.safety ELSE 0 END)
RETURNING pool.id
"""

# Sets what is kept back of a pool; one that changed since it was seen does not come back.
KEEP_BACK = """
UPDATE stock_pool
   SET safety = $2, version = version + 1
 WHERE id = $1 AND version = $3
RETURNING id
"""
