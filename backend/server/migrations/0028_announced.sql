-- Advance ship notices: what a supplier says is on its way, and in which containers.

CREATE TABLE asn (
    id          uuid PRIMARY KEY,
    number      text NOT NULL UNIQUE CHECK (length(number) BETWEEN 1 AND 64),
    status      text NOT NULL DEFAULT 'ANNOUNCED'
                CHECK (status IN ('ANNOUNCED', 'CANCELED')),
    supplier_id uuid NOT NULL REFERENCES supplier (id),
    location_id uuid NOT NULL REFERENCES location (id),
    expected_at timestamptz,
    created_at  timestamptz NOT NULL,
    created_by  uuid,
    version     integer NOT NULL DEFAULT 1,
    updated_at  timestamptz NOT NULL
);

-- A container comes once: `operation_id` is what received it, and only null may become one.
CREATE TABLE asn_container (
    sscc         text PRIMARY KEY CHECK (sscc ~ '^[0-9]{18}$'),
    asn_id       uuid NOT NULL REFERENCES asn (id),
    container_id uuid REFERENCES container (id),
    receipt_id   uuid REFERENCES receipt (id),
    operation_id uuid REFERENCES operation (id),
    received_at  timestamptz,
    CHECK ((operation_id IS NULL) = (receipt_id IS NULL)
           AND (operation_id IS NULL) = (container_id IS NULL)
           AND (operation_id IS NULL) = (received_at IS NULL))
);
CREATE INDEX asn_container_of_asn ON asn_container (asn_id);
CREATE TRIGGER asn_container_comes_once BEFORE UPDATE ON asn_container
    FOR EACH ROW WHEN (OLD.operation_id IS NOT NULL)
    EXECUTE FUNCTION refuse_change('a container is received once');

CREATE TABLE asn_line (
    id         uuid PRIMARY KEY,
    asn_id     uuid NOT NULL REFERENCES asn (id),
    sequence   integer NOT NULL CHECK (sequence > 0),
    sscc       text REFERENCES asn_container (sscc),
    item_id    uuid NOT NULL REFERENCES item (id),
    quantity   bigint NOT NULL CHECK (quantity > 0),
    lot_number text,
    expires_on date,
    serials    text[] NOT NULL DEFAULT '{}',
    UNIQUE (asn_id, sequence)
);
CREATE INDEX asn_line_of_container ON asn_line (sscc) WHERE sscc IS NOT NULL;

-- One scan of a container brings several lots to one line.
ALTER TABLE receipt_scan
    ADD container_id uuid REFERENCES container (id),
    ADD number       integer NOT NULL DEFAULT 1,
    DROP CONSTRAINT receipt_scan_pkey,
    ADD PRIMARY KEY (operation_id, receipt_line_id, number);
CREATE INDEX receipt_scan_of_container ON receipt_scan (container_id)
    WHERE container_id IS NOT NULL;
