"""Statements of the ledger, each used by exactly one function."""

# Names keys that are about to be posted to, with an empty balance for physical ones.
NAME_KEYS = """
WITH named AS (
    INSERT INTO stock_key (id, owner_id, item_id, lot_id, serial_id, disposition, bin_id,
                           container_id, location_id, is_physical, is_promisable)
    SELECT asked.id, owner_id, item_id, lot_id, serial_id, disposition, bin_id, container_id,
           bin.location_id, bin.kind <> 'VIRTUAL', is_promisable
      FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::text[],
                  $7::uuid[], $8::uuid[], $9::boolean[])
           AS asked (id, owner_id, item_id, lot_id, serial_id, disposition, bin_id, container_id,
                     is_promisable)
      JOIN bin ON bin.id = asked.bin_id
     ORDER BY asked.id
        ON CONFLICT (id) DO NOTHING
 RETURNING id, is_physical
)
INSERT INTO stock_balance (key_id, on_hand, reserved, version)
SELECT id, 0, 0, 0 FROM named WHERE is_physical
"""

# Locks in key order, then changes what stays within its bounds: a row that is missing from the
# answer held too little, or too little that was free.
CHANGE_BALANCES = """
WITH asked AS (
    SELECT * FROM unnest($1::uuid[], $2::bigint[], $3::bigint[])
                  AS asked (key_id, on_hand, reserved)
), locked AS MATERIALIZED (
    SELECT key_id FROM stock_balance WHERE key_id = ANY ($1) ORDER BY key_id FOR UPDATE
), changed AS (
    UPDATE stock_balance AS held
       SET on_hand = held.on_hand + asked.on_hand,
           reserved = held.reserved + asked.reserved,
           version = held.version + 1
      FROM asked JOIN locked USING (key_id)
     WHERE held.key_id = asked.key_id
       AND held.on_hand + asked.on_hand >= held.reserved + asked.reserved
       AND held.reserved + asked.reserved >= 0
 RETURNING held.key_id, held.version, asked.on_hand, asked.reserved
)
INSERT INTO stock_balance_change (key_id, version, operation_id, on_hand, reserved)
SELECT key_id, version, $4, on_hand, reserved FROM changed
RETURNING key_id
"""

# A reservation resolves once: only a pending one comes back.
RESOLVE_RESERVATIONS = """
WITH asked AS (
    SELECT * FROM unnest($1::uuid[], $2::text[]) AS asked (id, state)
), resolved AS (
    UPDATE stock_reservation AS held
       SET state = asked.state, resolved_by = $3
      FROM asked
     WHERE held.id = asked.id AND held.state = 'PENDING'
 RETURNING held.id, held.state, held.quantity
)
INSERT INTO stock_reservation_log (reservation_id, state, quantity, operation_id)
SELECT id, state, quantity, $3 FROM resolved
RETURNING reservation_id
"""

OPEN_RESERVATIONS = """
WITH opened AS (
    INSERT INTO stock_reservation (id, level, pool_id, key_id, demand_id, quantity, opened_by,
                                   expires_at)
    SELECT id, level, pool_id, key_id, demand_id, quantity, $7, expires_at
      FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::uuid[], $5::uuid[], $6::bigint[],
                  $8::timestamptz[])
           AS asked (id, level, pool_id, key_id, demand_id, quantity, expires_at)
 RETURNING id, quantity
)
INSERT INTO stock_reservation_log (reservation_id, state, quantity, operation_id)
SELECT id, 'PENDING', quantity, $7 FROM opened
RETURNING reservation_id
"""

WRITE_ENTRIES = """
INSERT INTO stock_entry (operation_id, from_key, to_key, quantity, line_id)
SELECT $1, source, target, quantity, line_id
  FROM unnest($2::uuid[], $3::uuid[], $4::bigint[], $5::uuid[])
       AS moved (source, target, quantity, line_id)
RETURNING id
"""

# Stock that stands in a bin, key by key, with what is free of it.
BALANCES_IN_BIN = """
SELECT key.id AS key_id, key.owner_id, key.item_id, key.lot_id, key.serial_id, key.disposition,
       key.bin_id, key.container_id, key.location_id, bin.kind AS bin_kind, bin.code AS bin_code,
       balance.on_hand, balance.reserved, balance.version
  FROM stock_key key
  JOIN stock_balance balance ON balance.key_id = key.id
  JOIN bin ON bin.id = key.bin_id
 WHERE key.bin_id = $1 AND balance.on_hand > 0
 ORDER BY key.id
"""

