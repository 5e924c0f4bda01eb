"""Statements of imports: arrays in, so a thousand rows cost one round trip. Each has one caller."""

# A row that is there is brought up to date; it counts as changed even when nothing differs. What is
# sold by weight keeps its usual weight where the file says none.
SAVE_ITEMS = """
INSERT INTO item (id, sku, name, kind, base_unit, tracking, velocity, length_mm, width_mm,
                  height_mm, weight_g, cost_minor, price_minor, currency)
SELECT id, sku, name, kind, base_unit, tracking, coalesce(velocity, 'C'), length_mm, width_mm,
       height_mm, weight_g, cost_minor, price_minor, currency
  FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
              $8::integer[], $9::integer[], $10::integer[], $11::integer[], $12::bigint[],
              $13::bigint[], $14::text[])
       AS row (id, sku, name, kind, base_unit, tracking, velocity, length_mm, width_mm, height_mm,
               weight_g, cost_minor, price_minor, currency)
    ON CONFLICT (sku) DO UPDATE
   SET name = excluded.name, velocity = excluded.velocity, length_mm = excluded.length_mm,
       width_mm = excluded.width_mm, height_mm = excluded.height_mm,
       weight_g = CASE WHEN item.needs_weight THEN coalesce(excluded.weight_g, item.weight_g)
                       ELSE excluded.weight_g END,
       cost_minor = excluded.cost_minor, price_minor = excluded.price_minor,
       currency = excluded.currency, version = item.version + 1, updated_at = now()
RETURNING id
"""

SAVE_PACKS = """
INSERT INTO pack (id, item_id, level, units)
SELECT row.id, item.id, row.level, row.units
  FROM unnest($1::uuid[], $2::text[], $3::text[], $4::bigint[]) AS row (id, sku, level, units)
  JOIN item ON item.sku = row.sku
    ON CONFLICT (item_id, level) DO UPDATE
   SET units = excluded.units, version = pack.version + 1, updated_at = now()
RETURNING id
"""

# A barcode that means the same already stays as it is.
ADD_BARCODES = """
INSERT INTO barcode (id, value, item_id, pack_id)
SELECT row.id, row.value, item.id, pack.id
  FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[]) AS row (id, value, sku, level)
  JOIN item ON item.sku = row.sku
  LEFT JOIN pack ON pack.item_id = item.id AND pack.level = row.level
 WHERE NOT EXISTS (SELECT FROM barcode WHERE barcode.value = row.value AND status <> 'RETIRED')
"""

ITEMS_THERE = """
SELECT sku, kind, base_unit, tracking
  FROM item
 WHERE sku = ANY ($1::text[])
"""

BARCODES_THERE = """
SELECT value, sku, level
  FROM barcode
  JOIN item ON item.id = barcode.item_id
  LEFT JOIN pack ON pack.id = barcode.pack_id
 WHERE value = ANY ($1::text[]) AND status <> 'RETIRED'
"""

LOCATIONS_THERE = """
SELECT id, code
  FROM location
 WHERE code = ANY ($1::text[])
"""

ADD_LOCATIONS = """
INSERT INTO location (id, code, name, kind, legal_entity_id)
SELECT row.id, row.code, row.code, 'WAREHOUSE', house.legal_entity_id
  FROM unnest($1::uuid[], $2::text[]) AS row (id, code)
 CROSS JOIN house
RETURNING id
"""

ADD_VIRTUAL_BINS = """
INSERT INTO bin (id, location_id, code, kind, virtual_kind)
SELECT id, location_id, virtual_kind, 'VIRTUAL', virtual_kind
  FROM unnest($1::uuid[], $2::uuid[], $3::text[]) AS row (id, location_id, virtual_kind)
RETURNING id
"""

ADD_ZONES = """
INSERT INTO zone (id, location_id, code, name, sequence)
SELECT id, location_id, code, code, sequence
  FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::integer[])
       AS row (id, location_id, code, sequence)
    ON CONFLICT (location_id, code) DO NOTHING
"""

BINS_THERE = """
SELECT bin.id, location.code AS location, bin.code, bin.kind,
       EXISTS (SELECT FROM stock_key WHERE stock_key.bin_id = bin.id) AS has_held_stock
  FROM bin
  JOIN location ON location.id = bin.location_id
 WHERE bin.location_id = ANY ($1::uuid[]) AND bin.code = ANY ($2::text[])
"""

