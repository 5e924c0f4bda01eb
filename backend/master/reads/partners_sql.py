"""Statements that show partners; `read_page` orders and cuts them. Null narrows nothing."""

OWNERS = """
SELECT id, code, name, is_active, version, updated_at
  FROM owner
 WHERE ($1::uuid[] IS NULL OR id = ANY ($1))
   AND ($2::text IS NULL OR code = $2)
   AND ($3::text IS NULL
        OR position(lower($3) IN lower(code)) > 0 OR position(lower($3) IN lower(name)) > 0)
   AND ($4::boolean IS NULL OR is_active = $4)
"""

SUPPLIERS = """
SELECT id, code, name, email, lead_time_days, is_active, version, updated_at
  FROM supplier
 WHERE ($1::uuid[] IS NULL OR id = ANY ($1))
   AND ($2::text IS NULL OR code = $2)
   AND ($3::text IS NULL
        OR position(lower($3) IN lower(code)) > 0 OR position(lower($3) IN lower(name)) > 0)
   AND ($4::boolean IS NULL OR is_active = $4)
"""

CUSTOMERS = """
SELECT id, code, name, email, country, is_active, version, updated_at
  FROM customer
 WHERE ($1::uuid[] IS NULL OR id = ANY ($1))
   AND ($2::text IS NULL OR code = $2)
   AND ($3::text IS NULL
        OR position(lower($3) IN lower(code)) > 0 OR position(lower($3) IN lower(name)) > 0)
   AND ($4::boolean IS NULL OR is_active = $4)
"""

CHANNELS = """
SELECT id, code, name, priority, is_active, version, updated_at
  FROM channel
 WHERE ($1::uuid[] IS NULL OR id = ANY ($1))
   AND ($2::text IS NULL OR code = $2)
   AND ($3::text IS NULL
        OR position(lower($3) IN lower(code)) > 0 OR position(lower($3) IN lower(name)) > 0)
   AND ($4::boolean IS NULL OR is_active = $4)
"""

CARRIERS = """
SELECT id, code, name, is_active, version, updated_at
  FROM carrier
 WHERE ($1::uuid[] IS NULL OR id = ANY ($1))
   AND ($2::text IS NULL OR code = $2)
   AND ($3::text IS NULL
        OR position(lower($3) IN lower(code)) > 0 OR position(lower($3) IN lower(name)) > 0)
   AND ($4::boolean IS NULL OR is_active = $4)
"""
