"""Statements that several parts of control share, each used by exactly one function."""

LOCATIONS_OF_BIN = """
SELECT location_id
  FROM bin
 WHERE (id = $1 OR code = $2) AND is_active AND kind <> 'VIRTUAL'
 ORDER BY location_id
 LIMIT 500
"""