SAVE_BINS = """
INSERT INTO bin (id, location_id, zone_id, code, kind, aisle, bay, level, x_mm, y_mm, z_mm,
                 pick_sequence, check_digits, mixing, weight_max_g, volume_max_ml, height_max_mm,
                 block, fixed_item_id)
SELECT row.id, row.location_id, zone.id, row.code, row.kind, aisle, bay, level, x_mm, y_mm, z_mm,
       pick_sequence, check_digits, mixing, max_weight_g, max_volume_ml, max_height_mm,
       block, item.id
  FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
              $8::text[], $9::integer[], $10::integer[], $11::integer[], $12::integer[],
              $13::text[], $14::text[], $15::bigint[], $16::bigint[], $17::integer[], $18::text[],
              $19::text[])
       AS row (id, location_id, zone, code, kind, aisle, bay, level, x_mm, y_mm, z_mm,
               pick_sequence, check_digits, mixing, max_weight_g, max_volume_ml, max_height_mm,
               block, fixed_sku)
  JOIN zone ON zone.location_id = row.location_id AND zone.code = row.zone
  LEFT JOIN item ON item.sku = row.fixed_sku
    ON CONFLICT (location_id, code) DO UPDATE
   SET zone_id = excluded.zone_id, kind = excluded.kind, aisle = excluded.aisle,
       bay = excluded.bay, level = excluded.level, x_mm = excluded.x_mm, y_mm = excluded.y_mm,
       z_mm = excluded.z_mm, pick_sequence = excluded.pick_sequence,
       check_digits = excluded.check_digits, mixing = excluded.mixing,
       weight_max_g = excluded.weight_max_g, volume_max_ml = excluded.volume_max_ml,
       height_max_mm = excluded.height_max_mm, block = excluded.block,
       fixed_item_id = excluded.fixed_item_id, version = bin.version + 1, updated_at = now()
RETURNING id
"""

SAVE_SUPPLIERS = """
INSERT INTO supplier (id, code, name, email, lead_time_days)
SELECT id, code, name, email, lead_time_days
  FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::integer[])
       AS row (id, code, name, email, lead_time_days)
    ON CONFLICT (code) DO UPDATE
   SET name = excluded.name, email = excluded.email, lead_time_days = excluded.lead_time_days,
       version = supplier.version + 1, updated_at = now()
RETURNING id
"""

SAVE_SUPPLIER_ITEMS = """
INSERT INTO supplier_item (supplier_id, item_id, supplier_sku, unit_cost_minor, currency,
                           order_min, lead_time_days)
SELECT supplier.id, item.id, supplier_sku, unit_cost_minor, row.currency, moq, days
  FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::text[], $6::bigint[],
              $7::integer[])
       AS row (code, sku, supplier_sku, unit_cost_minor, currency, moq, days)
  JOIN supplier ON supplier.code = row.code
  JOIN item ON item.sku = row.sku
    ON CONFLICT (supplier_id, item_id) DO UPDATE
   SET supplier_sku = excluded.supplier_sku, unit_cost_minor = excluded.unit_cost_minor,
       currency = excluded.currency, order_min = excluded.order_min,
       lead_time_days = excluded.lead_time_days, version = supplier_item.version + 1,
       updated_at = now()
RETURNING item_id
"""

# Partners that an order names and nobody made yet.
ADD_CHANNELS = """
INSERT INTO channel (id, code, name)
SELECT id, code, code
  FROM unnest($1::uuid[], $2::text[]) AS row (id, code)
    ON CONFLICT (code) DO NOTHING
"""

ADD_CUSTOMERS = """
INSERT INTO customer (id, code, name, country)
SELECT id, code, name, country
  FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[]) AS row (id, code, name, country)
    ON CONFLICT (code) DO NOTHING
"""

BINS_CALLED = """
SELECT bin.id, bin.location_id, location.code AS location, bin.code, bin.kind
  FROM bin
  JOIN location ON location.id = bin.location_id
 WHERE location.code = ANY ($1::text[]) AND bin.code = ANY ($2::text[])
   AND bin.kind <> 'VIRTUAL' AND bin.is_active
"""

OWNERS_CALLED = """
SELECT id, code
  FROM owner
 WHERE code = ANY ($1::text[]) AND is_active
"""

SUPPLIERS_CALLED = """
SELECT id, code
  FROM supplier
 WHERE code = ANY ($1::text[]) AND is_active
"""
