"""Statements of promises by hand, each used by exactly one function.

What is no order line's was placed by a person: its demand is that operation's alone.
"""

HELD_BY_HAND = """
SELECT held.id, held.level, held.pool_id, held.key_id, held.demand_id, held.quantity,
       held.expires_at, held.state, pool.item_id, pool.owner_id, pool.location_id,
       EXISTS (SELECT FROM order_line line WHERE line.id = held.demand_id) AS is_of_order
  FROM stock_reservation held
  JOIN stock_pool pool ON pool.id = held.pool_id
 WHERE held.id = $1
"""

# What was kept by hand for a time that is over; what is overdue longest first.
RUN_OUT = """
SELECT held.id
  FROM stock_reservation held
 WHERE held.state = 'PENDING' AND held.expires_at <= $1
   AND NOT EXISTS (SELECT FROM order_line line WHERE line.id = held.demand_id)
 ORDER BY held.expires_at, held.id
 LIMIT $2
"""
