"""Statements that change master data; the version is the guard. Each has one caller."""

OWNER = """
SELECT id, code, name, is_active, version
  FROM owner
 WHERE id = $1 OR code = $2
"""

INSERT_OWNER = """
INSERT INTO owner (id, code, name, is_active)
VALUES ($1, $2, $3, $4)
RETURNING id
"""

UPDATE_OWNER = """
UPDATE owner
   SET code = $3, name = $4, is_active = $5, version = version + 1,
       updated_at = $6
 WHERE id = $1 AND version = $2
RETURNING id
"""

SUPPLIER = """
SELECT id, code, name, email, lead_time_days, needs_inspection, is_active, version
  FROM supplier
 WHERE id = $1 OR code = $2
"""

INSERT_SUPPLIER = """
INSERT INTO supplier (id, code, name, is_active, email, lead_time_days, needs_inspection)
VALUES ($1, $2, $3, $4, $5, $6, $7)
RETURNING id
"""

UPDATE_SUPPLIER = """
UPDATE supplier
   SET code = $3, name = $4, is_active = $5, email = $6, lead_time_days = $7,
       needs_inspection = $8, version = version + 1, updated_at = $9
 WHERE id = $1 AND version = $2
RETURNING id
"""

CUSTOMER = """
SELECT id, code, name, email, country, min_remaining_days, is_active, version
  FROM customer
 WHERE id = $1 OR code = $2
"""

INSERT_CUSTOMER = """
INSERT INTO customer (id, code, name, is_active, email, country, min_remaining_days)
VALUES ($1, $2, $3, $4, $5, $6, $7)
RETURNING id
"""

UPDATE_CUSTOMER = """
UPDATE customer
   SET code = $3, name = $4, is_active = $5, email = $6, country = $7, min_remaining_days = $8,
       version = version + 1, updated_at = $9
 WHERE id = $1 AND version = $2
RETURNING id
"""

CHANNEL = """
SELECT id, code, name, priority, promise_minutes, when_expired, is_active, version
  FROM channel
 WHERE id = $1 OR code = $2
"""

INSERT_CHANNEL = """
INSERT INTO channel (id, code, name, is_active, priority, promise_minutes, when_expired)
VALUES ($1, $2, $3, $4, $5, $6, $7)
RETURNING id
"""

UPDATE_CHANNEL = """
UPDATE channel
   SET code = $3, name = $4, is_active = $5, priority = $6, promise_minutes = $7,
       when_expired = $8, version = version + 1, updated_at = $9
 WHERE id = $1 AND version = $2
RETURNING id
"""

CARRIER = """
SELECT id, code, name, is_active, version
  FROM carrier
 WHERE id = $1 OR code = $2
"""

INSERT_CARRIER = """
INSERT INTO carrier (id, code, name, is_active)
VALUES ($1, $2, $3, $4)
RETURNING id
"""

UPDATE_CARRIER = """
UPDATE carrier
   SET code = $3, name = $4, is_active = $5, version = version + 1,
       updated_at = $6
 WHERE id = $1 AND version = $2
RETURNING id
"""
