"""Statements that change places and items; the version is the guard. Each has one caller."""

SAVED_LOCATION = """
SELECT id, code, name, kind, time_zone, is_active, gs1_company_prefix, version
  FROM location
 WHERE id = $1 OR code = $2
"""

INSERT_LOCATION = """
INSERT INTO location (id, code, name, kind, time_zone, is_active, gs1_company_prefix,
                      legal_entity_id)
SELECT $1, $2, $3, $4, $5, $6, $7, legal_entity_id
  FROM house
RETURNING id
"""

# The ledger's counterparties are made with the location; their ids follow from its id.
INSERT_VIRTUAL_BINS = """
INSERT INTO bin (id, location_id, code, kind, virtual_kind)
SELECT id, $1, virtual_kind, 'VIRTUAL', virtual_kind
  FROM unnest($2::uuid[], $3::text[]) AS row (id, virtual_kind)
RETURNING id
"""

UPDATE_LOCATION = """
UPDATE location
   SET code = $3, name = $4, kind = $5, time_zone = $6, is_active = $7,
       gs1_company_prefix = $9, version = version + 1, updated_at = $8
 WHERE id = $1 AND version = $2
RETURNING id
"""

KNOWN_TIME_ZONE = "SELECT FROM pg_timezone_names WHERE name = $1"

SAVED_ZONE = """
SELECT id, location_id, code, name, sequence, version
  FROM zone
 WHERE id = $1 OR (location_id = $2 AND code = $3)
"""

ZONE_OF_BIN = """
SELECT id, location_id, code, name, sequence, version
  FROM zone
 WHERE id = $1 OR (location_id = $2 AND code = $3)
"""

INSERT_ZONE = """
INSERT INTO zone (id, location_id, code, name, sequence)
VALUES ($1, $2, $3, $4, $5)
RETURNING id
"""

UPDATE_ZONE = """
UPDATE zone
   SET code = $3, name = $4, sequence = $5, version = version + 1, updated_at = $6
 WHERE id = $1 AND version = $2
RETURNING id
"""

SAVED_BIN = """
SELECT id, location_id, zone_id, code, kind, aisle, bay, level, x_mm, y_mm, z_mm, pick_sequence,
       check_digits, mixing, block, weight_max_g, volume_max_ml, height_max_mm, fixed_item_id,
       is_active, version,
       EXISTS (SELECT FROM stock_key WHERE bin_id = bin.id) AS has_held_stock
  FROM bin
 WHERE kind <> 'VIRTUAL' AND (id = $1 OR code = $2) AND location_id = $3
"""

INSERT_BIN = """
INSERT INTO bin (id, location_id, zone_id, code, kind, aisle, bay, level, x_mm, y_mm, z_mm,
                 pick_sequence, check_digits, mixing, weight_max_g, volume_max_ml, height_max_mm,
                 fixed_item_id, is_active)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
RETURNING id
"""

# A bin whose kind was free when it was looked at may hold stock by now: then no row comes back.
UPDATE_BIN = """
UPDATE bin
   SET zone_id = $3, code = $4, kind = $5, aisle = $6, bay = $7, level = $8, x_mm = $9,
       y_mm = $10, z_mm = $11, pick_sequence = $12, check_digits = $13, mixing = $14,
       weight_max_g = $15, volume_max_ml = $16, height_max_mm = $17, fixed_item_id = $18,
       is_active = $19, version = version + 1, updated_at = $20
 WHERE id = $1 AND version = $2
   AND (kind = $5 OR NOT EXISTS (SELECT FROM stock_key WHERE bin_id = $1))
RETURNING id
"""

BLOCK_BIN = """
UPDATE bin
   SET block = $2, block_reason = $3, version = version + 1, updated_at = $4
 WHERE id = $1
RETURNING id
"""

UNBLOCK_BIN = """
UPDATE bin
   SET block = 'NONE', block_reason = NULL, version = version + 1, updated_at = $2
 WHERE id = $1
RETURNING id
"""

SAVED_ITEM = """
SELECT id, sku, name, kind, base_unit, tracking, velocity, needs_expiry, length_mm, width_mm,
       height_mm, weight_g, cost_minor, price_minor, currency, shelf_life_days, min_remaining_days,
       needs_inspection, needs_weight, weight_tolerance_percent, is_active, version,
       EXISTS (SELECT FROM stock_key WHERE item_id = item.id) AS has_been_stocked
  FROM item
 WHERE id = $1 OR sku = $2
"""

ITEM_TO_SAVE = """
SELECT id, sku, name, kind, base_unit, tracking, velocity, needs_expiry, length_mm, width_mm,
       height_mm, weight_g, cost_minor, price_minor, currency, shelf_life_days, min_remaining_days,
       needs_inspection, needs_weight, weight_tolerance_percent, is_active, version,
       EXISTS (SELECT FROM stock_key WHERE item_id = item.id) AS has_been_stocked
  FROM item
 WHERE id = $1
"""

