"""Statements of orders, each used by exactly one function."""

ORDER = """
SELECT id, number, status, location_id, owner_id, channel_id, customer_id, carrier_id, priority,
       ordered_at, needed_on, ship_by, currency, accepts_partial, min_remaining_days,
       (SELECT count(*) FROM order_hold
         WHERE order_id = placed.id AND released_at IS NULL) AS holds_open,
       version
  FROM customer_order placed
 WHERE id = $1 OR number = $2
"""

ORDERS_BY_ID = """
SELECT id, number, status, location_id, owner_id, channel_id, customer_id, carrier_id, priority,
       ordered_at, needed_on, ship_by, currency, accepts_partial, min_remaining_days,
       (SELECT count(*) FROM order_hold
         WHERE order_id = placed.id AND released_at IS NULL) AS holds_open,
       version
  FROM customer_order placed
 WHERE id = ANY ($1::uuid[])
"""

# Locks the orders in id order; one that changed since it was seen does not come back.
GUARD_ORDERS = """
SELECT placed.id
  FROM customer_order placed
  JOIN unnest($1::uuid[], $2::integer[]) AS seen (id, version) USING (id, version)
 ORDER BY placed.id
   FOR UPDATE OF placed
"""

SETTLE_ORDERS = "SELECT settle_orders($1, $2)"

LINES_OF_ORDERS = """
SELECT id, order_id, position, item_id, is_service, quantity, unit_price_minor, promised, allocated,
       picked, packed, shipped, canceled, waiting, version, updated_at
  FROM order_line
 WHERE order_id = ANY ($1::uuid[])
 ORDER BY order_id, position
"""

LINES_BY_ID = """
SELECT id, order_id, position, item_id, is_service, quantity, unit_price_minor, promised, allocated,
       picked, packed, shipped, canceled, waiting, version, updated_at
  FROM order_line
 WHERE id = ANY ($1::uuid[])
"""

# A line that would leave its bounds does not come back. Orders are locked first, then lines.
CHANGE_LINES = "SELECT change_order_lines($1, $2, $3, $4, $5, $6, $7, $8)"

# One row, with a NULL for each that does not exist. Without a location said: the only warehouse.
PARTIES = """
SELECT location.id AS location_id, meant.locations, legal_entity.currency,
       owner.id AS owner_id, channel.id AS channel_id, channel.priority,
       coalesce(customer.min_remaining_days, channel.min_remaining_days, 0) AS min_remaining_days,
       channel.promise_minutes, channel.when_expired,
       customer.id AS customer_id, carrier.id AS carrier_id
  FROM (SELECT count(*) FILTER (WHERE kind = 'WAREHOUSE' AND is_active) AS locations,
               CASE WHEN $1::uuid IS NULL AND $2::text IS NULL
                     AND count(*) FILTER (WHERE kind = 'WAREHOUSE' AND is_active) = 1
                    THEN (array_agg(id) FILTER (WHERE kind = 'WAREHOUSE' AND is_active))[1]
                    ELSE $1 END AS location_id
          FROM location) AS meant
  LEFT JOIN location ON (location.id = meant.location_id OR location.code = $2)
        AND location.is_active
  LEFT JOIN legal_entity ON legal_entity.id = location.legal_entity_id
  LEFT JOIN owner ON owner.id = $3 OR owner.code = $4
  LEFT JOIN channel ON channel.id = $5 OR channel.code = $6
  LEFT JOIN customer ON customer.id = $7 OR customer.code = $8
  LEFT JOIN carrier ON carrier.id = $9 OR carrier.code = $10
"""

ORDER_NUMBER_TAKEN = "SELECT EXISTS (SELECT FROM customer_order WHERE number = $1)"

INSERT_ORDER = """
INSERT INTO customer_order
       (id, number, kind, location_id, owner_id, channel_id, customer_id, carrier_id, service,
        priority, ordered_at, needed_on, ship_by, ship_to, currency, accepts_partial,
        accepts_substitutes, created_at, created_by, updated_at, min_remaining_days)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14::text::jsonb, $15, $16, $17,
        $18, $19, $18, $20)
RETURNING id
"""

