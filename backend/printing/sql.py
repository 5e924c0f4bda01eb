"""Statements of printing."""

PRINTER = """
SELECT id, code, name, kind, location_id, address, dpi, stock, width_mm, height_mm, format,
       is_active, version, updated_at
  FROM printer
 WHERE id = $1 OR code = $2
"""

# A printer of the location before one for everybody; one that prints before one that is fetched.
PRINTER_AT = """
SELECT id, code, name, kind, location_id, address, dpi, stock, width_mm, height_mm, format,
       is_active, version, updated_at
  FROM printer
 WHERE is_active AND (location_id = $1 OR (location_id IS NULL AND kind = 'DOWNLOAD'))
 ORDER BY location_id IS NULL, kind DESC, stock IS NOT NULL, code
 LIMIT 1
"""

PRINTERS = """
SELECT id, code, name, kind, location_id, address, dpi, stock, width_mm, height_mm, format,
       is_active, version, updated_at
  FROM printer
 WHERE id = ANY ($1::uuid[])
"""

# What a location can use: its own printers, and those that stand nowhere.
PRINTERS_OF = """
SELECT id, code, name, kind, location_id, address, dpi, stock, width_mm, height_mm, format,
       is_active, version, updated_at
  FROM printer
 WHERE $1::uuid IS NULL OR location_id = $1 OR location_id IS NULL
 ORDER BY location_id IS NULL, code
 LIMIT 200
"""

# How printers are: when each was last spoken with, and how many labels wait for it.
PRINTER_STATES = """
SELECT printer.id, state.is_online, state.problem,
       coalesce((SELECT sum(total - done - refused)
                   FROM print_job
                  WHERE printer_id = printer.id AND status IN ('QUEUED', 'PRINTING')), 0)::bigint
           AS waiting
  FROM printer
  LEFT JOIN printer_state AS state ON state.printer_id = printer.id
 WHERE printer.id = ANY ($1::uuid[])
"""

INSERT_PRINTER = """
INSERT INTO printer (id, code, name, kind, location_id, address, dpi, format, stock, width_mm,
                     height_mm, is_active)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
RETURNING id
"""

# Changes it if nobody did since it was read.
UPDATE_PRINTER = """
UPDATE printer
   SET code = $3, name = $4, kind = $5, location_id = $6, address = $7, dpi = $8, format = $9,
       stock = $10, width_mm = $11, height_mm = $12, is_active = $13, version = version + 1,
       updated_at = $14
 WHERE id = $1 AND version = $2
RETURNING id
"""

# What scanners read on one of it; the barcodes of its packs mean more than one.
ITEMS_TO_LABEL = """
SELECT item.id, item.sku, item.name,
       coalesce(array_agg(barcode.value ORDER BY barcode.value)
                FILTER (WHERE barcode.pack_id IS NULL), '{}') AS barcodes
  FROM item
  LEFT JOIN barcode ON barcode.item_id = item.id AND barcode.status = 'APPROVED'
 WHERE item.id = ANY ($1::uuid[]) OR item.sku = ANY ($2::text[])
    OR item.id IN (SELECT item_id
                     FROM barcode AS scanned
                    WHERE scanned.value = ANY ($3::text[]) AND scanned.status = 'APPROVED')
 GROUP BY item.id
"""

BINS_TO_LABEL = """
SELECT bin.id, bin.code, zone.name AS zone, bin.check_digits
  FROM bin
  LEFT JOIN zone ON zone.id = bin.zone_id
 WHERE bin.location_id = $1 AND bin.kind <> 'VIRTUAL'
   AND (bin.id = ANY ($2::uuid[]) OR bin.code = ANY ($3::text[]))
"""

# In walking order, so that the labels come out as somebody sticks them on. One more than may be.
BINS_TO_LABEL_ALL = """
SELECT bin.id, bin.code, zone.name AS zone, bin.check_digits
  FROM bin
  LEFT JOIN zone ON zone.id = bin.zone_id
 WHERE bin.location_id = $1 AND bin.kind <> 'VIRTUAL' AND bin.is_active
   AND ($2::uuid IS NULL OR bin.zone_id = $2)
   AND ($3::text IS NULL OR zone.code = $3)
   AND ($4::text IS NULL OR starts_with(bin.code, $4))
 ORDER BY coalesce(bin.pick_sequence, 2147483647), bin.code
 LIMIT 5001
"""

