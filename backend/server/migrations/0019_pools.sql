-- Pools of channels: bounded accounts beside the one that everybody is promised from; promises that
-- run out; and one definition of what is available.

-- What may be promised of an item of an owner at a location is divided over pools. The DEFAULT pool
-- holds what nobody has set aside; a channel's pool holds its allotment. RESERVED: the channel takes
-- from it first and from DEFAULT after that. QUOTA: the channel takes from it alone.
-- The supplies of all pools of a group add up to what stands in its promisable keys.
ALTER TABLE stock_pool
    ADD COLUMN channel_id uuid REFERENCES channel (id),
    ADD COLUMN kind       text NOT NULL DEFAULT 'DEFAULT'
                          CHECK (kind IN ('DEFAULT', 'RESERVED', 'QUOTA')),
    ADD COLUMN available  bigint NOT NULL
                          GENERATED ALWAYS AS (greatest(0, supply - promised - safety)) STORED,
    ADD CONSTRAINT stock_pool_is_of_everybody_or_a_channel
        CHECK ((kind = 'DEFAULT') = (channel_id IS NULL)
               AND segment = coalesce(channel_id::text, 'DEFAULT'));
COMMENT ON COLUMN stock_pool.available IS 'what can still be promised: the one definition of it';
CREATE INDEX stock_pool_of_channel ON stock_pool (channel_id) WHERE channel_id IS NOT NULL;

-- Promises that hold for a time only: carts, and orders that are not paid.
CREATE INDEX stock_reservation_runs_out ON stock_reservation (expires_at)
    WHERE state = 'PENDING' AND expires_at IS NOT NULL;
ALTER TABLE stock_reservation
    ADD CONSTRAINT stock_reservation_runs_out_while_soft CHECK (level = 'SOFT' OR expires_at IS NULL);
ALTER TABLE customer_order
    ADD COLUMN promised_until timestamptz,
    ADD COLUMN when_expired   text NOT NULL DEFAULT 'CANCEL'
                              CHECK (when_expired IN ('CANCEL', 'BACKORDER'));
CREATE INDEX customer_order_runs_out ON customer_order (promised_until)
    WHERE promised_until IS NOT NULL;
COMMENT ON COLUMN customer_order.promised_until IS
    'when its soft promises run out; NULL once somebody stands by it, or when nobody ever doubted it';
ALTER TABLE channel
    ADD COLUMN promise_minutes integer CHECK (promise_minutes > 0),
    ADD COLUMN when_expired    text NOT NULL DEFAULT 'CANCEL'
                               CHECK (when_expired IN ('CANCEL', 'BACKORDER'));
COMMENT ON COLUMN channel.promise_minutes IS
    'how long orders of this channel are promised stock unless they say; NULL for ever';

-- Makes pools fit to lose goods. The plan is about to add `supply_by` and `promised_by` to `pool_ids`;
-- a pool that would then hold less than it promises is filled up from its neighbors, so that no
-- promise is broken while somebody keeps goods that are promised to nobody:
--   1. from what neighbors have not promised: DEFAULT gives first, then channels, the one that is
--      served last (highest priority number) first;
--   2. only if a pool would hold less than nothing, from what neighbors have promised, in the same
--      order; they are overpromised then, and the outbox is told.
-- Locks the pools of the plan and all their neighbors in id order.
CREATE FUNCTION level_pools(
    pool_ids uuid[], supply_by bigint[], promised_by bigint[], told_by uuid
) RETURNS SETOF uuid LANGUAGE plpgsql AS $$
DECLARE
    short record;
    giver record;
    taken bigint;
    round integer;
