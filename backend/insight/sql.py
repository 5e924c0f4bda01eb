"""Statements behind the figures of the board; each has one caller."""

# Work by kind: tasks, and what waits without one: receipts at the dock, orders that are picked and
# not packed, goods of returns that are not disposed. Of what has ended, the last hour. The hour is
# cut into twelve pieces; `open` is how much waited at the end of each.
QUEUES = """
WITH work AS MATERIALIZED (
    SELECT task.kind, task.location_id, task.status <> 'QUEUED' AS is_begun, task.due_at,
           task.created_at, NULL::timestamptz AS ended_at, false AS is_done
      FROM task
     WHERE task.location_id = ANY ($1::uuid[])
       AND task.status IN ('QUEUED', 'CLAIMED', 'IN_PROGRESS')
     UNION ALL
    SELECT task.kind, task.location_id, false, NULL, task.created_at, task.finished_at,
           task.status <> 'CANCELED'
      FROM task
     WHERE task.location_id = ANY ($1) AND task.finished_at > $2::timestamptz - interval '1 hour'
     UNION ALL
    SELECT 'RECEIVE', receipt.location_id, receipt.status = 'RECEIVING', NULL,
           receipt.arrived_at, NULL, false
      FROM receipt
     WHERE receipt.location_id = ANY ($1) AND receipt.status IN ('ARRIVED', 'RECEIVING')
     UNION ALL
    SELECT 'RECEIVE', receipt.location_id, false, NULL, receipt.arrived_at,
           receipt.closed_at, true
      FROM receipt
     WHERE receipt.location_id = ANY ($1) AND receipt.status = 'CLOSED'
       AND receipt.closed_at > $2 - interval '1 hour'
     UNION ALL
    SELECT 'PACK', placed.location_id, bool_or(line.packed > 0), placed.ship_by,
           min(line.updated_at) FILTER (WHERE line.picked > line.packed), NULL, false
      FROM customer_order placed
      JOIN order_line line ON line.order_id = placed.id AND NOT line.is_service
     WHERE placed.location_id = ANY ($1)
       AND placed.status IN ('PICKING', 'PACKING', 'PARTLY_SHIPPED', 'ON_HOLD')
     GROUP BY placed.id
    HAVING bool_or(line.picked > line.packed) AND sum(line.allocated) = 0
     UNION ALL
    SELECT 'INSPECT', back.location_id, line.grade IS NOT NULL, NULL, line.updated_at,
           NULL, false
      FROM customer_return back
      JOIN return_line line ON line.return_id = back.id AND line.received > line.disposed
     WHERE back.location_id = ANY ($1) AND back.status IN ('AUTHORIZED', 'RECEIVED', 'INSPECTED')
), cut AS (
    SELECT kind, location_id, is_done,
           greatest(-1, least(11, floor(extract(epoch FROM created_at - $2) / 300) + 12)) AS came,
           CASE WHEN ended_at IS NOT NULL
                THEN least(11, floor(extract(epoch FROM ended_at - $2) / 300) + 12) END AS went,
           count(*)::integer AS times
      FROM work
     GROUP BY 1, 2, 3, 4, 5
), piece AS (
    SELECT cut.kind, cut.location_id, number,
           coalesce(sum(times) FILTER (WHERE came = number), 0)::integer AS added,
           coalesce(sum(times) FILTER (WHERE went = number AND is_done), 0)::integer AS finished,
           coalesce(sum(times) FILTER (WHERE came <= number
                                         AND (went IS NULL OR went > number)), 0)::integer AS open,
           coalesce(sum(times) FILTER (WHERE came < 0), 0)::integer AS before
      FROM cut CROSS JOIN generate_series(0, 11) AS number
     GROUP BY 1, 2, 3
), trend AS (
    SELECT kind, location_id, array_agg(added ORDER BY number) AS added,
           array_agg(finished ORDER BY number) AS finished,
           array_agg(open ORDER BY number) AS open, min(before) AS before
      FROM piece
     GROUP BY 1, 2
)
SELECT work.kind, work.location_id,
       count(*) FILTER (WHERE ended_at IS NULL AND NOT is_begun)::integer AS queued,
       count(*) FILTER (WHERE ended_at IS NULL AND is_begun)::integer AS in_progress,
       min(created_at) FILTER (WHERE ended_at IS NULL) AS oldest_at,
       count(*) FILTER (WHERE due_at <= $2)::integer AS overdue,
       trend.added, trend.finished, trend.open, trend.before
  FROM work
  JOIN trend USING (kind, location_id)
 GROUP BY work.kind, work.location_id, trend.added, trend.finished, trend.open, trend.before
 ORDER BY work.location_id, work.kind
"""