INSERT_LINES = """
INSERT INTO order_line (id, order_id, position, item_id, is_service, quantity, unit_price_minor,
                        promised, picked, packed, updated_at)
SELECT id, $1, position, item_id, is_service, quantity, unit_price_minor, promised,
       CASE WHEN is_service THEN quantity ELSE 0 END,
       CASE WHEN is_service THEN quantity ELSE 0 END, $2
  FROM unnest($3::uuid[], $4::uuid[], $5::boolean[], $6::bigint[], $7::bigint[], $8::bigint[])
       WITH ORDINALITY
       AS asked (id, item_id, is_service, quantity, unit_price_minor, promised, position)
RETURNING id
"""

# What orders whose turn is before this one still wait for, by item and channel; a held order waits
# for its holds first, and one whose promise ran out for somebody who stands by it.
WAITING_BEFORE = """
SELECT line.item_id, placed.channel_id,
       least(sum(line.waiting), 9007199254740991)::bigint AS quantity
  FROM order_line line
  JOIN customer_order placed ON placed.id = line.order_id
 WHERE line.item_id = ANY ($1::uuid[]) AND line.waiting > 0
   AND placed.location_id = $2 AND placed.owner_id = $3
   AND (placed.priority, coalesce(placed.needed_on, date '9999-12-31'), placed.ordered_at,
        placed.id)
       < ($4::integer, $5::date, $6::timestamptz, $7::uuid)
   AND (placed.promised_until IS NULL OR placed.promised_until > $8)
   AND NOT EXISTS (SELECT FROM order_hold hold
                    WHERE hold.order_id = placed.id AND hold.released_at IS NULL)
 GROUP BY line.item_id, placed.channel_id
"""

# Lines that wait for an item and could be promised some of it, in order of their turn: those of
# channels that have some of their own ($4), and, if anything is there for everybody ($5), those of
# all channels but some ($6). An order whose promise ran out waits for somebody who stands by it.
WAITING_LINES = """
SELECT line.id AS line_id, line.item_id, line.waiting AS quantity, placed.channel_id,
       placed.min_remaining_days, placed.promised_until
  FROM order_line line
  JOIN customer_order placed ON placed.id = line.order_id
 WHERE line.item_id = $1 AND line.waiting > 0 AND placed.location_id = $2 AND placed.owner_id = $3
   AND (placed.channel_id = ANY ($4::uuid[]) OR ($5 AND placed.channel_id <> ALL ($6::uuid[])))
   AND (placed.promised_until IS NULL OR placed.promised_until > $7)
   AND NOT EXISTS (SELECT FROM order_hold hold
                    WHERE hold.order_id = placed.id AND hold.released_at IS NULL)
 ORDER BY placed.priority, coalesce(placed.needed_on, date '9999-12-31'), placed.ordered_at,
       placed.id, line.position
 LIMIT $8
"""

# What is softly promised to orders that want so many days left, or more.
PROMISED_FRESH = """
SELECT line.item_id, sum(line.promised)::bigint AS units
  FROM order_line line
  JOIN customer_order placed ON placed.id = line.order_id
 WHERE line.item_id = ANY ($1::uuid[]) AND line.promised > 0
   AND placed.location_id = $2 AND placed.owner_id = $3 AND placed.min_remaining_days >= $4
 GROUP BY line.item_id
"""

IS_HELD_BY = """
SELECT EXISTS (SELECT FROM order_hold WHERE order_id = $1 AND kind = $2 AND released_at IS NULL)
"""

PLACE_HOLD = """
INSERT INTO order_hold (id, order_id, kind, reason, placed_at, placed_by, updated_at)
VALUES ($1, $2, $3, $4, $5, $6, $5)
RETURNING id
"""

HOLD = """
SELECT id, order_id, kind, released_at
  FROM order_hold
 WHERE id = $1
"""

RELEASE_HOLD = """
UPDATE order_hold
   SET released_at = $2, released_by = $3, release_reason = $4, updated_at = $2,
       version = version + 1
 WHERE id = $1 AND released_at IS NULL
RETURNING id
"""

ORDERS_ASKED = """
SELECT id, number, status, location_id, owner_id, channel_id, customer_id, carrier_id, priority,
       ordered_at, needed_on, ship_by, currency, accepts_partial, min_remaining_days,
       (SELECT count(*) FROM order_hold
         WHERE order_id = placed.id AND released_at IS NULL) AS holds_open,
       version
  FROM customer_order placed
 WHERE id = ANY ($1::uuid[]) OR number = ANY ($2::text[])
"""

