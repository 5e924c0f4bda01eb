"""Statements that seal the log; each has one caller. What they spell stands in docs/ledger.md."""

# Each operation after one position, up to another, in the log's order, and the digest of all that
# it did: itself, its entries, its changes of balances, the reservations that it touched, and what
# it weighed.
LEAVES = """
SELECT held.id, held.xid::text::bigint AS xid,
       sha256('\\x00'::bytea || convert_to(
           spelled('operation') || spelled(held.id::text) || spelled(held.xid::text)
           || spelled(held.kind) || spelled(held.command) || spelled(held.actor_id::text)
           || spelled(held.device_id::text) || spelled(microseconds(held.occurred_at))
           || spelled(microseconds(held.recorded_at)) || spelled(encode(held.digest, 'hex'))
           || spelled(held.outcome)
           || spelled(encode(sha256(convert_to(held.answer, 'UTF8')), 'hex'))
           || spelled(held.reason) || spelled(held.location_id::text)
           || spelled(held.document_id::text) || spelled(held.reverses::text)
           || spelled(held.approved_by::text) || spelled(held.method)
           || coalesce(entry.text, '') || coalesce(change.text, '') || coalesce(log.text, '')
           || coalesce(weighed.text, ''),
           'UTF8')) AS leaf
  FROM (SELECT *
          FROM operation
         WHERE (xid, id) > ($1::text::xid8, $2::uuid) AND (xid, id) <= ($3::text::xid8, $4::uuid)
         ORDER BY xid, id
         LIMIT $5) AS held
  LEFT JOIN LATERAL (
       SELECT string_agg(spelled('entry') || spelled(id::text) || spelled(from_key::text)
                         || spelled(to_key::text) || spelled(quantity::text)
                         || spelled(line_id::text), '' ORDER BY id) AS text
         FROM stock_entry
        WHERE operation_id = held.id) AS entry ON true
  LEFT JOIN LATERAL (
       SELECT string_agg(spelled('change') || spelled(key_id::text) || spelled(version::text)
                         || spelled(on_hand::text) || spelled(reserved::text),
                         '' ORDER BY key_id, version) AS text
         FROM stock_balance_change
        WHERE operation_id = held.id) AS change ON true
  LEFT JOIN LATERAL (
       SELECT string_agg(spelled('reservation') || spelled(reservation_id::text)
                         || spelled(state) || spelled(quantity::text),
                         '' ORDER BY reservation_id, state) AS text
         FROM stock_reservation_log
        WHERE operation_id = held.id) AS log ON true
  LEFT JOIN LATERAL (
       SELECT string_agg(spelled('weighing') || spelled(line_id::text) || spelled(number::text)
                         || spelled(item_id::text) || spelled(quantity::text)
                         || spelled(weight_g::text) || spelled(goes_back::text),
                         '' ORDER BY line_id, number) AS text
         FROM weighing
        WHERE operation_id = held.id) AS weighed ON true
 ORDER BY held.xid, held.id
"""

# Seals after one, oldest first; none before the first means all.
SEALS = """
SELECT number, previous, tree, root, ids, leaves, through_xid::text::bigint AS through_xid,
       through_id, microseconds(sealed_at)::bigint AS sealed_us
  FROM stock_seal
 WHERE number > $1
 ORDER BY number
 LIMIT $2
"""

NEWEST_SEAL = """
SELECT number, previous, tree, root, ids, leaves, through_xid::text::bigint AS through_xid,
       through_id, microseconds(sealed_at)::bigint AS sealed_us
  FROM stock_seal
 ORDER BY number DESC
 LIMIT 1
"""

# Of two workers that seal the same stretch one gets a row back; the other looks again.
WRITE_SEAL = """
INSERT INTO stock_seal (number, previous, tree, root, ids, leaves, operations, through_xid,
                        through_id, sealed_at)
VALUES ($1, $2, $3, $4, $5, $6, cardinality($5::uuid[]), $7::text::xid8, $8,
        '1970-01-01Z'::timestamptz + $9::bigint * interval '1 microsecond')
    ON CONFLICT DO NOTHING
RETURNING number
"""

# A digest of all balances, in two steps, so that it needs little memory: of the lines of each of
# 256 groups of keys, then of these.
BALANCES_DIGEST = """
SELECT encode(sha256(coalesce(string_agg(digest, ''::bytea ORDER BY prefix), '')), 'hex') AS digest
  FROM (SELECT left(key_id::text, 2) AS prefix,
               sha256(string_agg(convert_to(concat_ws(',', key_id, on_hand, reserved, version)
                                            || E'\\n', 'UTF8'), ''::bytea ORDER BY key_id)
                      ) AS digest
          FROM stock_balance
         GROUP BY left(key_id::text, 2)) AS part
"""