# Order lines that wait for stock of an item that lies in a queue: to be put away, or at the dock.
BLOCKED = """
WITH coming AS (
    SELECT 'PUT_AWAY' AS kind, task.location_id, task.item_id
      FROM task
     WHERE task.location_id = ANY ($1::uuid[]) AND task.kind IN ('PUT_AWAY', 'REPLENISH')
       AND task.status IN ('QUEUED', 'CLAIMED', 'IN_PROGRESS')
     UNION
    SELECT 'RECEIVE', receipt.location_id, line.item_id
      FROM receipt
      JOIN receipt_line line ON line.receipt_id = receipt.id AND line.expected > line.received
     WHERE receipt.location_id = ANY ($1) AND receipt.status IN ('ARRIVED', 'RECEIVING')
)
SELECT coming.kind, coming.location_id, count(DISTINCT line.id)::integer AS lines
  FROM coming
  JOIN order_line line ON line.item_id = coming.item_id AND line.waiting > 0
  JOIN customer_order placed
    ON placed.id = line.order_id AND placed.location_id = coming.location_id
   AND placed.status <> 'CANCELED'
 GROUP BY 1, 2
"""

# Orders that must leave today by the location's clock, and those of the last week that should have
# left. A line is done when it is picked or called off; goods that wait for stock count as open.
CUT_OFFS = """
WITH day AS (
    SELECT date_trunc('day', $2::timestamptz AT TIME ZONE time_zone)
               AT TIME ZONE time_zone AS start,
           (date_trunc('day', $2 AT TIME ZONE time_zone) + interval '1 day')
               AT TIME ZONE time_zone AS stop
      FROM location
     WHERE id = $1
), line AS (
    SELECT placed.id AS order_id, placed.ship_by, placed.carrier_id,
           line.picked + line.canceled >= line.quantity AS is_done,
           line.packed + line.canceled >= line.quantity AS is_packed,
           line.allocated + line.picked + line.canceled < line.quantity AS is_unreleased,
           (SELECT min(task.started_at) FROM task
             WHERE task.line_id = line.id AND task.kind = 'PICK') AS started_at,
           day.start
      FROM day
      JOIN customer_order placed ON placed.location_id = $1
       AND placed.ship_by >= day.start - interval '7 days' AND placed.ship_by < day.stop
       AND placed.status <> 'CANCELED'
      JOIN order_line line ON line.order_id = placed.id AND NOT line.is_service
       AND line.canceled < line.quantity
)
SELECT ship_by, carrier_id, count(DISTINCT order_id)::integer AS orders, count(*)::integer AS lines,
       count(*) FILTER (WHERE is_done)::integer AS lines_done,
       count(*) FILTER (WHERE is_packed)::integer AS lines_packed,
       count(*) FILTER (WHERE is_unreleased)::integer AS lines_unreleased,
       min(started_at) AS started_at
  FROM line
 GROUP BY ship_by, carrier_id, start
HAVING ship_by >= start OR NOT bool_and(is_packed)
 ORDER BY ship_by, carrier_id
 LIMIT $3
"""

LINES_OF_LAST_HOUR = """
SELECT count(*)::integer
  FROM task
 WHERE location_id = $1 AND finished_at > $2::timestamptz - interval '1 hour'
   AND kind = 'PICK' AND status IN ('DONE', 'SHORT')
"""

