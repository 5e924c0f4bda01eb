"""Statements of master data that commands use; each has one caller."""

LOCATION = """
SELECT id, code, name
  FROM location
 WHERE id = $1 OR code = $2
"""

BIN = """
SELECT id, location_id, code, kind, zone_id, aisle, x_mm, y_mm, z_mm, pick_sequence, check_digits,
       mixing, block, weight_max_g, volume_max_ml, height_max_mm, fixed_item_id
  FROM bin
 WHERE (id = $1 OR code = $2) AND location_id = $3 AND is_active AND kind <> 'VIRTUAL'
"""

BINS_BY_ID = """
SELECT id, location_id, code, kind, zone_id, aisle, x_mm, y_mm, z_mm, pick_sequence, check_digits,
       mixing, block, weight_max_g, volume_max_ml, height_max_mm, fixed_item_id
  FROM bin
 WHERE id = ANY ($1::uuid[])
"""

BINS_OF_KIND = """
SELECT id, location_id, code, kind, zone_id, aisle, x_mm, y_mm, z_mm, pick_sequence, check_digits,
       mixing, block, weight_max_g, volume_max_ml, height_max_mm, fixed_item_id
  FROM bin
 WHERE location_id = $1 AND kind = $2 AND is_active
 ORDER BY pick_sequence NULLS LAST, code
 LIMIT 500
"""

ITEM = """
SELECT id, sku, name, kind, base_unit, tracking, velocity, length_mm, width_mm, height_mm, weight_g,
       needs_weight, weight_tolerance_percent, cost_minor, price_minor, currency,
       1::bigint AS units
  FROM item
 WHERE id = $1 OR sku = $2
"""

ITEM_OF_BARCODE = """
SELECT item.id, sku, name, kind, base_unit, tracking, velocity, item.length_mm, item.width_mm,
       item.height_mm, item.weight_g, needs_weight, weight_tolerance_percent, cost_minor,
       price_minor, currency, coalesce(pack.units, 1) AS units
  FROM barcode
  JOIN item ON item.id = barcode.item_id
  LEFT JOIN pack ON pack.id = barcode.pack_id
 WHERE barcode.value = $1 AND barcode.status <> 'RETIRED'
"""

ITEMS_BY_ID = """
SELECT id, sku, name, kind, base_unit, tracking, velocity, length_mm, width_mm, height_mm, weight_g,
       needs_weight, weight_tolerance_percent, cost_minor, price_minor, currency,
       1::bigint AS units
  FROM item
 WHERE id = ANY ($1::uuid[])
"""

ITEMS_BY_SKU = """
SELECT id, sku, name, kind, base_unit, tracking, velocity, length_mm, width_mm, height_mm, weight_g,
       needs_weight, weight_tolerance_percent, cost_minor, price_minor, currency,
       1::bigint AS units
  FROM item
 WHERE sku = ANY ($1::text[])
"""

NEXT_NUMBER = "SELECT nextval('document_number')"

NEXT_NUMBERS = "SELECT array_agg(nextval('document_number')) FROM generate_series(1, $1::int)"

LOT_OF_ITEM = """
SELECT id, item_id, number, produced_on, expires_on, is_unknown,
       recalled_at IS NOT NULL AS is_recalled, version
  FROM lot
 WHERE item_id = $1 AND (id = $2 OR number = $3)
"""

LOT_NUMBERED = """
SELECT id, item_id, number, produced_on, expires_on, is_unknown,
       recalled_at IS NOT NULL AS is_recalled, version
  FROM lot
 WHERE item_id = $1 AND number = $2
"""

TODAY_AT = "SELECT ($2::timestamptz AT TIME ZONE time_zone)::date FROM location WHERE id = $1"

REGISTER_UNKNOWN_LOT = """
INSERT INTO lot (id, item_id, number, is_unknown)
VALUES ($1, $2, $3, true)
    ON CONFLICT DO NOTHING
RETURNING id
"""
