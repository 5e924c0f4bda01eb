"""Statements behind the floor plan; each has one caller."""

HEAT_BINS = """
SELECT id, code, aisle, bay, level, x_mm, y_mm, block <> 'NONE' AS is_blocked
  FROM bin
 WHERE location_id = $1 AND kind <> 'VIRTUAL' AND is_active
 ORDER BY aisle NULLS LAST, bay, level, code
 LIMIT $2
"""

# Stops of a walk that ended in the last 24 hours with goods in hand, by the bin they were at.
HEAT_PICKS = """
SELECT from_bin_id AS bin_id, count(*)::double precision AS value
  FROM task
 WHERE location_id = $1 AND finished_at > $2::timestamptz - interval '24 hours'
   AND kind = 'PICK' AND done > 0 AND from_bin_id IS NOT NULL
 GROUP BY from_bin_id
"""

# How much of a bin's volume is taken, in percent; unknown without a limit, and where the size of
# something in it is.
HEAT_OCCUPANCY = """
SELECT bin.id AS bin_id,
       CASE WHEN count(key.id) = 0 THEN 0
            WHEN count(*) = count(item.length_mm::bigint * item.width_mm * item.height_mm)
            THEN 100 * sum(balance.on_hand * (item.length_mm::double precision * item.width_mm
                                              * item.height_mm)) / (bin.volume_max_ml * 1000.0)
       END::double precision AS value
  FROM bin
  LEFT JOIN (stock_key key
       JOIN stock_balance balance ON balance.key_id = key.id AND balance.on_hand > 0
       JOIN item ON item.id = key.item_id) ON key.bin_id = bin.id
 WHERE bin.location_id = $1 AND bin.kind <> 'VIRTUAL' AND bin.volume_max_ml IS NOT NULL
   AND $2::timestamptz IS NOT NULL
 GROUP BY bin.id
"""

HEAT_UNCOUNTED = """
SELECT id AS bin_id,
       (extract(epoch FROM $2::timestamptz - last_counted_at) / 86400)::double precision AS value
  FROM bin
 WHERE location_id = $1 AND kind <> 'VIRTUAL' AND last_counted_at IS NOT NULL
"""

# By how many units first counts of the last 90 days differed from the book, over or under.
HEAT_VARIANCE = """
SELECT counted.bin_id, sum(abs(line.counted - line.book))::double precision AS value
  FROM bin_count counted
  JOIN count_attempt attempt ON attempt.count_id = counted.id AND attempt.number = 1
  JOIN count_line line ON line.attempt_id = attempt.id
 WHERE counted.location_id = $1 AND attempt.counted_at > $2::timestamptz - interval '90 days'
 GROUP BY counted.bin_id
"""

# Who is signed in on a device of these places, or holds work there. What they are at is what they
# last did, for a while; else the work they have begun. What is only laid out for them is neither:
# a screen shows it, and nobody may be at it. They are where they did it.
PEOPLE_ON_FLOOR = """
WITH deed (kind, work) AS (
    VALUES ('RECEIPT_OPEN', 'RECEIVE'), ('RECEIVE', 'RECEIVE'), ('RECEIPT_CLOSE', 'RECEIVE'),
           ('PUT_AWAY', 'PUT_AWAY'), ('MOVE', 'MOVE'), ('PICK', 'PICK'), ('SHORT_PICK', 'PICK'),
           ('CHANGE_TOTE', 'PICK'), ('UNPICK', 'PICK'), ('PUT_BACK', 'PICK'), ('PACK', 'PACK'),
           ('CARTON', 'PACK'), ('CLOSE_CARTON', 'PACK'), ('SHIP', 'LOAD'), ('COUNT', 'COUNT'),
           ('RETURN', 'INSPECT'), ('GRADE_RETURN', 'INSPECT'), ('DISPOSE', 'INSPECT')
), present AS (
    SELECT DISTINCT ON (location_id, person_id) location_id, person_id, device_id
      FROM (SELECT device.location_id, login.person_id, login.device_id, 1 AS rank
              FROM login
              JOIN device ON device.id = login.device_id
             WHERE device.location_id = ANY ($1::uuid[]) AND login.ended_at IS NULL
               AND login.expires_at > $2::timestamptz
             UNION ALL
            SELECT location_id, assignee_id, device_id, 2
              FROM task
             WHERE location_id = ANY ($1) AND status IN ('CLAIMED', 'IN_PROGRESS')) AS sign
     ORDER BY location_id, person_id, rank
)
SELECT present.location_id, present.person_id, present.device_id, begun.id AS task_id,
       coalesce(begun.kind, did.work) AS work,
       coalesce(moved.bin_id, counted.bin_id, begun.bin_id) AS bin_id,
       last.kind AS last_kind, last.recorded_at AS last_at
  FROM present
  JOIN person ON person.id = present.person_id AND person.kind = 'PERSON'
  LEFT JOIN LATERAL (
       SELECT operation.kind, operation.recorded_at
         FROM operation
        WHERE operation.actor_id = present.person_id
        ORDER BY operation.recorded_at DESC
        LIMIT 1) AS last ON true
  LEFT JOIN LATERAL (
       SELECT operation.id, operation.kind, operation.document_id, deed.work
         FROM operation
         JOIN deed USING (kind)
        WHERE operation.actor_id = present.person_id AND operation.recorded_at > $3
          AND operation.location_id = present.location_id
          AND operation.command <> 'request_count'
        ORDER BY operation.recorded_at DESC
        LIMIT 1) AS did ON true
  LEFT JOIN LATERAL (
       SELECT task.id, task.kind, coalesce(task.from_bin_id, task.to_bin_id) AS bin_id
         FROM task
        WHERE task.assignee_id = present.person_id AND task.location_id = present.location_id
          AND task.status = 'IN_PROGRESS'
          AND (did.id IS NULL OR task.kind = did.work
               OR (task.kind = 'REPLENISH' AND did.work IN ('MOVE', 'PUT_AWAY')))
        ORDER BY task.updated_at DESC, task.id
        LIMIT 1) AS begun ON true
  LEFT JOIN LATERAL (
       SELECT key.bin_id
         FROM stock_entry entry
         JOIN stock_key key ON key.id IN (entry.from_key, entry.to_key) AND key.is_physical
        WHERE entry.operation_id = did.id AND key.location_id = present.location_id
        ORDER BY (key.id = entry.to_key) <> (did.work IN ('PUT_AWAY', 'MOVE'))
        LIMIT 1) AS moved ON true
  LEFT JOIN bin_count counted ON counted.id = did.document_id
 ORDER BY last.recorded_at DESC NULLS LAST, present.person_id
 LIMIT $4
"""
