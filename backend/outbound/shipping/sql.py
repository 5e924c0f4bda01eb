"""Statements of shipping, each used by exactly one function."""

# An order's number means the shipment of it that is being packed.
SHIPMENT = """
SELECT shipment.id, shipment.number, shipment.location_id, order_id, shipment.status,
       shipment.carrier_id, shipment.created_at, shipment.created_by, shipment.shipped_at,
       shipment.version, shipment.updated_at
  FROM shipment
  JOIN customer_order placed ON placed.id = shipment.order_id
 WHERE shipment.id = $1 OR shipment.number = $2
    OR (placed.number = $2 AND shipment.status IN ('OPEN', 'PACKED'))
"""

SHIPMENT_BEING_PACKED = """
SELECT id, number, location_id, order_id, status, carrier_id, created_at, created_by, shipped_at,
       version, updated_at
  FROM shipment
 WHERE order_id = $1 AND status IN ('OPEN', 'PACKED')
"""

CARTON = """
SELECT carton.id, shipment_id, sequence, container.code, weight_g, length_mm, width_mm, height_mm,
       tracking_number, closed_at
  FROM carton
  JOIN container ON container.id = carton.id
 WHERE carton.id = $1
"""

CARTONS_OF_SHIPMENTS = """
SELECT carton.id, shipment_id, sequence, container.code, weight_g, length_mm, width_mm, height_mm,
       tracking_number, closed_at
  FROM carton
  JOIN container ON container.id = carton.id
 WHERE shipment_id = ANY ($1::uuid[])
 ORDER BY shipment_id, sequence
"""

SHIP = """
UPDATE shipment
   SET status = 'SHIPPED', shipped_at = $3, shipped_by = $4, version = version + 1, updated_at = $5
 WHERE id = $1 AND version = $2 AND status IN ('OPEN', 'PACKED')
RETURNING id
"""

# A carton that was still open is closed by leaving.
SHIP_CARTONS = """
UPDATE carton
   SET tracking_number = coalesce(told.number, tracking_number),
       closed_at = coalesce(closed_at, $3), closed_by = coalesce(closed_by, $4),
       version = version + 1, updated_at = $3
  FROM unnest($1::uuid[], $2::text[]) AS told (id, number)
 WHERE carton.id = told.id
RETURNING carton.id
"""

WRITE_SHIPMENT_LINES = """
INSERT INTO shipment_line (id, shipment_id, order_line_id, item_id, lot_id, serial_id, carton_id,
                           quantity, weight_g)
SELECT id, $2, order_line_id, item_id, lot_id, serial_id, carton_id, quantity, weight_g
  FROM unnest($1::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::uuid[], $7::uuid[], $8::bigint[],
              $9::bigint[])
       AS left_now (id, order_line_id, item_id, lot_id, serial_id, carton_id, quantity, weight_g)
RETURNING id
"""

LEFT_BY_WEIGHT = """
SELECT order_line_id, sum(quantity)::bigint AS quantity, sum(weight_g)::bigint AS grams
  FROM shipment_line
 WHERE order_line_id = ANY ($1::uuid[]) AND weight_g IS NOT NULL
 GROUP BY order_line_id
"""
