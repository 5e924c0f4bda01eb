"""Statements of announcements, each used by exactly one function."""

ASN = """
SELECT id, number, status, supplier_id, location_id, expected_at, created_at, version, updated_at
  FROM asn
 WHERE id = $1 OR number = $2
"""

ASNS_OF_IDS = """
SELECT id, number, status, supplier_id, location_id, expected_at, created_at, version, updated_at
  FROM asn
 WHERE id = ANY ($1::uuid[])
"""

ASN_LINES = """
SELECT id, sequence, sscc, item_id, quantity, lot_number, expires_on, serials, weight_g
  FROM asn_line
 WHERE asn_id = $1
 ORDER BY sequence
"""

LINES_OF_CONTAINER = """
SELECT id, sequence, sscc, item_id, quantity, lot_number, expires_on, serials, weight_g
  FROM asn_line
 WHERE sscc = $1
 ORDER BY sequence
"""

ANNOUNCED_CONTAINER = """
SELECT announced.sscc, asn.id AS asn_id, asn.number AS asn_number, asn.status, asn.supplier_id,
       asn.location_id, receipt.number AS receipt_number
  FROM asn_container announced
  JOIN asn ON asn.id = announced.asn_id
  LEFT JOIN receipt ON receipt.id = announced.receipt_id
 WHERE announced.sscc = $1
"""

KNOWN_SSCCS = "SELECT sscc FROM asn_container WHERE sscc = ANY ($1::text[]) ORDER BY sscc"

RECEIVED_OF_ASN = """
SELECT count(*) FROM asn_container WHERE asn_id = $1 AND operation_id IS NOT NULL
"""

WRITE_ASN = """
INSERT INTO asn (id, number, supplier_id, location_id, expected_at, created_at, created_by,
                 updated_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $6)
RETURNING id
"""

WRITE_CONTAINERS = """
INSERT INTO asn_container (sscc, asn_id)
SELECT sscc, $2 FROM unnest($1::text[]) AS sscc ORDER BY sscc
RETURNING sscc
"""

WRITE_LINE = """
INSERT INTO asn_line (id, asn_id, sequence, sscc, item_id, quantity, lot_number, expires_on,
                      serials, weight_g)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
RETURNING id
"""

CANCEL_ASN = """
UPDATE asn
   SET status = 'CANCELED', version = version + 1, updated_at = $3
 WHERE id = $1 AND version = $2 AND status = 'ANNOUNCED'
   AND NOT EXISTS (SELECT FROM asn_container
                    WHERE asn_id = $1 AND operation_id IS NOT NULL)
RETURNING id
"""

# A container comes once: who is second gets no row back, and is told so when it looks again.
RECEIVE_CONTAINER = """
UPDATE asn_container
   SET container_id = $2, receipt_id = $3, operation_id = $4, received_at = $5
 WHERE sscc = $1 AND operation_id IS NULL
RETURNING sscc
"""
