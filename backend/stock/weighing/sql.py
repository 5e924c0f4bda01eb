"""Statements of weighing, each used by exactly one function."""

# Nothing comes back for an item that is not sold by weight any more: the command judges it anew.
WEIGH = """
INSERT INTO weighing (operation_id, line_id, number, item_id, quantity, weight_g, goes_back)
SELECT $1, $2, $3, item.id, $5, $6, $7
  FROM item
 WHERE item.id = $4 AND item.needs_weight
RETURNING operation_id
"""

# What is weighed for lines, less what later went back; not what was taken back with its operation.
WEIGHED = """
SELECT line_id,
       sum(CASE WHEN goes_back THEN -quantity ELSE quantity END)::bigint AS quantity,
       sum(CASE WHEN goes_back THEN -weight_g ELSE weight_g END)::bigint AS grams
  FROM weighing
 WHERE line_id = ANY ($1::uuid[])
   AND NOT EXISTS (SELECT FROM operation WHERE reverses = weighing.operation_id)
 GROUP BY line_id
HAVING sum(CASE WHEN goes_back THEN -quantity ELSE quantity END) > 0
"""

# Comes after the line is locked: no row back means that somebody else weighed for it meanwhile.
STILL_WEIGHED = """
SELECT line_id
  FROM weighing
 WHERE line_id = $1
   AND NOT EXISTS (SELECT FROM operation WHERE reverses = weighing.operation_id)
 GROUP BY line_id
HAVING sum(CASE WHEN goes_back THEN -quantity ELSE quantity END) = $2
   AND sum(CASE WHEN goes_back THEN -weight_g ELSE weight_g END) = $3
"""

WEIGHED_BY = """
SELECT operation_id, sum(weight_g)::bigint AS grams
  FROM weighing
 WHERE operation_id = ANY ($1::uuid[])
 GROUP BY operation_id
"""
