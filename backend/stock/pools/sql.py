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
# loss always passes, and one that leaves more promised than there is tells the outbox.
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
       available
  FROM stock_pool
 WHERE id = ANY ($1::uuid[])
"""

# All pools of these items: what nobody has set aside, and what channels have.
POOLS_OF_ITEMS = """
SELECT id, owner_id, item_id, location_id, channel_id, kind, supply, promised, overpromised, safety,
       available
  FROM stock_pool
 WHERE item_id = ANY ($1::uuid[]) AND location_id = $2 AND owner_id = $3
 ORDER BY id
"""
