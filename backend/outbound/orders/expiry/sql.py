"""Statements of promises that run out, each used by exactly one function."""

SET_UNTIL = """
UPDATE customer_order
   SET promised_until = $2, when_expired = $3
 WHERE id = $1
RETURNING id
"""

# Somebody stands by these orders: what they were promised does not run out any more.
STAND_BY = """
UPDATE customer_order
   SET promised_until = NULL
 WHERE id = ANY ($1::uuid[])
RETURNING id
"""

UNTIL_OF_ORDERS = """
SELECT id AS order_id, promised_until, when_expired
  FROM customer_order
 WHERE id = ANY ($1::uuid[]) AND promised_until IS NOT NULL
"""

# Orders whose time is over and that still keep something from others; those overdue longest first.
DUE = """
SELECT placed.id AS order_id, placed.promised_until, placed.when_expired
  FROM customer_order placed
 WHERE placed.promised_until <= $1 AND placed.status NOT IN ('SHIPPED', 'DELIVERED', 'CANCELED')
   AND EXISTS (SELECT FROM order_line line
                WHERE line.order_id = placed.id AND NOT line.is_service
                  AND (line.promised > 0 OR line.waiting > 0 AND placed.when_expired = 'CANCEL'))
 ORDER BY placed.promised_until, placed.id
 LIMIT $2
"""
