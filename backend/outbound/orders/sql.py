"""Statements of orders, each used by exactly one function."""

ORDER = """
SELECT id, number, status, location_id, owner_id, channel_id, customer_id, carrier_id, priority,
       ordered_at, needed_on, ship_by, currency, accepts_partial,
       (SELECT count(*) FROM order_hold
         WHERE order_id = placed.id AND released_at IS NULL) AS holds_open,
       version
  FROM customer_order placed
 WHERE id = $1 OR number = $2
"""

ORDERS_BY_ID = """
SELECT id, number, status, location_id, owner_id, channel_id, customer_id, carrier_id, priority,
       ordered_at, needed_on, ship_by, currency, accepts_partial,
       (SELECT count(*) FROM order_hold
         WHERE order_id = placed.id AND released_at IS NULL) AS holds_open,
       version
  FROM customer_order placed
 WHERE id = ANY ($1::uuid[])
"""

# Locks the orders in id order; one that changed since it was seen does not come back.
GUARD_ORDERS = """
SELECT placed.id
  FROM customer_order placed
  JOIN unnest($1::uuid[], $2::integer[]) AS seen (id, version) USING (id, version)
 ORDER BY placed.id
   FOR UPDATE OF placed
"""

SETTLE_ORDERS = "SELECT settle_orders($1, $2)"

LINES_OF_ORDERS = """
SELECT id, order_id, position, item_id, is_service, quantity, unit_price_minor, promised, allocated,
       picked, packed, shipped, canceled, waiting, version, updated_at
  FROM order_line
 WHERE order_id = ANY ($1::uuid[])
 ORDER BY order_id, position
"""

LINES_BY_ID = """
SELECT id, order_id, position, item_id, is_service, quantity, unit_price_minor, promised, allocated,
       picked, packed, shipped, canceled, waiting, version, updated_at
  FROM order_line
 WHERE id = ANY ($1::uuid[])
"""

# A line that would leave its bounds does not come back. Orders are locked first, then lines.
CHANGE_LINES = "SELECT change_order_lines($1, $2, $3, $4, $5, $6, $7, $8)"
