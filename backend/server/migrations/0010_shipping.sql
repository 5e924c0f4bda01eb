-- Shipments: what leaves together for one order, carton by carton.

CREATE TABLE shipment (
    id          uuid PRIMARY KEY,
    number      text NOT NULL UNIQUE,
    location_id uuid NOT NULL REFERENCES location (id),
    order_id    uuid NOT NULL REFERENCES customer_order (id),
    status      text NOT NULL DEFAULT 'OPEN'
                CHECK (status IN ('OPEN', 'PACKED', 'SHIPPED', 'DELIVERED', 'CANCELED')),
    carrier_id  uuid REFERENCES carrier (id),
    created_at  timestamptz NOT NULL,
    created_by  uuid,
    shipped_at  timestamptz,
    shipped_by  uuid,
    version     integer NOT NULL DEFAULT 1,
    updated_at  timestamptz NOT NULL,
    CHECK ((status IN ('SHIPPED', 'DELIVERED')) = (shipped_at IS NOT NULL))
);
CREATE UNIQUE INDEX shipment_open_once ON shipment (order_id) WHERE status IN ('OPEN', 'PACKED');
CREATE INDEX shipment_of_order ON shipment (order_id);
CREATE INDEX shipment_by_status ON shipment (location_id, status, created_at);

-- The container that it is, with what a carrier must know. Closed, it takes no more goods.
CREATE TABLE carton (
    id              uuid PRIMARY KEY REFERENCES container (id),
    shipment_id     uuid NOT NULL REFERENCES shipment (id),
    sequence        integer NOT NULL CHECK (sequence > 0),
    weight_g        integer CHECK (weight_g > 0),
    length_mm       integer CHECK (length_mm > 0),
    width_mm        integer CHECK (width_mm > 0),
    height_mm       integer CHECK (height_mm > 0),
    tracking_number text CHECK (length(tracking_number) BETWEEN 1 AND 64),
    closed_at       timestamptz,
    closed_by       uuid,
    version         integer NOT NULL DEFAULT 1,
    updated_at      timestamptz NOT NULL,
    UNIQUE (shipment_id, sequence)
);

-- I13: written in the operation that ships, beside the entries that say the same.
CREATE TABLE shipment_line (
    id            uuid PRIMARY KEY,
    shipment_id   uuid NOT NULL REFERENCES shipment (id),
    order_line_id uuid NOT NULL REFERENCES order_line (id),
    item_id       uuid NOT NULL REFERENCES item (id),
    lot_id        uuid REFERENCES lot (id),
    serial_id     uuid REFERENCES serial (id),
    carton_id     uuid NOT NULL REFERENCES carton (id),
    quantity      bigint NOT NULL CHECK (quantity > 0)
);
COMMENT ON TABLE shipment_line IS 'history: what left, for which order line, in which carton';
CREATE INDEX shipment_line_of_shipment ON shipment_line (shipment_id);
CREATE INDEX shipment_line_of_order_line ON shipment_line (order_line_id);
CREATE TRIGGER shipment_line_is_history BEFORE UPDATE OR DELETE ON shipment_line
    FOR EACH ROW EXECUTE FUNCTION forbid_change();
CREATE TRIGGER shipment_line_stays BEFORE TRUNCATE ON shipment_line
    FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();

-- What has left does not come back into the house by changing its status.
CREATE FUNCTION keep_shipped() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.status IN ('SHIPPED', 'DELIVERED') AND NEW.status NOT IN ('SHIPPED', 'DELIVERED') THEN
        RAISE EXCEPTION 'shipment % has left', OLD.number USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER shipment_has_left BEFORE UPDATE ON shipment
    FOR EACH ROW EXECUTE FUNCTION keep_shipped();
