"""Statements that take a number of stock apart; each has one caller. NULL means whichever."""

# What stands at the keys meant, and by kind of operation what brought it there and took it away, as
# the changes of balances tell it: they stay when entries are archived.
ON_HAND = """
WITH inside AS MATERIALIZED (
    SELECT id
      FROM stock_key
     WHERE item_id = $1 AND is_physical
       AND ($2::uuid[] IS NULL OR location_id = ANY ($2))
       AND ($3::uuid[] IS NULL OR bin_id = ANY ($3))
       AND ($4::uuid[] IS NULL OR owner_id = ANY ($4))
), crossing AS (
    SELECT change.operation_id, sum(change.on_hand)::bigint AS quantity
      FROM inside JOIN stock_balance_change change ON change.key_id = inside.id
     GROUP BY change.operation_id
    HAVING sum(change.on_hand) <> 0
), kind AS (
    SELECT operation.kind AS label, sum(crossing.quantity)::bigint AS quantity,
           count(*)::integer AS times,
           coalesce(sum(crossing.quantity) FILTER (WHERE crossing.quantity > 0), 0)::bigint AS came,
           coalesce(sum(-crossing.quantity) FILTER (WHERE crossing.quantity < 0), 0)::bigint AS went
      FROM crossing JOIN operation ON operation.id = crossing.operation_id
     GROUP BY operation.kind
), held AS (
    SELECT coalesce(sum(balance.on_hand), 0)::bigint AS total
      FROM inside JOIN stock_balance balance ON balance.key_id = inside.id
)
SELECT held.total, kind.label, kind.quantity, kind.times, kind.came, kind.went
  FROM held LEFT JOIN kind ON true
 ORDER BY abs(kind.quantity) DESC, kind.label
"""

# The operations behind it with the figure that each left behind it.
ON_HAND_TERMS = """
WITH inside AS MATERIALIZED (
    SELECT id
      FROM stock_key
     WHERE item_id = $1 AND is_physical
       AND ($2::uuid[] IS NULL OR location_id = ANY ($2))
       AND ($3::uuid[] IS NULL OR bin_id = ANY ($3))
       AND ($4::uuid[] IS NULL OR owner_id = ANY ($4))
)
SELECT operation.xid::text::bigint AS xid, operation.id, crossing.quantity,
       sum(crossing.quantity) OVER (ORDER BY operation.xid, operation.id)::bigint AS after,
       operation.kind, operation.recorded_at AS at
  FROM (SELECT change.operation_id, sum(change.on_hand)::bigint AS quantity
          FROM inside JOIN stock_balance_change change ON change.key_id = inside.id
         GROUP BY change.operation_id
        HAVING sum(change.on_hand) <> 0) AS crossing
  JOIN operation ON operation.id = crossing.operation_id
"""

# What may be promised before anything is: of pools less their safety stock, or, in bins, what
# stands in good condition where it may be promised. Below it what is reserved, level by level.
RESERVED = """
WITH pool AS MATERIALIZED (
    SELECT id, supply, safety, available
      FROM stock_pool
     WHERE item_id = $1 AND ($2::uuid[] IS NULL OR location_id = ANY ($2))
       AND ($4::uuid[] IS NULL OR owner_id = ANY ($4))
), inside AS MATERIALIZED (
    SELECT id, is_promisable
      FROM stock_key
     WHERE item_id = $1 AND is_physical
       AND ($2::uuid[] IS NULL OR location_id = ANY ($2)) AND bin_id = ANY ($3::uuid[])
       AND ($4::uuid[] IS NULL OR owner_id = ANY ($4))
), level AS (
    SELECT reservation.level AS label, sum(reservation.quantity)::bigint AS quantity,
           count(*)::integer AS times
      FROM stock_reservation reservation
     WHERE reservation.state = 'PENDING'
       AND CASE WHEN $3::uuid[] IS NULL THEN reservation.pool_id IN (SELECT id FROM pool)
                ELSE reservation.key_id IN (SELECT id FROM inside) END
     GROUP BY reservation.level
), basis AS (
    SELECT CASE WHEN $3::uuid[] IS NULL THEN (SELECT sum(supply) FROM pool)
           ELSE (SELECT sum(balance.on_hand) FROM inside
                   JOIN stock_balance balance ON balance.key_id = inside.id
                  WHERE inside.is_promisable) END AS supply,
           CASE WHEN $3::uuid[] IS NULL THEN (SELECT sum(safety) FROM pool) END AS safety,
           CASE WHEN $3::uuid[] IS NULL THEN (SELECT sum(available) FROM pool) END AS available
)
SELECT coalesce(basis.supply, 0)::bigint AS supply, coalesce(basis.safety, 0)::bigint AS safety,
       basis.available::bigint AS available,
       level.label, level.quantity, level.times
  FROM basis LEFT JOIN level ON true
 ORDER BY level.label
"""

# The open reservations behind it, with the figure that each left when it was opened last.
RESERVED_TERMS = """
SELECT reservation.id, reservation.opened_by AS operation_id, reservation.demand_id,
       reservation.level, ($5::bigint * reservation.quantity)::bigint AS quantity,
       ($6::bigint + $5::bigint * sum(reservation.quantity)
            OVER (ORDER BY operation.recorded_at, reservation.id))::bigint AS after,
       operation.kind, operation.recorded_at AS at
  FROM stock_reservation reservation
  JOIN operation ON operation.id = reservation.opened_by
  JOIN stock_pool pool ON pool.id = reservation.pool_id
  LEFT JOIN stock_key key ON key.id = reservation.key_id
 WHERE reservation.state = 'PENDING' AND pool.item_id = $1
   AND ($2::uuid[] IS NULL OR pool.location_id = ANY ($2))
   AND ($4::uuid[] IS NULL OR pool.owner_id = ANY ($4))
   AND ($3::uuid[] IS NULL OR key.bin_id = ANY ($3))
"""
