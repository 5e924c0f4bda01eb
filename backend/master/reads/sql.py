"""Statements that show master data; a LIST is ordered and cut by `read_page`."""

LOCATIONS = """
SELECT location.id, location.code, location.name, kind, time_zone, currency, is_active,
       location.version, location.updated_at
  FROM location
  JOIN legal_entity ON legal_entity.id = location.legal_entity_id
 WHERE location.id = ANY ($1::uuid[])
"""

LIST_LOCATIONS = """
SELECT location.id, location.code, location.name, kind, time_zone, currency, is_active,
       location.version, location.updated_at
  FROM location
  JOIN legal_entity ON legal_entity.id = location.legal_entity_id
 WHERE ($1::uuid[] IS NULL OR location.id = ANY ($1))
   AND ($2::text[] IS NULL OR kind = ANY ($2))
   AND ($3::boolean IS NULL OR is_active = $3)
"""

ZONES = """
SELECT id, location_id, code, name, sequence, version, updated_at
  FROM zone
 WHERE id = ANY ($1::uuid[])
"""

ZONES_OF_LOCATIONS = """
SELECT id, location_id, code, name, sequence, version, updated_at
  FROM zone
 WHERE location_id = ANY ($1::uuid[])
 ORDER BY sequence, code
"""

BINS = """
SELECT id, location_id, zone_id, code, kind, virtual_kind, aisle, bay, level, x_mm, y_mm, z_mm,
       pick_sequence, check_digits, mixing, block, block_reason, weight_max_g, volume_max_ml,
       height_max_mm, fixed_item_id, last_counted_at, is_active, version, updated_at
  FROM bin
 WHERE id = ANY ($1::uuid[])
"""

# Null narrows nothing. The walk's order puts bins without a place in it last.
LIST_BINS = """
SELECT id, location_id, zone_id, code, kind, virtual_kind, aisle, bay, level, x_mm, y_mm, z_mm,
       pick_sequence, check_digits, mixing, block, block_reason, weight_max_g, volume_max_ml,
       height_max_mm, fixed_item_id, last_counted_at, is_active, version, updated_at,
       coalesce(pick_sequence, 2147483647)::bigint AS walk
  FROM bin
 WHERE kind <> 'VIRTUAL' AND ($1::uuid[] IS NULL OR location_id = ANY ($1))
   AND ($2::uuid[] IS NULL OR zone_id = ANY ($2))
   AND ($3::text[] IS NULL OR kind = ANY ($3))
   AND ($4::text IS NULL OR starts_with(code, $4))
   AND ($5::boolean IS NULL OR (block <> 'NONE') = $5)
   AND ($6::boolean IS NULL OR is_active = $6)
"""

ITEMS = """
SELECT id, sku, name, kind, base_unit, tracking, velocity, needs_expiry, length_mm, width_mm,
       height_mm, weight_g, cost_minor, price_minor, currency, shelf_life_days, min_remaining_days,
       needs_inspection, needs_weight, weight_tolerance_percent, is_active, version, updated_at
  FROM item
 WHERE id = ANY ($1::uuid[])
"""

LIST_ITEMS = """
SELECT id, sku, name, kind, base_unit, tracking, velocity, needs_expiry, length_mm, width_mm,
       height_mm, weight_g, cost_minor, price_minor, currency, shelf_life_days, min_remaining_days,
       needs_inspection, needs_weight, weight_tolerance_percent, is_active, version, updated_at
  FROM item
 WHERE ($1::text IS NULL
        OR sku ILIKE '%' || $1 || '%' OR name ILIKE '%' || $1 || '%'
        OR id IN (SELECT item_id FROM barcode WHERE value = $2))
   AND ($3::text[] IS NULL OR sku = ANY ($3))
   AND ($4::text[] IS NULL OR tracking = ANY ($4))
   AND ($5::text[] IS NULL OR velocity = ANY ($5))
   AND ($6::boolean IS NULL OR is_active = $6)
   AND ($7::uuid IS NULL OR id IN (SELECT item_id FROM supplier_item WHERE supplier_id = $7))
"""

