"""Statements behind the lists of pools and reservations; pages add their order."""

# Pools with what they are about; a filter that is NULL narrows nothing.
POOLS_LISTED = """
SELECT pool.id, pool.owner_id, pool.item_id, pool.location_id, pool.channel_id, pool.kind,
       pool.supply, pool.promised, pool.overpromised, pool.safety, pool.available, pool.version,
       item.sku
  FROM stock_pool pool
  JOIN item ON item.id = pool.item_id
 WHERE ($1::uuid[] IS NULL OR pool.location_id = ANY ($1))
   AND ($2::uuid[] IS NULL OR pool.item_id = ANY ($2))
   AND ($3::uuid[] IS NULL OR pool.channel_id = ANY ($3))
   AND ($4::text[] IS NULL OR pool.kind = ANY ($4) OR pool.safety > 0 AND 'SAFETY_STOCK' = ANY ($4))
   AND ($5::uuid[] IS NULL OR pool.owner_id = ANY ($5))
   AND ($6::uuid[] IS NULL OR pool.id = ANY ($6))
"""

# Reservations with what they are of; a filter that is NULL narrows nothing.
RESERVATIONS_LISTED = """
SELECT held.id, held.level, held.state, held.pool_id, held.key_id, held.demand_id, held.quantity,
       held.expires_at, pool.item_id, pool.location_id, pool.owner_id,
       opened.recorded_at AS opened_at,
       CASE WHEN opened.kind = 'RESERVE' THEN opened.reason END AS reason,
       CASE WHEN opened.kind = 'RESERVE' THEN opened.actor_id END AS placed_by
  FROM stock_reservation held
  JOIN stock_pool pool ON pool.id = held.pool_id
  JOIN operation opened ON opened.id = held.opened_by
 WHERE ($1::uuid[] IS NULL OR pool.location_id = ANY ($1))
   AND ($2::uuid[] IS NULL OR pool.item_id = ANY ($2))
   AND ($3::text[] IS NULL OR held.level = ANY ($3))
   AND ($4::text[] IS NULL OR held.state = ANY ($4))
   AND ($5::uuid[] IS NULL OR held.demand_id = ANY ($5))
   AND ($6::uuid[] IS NULL OR pool.owner_id = ANY ($6))
   AND ($7::uuid[] IS NULL OR held.id = ANY ($7))
"""
