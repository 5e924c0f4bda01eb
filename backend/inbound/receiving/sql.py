"""Statements of receiving, each used by exactly one function."""

RECEIPT = """
SELECT id, number, status, source, location_id, owner_id, supplier_id, purchase_order_id, dock_id,
       version
  FROM receipt
 WHERE id = $1 OR number = $2
"""

# The lines of one item, or all, with what their order lines say by now.
LINES_OF_RECEIPT = """
SELECT line.id, line.sequence, line.item_id, line.expected, line.received, line.unit_cost_minor,
       line.currency, line.version, line.purchase_order_line_id, bought.ordered,
       bought.received AS received_of_order, bought.version AS order_line_version
  FROM receipt_line line
  LEFT JOIN purchase_order_line bought ON bought.id = line.purchase_order_line_id
 WHERE line.receipt_id = $1 AND ($2::uuid IS NULL OR line.item_id = $2)
 ORDER BY line.sequence
"""

LAST_LINE = "SELECT coalesce(max(sequence), 0) FROM receipt_line WHERE receipt_id = $1"

OPEN_RECEIPT = """
INSERT INTO receipt (id, number, source, location_id, owner_id, supplier_id, purchase_order_id,
                     dock_id, arrived_at, created_at, created_by, updated_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $10)
RETURNING id
"""

# What is still open of an order when its goods arrive is what the receipt expects.
EXPECT_LINES = """
INSERT INTO receipt_line (id, receipt_id, sequence, purchase_order_line_id, item_id, expected,
                          unit_cost_minor, currency, updated_at)
SELECT id, $1, sequence, order_line_id, item_id, expected, unit_cost_minor, currency, $2
  FROM unnest($3::uuid[], $4::int[], $5::uuid[], $6::uuid[], $7::bigint[], $8::bigint[],
              $9::text[])
       AS asked (id, sequence, order_line_id, item_id, expected, unit_cost_minor, currency)
RETURNING id
"""

# The first line begins the receipt; then it only has to stay open, which many may ask at once.
BEGIN_RECEIVING = """
UPDATE receipt
   SET status = 'RECEIVING', updated_at = $2, version = version + 1
 WHERE id = $1 AND status = 'ARRIVED'
RETURNING id
"""

STAY_RECEIVING = """
SELECT id
  FROM receipt
 WHERE id = $1 AND status = 'RECEIVING'
   FOR SHARE
"""

ADD_LINE = """
INSERT INTO receipt_line (id, receipt_id, sequence, item_id, expected, received, unit_cost_minor,
                          currency, updated_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
RETURNING id
"""

COUNT_LINE = """
UPDATE receipt_line
   SET received = received + $3, updated_at = $4, version = version + 1
 WHERE id = $1 AND version = $2
RETURNING id
"""

WRITE_SCAN = """
INSERT INTO receipt_scan (operation_id, receipt_line_id, quantity, pack_units, disposition, lot_id,
                          bin_id, container_id, number)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
RETURNING operation_id
"""

WRITE_DISCREPANCY = """
INSERT INTO discrepancy (id, receipt_id, receipt_line_id, kind, item_id, expected, actual, reason,
                         case_id, operation_id, recorded_at, recorded_by)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
RETURNING id
"""

CLOSE_RECEIPT = """
UPDATE receipt
   SET status = 'CLOSED', closed_at = $2, updated_at = $2, version = version + 1
 WHERE id = $1 AND status <> 'CLOSED'
RETURNING id
"""

# Comes after the receipt is closed to others: its lines must be as they were judged.
STILL_RECEIVED = """
SELECT receipt_id
  FROM receipt_line
 WHERE receipt_id = $1
 GROUP BY receipt_id
HAVING sum(received) = $2
"""

REGISTER_LOT = """
INSERT INTO lot (id, item_id, number, produced_on, expires_on, supplier_id, received_at)
VALUES ($1, $2, $3, $4, $5, $6, $7)
RETURNING id
"""

PACK_UNITS = """
SELECT pack.units
  FROM pack
 WHERE pack.item_id = $1
   AND (pack.id = $2 OR pack.level = $3
        OR pack.id IN (SELECT pack_id FROM barcode WHERE value = $3 AND status <> 'RETIRED'))
"""

DEMANDS_OF_ITEM = """
SELECT needs_expiry, shelf_life_days, min_remaining_days
  FROM item
 WHERE id = $1
"""

# Goods that somebody must look at first: those of the item, or all that the supplier sends.
NEEDS_INSPECTION = """
SELECT item.needs_inspection OR coalesce(supplier.needs_inspection, false)
  FROM item
  LEFT JOIN supplier ON supplier.id = $2
 WHERE item.id = $1
"""

SHARES_OF_SCAN = """
SELECT scan.receipt_line_id, line.purchase_order_line_id, scan.quantity
  FROM receipt_scan scan
  JOIN receipt_line line ON line.id = scan.receipt_line_id
 WHERE scan.operation_id = $1
 ORDER BY scan.receipt_line_id
"""

UNCOUNT_LINE = """
UPDATE receipt_line
   SET received = received - $2, updated_at = $3, version = version + 1
 WHERE id = $1 AND received - $2 >= put_away
RETURNING id
"""