PACKS = """
SELECT id, item_id, level, units, length_mm, width_mm, height_mm, weight_g, version, updated_at
  FROM pack
 WHERE id = ANY ($1::uuid[])
"""

PACKS_OF_ITEMS = """
SELECT id, item_id, level, units, length_mm, width_mm, height_mm, weight_g, version, updated_at
  FROM pack
 WHERE item_id = ANY ($1::uuid[])
 ORDER BY units
"""

BARCODES = """
SELECT id, value, symbology, item_id, pack_id, status, taught_by, version, updated_at
  FROM barcode
 WHERE id = ANY ($1::uuid[])
"""

BARCODES_OF_ITEMS = """
SELECT id, value, symbology, item_id, pack_id, status, taught_by, version, updated_at
  FROM barcode
 WHERE item_id = ANY ($1::uuid[])
 ORDER BY status, value
"""

LIST_BARCODES = """
SELECT id, value, symbology, item_id, pack_id, status, taught_by, version, updated_at
  FROM barcode
 WHERE ($1::text[] IS NULL OR status = ANY ($1))
   AND ($2::uuid[] IS NULL OR item_id = ANY ($2))
"""

SUPPLIER_ITEMS_OF_ITEMS = """
SELECT supplier_id, item_id, supplier_sku, unit_cost_minor, currency, order_min,
       coalesce(link.lead_time_days, supplier.lead_time_days) AS lead_time_days, link.version
  FROM supplier_item link
  JOIN supplier ON supplier.id = link.supplier_id
 WHERE item_id = ANY ($1::uuid[])
 ORDER BY supplier.code
"""

LIST_OWNERS = """
SELECT id, code, name, is_active, version, updated_at
  FROM owner
 WHERE ($1::text IS NULL OR code = $1)
   AND ($2::text IS NULL
        OR position(lower($2) IN lower(code)) > 0 OR position(lower($2) IN lower(name)) > 0)
   AND ($3::boolean IS NULL OR is_active = $3)
"""

OWNERS = """
SELECT id, code, name, is_active, version, updated_at
  FROM owner
 WHERE id = ANY ($1::uuid[])
"""

LIST_SUPPLIERS = """
SELECT id, code, name, email, lead_time_days, needs_inspection, is_active, version, updated_at
  FROM supplier
 WHERE ($1::text IS NULL OR code = $1)
   AND ($2::text IS NULL
        OR position(lower($2) IN lower(code)) > 0 OR position(lower($2) IN lower(name)) > 0)
   AND ($3::boolean IS NULL OR is_active = $3)
"""

SUPPLIERS = """
SELECT id, code, name, email, lead_time_days, needs_inspection, is_active, version, updated_at
  FROM supplier
 WHERE id = ANY ($1::uuid[])
"""

LIST_CUSTOMERS = """
SELECT id, code, name, email, country, min_remaining_days, is_active, version, updated_at
  FROM customer
 WHERE ($1::text IS NULL OR code = $1)
   AND ($2::text IS NULL
        OR position(lower($2) IN lower(code)) > 0 OR position(lower($2) IN lower(name)) > 0)
   AND ($3::boolean IS NULL OR is_active = $3)
"""

CUSTOMERS = """
SELECT id, code, name, email, country, min_remaining_days, is_active, version, updated_at
  FROM customer
 WHERE id = ANY ($1::uuid[])
"""

LIST_CHANNELS = """
SELECT id, code, name, priority, promise_minutes, when_expired, is_active, version, updated_at
  FROM channel
 WHERE ($1::text IS NULL OR code = $1)
   AND ($2::text IS NULL
        OR position(lower($2) IN lower(code)) > 0 OR position(lower($2) IN lower(name)) > 0)
   AND ($3::boolean IS NULL OR is_active = $3)
"""

CHANNELS = """
SELECT id, code, name, priority, promise_minutes, when_expired, is_active, version, updated_at
  FROM channel
 WHERE id = ANY ($1::uuid[])
"""

LIST_CARRIERS = """
SELECT id, code, name, is_active, version, updated_at
  FROM carrier
 WHERE ($1::text IS NULL OR code = $1)
   AND ($2::text IS NULL
        OR position(lower($2) IN lower(code)) > 0 OR position(lower($2) IN lower(name)) > 0)
   AND ($3::boolean IS NULL OR is_active = $3)
"""

