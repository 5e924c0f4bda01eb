"""Statements of containers, each used by exactly one function."""

CONTAINER = """
SELECT id, code, sscc, kind, location_id, bin_id, parent_id, depth, status, version, updated_at
  FROM container
 WHERE id = $1
"""

CONTAINERS_OF_IDS = """
SELECT id, code, sscc, kind, location_id, bin_id, parent_id, depth, status, version, updated_at
  FROM container
 WHERE id = ANY ($1::uuid[])
"""

# Its own code first: an SSCC of one is no code of another, but nothing forbids it.
CONTAINER_OF_CODE = """
SELECT id, code, sscc, kind, location_id, bin_id, parent_id, depth, status, version, updated_at
  FROM container
 WHERE code = ANY ($1::text[]) OR sscc = ANY ($1::text[])
 ORDER BY code = ANY ($1::text[]) DESC
 LIMIT 1
"""

REGISTER_CONTAINER = """
INSERT INTO container (id, code, kind, location_id, bin_id, sscc)
VALUES ($1, $2, $3, $4, $5, $6)
RETURNING id
"""

# A container stands in one bin (I11): it moves only from the state that the command saw. What has
# left the house stands in nothing.
PLACE_CONTAINER = """
UPDATE container
   SET bin_id = $2, status = $3, version = version + 1, updated_at = now(),
       parent_id = CASE WHEN $2::uuid IS NULL THEN NULL ELSE parent_id END,
       depth = CASE WHEN $2::uuid IS NULL THEN 0 ELSE depth END
 WHERE id = $1 AND version = $4
RETURNING id
"""

# I11: goods go only into a container that stands where the command saw it, and stays there until
# they are in. Locks in id order, after those that the plan itself places.
HOLD_CONTAINERS = """
SELECT held.id
  FROM container held
  JOIN unnest($1::uuid[], $2::uuid[]) AS seen (id, bin_id) USING (id, bin_id)
 ORDER BY held.id
   FOR SHARE OF held
"""

# I11: a container goes with all that stands in it, in one statement, from the state that was seen.
PLACE_CONTAINERS = """
WITH seen AS (
    SELECT *
      FROM unnest($1::uuid[], $2::integer[], $3::uuid[], $4::uuid[], $5::smallint[])
           AS seen (id, version, bin_id, parent_id, depth)
), locked AS MATERIALIZED (
    SELECT id, version FROM container WHERE id = ANY ($1) ORDER BY id FOR UPDATE
)
UPDATE container AS held
   SET bin_id = seen.bin_id, parent_id = seen.parent_id, depth = seen.depth,
       version = held.version + 1, updated_at = $6
  FROM seen JOIN locked USING (id, version)
 WHERE held.id = seen.id
RETURNING held.id
"""

CONTAINERS_WITHIN = """
WITH RECURSIVE inside AS (
    SELECT container.* FROM container WHERE id = $1
     UNION ALL
    SELECT held.* FROM container held JOIN inside ON held.parent_id = inside.id
)
SELECT id, code, sscc, kind, location_id, bin_id, parent_id, depth, status, version, updated_at
  FROM inside
 ORDER BY depth, code
"""

CONTAINERS_IN = """
SELECT id, code, sscc, kind, location_id, bin_id, parent_id, depth, status, version, updated_at
  FROM container
 WHERE parent_id = ANY ($1::uuid[])
 ORDER BY code
"""

# Nothing came into these containers since they were read; comes after they are locked.
NOTHING_ELSE_WITHIN = """
SELECT true AS holds
 WHERE NOT EXISTS (
       SELECT FROM stock_balance
        WHERE stands_container = ANY ($1::uuid[]) AND key_id <> ALL ($2::uuid[]))
"""

NEXT_CODES = "SELECT array_agg(nextval('container_number')) FROM generate_series(1, $1::int)"

NEXT_SERIALS = "SELECT array_agg(nextval('sscc_serial')) FROM generate_series(1, $1::int)"

PREFIX_OF_LOCATION = "SELECT gs1_company_prefix FROM location WHERE id = $1"

REGISTER_CONTAINERS = """
INSERT INTO container (id, code, sscc, kind, location_id, bin_id, updated_at)
SELECT id, code, sscc, $4, $5, $6, $7
  FROM unnest($1::uuid[], $2::text[], $3::text[]) AS asked (id, code, sscc)
 ORDER BY id
RETURNING id
"""

BALANCES_WITHIN = """
SELECT key.id AS key_id, key.owner_id, key.item_id, key.lot_id, key.serial_id, key.disposition,
       key.bin_id, key.container_id, key.location_id, bin.kind AS bin_kind, bin.code AS bin_code,
       balance.on_hand, balance.reserved, balance.version
  FROM stock_balance balance
  JOIN stock_key key ON key.id = balance.key_id
  JOIN bin ON bin.id = key.bin_id
 WHERE balance.stands_container = ANY ($1::uuid[])
 ORDER BY key.id
"""
