-- THE LEDGER: append-only, double entry. Balances, pools and reservations are kept in step with it.

-- A tote, carton or pallet. It stands in one bin; what is in it is told by the keys that name it.
CREATE TABLE container (
    id          uuid PRIMARY KEY,
    code        text NOT NULL UNIQUE,
    kind        text NOT NULL CHECK (kind IN ('TOTE', 'CARTON', 'PALLET')),
    location_id uuid NOT NULL REFERENCES location (id),
    bin_id      uuid REFERENCES bin (id),
    status      text NOT NULL DEFAULT 'OPEN' CHECK (status IN ('OPEN', 'CLOSED', 'SHIPPED')),
    version     integer NOT NULL DEFAULT 1,
    updated_at  timestamptz NOT NULL DEFAULT now()
);

-- An address of stock. Its id is derived from its columns, so naming one needs no look-up.
CREATE TABLE stock_key (
    id            uuid PRIMARY KEY,
    owner_id      uuid NOT NULL REFERENCES owner (id),
    item_id       uuid NOT NULL REFERENCES item (id),
    lot_id        uuid REFERENCES lot (id),
    serial_id     uuid REFERENCES serial (id),
    disposition   text NOT NULL CHECK (disposition IN (
                  'USABLE', 'QUALITY_HOLD', 'QUARANTINE', 'DAMAGED', 'EXPIRED', 'RECALLED',
                  'RETURN_PENDING', 'OBSOLETE')),
    bin_id        uuid NOT NULL REFERENCES bin (id),
    container_id  uuid REFERENCES container (id),
    location_id   uuid NOT NULL REFERENCES location (id),
    is_physical   boolean NOT NULL,
    is_promisable boolean NOT NULL,
    CONSTRAINT stock_key_is_one_row UNIQUE NULLS NOT DISTINCT
        (bin_id, item_id, owner_id, disposition, lot_id, serial_id, container_id),
    CHECK (is_physical OR NOT is_promisable)
);
CREATE INDEX stock_key_of_item ON stock_key (item_id, location_id) WHERE is_physical;
CREATE INDEX stock_key_of_container ON stock_key (container_id) WHERE container_id IS NOT NULL;

-- I3: never negative, never more reserved than there is. Virtual bins have no row.
CREATE TABLE stock_balance (
    key_id   uuid PRIMARY KEY REFERENCES stock_key (id),
    on_hand  bigint NOT NULL,
    reserved bigint NOT NULL,
    version  bigint NOT NULL,
    CONSTRAINT stock_balance_holds CHECK (0 <= reserved AND reserved <= on_hand)
) WITH (fillfactor = 70);

-- Each change of a balance by one operation; per key the versions count up by one (I17).
CREATE TABLE stock_balance_change (
    key_id       uuid NOT NULL REFERENCES stock_key (id),
    version      bigint NOT NULL,
    operation_id uuid NOT NULL REFERENCES operation (id),
    on_hand      bigint NOT NULL,
    reserved     bigint NOT NULL,
    PRIMARY KEY (key_id, version)
);
COMMENT ON TABLE stock_balance_change IS 'history: what each operation did to each balance';
CREATE INDEX stock_balance_change_by_operation ON stock_balance_change (operation_id);

-- I1: one row has a source and a destination, so entries sum to zero by construction.
CREATE TABLE stock_entry (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    operation_id uuid NOT NULL REFERENCES operation (id),
    from_key     uuid NOT NULL REFERENCES stock_key (id),
    to_key       uuid NOT NULL REFERENCES stock_key (id),
    quantity     bigint NOT NULL CHECK (quantity > 0),
    line_id      uuid,
    CHECK (from_key <> to_key)
);
COMMENT ON TABLE stock_entry IS 'history: every movement of goods';
CREATE INDEX stock_entry_of_operation ON stock_entry (operation_id);
CREATE INDEX stock_entry_from ON stock_entry (from_key);
CREATE INDEX stock_entry_to ON stock_entry (to_key);
CREATE INDEX stock_entry_of_line ON stock_entry (line_id) WHERE line_id IS NOT NULL;

-- I20: what may be promised. Promises never exceed supply; only a true loss may leave more promised
-- than there is, and then `overpromised` says by how much.
CREATE TABLE stock_pool (
    id           uuid PRIMARY KEY,
    owner_id     uuid NOT NULL REFERENCES owner (id),
    item_id      uuid NOT NULL REFERENCES item (id),
    location_id  uuid NOT NULL REFERENCES location (id),
    segment      text NOT NULL DEFAULT 'DEFAULT',
    supply       bigint NOT NULL DEFAULT 0 CHECK (supply >= 0),
    promised     bigint NOT NULL DEFAULT 0 CHECK (promised >= 0),
    overpromised bigint NOT NULL DEFAULT 0 CHECK (overpromised >= 0),
    safety       bigint NOT NULL DEFAULT 0 CHECK (safety >= 0),
    version      bigint NOT NULL DEFAULT 0,
    UNIQUE (item_id, location_id, owner_id, segment),
    CONSTRAINT stock_pool_keeps_its_promises CHECK (promised <= supply + overpromised)
) WITH (fillfactor = 70);