CARRIERS = """
SELECT id, code, name, is_active, version, updated_at
  FROM carrier
 WHERE id = ANY ($1::uuid[])
"""

PEOPLE = """
SELECT id, code, name, kind, language, is_active, version, updated_at
  FROM person
 WHERE id = ANY ($1::uuid[])
"""

LIST_PEOPLE = """
SELECT id, code, name, kind, language, is_active, version, updated_at
  FROM person
 WHERE ($1::text IS NULL OR code = $1)
   AND ($2::text IS NULL
        OR position(lower($2) IN lower(code)) > 0 OR position(lower($2) IN lower(name)) > 0)
   AND ($3::boolean IS NULL OR is_active = $3)
"""

GRANTS_OF_PEOPLE = """
SELECT person_id, role_id, location_id
  FROM person_role
  JOIN role ON role.id = role_id
 WHERE person_id = ANY ($1::uuid[])
 ORDER BY role.code
"""

ROLES = """
SELECT id, code, name, permissions, version, updated_at
  FROM role
 WHERE id = ANY ($1::uuid[])
"""

ALL_ROLES = """
SELECT id, code, name, permissions, version, updated_at
  FROM role
 ORDER BY code
 LIMIT 100
"""

DEVICES = """
SELECT id, code, name, kind, location_id, revoked_at IS NOT NULL AS is_revoked,
       token_hash IS NOT NULL AS is_set_up, last_seen_at, version, updated_at
  FROM device
 WHERE id = ANY ($1::uuid[])
"""

LIST_DEVICES = """
SELECT id, code, name, kind, location_id, revoked_at IS NOT NULL AS is_revoked,
       token_hash IS NOT NULL AS is_set_up, last_seen_at, version, updated_at
  FROM device
 WHERE ($1::uuid[] IS NULL OR location_id = ANY ($1))
   AND ($2::text[] IS NULL OR kind = ANY ($2))
   AND ($3::text IS NULL OR code = $3)
"""

LOGINS = """
SELECT id, person_id, device_id, started_at, expires_at, elevated_until > now() AS is_elevated
  FROM login
 WHERE id = ANY ($1::uuid[])
"""

OPEN_LOGINS_OF_PEOPLE = """
SELECT id, person_id, device_id, started_at, expires_at, elevated_until > now() AS is_elevated
  FROM login
 WHERE person_id = ANY ($1::uuid[]) AND ended_at IS NULL AND expires_at > now()
 ORDER BY started_at DESC
"""

OPEN_LOGINS_ON_DEVICES = """
SELECT id, person_id, device_id, started_at, expires_at, elevated_until > now() AS is_elevated
  FROM login
 WHERE device_id = ANY ($1::uuid[]) AND ended_at IS NULL AND expires_at > now()
"""

# What a text can mean among master data: an item or its pack, a bin where one works, a place,
# a device. A GTIN is kept as it is printed, so it is looked for with and without leading zeros.
SCANNED = """
SELECT 'ITEM' AS kind, barcode.item_id AS id, barcode.pack_id, coalesce(pack.units, 1) AS quantity
  FROM barcode
  LEFT JOIN pack ON pack.id = barcode.pack_id
 WHERE barcode.value = ANY ($1::text[]) AND barcode.status <> 'RETIRED'
 UNION ALL
SELECT 'BIN', id, NULL, NULL
  FROM bin
 WHERE code = $2 AND kind <> 'VIRTUAL' AND is_active
   AND ($3::uuid[] IS NULL OR location_id = ANY ($3))
 UNION ALL
SELECT 'ITEM', id, NULL, 1
  FROM item
 WHERE sku = $2
 UNION ALL
SELECT 'LOCATION', id, NULL, NULL
  FROM location
 WHERE code = $2
 UNION ALL
SELECT 'DEVICE', id, NULL, NULL
  FROM device
 WHERE code = $2
 UNION ALL
SELECT 'PERSON', id, NULL, NULL
  FROM person
 WHERE badge_hash = $4 AND is_active
"""
