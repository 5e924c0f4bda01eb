"""Statements that write the ledger out for a stranger, a JSON object a line; docs/ledger.md."""

# The operations after one position of the log, up to another, with all that makes their leaf.
# Archived entries are not here: a checker takes them from the archives.
OPERATIONS = """
SELECT held.id, held.xid::text::bigint AS xid, jsonb_build_object(
           'operation', jsonb_build_object(
               'id', held.id, 'xid', held.xid::text, 'kind', held.kind, 'command', held.command,
               'actor', held.actor_id, 'device', held.device_id,
               'occurred_us', microseconds(held.occurred_at)::bigint,
               'recorded_us', microseconds(held.recorded_at)::bigint,
               'digest', encode(held.digest, 'hex'), 'outcome', held.outcome,
               'answer_sha256', encode(sha256(convert_to(held.answer, 'UTF8')), 'hex'),
               'reason', held.reason, 'location', held.location_id, 'document', held.document_id,
               'reverses', held.reverses, 'approved_by', held.approved_by, 'method', held.method),
           'entry', coalesce(entry.rows, '[]'), 'change', coalesce(change.rows, '[]'),
           'reservation', coalesce(log.rows, '[]'),
           'weighing', coalesce(weighed.rows, '[]'))::text AS line
  FROM operation held
  LEFT JOIN LATERAL (
       SELECT jsonb_agg(jsonb_build_array(id, from_key, to_key, quantity, line_id)
                        ORDER BY id) AS rows
         FROM stock_entry
        WHERE operation_id = held.id) AS entry ON true
  LEFT JOIN LATERAL (
       SELECT jsonb_agg(jsonb_build_array(key_id, version, on_hand, reserved)
                        ORDER BY key_id, version) AS rows
         FROM stock_balance_change
        WHERE operation_id = held.id) AS change ON true
  LEFT JOIN LATERAL (
       SELECT jsonb_agg(jsonb_build_array(reservation_id, state, quantity)
                        ORDER BY reservation_id, state) AS rows
         FROM stock_reservation_log
        WHERE operation_id = held.id) AS log ON true
  LEFT JOIN LATERAL (
       SELECT jsonb_agg(jsonb_build_array(line_id, number, item_id, quantity, weight_g,
                                          goes_back::text)
                        ORDER BY line_id, number) AS rows
         FROM weighing
        WHERE operation_id = held.id) AS weighed ON true
 WHERE (held.xid, held.id) > ($1::text::xid8, $2::uuid)
   AND (held.xid, held.id) <= ($3::text::xid8, $4::uuid)
 ORDER BY held.xid, held.id
"""

ARCHIVES = """
SELECT jsonb_build_object('archive', jsonb_build_object(
           'seal', seal, 'operations', operations, 'entries', entries,
           'sha256', encode(sha256, 'hex')))::text AS line
  FROM stock_archive
 ORDER BY seal
"""

SEALS = """
SELECT through_id, jsonb_build_object('seal', jsonb_build_object(
           'number', number, 'previous', encode(previous, 'hex'), 'tree', encode(tree, 'hex'),
           'root', encode(root, 'hex'), 'through_xid', through_xid::text,
           'through_id', through_id, 'sealed_us', microseconds(sealed_at)::bigint,
           'ids', to_jsonb(ids), 'leaves', encode(leaves, 'hex')))::text AS line
  FROM stock_seal
 ORDER BY number
"""

KEYS = """
SELECT jsonb_build_object('key', jsonb_build_object(
           'id', key.id, 'owner', key.owner_id, 'item', key.item_id, 'lot', key.lot_id,
           'serial', key.serial_id, 'disposition', key.disposition, 'bin', key.bin_id,
           'container', key.container_id, 'is_physical', key.is_physical,
           'on_hand', balance.on_hand, 'reserved', balance.reserved, 'version', balance.version,
           'sku', item.sku, 'bin_code', bin.code))::text AS line
  FROM stock_key key
  JOIN item ON item.id = key.item_id
  JOIN bin ON bin.id = key.bin_id
  LEFT JOIN stock_balance balance ON balance.key_id = key.id
 ORDER BY key.id
"""