BEGIN
    PERFORM held.id
       FROM stock_pool held
      WHERE (held.item_id, held.location_id, held.owner_id) IN (
            SELECT item_id, location_id, owner_id FROM stock_pool WHERE id = ANY (pool_ids))
      ORDER BY held.id
        FOR UPDATE;
    IF NOT EXISTS (
        SELECT FROM stock_pool asked
          JOIN stock_pool other ON other.item_id = asked.item_id
           AND other.location_id = asked.location_id AND other.owner_id = asked.owner_id
           AND other.id <> asked.id
         WHERE asked.id = ANY (pool_ids)) THEN
        RETURN;
    END IF;
    FOR round IN 1..2 LOOP
        FOR short IN
            SELECT pool.id, pool.item_id, pool.location_id, pool.owner_id,
                   CASE round WHEN 1 THEN pool.promised + asked.promised ELSE 0 END
                   - pool.supply - asked.supply AS missing
              FROM unnest(pool_ids, supply_by, promised_by) AS asked (id, supply, promised)
              JOIN stock_pool pool ON pool.id = asked.id
             WHERE CASE round WHEN 1 THEN pool.promised + asked.promised ELSE 0 END
                   > pool.supply + asked.supply
             ORDER BY pool.id
        LOOP
            FOR giver IN
                SELECT pool.id, pool.overpromised,
                       pool.supply + least(0, coalesce(asked.supply, 0))
                       - CASE round WHEN 1
                         THEN greatest(pool.promised, pool.promised + coalesce(asked.promised, 0))
                         ELSE 0 END AS spare
                  FROM stock_pool pool
                  LEFT JOIN channel ON channel.id = pool.channel_id
                  LEFT JOIN unnest(pool_ids, supply_by, promised_by)
                            AS asked (id, supply, promised) ON asked.id = pool.id
                 WHERE pool.item_id = short.item_id AND pool.location_id = short.location_id
                   AND pool.owner_id = short.owner_id AND pool.id <> short.id
                 ORDER BY pool.channel_id IS NOT NULL, channel.priority DESC, pool.id
            LOOP
                taken := least(short.missing, giver.spare);
                CONTINUE WHEN taken <= 0;
                short.missing := short.missing - taken;
                UPDATE stock_pool
                   SET supply = supply - taken, overpromised = greatest(0, promised - supply + taken),
                       version = version + 1
                 WHERE id = giver.id;
                UPDATE stock_pool
                   SET supply = supply + taken, overpromised = greatest(0, promised - supply - taken),
                       version = version + 1
                 WHERE id = short.id;
                INSERT INTO outbox_event (operation_id, position, name, body, told_at)
                SELECT told_by,
                       2000 + (SELECT count(*) FROM outbox_event
                                WHERE operation_id = told_by AND position >= 2000),
                       'PoolOverpromised',
                       jsonb_build_object('pool_id', id, 'item_id', item_id,
                                          'location_id', location_id, 'quantity', overpromised),
                       now()
                  FROM stock_pool
                 WHERE id = giver.id AND overpromised > giver.overpromised;
                RETURN NEXT giver.id;
            END LOOP;
        END LOOP;
    END LOOP;
END
$$;

-- As before, but for what is available: pools that can promise are not offset by one that cannot.
CREATE OR REPLACE VIEW stock_state AS
SELECT key.owner_id, key.item_id, key.location_id, state.name AS state, sum(balance.on_hand)::bigint AS quantity
  FROM stock_balance balance
  JOIN stock_key key ON key.id = balance.key_id
  JOIN bin ON bin.id = key.bin_id
  LEFT JOIN container ON container.id = key.container_id
 CROSS JOIN LATERAL (SELECT CASE
       WHEN key.disposition = 'QUALITY_HOLD' THEN 'QUALITY_HOLD'
       WHEN key.disposition = 'QUARANTINE' THEN 'QUARANTINED'
       WHEN key.disposition <> 'USABLE' THEN key.disposition
       WHEN bin.kind IN ('DOCK', 'STAGE') THEN 'RECEIVED'
       WHEN bin.kind = 'INSPECTION' THEN 'QUALITY_HOLD'
       WHEN bin.kind = 'RETURNS' THEN 'RETURN_PENDING'
       WHEN bin.kind = 'QUARANTINE' THEN 'QUARANTINED'
       WHEN bin.kind = 'TRANSIT' THEN 'IN_TRANSFER'
       WHEN container.kind = 'CARTON' OR bin.kind = 'OUTBOUND_STAGE' THEN 'PACKED'
       WHEN bin.kind IN ('CART', 'PACK') THEN 'PICKED'
       END AS name) AS state
 WHERE balance.on_hand > 0 AND state.name IS NOT NULL
 GROUP BY key.owner_id, key.item_id, key.location_id, state.name
 UNION ALL
SELECT pool.owner_id, pool.item_id, pool.location_id, 'AVAILABLE', sum(pool.available)::bigint
  FROM stock_pool pool
 GROUP BY pool.owner_id, pool.item_id, pool.location_id
HAVING sum(pool.available) > 0
 UNION ALL
SELECT pool.owner_id, pool.item_id, pool.location_id,
       CASE reservation.level WHEN 'SOFT' THEN 'PROMISED' ELSE 'ALLOCATED' END,
       sum(reservation.quantity)::bigint
  FROM stock_reservation reservation
  JOIN stock_pool pool ON pool.id = reservation.pool_id
 WHERE reservation.state = 'PENDING' AND reservation.level IN ('SOFT', 'HARD')
 GROUP BY pool.owner_id, pool.item_id, pool.location_id, 4;

-- Whose goods an adjustment changes.
ALTER TABLE adjustment_line ADD COLUMN owner_id uuid REFERENCES owner (id);
COMMENT ON COLUMN adjustment_line.owner_id IS
    'NULL: of a count; whose they are is told by the entries of the line';

-- I9: nothing is reserved where it may not be promised, nor goods of one owner, item or location for a
-- promise of another.
CREATE OR REPLACE FUNCTION check_reservation_key() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.key_id IS NOT NULL AND NOT EXISTS (
            SELECT FROM public.stock_key key
              JOIN public.stock_pool pool
                ON pool.owner_id = key.owner_id AND pool.item_id = key.item_id
               AND pool.location_id = key.location_id
             WHERE key.id = NEW.key_id AND key.is_promisable AND pool.id = NEW.pool_id) THEN
        RAISE EXCEPTION 'key % may not be promised from pool %', NEW.key_id, NEW.pool_id
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END
$$;
