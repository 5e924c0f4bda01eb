"""Statements of inbound's lists, each used by exactly one function."""

PURCHASE_ORDERS_OF_KEYS = """
SELECT id, number, status, supplier_id, location_id, owner_id, expected_on, created_at, created_by,
       sent_at, closed_at, close_reason, version, updated_at
  FROM purchase_order
 WHERE id = ANY ($1::uuid[])
"""

PURCHASE_ORDERS = """
SELECT id, number, status, supplier_id, location_id, owner_id, expected_on, created_at, created_by,
       sent_at, closed_at, close_reason, version, updated_at,
       coalesce(expected_on, DATE '9999-12-31') AS expected_order
  FROM purchase_order
 WHERE ($1::uuid[] IS NULL OR location_id = ANY ($1))
   AND ($2::text[] IS NULL OR status = ANY ($2))
   AND ($3::uuid[] IS NULL OR supplier_id = ANY ($3))
   AND ($4::uuid[] IS NULL OR EXISTS (
       SELECT FROM purchase_order_line line
        WHERE line.purchase_order_id = purchase_order.id AND line.item_id = ANY ($4)))
   AND ($5::date IS NULL OR expected_on >= $5)
   AND ($6::date IS NULL OR expected_on <= $6)
   AND ($7::boolean IS NULL OR $7 = coalesce(
       expected_on < current_date AND status IN ('SENT', 'PARTLY_RECEIVED'), false))
"""

TOTALS_OF_PURCHASE_ORDERS = """
SELECT purchase_order_id, sum(ordered * unit_cost_minor)::bigint AS minor, min(currency) AS currency
  FROM purchase_order_line
 WHERE purchase_order_id = ANY ($1::uuid[])
 GROUP BY purchase_order_id
HAVING count(*) = count(unit_cost_minor) AND count(DISTINCT currency) = 1
"""

PURCHASE_ORDER_LINES_OF_KEYS = """
SELECT line.id, line.purchase_order_id, line.sequence, line.item_id, line.ordered, line.received,
       line.unit_cost_minor, line.currency, line.expected_on, bought.location_id
  FROM purchase_order_line line
  JOIN purchase_order bought ON bought.id = line.purchase_order_id
 WHERE line.id = ANY ($1::uuid[])
"""

PURCHASE_ORDER_LINES = """
SELECT line.id, line.purchase_order_id, line.sequence, line.item_id, line.ordered, line.received,
       line.unit_cost_minor, line.currency, line.expected_on, bought.location_id
  FROM purchase_order_line line
  JOIN purchase_order bought ON bought.id = line.purchase_order_id
 WHERE line.purchase_order_id = $1
"""

RECEIPTS_OF_KEYS = """
SELECT id, number, status, source, location_id, owner_id, supplier_id, purchase_order_id, dock_id,
       arrived_at, closed_at, created_at, created_by, version, updated_at
  FROM receipt
 WHERE id = ANY ($1::uuid[])
"""

RECEIPTS = """
SELECT id, number, status, source, location_id, owner_id, supplier_id, purchase_order_id, dock_id,
       arrived_at, closed_at, created_at, created_by, version, updated_at
  FROM receipt
 WHERE ($1::uuid[] IS NULL OR location_id = ANY ($1))
   AND ($2::text[] IS NULL OR status = ANY ($2))
   AND ($3::text[] IS NULL OR source = ANY ($3))
   AND ($4::uuid[] IS NULL OR supplier_id = ANY ($4))
   AND ($5::timestamptz IS NULL OR arrived_at >= $5)
   AND ($6::timestamptz IS NULL OR arrived_at < $6)
   AND ($7::boolean IS NULL OR $7 = EXISTS (
       SELECT FROM discrepancy found
        WHERE found.receipt_id = receipt.id
          AND NOT EXISTS (SELECT FROM operation WHERE reverses = found.operation_id)))
   AND ($8::uuid[] IS NULL OR purchase_order_id = ANY ($8))
"""

RECEIPT_LINES_OF_KEYS = """
SELECT line.id, line.receipt_id, line.sequence, line.purchase_order_line_id, line.item_id,
       line.expected, line.received, line.put_away, line.unit_cost_minor, line.currency,
       receipt.location_id
  FROM receipt_line line
  JOIN receipt ON receipt.id = line.receipt_id
 WHERE line.id = ANY ($1::uuid[])
"""

RECEIPT_LINES = """
SELECT line.id, line.receipt_id, line.sequence, line.purchase_order_line_id, line.item_id,
       line.expected, line.received, line.put_away, line.unit_cost_minor, line.currency,
       receipt.location_id
  FROM receipt_line line
  JOIN receipt ON receipt.id = line.receipt_id
 WHERE line.receipt_id = $1
"""

DISCREPANCIES_OF_KEYS = """
SELECT found.id, found.receipt_id, found.receipt_line_id, found.kind, found.item_id, found.expected,
       found.actual, found.reason, found.case_id, found.recorded_at, receipt.location_id
  FROM discrepancy found
  JOIN receipt ON receipt.id = found.receipt_id
 WHERE found.id = ANY ($1::uuid[])
"""

# What was undone is no discrepancy any more.
DISCREPANCIES = """
SELECT found.id, found.receipt_id, found.receipt_line_id, found.kind, found.item_id, found.expected,
       found.actual, found.reason, found.case_id, found.recorded_at, receipt.location_id
  FROM discrepancy found
  JOIN receipt ON receipt.id = found.receipt_id
 WHERE found.receipt_id = $1
   AND NOT EXISTS (SELECT FROM operation WHERE reverses = found.operation_id)
"""

ACCEPTED_BARCODES = """
SELECT barcode.item_id, barcode.value, coalesce(pack.units, 1) AS units
  FROM barcode
  LEFT JOIN pack ON pack.id = barcode.pack_id
 WHERE barcode.item_id = ANY ($1::uuid[]) AND barcode.status <> 'RETIRED'
 ORDER BY barcode.item_id, units, barcode.value
"""