INSERT_ITEM = """
INSERT INTO item (id, sku, name, kind, base_unit, tracking, velocity, needs_expiry, length_mm,
                  width_mm, height_mm, weight_g, cost_minor, price_minor, currency,
                  shelf_life_days, min_remaining_days, needs_inspection, needs_weight,
                  weight_tolerance_percent, is_active)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20,
        $21)
RETURNING id
"""

UPDATE_ITEM = """
UPDATE item
   SET sku = $3, name = $4, kind = $5, base_unit = $6, tracking = $7, velocity = $8,
       needs_expiry = $9, length_mm = $10, width_mm = $11, height_mm = $12, weight_g = $13,
       cost_minor = $14, price_minor = $15, currency = $16, shelf_life_days = $17,
       min_remaining_days = $18, needs_inspection = $19, needs_weight = $20,
       weight_tolerance_percent = $21, is_active = $22, version = version + 1, updated_at = $23
 WHERE id = $1 AND version = $2
RETURNING id
"""

SAVED_PACK = """
SELECT id, item_id, level, units, version
  FROM pack
 WHERE item_id = $1 AND level = $2
"""

PACK_OF_BARCODE = """
SELECT id, item_id, level, units, version
  FROM pack
 WHERE item_id = $1 AND level = $2
"""

INSERT_PACK = """
INSERT INTO pack (id, item_id, level, units, length_mm, width_mm, height_mm, weight_g)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
RETURNING id
"""

UPDATE_PACK = """
UPDATE pack
   SET units = $3, length_mm = $4, width_mm = $5, height_mm = $6, weight_g = $7,
       version = version + 1, updated_at = $8
 WHERE id = $1 AND version = $2
RETURNING id
"""

# What a value means already: a barcode, another item's SKU, a place, a device, a container.
BARCODE_MEANS = """
SELECT 'ITEM' AS kind, sku AS code, level
  FROM barcode
  JOIN item ON item.id = barcode.item_id
  LEFT JOIN pack ON pack.id = barcode.pack_id
 WHERE barcode.value = ANY ($1::text[]) AND barcode.status <> 'RETIRED'
 UNION ALL
SELECT 'SKU', sku, NULL
  FROM item
 WHERE sku = $2 AND id <> $3
 UNION ALL
SELECT 'BIN', code, NULL
  FROM bin
 WHERE code = $2 AND kind <> 'VIRTUAL' AND is_active
 UNION ALL
SELECT 'LOCATION', code, NULL
  FROM location
 WHERE code = $2
 UNION ALL
SELECT 'DEVICE', code, NULL
  FROM device
 WHERE code = $2
 UNION ALL
SELECT 'CONTAINER', code, NULL
  FROM container
 WHERE code = $2
 LIMIT 1
"""

TEACH_BARCODE = """
INSERT INTO barcode (id, value, item_id, pack_id, status, taught_by)
VALUES ($1, $2, $3, $4, $5, $6)
RETURNING id
"""

BARCODE = """
SELECT id, value, status, version
  FROM barcode
 WHERE id = $1
"""

BARCODE_TO_RETIRE = """
SELECT id, value, status, version
  FROM barcode
 WHERE id = $1
"""

APPROVE_BARCODE = """
UPDATE barcode
   SET status = 'APPROVED', version = version + 1, updated_at = $3
 WHERE id = $1 AND version = $2
RETURNING id
"""

RETIRE_BARCODE = """
UPDATE barcode
   SET status = 'RETIRED', version = version + 1, updated_at = $3
 WHERE id = $1 AND version = $2
RETURNING id
"""

TERMS = """
SELECT supplier.id AS supplier_id, link.version
  FROM supplier
  LEFT JOIN supplier_item link ON link.supplier_id = supplier.id AND link.item_id = $3
 WHERE supplier.id = $1 OR supplier.code = $2
"""

# New terms, or those of the version that was looked at; any other and no row comes back.
SAVE_TERMS = """
INSERT INTO supplier_item (supplier_id, item_id, supplier_sku, unit_cost_minor, currency,
                           order_min, lead_time_days)
VALUES ($1, $2, $3, $4, $5, $6, $7)
    ON CONFLICT (supplier_id, item_id) DO UPDATE
   SET supplier_sku = excluded.supplier_sku, unit_cost_minor = excluded.unit_cost_minor,
       currency = excluded.currency, order_min = excluded.order_min,
       lead_time_days = excluded.lead_time_days, version = supplier_item.version + 1,
       updated_at = now()
 WHERE supplier_item.version = $8
RETURNING item_id
"""

INSERT_LOT = """
INSERT INTO lot (id, item_id, number, produced_on, expires_on)
VALUES ($1, $2, $3, $4, $5)
RETURNING id
"""

# Corrects dates from the version that was seen.
SAVE_LOT_DATES = """
UPDATE lot
   SET produced_on = $3, expires_on = $4, version = version + 1, updated_at = now()
 WHERE id = $1 AND version = $2
RETURNING id
"""

NEEDS_EXPIRY = """
SELECT needs_expiry FROM item WHERE id = $1
"""