BALANCES_OF_KEYS = """
SELECT key.id AS key_id, key.owner_id, key.item_id, key.lot_id, key.serial_id, key.disposition,
       key.bin_id, key.container_id, key.location_id, bin.kind AS bin_kind, bin.code AS bin_code,
       balance.on_hand, balance.reserved, balance.version
  FROM stock_key key
  JOIN stock_balance balance ON balance.key_id = key.id
  JOIN bin ON bin.id = key.bin_id
 WHERE key.id = ANY ($1::uuid[])
 ORDER BY key.id
"""

BALANCES_IN_CONTAINER = """
SELECT key.id AS key_id, key.owner_id, key.item_id, key.lot_id, key.serial_id, key.disposition,
       key.bin_id, key.container_id, key.location_id, bin.kind AS bin_kind, bin.code AS bin_code,
       balance.on_hand, balance.reserved, balance.version
  FROM stock_key key
  JOIN stock_balance balance ON balance.key_id = key.id
  JOIN bin ON bin.id = key.bin_id
 WHERE key.container_id = $1 AND balance.on_hand > 0
 ORDER BY key.id
"""

RESERVATIONS_OF_DEMANDS = """
SELECT id, level, pool_id, key_id, demand_id, quantity, expires_at
  FROM stock_reservation
 WHERE demand_id = ANY ($1::uuid[]) AND state = 'PENDING'
 ORDER BY id
"""

RESERVATIONS_ON_KEY = """
SELECT id, level, pool_id, key_id, demand_id, quantity
  FROM stock_reservation
 WHERE key_id = $1 AND state = 'PENDING'
 ORDER BY id DESC
"""

# What a stretch of the log changed: balances by key, and the sums that they belong to. A sum bears
# the id of its DEFAULT pool, whichever of its pools was changed.
TOUCHED = """
SELECT change.key_id, pool.id AS pool_id
  FROM stock_balance_change change
  JOIN stock_key key ON key.id = change.key_id
  JOIN stock_pool pool
    ON pool.item_id = key.item_id AND pool.location_id = key.location_id
   AND pool.owner_id = key.owner_id AND pool.segment = 'DEFAULT'
 WHERE change.operation_id = ANY ($1::uuid[])
 UNION
SELECT NULL, of_all.id
  FROM (SELECT reservation.pool_id AS id
          FROM stock_reservation_log log
          JOIN stock_reservation reservation ON reservation.id = log.reservation_id
         WHERE log.operation_id = ANY ($1::uuid[])
         UNION
        SELECT document_id FROM operation WHERE id = ANY ($1) AND kind = 'SAVE_POOL') AS changed
  JOIN stock_pool pool ON pool.id = changed.id
  JOIN stock_pool of_all
    ON of_all.item_id = pool.item_id AND of_all.location_id = pool.location_id
   AND of_all.owner_id = pool.owner_id AND of_all.segment = 'DEFAULT'
"""

ALLOCATIONS_OF_DEMANDS = """
SELECT reservation.id AS reservation_id, reservation.level, reservation.pool_id,
       reservation.demand_id, reservation.quantity,
       key.id AS key_id, key.owner_id, key.item_id, key.lot_id, key.serial_id, key.disposition,
       key.bin_id, key.container_id, key.location_id, bin.kind AS bin_kind, bin.code AS bin_code,
       balance.on_hand, balance.reserved, balance.version
  FROM stock_reservation reservation
  JOIN stock_key key ON key.id = reservation.key_id
  JOIN stock_balance balance ON balance.key_id = key.id
  JOIN bin ON bin.id = key.bin_id
 WHERE reservation.demand_id = ANY ($1::uuid[]) AND reservation.state = 'PENDING'
 ORDER BY reservation.id
"""

ALLOCATIONS_IN_CONTAINERS = """
SELECT reservation.id AS reservation_id, reservation.level, reservation.pool_id,
       reservation.demand_id, reservation.quantity,
       key.id AS key_id, key.owner_id, key.item_id, key.lot_id, key.serial_id, key.disposition,
       key.bin_id, key.container_id, key.location_id, bin.kind AS bin_kind, bin.code AS bin_code,
       balance.on_hand, balance.reserved, balance.version
  FROM stock_key key
  JOIN stock_reservation reservation
       ON reservation.key_id = key.id AND reservation.state = 'PENDING'
  JOIN stock_balance balance ON balance.key_id = key.id
  JOIN bin ON bin.id = key.bin_id
 WHERE key.container_id = ANY ($1::uuid[])
 ORDER BY reservation.id
"""

# I10: whoever brings goods into a bin raises its version, so that nobody books room on an old look.
RAISE_SPACE = """
INSERT INTO bin_space AS held (bin_id, version)
VALUES ($1, 1)
    ON CONFLICT (bin_id) DO UPDATE SET version = held.version + 1
RETURNING bin_id
"""
