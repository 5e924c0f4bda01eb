"""Statements that answer questions about the floor's work; each has one caller."""

BIN_LABELS = """
SELECT id, code, check_digits
  FROM bin
 WHERE id = ANY ($1::uuid[])
"""

# Every barcode of an item and of its packs, with how many base units one scan stands for.
SCANS = """
SELECT item.id AS item_id, item.sku, barcode.value AS barcode, coalesce(pack.units, 1) AS units
  FROM item
  LEFT JOIN barcode ON barcode.item_id = item.id AND barcode.status <> 'RETIRED'
  LEFT JOIN pack ON pack.id = barcode.pack_id
 WHERE item.id = ANY ($1::uuid[])
 ORDER BY item.id, units, barcode.value
"""

CONTAINER_CODES = """
SELECT id, code
  FROM container
 WHERE id = ANY ($1::uuid[])
"""
