"""Statements behind taking an operation back; each has one caller."""

# What an operation moved, with all columns of both keys.
ENTRIES = """
SELECT entry.quantity, entry.line_id,
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
