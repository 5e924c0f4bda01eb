"""Statements behind taking an operation back; each has one caller."""

# What an operation moved, with all columns of both keys. Goods go back only into what still stands
# where they were taken out of it.
ENTRIES = """
SELECT entry.quantity, entry.line_id,
       source.container_id IS NULL OR EXISTS (
           SELECT FROM container
            WHERE container.id = source.container_id AND container.bin_id = source.bin_id
       ) AS is_standing,
       source.owner_id AS from_owner_id, source.item_id AS from_item_id,
       source.lot_id AS from_lot_id, source.serial_id AS from_serial_id,
       source.disposition AS from_disposition, source.container_id AS from_container_id,
       source.bin_id AS from_bin_id, source.location_id AS from_location_id,
       source_bin.kind AS from_kind,
       target.owner_id AS to_owner_id, target.item_id AS to_item_id,
       target.lot_id AS to_lot_id, target.serial_id AS to_serial_id,
       target.disposition AS to_disposition, target.container_id AS to_container_id,
       target.bin_id AS to_bin_id, target.location_id AS to_location_id,
       target_bin.kind AS to_kind
  FROM stock_entry entry
  JOIN stock_key source ON source.id = entry.from_key
  JOIN bin source_bin ON source_bin.id = source.bin_id
  JOIN stock_key target ON target.id = entry.to_key
  JOIN bin target_bin ON target_bin.id = target.bin_id
 WHERE entry.operation_id = $1
 ORDER BY entry.id
"""

# Which reservations an operation opened (PENDING in the log) and which it resolved. For one that
# it opened and that is resolved by now, an open one that is equal in everything stands in: undoing
# the next operation has put it there.
RESERVATIONS = """
SELECT coalesce(same.id, held.id) AS id, held.level, held.pool_id, held.key_id, held.demand_id,
       held.quantity, log.state = 'PENDING' AS was_opened,
       held.state = 'PENDING' OR same.id IS NOT NULL AS is_open
  FROM stock_reservation_log log
  JOIN stock_reservation held ON held.id = log.reservation_id
  LEFT JOIN LATERAL (
       SELECT other.id
         FROM stock_reservation other
        WHERE log.state = 'PENDING' AND held.state <> 'PENDING' AND other.state = 'PENDING'
          AND other.demand_id = held.demand_id AND other.level = held.level
          AND other.pool_id = held.pool_id AND other.quantity = held.quantity
          AND other.key_id IS NOT DISTINCT FROM held.key_id
        ORDER BY other.id
        LIMIT 1) AS same ON true
 WHERE log.operation_id = $1
 ORDER BY held.id
"""

# What builds on an operation: whoever resolved what it reserved, took goods from where it brought
# them, holds some reserved there, or, named last, was promised some out of the pools that it
# filled. What takes something back, or was taken back, does not count. The newest, by the clock of
# the place.
DEPENDENT = """
WITH later (id, is_promise) AS (
    SELECT resolved_by, false
      FROM stock_reservation
     WHERE opened_by = $1
     UNION ALL
    SELECT change.operation_id, false
      FROM stock_balance_change mine
      JOIN stock_balance_change change
        ON change.key_id = mine.key_id AND change.version > mine.version
     WHERE mine.operation_id = $1 AND mine.on_hand > 0 AND change.on_hand < 0
     UNION ALL
    SELECT promise.id, held.key_id IS DISTINCT FROM target.id
      FROM operation done
      JOIN stock_entry entry ON entry.operation_id = done.id
      JOIN stock_key target ON target.id = entry.to_key AND target.is_promisable
      JOIN stock_pool pool
        ON pool.item_id = target.item_id AND pool.owner_id = target.owner_id
       AND pool.location_id = target.location_id
      JOIN stock_reservation held ON held.pool_id = pool.id AND held.state = 'PENDING'
      JOIN operation promise ON promise.id = held.opened_by
           AND (promise.xid, promise.id) > (done.xid, done.id)
     WHERE done.id = $1
)
SELECT operation.id, operation.kind, person.name AS actor, operation.recorded_at,
       to_char(operation.recorded_at AT TIME ZONE coalesce(location.time_zone, 'UTC'),
               'YYYY-MM-DD HH24:MI') AS local
  FROM later
  JOIN operation ON operation.id = later.id
  LEFT JOIN person ON person.id = operation.actor_id
  LEFT JOIN location ON location.id = operation.location_id
 WHERE operation.reverses IS NULL
   AND NOT EXISTS (SELECT FROM operation AS back WHERE back.reverses = operation.id)
 ORDER BY later.is_promise, operation.xid DESC, operation.id DESC
 LIMIT 1
"""