CONTAINERS_TO_LABEL = """
SELECT id, code, kind
  FROM container
 WHERE location_id = $1 AND (id = ANY ($2::uuid[]) OR code = ANY ($3::text[]))
"""

QUEUE_JOB = """
INSERT INTO print_job (id, printer_id, location_id, kind, copies, total, due_at, created_at,
                       created_by, updated_at, designs)
VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $8, $7, $9::text::jsonb)
RETURNING id
"""

QUEUE_LABELS = """
INSERT INTO print_label (job_id, sequence, facts)
SELECT $1, sequence, facts::jsonb
  FROM unnest($2::text[]) WITH ORDINALITY AS asked (facts, sequence)
RETURNING sequence
"""

JOB = """
SELECT id, printer_id, location_id, kind, copies, status, total, done, refused, tries, problem,
       fence, due_at, taken_until, created_at, created_by, started_at, finished_at, version,
       updated_at
  FROM print_job
 WHERE id = $1
"""

JOBS = """
SELECT id, printer_id, location_id, kind, copies, status, total, done, refused, tries, problem,
       fence, due_at, taken_until, created_at, created_by, started_at, finished_at, version,
       updated_at
  FROM print_job
 WHERE id = ANY ($1::uuid[])
"""

LIST_JOBS = """
SELECT id, printer_id, location_id, kind, copies, status, total, done, refused, tries, problem,
       fence, due_at, taken_until, created_at, created_by, started_at, finished_at, version,
       updated_at
  FROM print_job
 WHERE ($1::uuid[] IS NULL OR location_id = ANY ($1))
   AND ($2::text[] IS NULL OR status = ANY ($2))
"""

UNSURE_AND_REFUSED = """
SELECT job_id, sequence, status, coalesce(problem, '') AS problem, facts::text AS facts
  FROM print_label
 WHERE job_id = $1 AND status IN ('MAYBE', 'REFUSED')
 ORDER BY sequence
 LIMIT 100
"""

FILE = """
SELECT content
  FROM print_file
 WHERE job_id = $1
"""

# Ends a job that still waits or prints; what is being sent at this moment may still come out.
CANCEL_JOB = """
UPDATE print_job
   SET status = 'CANCELED', taken_until = NULL, finished_at = $3, due_at = $3, tries = 0,
       version = version + 1, updated_at = $3
 WHERE id = $1 AND version = $2 AND status IN ('QUEUED', 'PRINTING')
RETURNING id
"""

# Puts an ended job back into the queue, as it was seen. Whoever still held it, canceled as it was,
# finds another fence and counts nothing any more.
REQUEUE_JOB = """
UPDATE print_job
   SET status = 'QUEUED', due_at = $3, tries = 0, problem = NULL, finished_at = NULL, done = $4,
       refused = 0, receipt = NULL, fence = fence + 1, version = version + 1, updated_at = $3
 WHERE id = $1 AND version = $2 AND status IN ('PRINTED', 'PRINTED_MAYBE', 'FAILED', 'CANCELED')
RETURNING id
"""

REQUEUE_LABELS = """
UPDATE print_label
   SET status = 'QUEUED', problem = NULL
 WHERE job_id = $1 AND status = ANY ($2::text[])
RETURNING sequence
"""

# What was left behind unsure counts as out when only the rest is wanted.
COUNT_LABELS = """
SELECT count(*) FILTER (WHERE status = 'PRINTED') AS printed,
       count(*) FILTER (WHERE status IN ('MAYBE', 'SENDING')) AS unsure,
       count(*) FILTER (WHERE status IN ('QUEUED', 'REFUSED')) AS left_over
  FROM print_label
 WHERE job_id = $1
"""

SETTLE_UNSURE = """
UPDATE print_label
   SET status = 'PRINTED'
 WHERE job_id = $1 AND status IN ('MAYBE', 'SENDING')
RETURNING sequence
"""