# Orders as lists show them, filtered; a filter that is NULL narrows nothing.
ORDERS_LISTED = """
SELECT placed.id, number, kind, status, location_id, owner_id, channel_id, customer_id, carrier_id,
       service, priority, ordered_at, needed_on, ship_by, ship_to::text AS ship_to, currency,
       accepts_partial, accepts_substitutes, created_at, created_by, updated_at, shipped_at,
       canceled_at, promised_until, when_expired, version,
       coalesce(ship_by, (needed_on + 1)::timestamp AT TIME ZONE 'UTC',
                timestamptz '9999-12-31 00:00Z') AS leaves_at
  FROM customer_order placed
 WHERE ($1::uuid[] IS NULL OR placed.location_id = ANY ($1))
   AND ($2::text[] IS NULL OR placed.kind = ANY ($2))
   AND ($3::text[] IS NULL OR placed.status = ANY ($3))
   AND ($4::text[] IS NULL OR EXISTS (
       SELECT FROM order_hold hold
        WHERE hold.order_id = placed.id AND hold.released_at IS NULL AND hold.kind = ANY ($4)))
   AND ($5::uuid[] IS NULL OR placed.channel_id = ANY ($5))
   AND ($6::uuid[] IS NULL OR placed.customer_id = ANY ($6))
   AND ($7::uuid[] IS NULL OR EXISTS (
       SELECT FROM order_line line WHERE line.order_id = placed.id AND line.item_id = ANY ($7)))
   AND ($8::text[] IS NULL OR placed.number = ANY ($8))
   AND ($9::timestamptz IS NULL OR placed.ship_by >= $9)
   AND ($10::timestamptz IS NULL OR placed.ship_by < $10)
   AND ($11::timestamptz IS NULL OR placed.created_at >= $11)
   AND ($12::timestamptz IS NULL OR placed.created_at < $12)
   AND ($13::boolean IS NULL OR $13 = EXISTS (
       SELECT FROM order_line line WHERE line.order_id = placed.id AND line.waiting > 0))
"""

ORDERS_OF_KEYS = """
SELECT id, number, kind, status, location_id, owner_id, channel_id, customer_id, carrier_id,
       service, priority, ordered_at, needed_on, ship_by, ship_to::text AS ship_to, currency,
       accepts_partial, accepts_substitutes, created_at, created_by, updated_at, shipped_at,
       canceled_at, promised_until, when_expired, version,
       coalesce(ship_by, (needed_on + 1)::timestamp AT TIME ZONE 'UTC',
                timestamptz '9999-12-31 00:00Z') AS leaves_at
  FROM customer_order
 WHERE id = ANY ($1::uuid[])
"""

LINES_OF_ORDER = """
SELECT id, order_id, position, item_id, is_service, quantity, unit_price_minor, promised, allocated,
       picked, packed, shipped, canceled, waiting, version, updated_at
  FROM order_line
 WHERE order_id = $1
"""

# The beginning of many orders at once.
FIRST_LINES_OF_ORDERS = """
SELECT line.*
  FROM unnest($1::uuid[]) AS asked (order_id)
 CROSS JOIN LATERAL (
       SELECT id, order_id, position, item_id, is_service, quantity, unit_price_minor, promised,
              allocated, picked, packed, shipped, canceled, waiting, version, updated_at
         FROM order_line
        WHERE order_line.order_id = asked.order_id
        ORDER BY position
        LIMIT $2) AS line
 ORDER BY line.order_id, line.position
"""

HOLDS_OF_ORDERS = """
SELECT id, order_id, kind, reason, placed_at, placed_by, released_at, released_by
  FROM order_hold
 WHERE order_id = ANY ($1::uuid[])
 ORDER BY placed_at, id
"""

# What is not called off; NULL while a price is missing.
TOTALS_OF_ORDERS = """
SELECT order_id, CASE WHEN bool_and(unit_price_minor IS NOT NULL)
       THEN least(sum(unit_price_minor::numeric * (quantity - canceled)), 9007199254740991)::bigint
       END AS minor
  FROM order_line
 WHERE order_id = ANY ($1::uuid[]) AND quantity > canceled
 GROUP BY order_id
"""

HOLDS_OF_KEYS = """
SELECT id, order_id, kind, reason, placed_at, placed_by, released_at, released_by
  FROM order_hold
 WHERE id = ANY ($1::uuid[])
"""
