"""Statements of packing, each used by exactly one function."""

OPEN_SHIPMENT = """
INSERT INTO shipment (id, number, location_id, order_id, carrier_id, created_at, created_by,
                      updated_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $6)
RETURNING id
"""

# Goods came or went: whoever is about to ship what they saw looks again.
TOUCH_SHIPMENT = """
UPDATE shipment
   SET status = 'OPEN', version = version + 1, updated_at = $2
 WHERE id = $1 AND status IN ('OPEN', 'PACKED')
RETURNING id
"""

CLOSE_SHIPMENT = """
UPDATE shipment
   SET status = $3, version = version + 1, updated_at = $4
 WHERE id = $1 AND version = $2
RETURNING id
"""

ADD_CARTON = """
INSERT INTO carton (id, shipment_id, sequence, updated_at)
VALUES ($1, $2, $3, $4)
RETURNING id
"""

HOLD_CARTON = """
SELECT id
  FROM carton
 WHERE id = $1 AND closed_at IS NULL
   FOR UPDATE
"""

CLOSE_CARTON = """
UPDATE carton
   SET weight_g = coalesce($2, weight_g), length_mm = coalesce($3, length_mm),
       width_mm = coalesce($4, width_mm), height_mm = coalesce($5, height_mm),
       closed_at = $6, closed_by = $7, version = version + 1, updated_at = $6
 WHERE id = $1 AND closed_at IS NULL
RETURNING id
"""