# A pack's own barcodes, and the lot of its item that is named, by its number or id.
PACKS_TO_LABEL = """
SELECT pack.id, pack.level, pack.units, item.sku, item.name,
       array(SELECT barcode.value
               FROM barcode
              WHERE barcode.pack_id = pack.id AND barcode.status = 'APPROVED'
              ORDER BY barcode.value) AS barcodes,
       lot.number AS lot, lot.expires_on
  FROM pack
  JOIN item ON item.id = pack.item_id
  LEFT JOIN lot ON lot.item_id = item.id AND $3 IN (lot.number, lot.id::text)
 WHERE pack.id = ANY ($1::uuid[])
    OR pack.id IN (SELECT pack_id
                     FROM barcode AS scanned
                    WHERE scanned.value = ANY ($2::text[]) AND scanned.status = 'APPROVED')
"""

# What lies in containers, by item and lot, with the numbers of the item and its packs.
HELD_BY_CONTAINERS = """
SELECT container.id, container.code, item.name, lot.number AS lot, lot.expires_on,
       coalesce(sum(held.on_hand), 0)::bigint AS quantity,
       (SELECT coalesce(json_agg(json_build_array(barcode.value, coalesce(pack.units, 1))), '[]')
          FROM barcode
          LEFT JOIN pack ON pack.id = barcode.pack_id
         WHERE barcode.item_id = item.id AND barcode.status = 'APPROVED')::text AS gtins
  FROM container
  LEFT JOIN (SELECT key.container_id, key.item_id, key.lot_id, balance.on_hand
               FROM stock_key key
               JOIN stock_balance balance ON balance.key_id = key.id
              WHERE balance.on_hand > 0) AS held ON held.container_id = container.id
  LEFT JOIN item ON item.id = held.item_id
  LEFT JOIN lot ON lot.id = held.lot_id
 WHERE container.location_id = $1
   AND (container.id = ANY ($2::uuid[]) OR container.code = ANY ($3::text[]))
 GROUP BY container.id, item.id, lot.id
 ORDER BY container.id, item.sku, lot.number
"""

CARTONS_TO_SHIP = """
SELECT carton.id, container.code, carton.sequence,
       (SELECT count(*) FROM carton AS beside WHERE beside.shipment_id = shipment.id) AS cartons,
       carton.tracking_number, placed.number AS order_number, customer.name AS customer,
       carrier.name AS carrier, placed.ship_to::text AS ship_to
  FROM carton
  JOIN container ON container.id = carton.id
  JOIN shipment ON shipment.id = carton.shipment_id
  JOIN customer_order AS placed ON placed.id = shipment.order_id
  LEFT JOIN customer ON customer.id = placed.customer_id
  LEFT JOIN carrier ON carrier.id = coalesce(shipment.carrier_id, placed.carrier_id)
 WHERE shipment.location_id = $1 AND carton.id = ANY ($2::uuid[])
"""

DOCUMENTS_TO_LABEL = """
WITH asked AS (SELECT $1::uuid AS place, $2::uuid[] AS ids, $3::text[] AS numbers),
document AS (
    SELECT id, number, 'WALK' AS kind, location_id FROM walk, asked
     WHERE id = ANY (ids) OR number = ANY (numbers)
     UNION ALL
    SELECT id, number, 'PURCHASE_ORDER', location_id FROM purchase_order, asked
     WHERE id = ANY (ids) OR number = ANY (numbers)
     UNION ALL
    SELECT id, number, 'RECEIPT', location_id FROM receipt, asked
     WHERE id = ANY (ids) OR number = ANY (numbers)
     UNION ALL
    SELECT id, number, 'ORDER', location_id FROM customer_order, asked
     WHERE id = ANY (ids) OR number = ANY (numbers)
     UNION ALL
    SELECT id, number, 'COUNT', location_id FROM bin_count, asked
     WHERE id = ANY (ids) OR number = ANY (numbers)
     UNION ALL
    SELECT id, number, 'RETURN', location_id FROM customer_return, asked
     WHERE id = ANY (ids) OR number = ANY (numbers)
     UNION ALL
    SELECT id, number, 'SHIPMENT', location_id FROM shipment, asked
     WHERE id = ANY (ids) OR number = ANY (numbers))
SELECT id, number, kind
  FROM document, asked
 WHERE location_id = place
"""
