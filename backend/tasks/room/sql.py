"""Statements of room, each used by exactly one function."""

BINS_BY_ID = """
SELECT bin.id, bin.code, bin.kind, bin.block IN ('INBOUND', 'BOTH') AS is_blocked, bin.mixing,
       bin.weight_max_g, bin.volume_max_ml, bin.height_max_mm, bin.fixed_item_id,
       0 AS distance_mm, coalesce(space.version, 0) AS version
  FROM bin
  LEFT JOIN bin_space space ON space.bin_id = bin.id
 WHERE bin.id = ANY ($1::uuid[])
"""

# What takes room in these bins: what stands there, and what open putaways, but for one, bring:
# goods, or a container with all that lies in it.
CONTENTS_OF_BINS = """
SELECT held.bin_id, held.item_id, held.owner_id, held.lot_id, held.quantity, item.weight_g,
       item.length_mm::bigint * item.width_mm * item.height_mm AS volume_mm3
  FROM (SELECT key.bin_id, key.item_id, key.owner_id, key.lot_id, balance.on_hand AS quantity
          FROM stock_key key
          JOIN stock_balance balance ON balance.key_id = key.id
         WHERE key.bin_id = ANY ($1::uuid[]) AND balance.on_hand > 0
         UNION ALL
        SELECT task.to_bin_id, task.item_id, task.owner_id, task.lot_id, task.quantity - task.done
          FROM task
         WHERE task.to_bin_id = ANY ($1::uuid[]) AND task.kind = 'PUT_AWAY'
           AND task.status IN ('QUEUED', 'CLAIMED', 'IN_PROGRESS')
           AND task.id IS DISTINCT FROM $2 AND task.quantity > task.done
           AND task.item_id IS NOT NULL AND task.owner_id IS NOT NULL
         UNION ALL
        SELECT task.to_bin_id, key.item_id, key.owner_id, key.lot_id, balance.on_hand
          FROM task
          JOIN stock_balance balance ON balance.stands_container = task.container_id
          JOIN stock_key key ON key.id = balance.key_id
         WHERE task.to_bin_id = ANY ($1::uuid[]) AND task.kind = 'PUT_AWAY'
           AND task.status IN ('QUEUED', 'CLAIMED', 'IN_PROGRESS') AND task.item_id IS NULL
           AND task.id IS DISTINCT FROM $2 AND key.bin_id <> task.to_bin_id) AS held
  JOIN item ON item.id = held.item_id
"""

# The first to use what was seen wins; who comes second gets no row back and looks again.
USE_SPACE = """
INSERT INTO bin_space AS held (bin_id, version)
VALUES ($1, $2 + 1)
    ON CONFLICT (bin_id) DO UPDATE SET version = held.version + 1
 WHERE held.version = $2
RETURNING bin_id
"""

# Putaways that hold room and that nobody has touched since a moment.
BOOKINGS_RUN_OUT = """
SELECT id, version
  FROM task
 WHERE kind = 'PUT_AWAY' AND status = 'QUEUED' AND to_bin_id IS NOT NULL AND updated_at <= $1
 ORDER BY id
 LIMIT $2
"""

# Sets their room free, if nobody claimed them meanwhile.
LET_ROOMS_GO = """
WITH seen AS (
    SELECT * FROM unnest($1::uuid[], $2::integer[]) AS seen (id, version)
), locked AS MATERIALIZED (
    SELECT id FROM task WHERE id = ANY ($1) ORDER BY id FOR UPDATE
)
UPDATE task
   SET to_bin_id = NULL, updated_at = $3, version = task.version + 1
  FROM seen JOIN locked USING (id)
 WHERE task.id = seen.id AND task.version = seen.version
RETURNING task.id
"""
