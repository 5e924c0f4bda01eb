"""Statements about lots as a whole, each used by exactly one function."""

LOT_BY_ID = """
SELECT id, item_id, number, produced_on, expires_on, is_unknown,
       recalled_at IS NOT NULL AS is_recalled, version
  FROM lot
 WHERE id = $1
"""

LOTS_BY_ID = """
SELECT id, item_id, number, produced_on, expires_on, is_unknown,
       recalled_at IS NOT NULL AS is_recalled, version
  FROM lot
 WHERE id = ANY ($1::uuid[])
"""

# A lot is called back once, as it was seen; what comes of it from now on comes in as recalled.
RECALL_LOT = """
UPDATE lot
   SET recalled_at = $3, recalled_by = $4, recall_reason = $5, version = version + 1,
       updated_at = $3
 WHERE id = $1 AND version = $2 AND recalled_at IS NULL
RETURNING id
"""

# How much of a lot has left, in how many shipments.
GONE_OF_LOT = """
SELECT coalesce(sum(quantity), 0)::bigint AS units, count(DISTINCT shipment_id) AS shipments
  FROM shipment_line
 WHERE lot_id = $1
"""
