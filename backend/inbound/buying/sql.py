"""Statements of buying, each used by exactly one function."""

PURCHASE_ORDER = """
SELECT id, number, status, supplier_id, location_id, owner_id, expected_on, version
  FROM purchase_order
 WHERE id = $1 OR number = $2
"""

LINES_OF_PURCHASE_ORDER = """
SELECT id, purchase_order_id, sequence, item_id, ordered, received, unit_cost_minor, currency,
       version
  FROM purchase_order_line
 WHERE purchase_order_id = $1
 ORDER BY sequence
"""

SUPPLIER = """
SELECT id
  FROM supplier
 WHERE id = $1 OR code = $2
"""

OWNER = """
SELECT id
  FROM owner
 WHERE id = $1 OR code = $2
"""

# What a supplier asks for each of these items, where it said so.
AGREED_COSTS = """
SELECT item_id, unit_cost_minor AS minor, currency
  FROM supplier_item
 WHERE supplier_id = $1 AND item_id = ANY ($2::uuid[]) AND unit_cost_minor IS NOT NULL
   AND currency IS NOT NULL
"""

IS_NUMBER_TAKEN = "SELECT true FROM purchase_order WHERE number = $1"

CREATE_PURCHASE_ORDER = """
INSERT INTO purchase_order (id, number, supplier_id, location_id, owner_id, expected_on, created_at,
                            created_by, updated_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $7)
RETURNING id
"""

CREATE_LINES = """
INSERT INTO purchase_order_line (id, purchase_order_id, sequence, item_id, ordered, unit_cost_minor,
                                 currency, expected_on, updated_at)
SELECT id, $1, sequence, item_id, ordered, unit_cost_minor, currency, expected_on, $2
  FROM unnest($3::uuid[], $4::int[], $5::uuid[], $6::bigint[], $7::bigint[], $8::text[],
              $9::date[])
       AS asked (id, sequence, item_id, ordered, unit_cost_minor, currency, expected_on)
RETURNING id
"""

# Each of these changes an order only as it was seen.
SEND_PURCHASE_ORDER = """
UPDATE purchase_order
   SET status = 'SENT', sent_at = $3, updated_at = $3, version = version + 1
 WHERE id = $1 AND version = $2
RETURNING id
"""

CLOSE_PURCHASE_ORDER = """
UPDATE purchase_order
   SET status = 'CLOSED', closed_at = $3, close_reason = $4, updated_at = $3, version = version + 1
 WHERE id = $1 AND version = $2
RETURNING id
"""

# An order that a receipt is opened for changes, so that nobody closes it as it was before.
EXPECT_PURCHASE_ORDER = """
UPDATE purchase_order
   SET updated_at = $3, version = version + 1
 WHERE id = $1 AND version = $2
RETURNING id
"""

OPEN_RECEIPT_OF = """
SELECT number
  FROM receipt
 WHERE purchase_order_id = $1 AND status <> 'CLOSED'
 LIMIT 1
"""

COUNT_RECEIVED = """
UPDATE purchase_order_line
   SET received = received + $3, updated_at = $4, version = version + 1
 WHERE id = $1 AND version = $2
RETURNING id
"""

UNCOUNT_RECEIVED = """
UPDATE purchase_order_line
   SET received = received - $2, updated_at = $3, version = version + 1
 WHERE id = $1 AND received >= $2
RETURNING id
"""

# Of what was taken back nothing may be left; then the order is as it was sent.
BACK_TO_SENT = """
UPDATE purchase_order
   SET status = 'SENT'
 WHERE id = $1 AND status IN ('PARTLY_RECEIVED', 'RECEIVED')
   AND NOT EXISTS (SELECT FROM purchase_order_line WHERE purchase_order_id = $1 AND received > 0)
RETURNING id
"""

SETTLE_PURCHASE_ORDER = "SELECT settle_purchase_order($1, $2)"
