"""Statements behind the lists of stock. NULL in a filter means whichever; pages add their order."""

STOCK = """
SELECT pool.id, pool.owner_id, pool.item_id, pool.location_id, item.sku,
       coalesce(standing.on_hand, 0)::bigint AS on_hand, summed.reserved, summed.available,
       summed.safety, (summed.version + coalesce(standing.version, 0))::bigint AS version
  FROM stock_pool pool
  JOIN item ON item.id = pool.item_id
 CROSS JOIN LATERAL (
       SELECT sum(each.promised)::bigint AS reserved, sum(each.available)::bigint AS available,
              sum(each.safety)::bigint AS safety, sum(each.version) AS version
         FROM stock_pool each
        WHERE each.item_id = pool.item_id AND each.location_id = pool.location_id
          AND each.owner_id = pool.owner_id) AS summed
  LEFT JOIN LATERAL (
       SELECT sum(balance.on_hand) AS on_hand, sum(balance.version) AS version
         FROM stock_key key
         JOIN stock_balance balance ON balance.key_id = key.id
        WHERE key.item_id = pool.item_id AND key.location_id = pool.location_id
          AND key.owner_id = pool.owner_id AND key.is_physical) AS standing ON true
 WHERE pool.segment = 'DEFAULT'
   AND ($1::uuid[] IS NULL OR pool.location_id = ANY ($1))
   AND ($2::uuid[] IS NULL OR pool.item_id = ANY ($2))
   AND ($3::uuid[] IS NULL OR EXISTS (
       SELECT FROM stock_key key
        WHERE key.bin_id = ANY ($3) AND key.item_id = pool.item_id
          AND key.owner_id = pool.owner_id))
   AND ($4::text IS NULL OR strpos(lower(item.sku || ' ' || item.name), lower($4)) > 0)
   AND ($5::uuid[] IS NULL OR pool.owner_id = ANY ($5))
   AND ($6::uuid[] IS NULL OR pool.id = ANY ($6))
"""

BALANCES = """
SELECT key.id, key.owner_id, key.item_id, key.location_id, key.bin_id, bin.code AS bin_code,
       key.container_id, key.lot_id, key.serial_id, key.disposition, key.is_promisable,
       balance.on_hand, balance.reserved, balance.version
  FROM stock_key key
  JOIN stock_balance balance ON balance.key_id = key.id
  JOIN bin ON bin.id = key.bin_id
  JOIN item ON item.id = key.item_id
 WHERE balance.on_hand > 0
   AND ($1::uuid[] IS NULL OR key.location_id = ANY ($1))
   AND ($2::uuid[] IS NULL OR key.item_id = ANY ($2))
   AND ($3::uuid[] IS NULL OR key.bin_id = ANY ($3))
   AND ($4::text IS NULL
        OR strpos(lower(item.sku || ' ' || item.name || ' ' || bin.code), lower($4)) > 0)
   AND ($5::uuid[] IS NULL OR key.owner_id = ANY ($5))
   AND ($6::uuid[] IS NULL OR key.id = ANY ($6))
"""

LAST_CHANGES = """
SELECT balance.key_id AS id, change.on_hand, change.reserved, operation.kind,
       operation.recorded_at AS at
  FROM stock_balance balance
  JOIN stock_balance_change change
    ON change.key_id = balance.key_id AND change.version = balance.version
  JOIN operation ON operation.id = change.operation_id
 WHERE balance.key_id = ANY ($1::uuid[])
"""

STATES = """
SELECT pool.id AS stock_id, state.state, state.quantity
  FROM stock_pool pool
  JOIN stock_state state
    ON state.owner_id = pool.owner_id AND state.item_id = pool.item_id
   AND state.location_id = pool.location_id
 WHERE pool.id = ANY ($1::uuid[])
 ORDER BY pool.id, state.state
"""

OPERATIONS = """
SELECT operation.id, operation.xid::text::bigint AS xid, operation.kind, operation.command,
       operation.actor_id, operation.device_id, operation.occurred_at, operation.recorded_at,
       operation.outcome, operation.reason, operation.location_id, operation.document_id,
       operation.reverses, later.id AS reversed_by, operation.approved_by,
       operation.method,
       coalesce((operation.xid, operation.id) <= (
           SELECT seal.through_xid, seal.through_id
             FROM stock_archive archive
             JOIN stock_seal seal ON seal.number = archive.seal
            ORDER BY seal.number DESC
            LIMIT 1), false) AS is_archived
  FROM operation
  LEFT JOIN operation later ON later.reverses = operation.id
 WHERE ($1::text[] IS NULL OR operation.kind = ANY ($1))
   AND ($2::uuid[] IS NULL OR operation.location_id = ANY ($2))
   AND ($3::uuid[] IS NULL OR EXISTS (
       SELECT FROM stock_balance_change change
         JOIN stock_key key ON key.id = change.key_id
        WHERE change.operation_id = operation.id AND change.on_hand <> 0
          AND key.item_id = ANY ($3)))
   AND ($4::uuid[] IS NULL OR operation.id = ANY ($4))
"""

ENTRIES = """
SELECT entry.id, entry.operation_id, source.item_id, source.owner_id, target.lot_id,
       target.serial_id, entry.quantity,
       source.bin_id AS from_bin_id, source.container_id AS from_container_id,
       source.disposition AS from_disposition, target.bin_id AS to_bin_id,
       target.container_id AS to_container_id, target.disposition AS to_disposition
  FROM stock_entry entry
  JOIN stock_key source ON source.id = entry.from_key
  JOIN stock_key target ON target.id = entry.to_key
 WHERE entry.operation_id = ANY ($1::uuid[])
 ORDER BY entry.id
"""

STOCK_AT = """
SELECT id FROM stock_pool WHERE id = ANY ($1::uuid[]) AND location_id = ANY ($2::uuid[])
UNION ALL
SELECT id FROM stock_key WHERE id = ANY ($1) AND location_id = ANY ($2)
"""
