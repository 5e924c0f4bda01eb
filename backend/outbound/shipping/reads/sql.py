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
"""

CONTENTS = """
SELECT id, shipment_id, order_line_id, item_id, carton_id, quantity
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
