"""Statements behind the lists of shipments."""

SHIPMENTS_BY_ID = """
SELECT id, number, location_id, order_id, status, carrier_id, created_at, created_by, shipped_at,
       version, updated_at
  FROM shipment
 WHERE id = ANY ($1::uuid[])
"""

SHIPMENTS = """
SELECT id, number, location_id, order_id, status, carrier_id, created_at, created_by, shipped_at,
       version, updated_at
  FROM shipment
 WHERE ($1::uuid[] IS NULL OR location_id = ANY ($1))
   AND ($2::text[] IS NULL OR status = ANY ($2))
   AND ($3::uuid[] IS NULL OR order_id = ANY ($3)
        OR order_id IN (SELECT id FROM customer_order WHERE number = ANY ($4::text[])))
"""

SHIPMENTS_TOLD_APART = """
SELECT id, number, location_id, order_id, status, carrier_id, created_at, created_by, shipped_at,
       version, updated_at
  FROM shipment
 WHERE id IN (SELECT shipment_id FROM shipment_line WHERE lot_id = $1
               UNION
              SELECT shipment_id FROM shipment_line WHERE serial_id = $2)
   AND ($3::uuid[] IS NULL OR location_id = ANY ($3))
"""

CONTENTS = """
SELECT id, shipment_id, order_line_id, item_id, carton_id, lot_id, serial_id, quantity,
       weight_g
  FROM shipment_line
 WHERE shipment_id = ANY ($1::uuid[])
 ORDER BY shipment_id, id
"""

CARTONS_BY_ID = """
SELECT carton.id, shipment_id, sequence, container.code, weight_g, length_mm, width_mm, height_mm,
       tracking_number, closed_at
  FROM carton
  JOIN container ON container.id = carton.id
 WHERE carton.id = ANY ($1::uuid[])
"""
