"""Statements that prove the ledger: how much was looked at, how much is off, an example."""

ORPHANS = """
SELECT count(*) AS looked_at, count(*) FILTER (WHERE operation.id IS NULL) AS off,
       min(entry.id::text) FILTER (WHERE operation.id IS NULL) AS example
  FROM stock_entry entry
  LEFT JOIN operation ON operation.id = entry.operation_id
"""

BOUNDS = """
SELECT count(*) AS looked_at,
       count(*) FILTER (WHERE NOT (0 <= reserved AND reserved <= on_hand)) AS off,
       min(key_id::text) FILTER (WHERE NOT (0 <= reserved AND reserved <= on_hand)) AS example
  FROM stock_balance
"""

ROWS = """
SELECT count(*) AS looked_at,
       count(*) FILTER (WHERE key.is_physical <> (balance.key_id IS NOT NULL)) AS off,
       min(key.id::text) FILTER (WHERE key.is_physical <> (balance.key_id IS NOT NULL)) AS example
  FROM stock_key key
  LEFT JOIN stock_balance balance ON balance.key_id = key.id
"""

ON_HAND = """
WITH folded AS (
    SELECT key_id, sum(quantity) AS quantity
      FROM (SELECT to_key AS key_id, quantity FROM stock_entry
             UNION ALL
            SELECT from_key, -quantity FROM stock_entry
             UNION ALL
            SELECT key_id, quantity FROM stock_archive_sum) AS sides
     GROUP BY key_id
), compared AS (
    SELECT balance.key_id, balance.on_hand, coalesce(folded.quantity, 0) AS quantity
      FROM stock_balance balance
      LEFT JOIN folded USING (key_id)
)
SELECT count(*) AS looked_at, count(*) FILTER (WHERE on_hand <> quantity) AS off,
       min(format('%s: balance %s, entries %s', key_id, on_hand, quantity))
           FILTER (WHERE on_hand <> quantity) AS example
  FROM compared
"""

RESERVED = """
WITH open AS (
    SELECT key_id, sum(quantity) AS quantity
      FROM stock_reservation
     WHERE state = 'PENDING' AND key_id IS NOT NULL
     GROUP BY key_id
), compared AS (
    SELECT key_id, coalesce(reserved, 0) AS reserved, coalesce(quantity, 0) AS quantity
      FROM stock_balance FULL JOIN open USING (key_id)
)
SELECT count(*) AS looked_at, count(*) FILTER (WHERE reserved <> quantity) AS off,
       min(format('%s: balance %s, reservations %s', key_id, reserved, quantity))
           FILTER (WHERE reserved <> quantity) AS example
  FROM compared
"""

RESOLVED = """
WITH logged AS (
    SELECT reservation_id, count(*) FILTER (WHERE state = 'PENDING') AS opened,
           count(*) FILTER (WHERE state <> 'PENDING') AS resolved,
           min(quantity) = max(quantity) AS agrees
      FROM stock_reservation_log
     GROUP BY reservation_id
), compared AS (
    SELECT reservation.id,
           coalesce(opened, 0) = 1 AND agrees
           AND resolved = CASE WHEN reservation.state = 'PENDING' THEN 0 ELSE 1 END AS holds
      FROM stock_reservation reservation
      LEFT JOIN logged ON logged.reservation_id = reservation.id
)
SELECT count(*) AS looked_at, count(*) FILTER (WHERE NOT holds) AS off,
       min(id::text) FILTER (WHERE NOT holds) AS example
  FROM compared
"""

PROMISABLE = """
SELECT count(*) AS looked_at,
       count(*) FILTER (WHERE reservation.state = 'PENDING' AND NOT key.is_promisable) AS off,
       min(reservation.id::text)
           FILTER (WHERE reservation.state = 'PENDING' AND NOT key.is_promisable) AS example
  FROM stock_reservation reservation
  JOIN stock_key key ON key.id = reservation.key_id
"""

APART = """
SELECT count(*) AS looked_at,
       count(*) FILTER (WHERE (key.owner_id, key.item_id, key.location_id)
                              <> (pool.owner_id, pool.item_id, pool.location_id)) AS off,
       min(reservation.id::text)
           FILTER (WHERE (key.owner_id, key.item_id, key.location_id)
                         <> (pool.owner_id, pool.item_id, pool.location_id)) AS example
  FROM stock_reservation reservation
  JOIN stock_key key ON key.id = reservation.key_id
  JOIN stock_pool pool ON pool.id = reservation.pool_id
 WHERE reservation.state = 'PENDING'
"""

BOXED = """
SELECT count(*) AS looked_at, count(*) FILTER (WHERE NOT holds) AS off,
       min(key_id::text) FILTER (WHERE NOT holds) AS example
  FROM (SELECT key.id AS key_id, container.bin_id IS NOT DISTINCT FROM key.bin_id
                                 AND container.location_id = key.location_id AS holds
          FROM stock_balance balance
          JOIN stock_key key ON key.id = balance.key_id AND key.container_id IS NOT NULL
          JOIN container ON container.id = key.container_id
         WHERE balance.on_hand > 0) AS compared
"""

