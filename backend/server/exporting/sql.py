"""Statements that export; columns as docs/import-formats.md names them. Each has one caller."""

ITEMS = """
SELECT sku, name, kind, base_unit, tracking, velocity, length_mm, width_mm, height_mm, weight_g,
       cost_minor, price_minor, currency,
       (SELECT string_agg(value, '|' ORDER BY value)
          FROM barcode
         WHERE item_id = item.id AND pack_id IS NULL AND status <> 'RETIRED') AS barcodes,
       (SELECT string_agg(concat_ws(':', level, units, (SELECT min(value)
                                                           FROM barcode
                                                          WHERE pack_id = pack.id
                                                            AND status <> 'RETIRED')),
                          '|' ORDER BY units)
          FROM pack
         WHERE item_id = item.id) AS packs
  FROM item
 ORDER BY sku
"""

BINS = """
SELECT location.code AS location, zone.code AS zone, bin.code, bin.kind, aisle, bay, level, x_mm,
       y_mm, z_mm, pick_sequence, check_digits, mixing, weight_max_g AS max_weight_g,
       volume_max_ml AS max_volume_ml, height_max_mm AS max_height_mm,
       nullif(block, 'NONE') AS block, item.sku AS fixed_sku
  FROM bin
  JOIN location ON location.id = bin.location_id
  LEFT JOIN zone ON zone.id = bin.zone_id
  LEFT JOIN item ON item.id = bin.fixed_item_id
 WHERE bin.kind <> 'VIRTUAL'
 ORDER BY location.code, zone.sequence, bin.pick_sequence NULLS LAST, bin.code
"""

SUPPLIERS = """
SELECT supplier.code, supplier.name, email, supplier.lead_time_days, sku, supplier_sku,
       unit_cost_minor, link.currency, order_min AS moq,
       link.lead_time_days AS item_lead_time_days
  FROM supplier
  LEFT JOIN supplier_item link ON link.supplier_id = supplier.id
  LEFT JOIN item ON item.id = link.item_id
 ORDER BY supplier.code, sku
"""

STOCK = """
SELECT location.code AS location, bin.code AS bin, sku, sum(on_hand)::bigint AS quantity,
       disposition, owner.code AS owner, lot.number AS lot, lot.expires_on, serial.number AS serial
  FROM stock_balance balance
  JOIN stock_key key ON key.id = balance.key_id
  JOIN bin ON bin.id = key.bin_id
  JOIN location ON location.id = key.location_id
  JOIN item ON item.id = key.item_id
  JOIN owner ON owner.id = key.owner_id
  LEFT JOIN lot ON lot.id = key.lot_id
  LEFT JOIN serial ON serial.id = key.serial_id
 WHERE on_hand > 0
 GROUP BY location.code, bin.code, sku, disposition, owner.code, lot.id, serial.id
 ORDER BY location.code, bin.code, sku, disposition, owner.code, lot.number, serial.number
"""

PURCHASE_ORDERS = """
SELECT number, supplier.code AS supplier, location.code AS location, held.expected_on, sku,
       ordered AS quantity, unit_cost_minor, line.currency
  FROM purchase_order held
  JOIN purchase_order_line line ON line.purchase_order_id = held.id
  JOIN supplier ON supplier.id = held.supplier_id
  JOIN location ON location.id = held.location_id
  JOIN item ON item.id = line.item_id
 ORDER BY held.created_at, number, line.sequence
"""

ORDERS = """
SELECT number, channel.code AS channel, customer.code AS customer,
       customer.name AS customer_name, coalesce(ship_to ->> 'country', customer.country) AS country,
       ordered_at, needed_on, held.priority, sku, line.quantity, unit_price_minor, held.currency
  FROM customer_order held
  JOIN order_line line ON line.order_id = held.id
  JOIN channel ON channel.id = held.channel_id
  LEFT JOIN customer ON customer.id = held.customer_id
  JOIN item ON item.id = line.item_id
 ORDER BY ordered_at, number, line.position
"""

BALANCES = """
SELECT location.code AS location, bin.code AS bin, bin.kind AS bin_kind,
       container.code AS container, sku, lot.number AS lot, serial.number AS serial, disposition,
       owner.code AS owner, on_hand, reserved, balance.version, balance.key_id
  FROM stock_balance balance
  JOIN stock_key key ON key.id = balance.key_id
  JOIN bin ON bin.id = key.bin_id
  JOIN location ON location.id = key.location_id
  JOIN item ON item.id = key.item_id
  JOIN owner ON owner.id = key.owner_id
  LEFT JOIN container ON container.id = key.container_id
  LEFT JOIN lot ON lot.id = key.lot_id
  LEFT JOIN serial ON serial.id = key.serial_id
 ORDER BY location.code, bin.code, sku, balance.key_id
"""

OPERATIONS = """
SELECT operation.id, operation.kind, command, outcome, person.code AS actor, device.code AS device,
       occurred_at, recorded_at, reason, location.code AS location, document_id, reverses,
       approver.code AS approved_by, xid::text::bigint AS xid
  FROM operation
  LEFT JOIN person ON person.id = actor_id
  LEFT JOIN person approver ON approver.id = approved_by
  LEFT JOIN device ON device.id = operation.device_id
  LEFT JOIN location ON location.id = operation.location_id
 ORDER BY xid, operation.id
"""

ENTRIES = """
SELECT entry.id, operation_id, operation.kind, recorded_at, sku, quantity,
       source_place.code AS from_location, source_bin.code AS from_bin,
       source.disposition AS from_disposition, target_place.code AS to_location,
       target_bin.code AS to_bin, target.disposition AS to_disposition, owner.code AS owner,
       line_id
  FROM stock_entry entry
  JOIN operation ON operation.id = operation_id
  JOIN stock_key source ON source.id = from_key
  JOIN stock_key target ON target.id = to_key
  JOIN bin source_bin ON source_bin.id = source.bin_id
  JOIN bin target_bin ON target_bin.id = target.bin_id
  JOIN location source_place ON source_place.id = source.location_id
  JOIN location target_place ON target_place.id = target.location_id
  JOIN item ON item.id = target.item_id
  JOIN owner ON owner.id = target.owner_id
 ORDER BY entry.id
"""
