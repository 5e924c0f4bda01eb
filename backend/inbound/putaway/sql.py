"""Statements of putaway, each used by exactly one function."""

# Where an item's pick face is: distances go from there.
FACE_OF_ITEM = """
SELECT x_mm, y_mm, z_mm
  FROM bin
 WHERE fixed_item_id = $1 AND location_id = $2 AND is_active
 ORDER BY pick_sequence NULLS LAST, id
 LIMIT 1
"""

# Bins that are the item's own, hold it, or are promised to it.
BINS_OF_ITEM = """
SELECT bin.id, bin.code, bin.kind, bin.block IN ('INBOUND', 'BOTH') AS is_blocked, bin.mixing,
       bin.weight_max_g, bin.volume_max_ml, bin.height_max_mm, bin.fixed_item_id,
       abs(coalesce(bin.x_mm, 0) - $4) + abs(coalesce(bin.y_mm, 0) - $5)
       + abs(coalesce(bin.z_mm, 0) - $6) AS distance_mm,
       coalesce(space.version, 0) AS version
  FROM bin
  LEFT JOIN bin_space space ON space.bin_id = bin.id
 WHERE bin.id IN (
       SELECT id FROM bin WHERE fixed_item_id = $1 AND location_id = $2
        UNION
       SELECT key.bin_id
         FROM stock_key key
         JOIN stock_balance balance ON balance.key_id = key.id
        WHERE key.item_id = $1 AND key.location_id = $2 AND key.is_physical AND balance.on_hand > 0
        UNION
       SELECT task.to_bin_id
         FROM task
        WHERE task.item_id = $1 AND task.location_id = $2 AND task.kind = 'PUT_AWAY'
          AND task.status IN ('QUEUED', 'CLAIMED', 'IN_PROGRESS'))
   AND bin.kind = ANY ($3::text[]) AND bin.is_active AND bin.block NOT IN ('INBOUND', 'BOTH')
 ORDER BY distance_mm, bin.code
 LIMIT 40
"""

# Bins that are nobody's and hold nothing, nor are promised anything: the nearest that goods of this
# height stand in.
EMPTY_BINS = """
SELECT bin.id, bin.code, bin.kind, false AS is_blocked, bin.mixing, bin.weight_max_g,
       bin.volume_max_ml, bin.height_max_mm, bin.fixed_item_id,
       abs(coalesce(bin.x_mm, 0) - $4) + abs(coalesce(bin.y_mm, 0) - $5)
       + abs(coalesce(bin.z_mm, 0) - $6) AS distance_mm,
       coalesce(space.version, 0) AS version
  FROM bin
  LEFT JOIN bin_space space ON space.bin_id = bin.id
 WHERE bin.location_id = $1 AND bin.kind = ANY ($2::text[]) AND bin.fixed_item_id IS NULL
   AND bin.is_active AND bin.block NOT IN ('INBOUND', 'BOTH')
   AND coalesce(bin.height_max_mm >= $3, true)
   AND NOT EXISTS (
       SELECT FROM stock_key key
         JOIN stock_balance balance ON balance.key_id = key.id
        WHERE key.bin_id = bin.id AND balance.on_hand > 0)
   AND NOT EXISTS (
       SELECT FROM task
        WHERE task.to_bin_id = bin.id AND task.kind = 'PUT_AWAY'
          AND task.status IN ('QUEUED', 'CLAIMED', 'IN_PROGRESS'))
 ORDER BY distance_mm, bin.code
 LIMIT 12
"""

# Bins that other things may share: the nearest.
SHARED_BINS = """
SELECT bin.id, bin.code, bin.kind, false AS is_blocked, bin.mixing, bin.weight_max_g,
       bin.volume_max_ml, bin.height_max_mm, bin.fixed_item_id,
       abs(coalesce(bin.x_mm, 0) - $4) + abs(coalesce(bin.y_mm, 0) - $5)
       + abs(coalesce(bin.z_mm, 0) - $6) AS distance_mm,
       coalesce(space.version, 0) AS version
  FROM bin
  LEFT JOIN bin_space space ON space.bin_id = bin.id
 WHERE bin.location_id = $1 AND bin.kind = ANY ($2::text[]) AND bin.fixed_item_id IS NULL
   AND bin.is_active AND bin.block NOT IN ('INBOUND', 'BOTH')
   AND coalesce(bin.height_max_mm >= $3, true)
   AND bin.mixing IN ('ANY', 'ONE_OWNER')
 ORDER BY distance_mm, bin.code
 LIMIT 100
"""

# An open putaway of an item out of a bin that somebody may work on: their own first.
PUTAWAY_OF_ITEM = """
SELECT id
  FROM task
 WHERE kind = 'PUT_AWAY' AND status IN ('QUEUED', 'CLAIMED', 'IN_PROGRESS')
   AND from_bin_id = $1 AND item_id = $2 AND container_id IS NOT DISTINCT FROM $5
   AND (assignee_id IS NULL OR assignee_id = $3 OR lease_until <= $4)
 ORDER BY assignee_id IS DISTINCT FROM $3, created_at, id
 LIMIT 1
"""

# An open putaway of a whole container that somebody may work on.
PUTAWAY_OF_CONTAINER = """
SELECT id
  FROM task
 WHERE kind = 'PUT_AWAY' AND status IN ('QUEUED', 'CLAIMED', 'IN_PROGRESS')
   AND container_id = $1 AND item_id IS NULL
 ORDER BY created_at, id
 LIMIT 1
"""

# What came in a container, on each line of its receipt, is in its bin; or is not any more.
COUNT_WHOLE = """
UPDATE receipt_line AS line
   SET put_away = line.put_away + came.quantity * $2, updated_at = $3
  FROM (SELECT receipt_line_id, sum(quantity) AS quantity
          FROM receipt_scan
         WHERE container_id = $1
         GROUP BY receipt_line_id) AS came
 WHERE line.id = came.receipt_line_id
   AND line.put_away + came.quantity * $2 BETWEEN 0 AND line.received
RETURNING line.id
"""

COUNT_PUT_AWAY = """
UPDATE receipt_line
   SET put_away = put_away + $2, updated_at = $3
 WHERE id = $1 AND put_away + $2 <= received
RETURNING id
"""

UNCOUNT_PUT_AWAY = """
UPDATE receipt_line
   SET put_away = put_away - $2, updated_at = $3
 WHERE id = $1 AND put_away >= $2
RETURNING id
"""