# From the outermost inwards: what is not reached so is led back to itself.
NESTED = """
WITH RECURSIVE reached AS (
    SELECT id, 0 AS depth FROM container WHERE parent_id IS NULL
     UNION ALL
    SELECT held.id, reached.depth + 1
      FROM container held
      JOIN reached ON reached.id = held.parent_id
), compared AS (
    SELECT container.id,
           reached.depth IS NOT DISTINCT FROM container.depth::integer
           AND (outer_one.id IS NULL OR outer_one.bin_id = container.bin_id) AS holds
      FROM container
      LEFT JOIN reached ON reached.id = container.id
      LEFT JOIN container outer_one ON outer_one.id = container.parent_id
)
SELECT count(*) AS looked_at, count(*) FILTER (WHERE holds IS NOT TRUE) AS off,
       min(id::text) FILTER (WHERE holds IS NOT TRUE) AS example
  FROM compared
"""

VERSIONS = """
WITH changes AS (
    SELECT key_id, count(*) AS changes, max(version) AS newest, sum(on_hand) AS on_hand,
           sum(reserved) AS reserved
      FROM stock_balance_change
     GROUP BY key_id
), compared AS (
    SELECT balance.key_id,
           balance.version = coalesce(changes, 0) AND balance.version = coalesce(newest, 0)
           AND balance.on_hand = coalesce(changes.on_hand, 0)
           AND balance.reserved = coalesce(changes.reserved, 0) AS holds
      FROM stock_balance balance
      LEFT JOIN changes USING (key_id)
)
SELECT count(*) AS looked_at, count(*) FILTER (WHERE NOT holds) AS off,
       min(key_id::text) FILTER (WHERE NOT holds) AS example
  FROM compared
"""

SUPPLY = """
WITH standing AS (
    SELECT key.owner_id, key.item_id, key.location_id, sum(balance.on_hand) AS quantity
      FROM stock_balance balance
      JOIN stock_key key ON key.id = balance.key_id AND key.is_promisable
     GROUP BY key.owner_id, key.item_id, key.location_id
), compared AS (
    SELECT pool.id, coalesce(pool.supply, 0) AS supply, coalesce(quantity, 0) AS quantity
      FROM (SELECT min(id::text) FILTER (WHERE segment = 'DEFAULT') AS id, owner_id, item_id,
                   location_id, sum(supply) AS supply
              FROM stock_pool
             GROUP BY owner_id, item_id, location_id) AS pool
      FULL JOIN standing USING (owner_id, item_id, location_id)
)
SELECT count(*) AS looked_at, count(*) FILTER (WHERE supply <> quantity) AS off,
       min(format('%s: pool %s, standing %s', id, supply, quantity))
           FILTER (WHERE supply <> quantity) AS example
  FROM compared
"""

PROMISED = """
WITH open AS (
    SELECT pool_id, sum(quantity) AS quantity
      FROM stock_reservation
     WHERE state = 'PENDING'
     GROUP BY pool_id
), compared AS (
    SELECT pool.id, pool.promised, coalesce(quantity, 0) AS quantity
      FROM stock_pool pool
      LEFT JOIN open ON open.pool_id = pool.id
)
SELECT count(*) AS looked_at, count(*) FILTER (WHERE promised <> quantity) AS off,
       min(format('%s: pool %s, reservations %s', id, promised, quantity))
           FILTER (WHERE promised <> quantity) AS example
  FROM compared
"""

WITHIN = """
SELECT count(*) AS looked_at, count(*) FILTER (WHERE promised > supply + overpromised) AS off,
       min(id::text) FILTER (WHERE promised > supply + overpromised) AS example
  FROM stock_pool
"""

# In steps, so that it needs little memory: of each group of rows, then of these digests. Of entries
# it is the XOR of the digest of each, so that it stays what it was when some are archived.
DIGEST = """
WITH balance AS (
    SELECT sha256(string_agg(convert_to(concat_ws(',', key_id, on_hand, reserved, version), 'UTF8'),
                             ';' ORDER BY key_id)) AS digest, left(key_id::text, 2) AS part
      FROM stock_balance
     GROUP BY left(key_id::text, 2)
), pool AS (
    SELECT sha256(string_agg(convert_to(concat_ws(',', id, supply, promised, overpromised, safety),
                                        'UTF8'), ';' ORDER BY id)) AS digest,
           left(id::text, 2) AS part
      FROM stock_pool
     GROUP BY left(id::text, 2)
), entry AS (
    SELECT bit_xor(('x' || encode(digest, 'hex'))::bit(256)) AS digest
      FROM (SELECT sha256(convert_to(concat_ws(',', id, operation_id, from_key, to_key, quantity),
                                     'UTF8')) AS digest
              FROM stock_entry
             UNION ALL
            SELECT entries_xor FROM stock_archive) AS each
)
SELECT encode(sha256(convert_to(concat_ws('|',
       (SELECT string_agg(encode(digest, 'hex'), '' ORDER BY part) FROM balance),
       (SELECT string_agg(encode(digest, 'hex'), '' ORDER BY part) FROM pool),
       (SELECT digest::text FROM entry)),
       'UTF8')), 'hex') AS digest
"""