CREATE TABLE stock_reservation (
    id           uuid PRIMARY KEY,
    level        text NOT NULL CHECK (level IN ('SOFT', 'HARD', 'PICK')),
    pool_id      uuid NOT NULL REFERENCES stock_pool (id),
    key_id       uuid REFERENCES stock_key (id),
    demand_id    uuid NOT NULL,
    quantity     bigint NOT NULL CHECK (quantity > 0),
    state        text NOT NULL DEFAULT 'PENDING'
                 CHECK (state IN ('PENDING', 'POSTED', 'VOIDED', 'EXPIRED')),
    expires_at   timestamptz,
    opened_by    uuid NOT NULL REFERENCES operation (id),
    resolved_by  uuid REFERENCES operation (id),
    CHECK ((level = 'SOFT') = (key_id IS NULL)),
    CHECK ((state = 'PENDING') = (resolved_by IS NULL))
);
CREATE INDEX stock_reservation_of_demand ON stock_reservation (demand_id);
CREATE INDEX stock_reservation_open_on_key ON stock_reservation (key_id)
    WHERE state = 'PENDING' AND key_id IS NOT NULL;
CREATE INDEX stock_reservation_open_in_pool ON stock_reservation (pool_id) WHERE state = 'PENDING';
CREATE INDEX stock_reservation_by_operation ON stock_reservation (opened_by);

-- I8: a reservation resolves once.
CREATE TABLE stock_reservation_log (
    reservation_id uuid NOT NULL REFERENCES stock_reservation (id),
    state          text NOT NULL CHECK (state IN ('PENDING', 'POSTED', 'VOIDED', 'EXPIRED')),
    quantity       bigint NOT NULL,
    operation_id   uuid NOT NULL REFERENCES operation (id),
    PRIMARY KEY (reservation_id, state)
);
COMMENT ON TABLE stock_reservation_log IS 'history: how each reservation was opened and resolved';
CREATE INDEX stock_reservation_log_by_operation ON stock_reservation_log (operation_id);
CREATE UNIQUE INDEX stock_reservation_resolves_once
    ON stock_reservation_log (reservation_id) WHERE state <> 'PENDING';

DO $$
DECLARE name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['stock_entry', 'stock_balance_change', 'stock_reservation_log'] LOOP
        EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON %I '
                       'FOR EACH ROW EXECUTE FUNCTION forbid_change()', name || '_is_history', name);
        EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON %I '
                       'FOR EACH STATEMENT EXECUTE FUNCTION forbid_change()', name || '_stays', name);
    END LOOP;
END
$$;

-- I9: nothing is reserved on a disposition or bin that may not be promised.
CREATE FUNCTION check_reservation_key() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.key_id IS NOT NULL
       AND NOT EXISTS (SELECT FROM stock_key WHERE id = NEW.key_id AND is_promisable) THEN
        RAISE EXCEPTION 'key % may not be promised', NEW.key_id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER stock_reservation_is_promisable BEFORE INSERT ON stock_reservation
    FOR EACH ROW EXECUTE FUNCTION check_reservation_key();

-- Every state that people speak of, defined once over the three axes: where, disposition, commitment.
-- A unit of stock is in exactly one state, but for AVAILABLE, PROMISED and ALLOCATED, which divide
-- what stands in promisable bins by commitment.
CREATE VIEW stock_state AS
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
SELECT pool.owner_id, pool.item_id, pool.location_id, 'AVAILABLE',
       greatest(0, sum(pool.supply - pool.promised - pool.safety))::bigint
  FROM stock_pool pool
 GROUP BY pool.owner_id, pool.item_id, pool.location_id
HAVING sum(pool.supply - pool.promised - pool.safety) > 0
 UNION ALL
SELECT pool.owner_id, pool.item_id, pool.location_id,
       CASE reservation.level WHEN 'SOFT' THEN 'PROMISED' ELSE 'ALLOCATED' END,
       sum(reservation.quantity)::bigint
  FROM stock_reservation reservation
  JOIN stock_pool pool ON pool.id = reservation.pool_id
 WHERE reservation.state = 'PENDING' AND reservation.level IN ('SOFT', 'HARD')
 GROUP BY pool.owner_id, pool.item_id, pool.location_id, 4;
