"""Statements of moves, each used by exactly one function."""

# What takes room in a bin: what stands there, and what open putaways will bring.
STANDING = """
SELECT held.item_id, held.owner_id, held.quantity, item.weight_g,
       item.length_mm::bigint * item.width_mm * item.height_mm AS volume_mm3
  FROM (SELECT key.item_id, key.owner_id, balance.on_hand AS quantity
          FROM stock_key key
          JOIN stock_balance balance ON balance.key_id = key.id
         WHERE key.bin_id = $1 AND balance.on_hand > 0
         UNION ALL
        SELECT item_id, owner_id, quantity - done
          FROM task
         WHERE to_bin_id = $1 AND kind = 'PUT_AWAY' AND quantity > done
           AND status IN ('QUEUED', 'CLAIMED', 'IN_PROGRESS')
           AND item_id IS NOT NULL AND owner_id IS NOT NULL) AS held
  JOIN item ON item.id = held.item_id
"""

SPACE_VERSION = """
SELECT version
  FROM bin_space
 WHERE bin_id = $1
"""

# Whoever fills room raises the version that was seen; the second of two gets no row (I10).
FILL_SPACE = """
INSERT INTO bin_space AS held (bin_id, version)
VALUES ($1, $2 + 1)
    ON CONFLICT (bin_id) DO UPDATE SET version = held.version + 1
 WHERE held.version = $2
RETURNING bin_id
"""
