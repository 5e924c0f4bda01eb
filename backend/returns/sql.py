"""Statements of returns, each used by exactly one function."""

RETURN = """
SELECT id, number, status, location_id, owner_id, order_id, customer_id, currency, created_at,
       created_by, updated_at, version
  FROM customer_return
 WHERE id = $1 OR number = $2
"""

RETURNS_BY_ID = """
SELECT id, number, status, location_id, owner_id, order_id, customer_id, currency, created_at,
       created_by, updated_at, version
  FROM customer_return
 WHERE id = ANY ($1::uuid[])
"""

RETURNS = """
SELECT id, number, status, location_id, owner_id, order_id, customer_id, currency, created_at,
       created_by, updated_at, version
  FROM customer_return
 WHERE ($1::uuid[] IS NULL OR location_id = ANY ($1))
   AND ($2::text[] IS NULL OR status = ANY ($2))
"""

LINES_OF_RETURNS = """
SELECT id, return_id, position, item_id, order_line_id, reason, unit_price_minor, bin_id, grade,
       note, authorized, received, disposed, version
  FROM return_line
 WHERE return_id = ANY ($1::uuid[])
 ORDER BY return_id, position
"""

LINES_BY_ID = """
SELECT id, return_id, position, item_id, order_line_id, reason, unit_price_minor, bin_id, grade,
       note, authorized, received, disposed, version
  FROM return_line
 WHERE id = ANY ($1::uuid[])
"""

# How much of each order line has left, came back already, and is still awaited.
SHIPPED_LINES = """
SELECT line.id, line.item_id, line.unit_price_minor, line.shipped,
       coalesce((SELECT sum(came.received) FROM return_line came
                  WHERE came.order_line_id = line.id), 0)::bigint AS returned,
       coalesce((SELECT sum(greatest(0, came.authorized - came.received)) FROM return_line came
                   JOIN customer_return back ON back.id = came.return_id
                  WHERE came.order_line_id = line.id AND back.status = 'AUTHORIZED'), 0)::bigint
       AS awaited
  FROM order_line line
 WHERE line.order_id = $1 AND line.item_id = $2
 ORDER BY line.position
"""

INSERT_RETURN = """
INSERT INTO customer_return (id, number, status, location_id, owner_id, order_id, customer_id,
                             currency, reason, created_at, created_by, updated_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $10)
RETURNING id
"""

# Says how far a return is, if it is still as seen.
SET_RETURN_STATUS = """
UPDATE customer_return
   SET status = $3, updated_at = $4, version = version + 1
 WHERE id = $1 AND version = $2
RETURNING id
"""

INSERT_RETURN_LINES = """
INSERT INTO return_line (id, return_id, position, item_id, order_line_id, reason, unit_price_minor,
                         bin_id, authorized, received, updated_at)
SELECT id, $2, position, item_id, order_line_id, reason, unit_price_minor, bin_id, authorized,
       received, $11
  FROM unnest($1::uuid[], $3::int[], $4::uuid[], $5::uuid[], $6::text[], $7::bigint[], $8::uuid[],
              $9::bigint[], $10::bigint[])
       AS came (id, position, item_id, order_line_id, reason, unit_price_minor, bin_id, authorized,
                received)
RETURNING id
"""

# What an operation that received a return answered: which line the goods came onto.
LINE_RECEIVED_BY = """
SELECT (answer::jsonb ->> 'line_id')::uuid AS line_id
  FROM operation
 WHERE id = $1 AND command = 'receive_return'
"""

RECEIVE_LINE = """
UPDATE return_line
   SET received = received + $3, bin_id = coalesce(bin_id, $4), updated_at = $5,
       version = version + 1
 WHERE id = $1 AND version = $2
RETURNING id
"""

GRADE_LINE = """
UPDATE return_line
   SET grade = $3, note = $4, updated_at = $5, version = version + 1
 WHERE id = $1 AND version = $2
RETURNING id
"""

DISPOSE_LINE = """
UPDATE return_line
   SET disposed = disposed + $3, updated_at = $4, version = version + 1
 WHERE id = $1 AND version = $2
RETURNING id
"""

INSERT_REFUND = """
INSERT INTO refund (id, return_id, line_id, operation_id, quantity, amount_minor, currency, due_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
RETURNING id
"""

REFUNDS_OF_RETURNS = """
SELECT id, return_id, quantity, amount_minor, currency, due_at, refunded_at
  FROM refund
 WHERE return_id = ANY ($1::uuid[])
 ORDER BY due_at, id
"""

# Marks what is due of a return as paid; nothing comes back when it has been paid already.
RECORD_REFUNDS = """
UPDATE refund
   SET refunded_at = $3, refunded_by = $4, reference = $5
 WHERE id = ANY ($2::uuid[]) AND return_id = $1 AND refunded_at IS NULL
RETURNING id
"""

# What left of an order line, what came back of it, and how much of that was paid for.
PAID_FOR = """
SELECT line.shipped,
       coalesce((SELECT sum(refund.quantity)
                   FROM refund
                   JOIN return_line came ON came.id = refund.line_id
                  WHERE came.order_line_id = line.id), 0)::bigint AS refunded,
       coalesce((SELECT sum(came.received) FROM return_line came
                  WHERE came.order_line_id = line.id), 0)::bigint AS received
  FROM order_line line
 WHERE line.id = $1
"""

# Two who take goods of one line back, or pay for them, do so one after the other.
HOLD_ORDER_LINE = """
SELECT id
  FROM order_line
 WHERE id = $1
   FOR UPDATE
"""

# No row back: somebody else took goods of the line back, or paid for them, since they were read.
STILL_SO = """
SELECT line.id
  FROM order_line line
 WHERE line.id = $1
   AND $2 = coalesce((SELECT sum(refund.quantity)
                        FROM refund
                        JOIN return_line came ON came.id = refund.line_id
                       WHERE came.order_line_id = line.id), 0)
   AND $3 = coalesce((SELECT sum(came.received) FROM return_line came
                       WHERE came.order_line_id = line.id), 0)
"""

SERIALS_LEFT = """
SELECT DISTINCT serial_id AS id
  FROM shipment_line
 WHERE serial_id = ANY ($1::uuid[])
"""