# The figures of today by the location's clock: one row for each hour, and one without for the day.
# `count` is how many things a figure was made from.
KPIS = """
WITH day AS (
    SELECT date_trunc('day', $2::timestamptz AT TIME ZONE time_zone)
               AT TIME ZONE time_zone AS start
      FROM location
     WHERE id = $1
), ended AS MATERIALIZED (
    SELECT task.kind, task.status, date_trunc('hour', task.finished_at) AS hour,
           task.finished_at, task.created_at, task.done
      FROM task, day
     WHERE task.location_id = $1 AND task.finished_at >= day.start
       AND task.kind IN ('PICK', 'PUT_AWAY') AND task.status IN ('DONE', 'SHORT')
), counted AS (
    SELECT attempt.id, date_trunc('hour', attempt.counted_at) AS hour,
           bool_and(abs(line.counted - line.book) <= greatest(
               tolerance.units, line.book * tolerance.basis_points / 10000)) AS is_right
      FROM day
      JOIN bin_count counted ON counted.location_id = $1
       AND counted.updated_at >= day.start
      JOIN count_attempt attempt ON attempt.count_id = counted.id AND attempt.number = 1
       AND attempt.counted_at >= day.start
      JOIN count_line line ON line.attempt_id = attempt.id
      JOIN item ON item.id = line.item_id
      JOIN count_tolerance tolerance ON tolerance.velocity = item.velocity
     GROUP BY attempt.id
), shipped AS (
    SELECT line.id, date_trunc('hour', shipment.shipped_at) AS hour,
           coalesce(sum(left_in.quantity), 0) >= line.quantity AS is_whole
      FROM day
      JOIN shipment ON shipment.location_id = $1
       AND shipment.status IN ('SHIPPED', 'DELIVERED') AND shipment.shipped_at >= day.start
       AND NOT EXISTS (SELECT FROM shipment earlier
                        WHERE earlier.order_id = shipment.order_id
                          AND earlier.shipped_at < shipment.shipped_at)
      JOIN order_line line ON line.order_id = shipment.order_id AND NOT line.is_service
      LEFT JOIN shipment_line left_in
        ON left_in.order_line_id = line.id AND left_in.shipment_id = shipment.id
     GROUP BY line.id, shipment.id
)
SELECT 'LINES_PER_HOUR' AS name, hour,
       CASE WHEN hour IS NULL
            THEN count(*) FILTER (WHERE finished_at > $2 - interval '1 hour')
            ELSE count(*) END::double precision AS value, count(*)::integer AS count
  FROM ended WHERE kind = 'PICK' GROUP BY GROUPING SETS ((hour), ())
 UNION ALL
SELECT 'SHORT_PICKS', hour, 100.0 * count(*) FILTER (WHERE status = 'SHORT') / nullif(count(*), 0),
       count(*)::integer
  FROM ended WHERE kind = 'PICK' GROUP BY GROUPING SETS ((hour), ())
 UNION ALL
SELECT 'DOCK_TO_STOCK', hour,
       percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM finished_at - created_at)),
       count(*)::integer
  FROM ended WHERE kind = 'PUT_AWAY' AND done > 0 GROUP BY GROUPING SETS ((hour), ())
 UNION ALL
SELECT 'INVENTORY_ACCURACY', hour, 100.0 * count(*) FILTER (WHERE is_right) / nullif(count(*), 0),
       count(*)::integer
  FROM counted GROUP BY GROUPING SETS ((hour), ())
 UNION ALL
SELECT 'FILL_RATE', hour, 100.0 * count(*) FILTER (WHERE is_whole) / nullif(count(*), 0),
       count(*)::integer
  FROM shipped GROUP BY GROUPING SETS ((hour), ())
 ORDER BY 1, 2 NULLS LAST
"""

TARGETS = """
SELECT name, target
  FROM kpi_target
 WHERE location_id = $1
"""

SET_TARGET = """
INSERT INTO kpi_target (location_id, name, target, set_at, set_by)
VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (location_id, name) DO UPDATE
   SET target = EXCLUDED.target, set_at = EXCLUDED.set_at, set_by = EXCLUDED.set_by
RETURNING name
"""

DROP_TARGET = """
DELETE FROM kpi_target
 WHERE location_id = $1 AND name = $2
RETURNING name
"""
