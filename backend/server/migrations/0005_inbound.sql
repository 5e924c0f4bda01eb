-- Inbound: what is ordered from suppliers, what came, what was wrong with it, and booked space.

CREATE TABLE purchase_order (
    id           uuid PRIMARY KEY,
    number       text NOT NULL UNIQUE CHECK (length(number) BETWEEN 1 AND 64),
    status       text NOT NULL DEFAULT 'DRAFT' CHECK (status IN (
                 'DRAFT', 'SENT', 'PARTLY_RECEIVED', 'RECEIVED', 'CLOSED')),
    supplier_id  uuid NOT NULL REFERENCES supplier (id),
    location_id  uuid NOT NULL REFERENCES location (id),
    owner_id     uuid NOT NULL REFERENCES owner (id),
    expected_on  date,
    created_at   timestamptz NOT NULL,
    created_by   uuid,
    sent_at      timestamptz,
    closed_at    timestamptz,
    close_reason text,
    version      integer NOT NULL DEFAULT 1,
    updated_at   timestamptz NOT NULL,
    CHECK ((status = 'CLOSED') = (closed_at IS NOT NULL)),
    CHECK (status IN ('DRAFT', 'CLOSED') OR sent_at IS NOT NULL)
);
CREATE INDEX purchase_order_by_status ON purchase_order (location_id, status, expected_on);
CREATE INDEX purchase_order_of_supplier ON purchase_order (supplier_id);

-- More may come than was ordered: what came is a fact, and the difference a discrepancy.
CREATE TABLE purchase_order_line (
    id                uuid PRIMARY KEY,
    purchase_order_id uuid NOT NULL REFERENCES purchase_order (id),
    sequence          integer NOT NULL CHECK (sequence > 0),
    item_id           uuid NOT NULL REFERENCES item (id),
    ordered           bigint NOT NULL CHECK (ordered > 0),
    received          bigint NOT NULL DEFAULT 0 CHECK (received >= 0),
    unit_cost_minor   bigint CHECK (unit_cost_minor >= 0),
    currency          text CHECK (currency ~ '^[A-Z]{3}$'),
    expected_on       date,
    version           integer NOT NULL DEFAULT 1,
    updated_at        timestamptz NOT NULL,
    UNIQUE (purchase_order_id, sequence),
    CHECK ((unit_cost_minor IS NULL) = (currency IS NULL))
);
CREATE INDEX purchase_order_line_of_item ON purchase_order_line (item_id);

-- Says how far an order is by its lines. It locks the order before it looks, so of two receivers of
-- one order the second sees what the first did. Returns nothing for an order that takes no goods.
CREATE FUNCTION settle_purchase_order(order_id uuid, settled_at timestamptz) RETURNS SETOF uuid
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM id FROM purchase_order WHERE id = order_id FOR UPDATE;
    RETURN QUERY
    UPDATE purchase_order AS held
       SET status = CASE
               WHEN NOT EXISTS (SELECT FROM purchase_order_line line
                                 WHERE line.purchase_order_id = order_id
                                   AND line.received < line.ordered) THEN 'RECEIVED'
               WHEN EXISTS (SELECT FROM purchase_order_line line
                             WHERE line.purchase_order_id = order_id
                               AND line.received > 0) THEN 'PARTLY_RECEIVED'
               ELSE held.status END,
           version = held.version + 1,
           updated_at = settled_at
     WHERE held.id = order_id AND held.status IN ('SENT', 'PARTLY_RECEIVED', 'RECEIVED')
 RETURNING held.id;
END
$$;

CREATE TABLE receipt (
    id                uuid PRIMARY KEY,
    number            text NOT NULL UNIQUE CHECK (length(number) BETWEEN 1 AND 64),
    status            text NOT NULL DEFAULT 'ARRIVED'
                      CHECK (status IN ('ARRIVED', 'RECEIVING', 'CLOSED')),
    source            text NOT NULL CHECK (source IN ('SUPPLIER', 'UNANNOUNCED')),
    location_id       uuid NOT NULL REFERENCES location (id),
    owner_id          uuid NOT NULL REFERENCES owner (id),
    supplier_id       uuid REFERENCES supplier (id),
    purchase_order_id uuid REFERENCES purchase_order (id),
    dock_id           uuid NOT NULL REFERENCES bin (id),
    arrived_at        timestamptz NOT NULL,
    closed_at         timestamptz,
    created_at        timestamptz NOT NULL,
    created_by        uuid,
    version           integer NOT NULL DEFAULT 1,
    updated_at        timestamptz NOT NULL,
    CHECK ((status = 'CLOSED') = (closed_at IS NOT NULL)),
    CHECK ((source = 'SUPPLIER') = (purchase_order_id IS NOT NULL))
);
CREATE INDEX receipt_by_status ON receipt (location_id, status, arrived_at);
CREATE INDEX receipt_of_purchase_order ON receipt (purchase_order_id)
    WHERE purchase_order_id IS NOT NULL;

-- `expected` is null where nobody said what would come.
CREATE TABLE receipt_line (
    id                     uuid PRIMARY KEY,
    receipt_id             uuid NOT NULL REFERENCES receipt (id),
    sequence               integer NOT NULL CHECK (sequence > 0),
    purchase_order_line_id uuid REFERENCES purchase_order_line (id),
    item_id                uuid NOT NULL REFERENCES item (id),
    expected               bigint CHECK (expected >= 0),
    received               bigint NOT NULL DEFAULT 0 CHECK (received >= 0),
    put_away               bigint NOT NULL DEFAULT 0 CHECK (put_away >= 0),
    unit_cost_minor        bigint CHECK (unit_cost_minor >= 0),
    currency               text CHECK (currency ~ '^[A-Z]{3}$'),
    version                integer NOT NULL DEFAULT 1,
    updated_at             timestamptz NOT NULL,
    UNIQUE (receipt_id, sequence),
    CONSTRAINT receipt_line_puts_away_what_came CHECK (put_away <= received),
    CHECK ((unit_cost_minor IS NULL) = (currency IS NULL))
);
CREATE INDEX receipt_line_of_item ON receipt_line (item_id);
CREATE INDEX receipt_line_of_order_line ON receipt_line (purchase_order_line_id)
    WHERE purchase_order_line_id IS NOT NULL;

-- What one scan brought to a line, with the conversion that was used: so many packs of so many units.
CREATE TABLE receipt_scan (
    operation_id    uuid NOT NULL REFERENCES operation (id),
    receipt_line_id uuid NOT NULL REFERENCES receipt_line (id),
    quantity        bigint NOT NULL CHECK (quantity > 0),
    pack_units      bigint NOT NULL CHECK (pack_units > 0),
    disposition     text NOT NULL,
    lot_id          uuid REFERENCES lot (id),
    bin_id          uuid NOT NULL REFERENCES bin (id),
    PRIMARY KEY (operation_id, receipt_line_id)
);
COMMENT ON TABLE receipt_scan IS 'history: what each scan at the dock brought';
CREATE INDEX receipt_scan_of_line ON receipt_scan (receipt_line_id);

CREATE TABLE discrepancy (
    id              uuid PRIMARY KEY,
    receipt_id      uuid NOT NULL REFERENCES receipt (id),
    receipt_line_id uuid NOT NULL REFERENCES receipt_line (id),
    kind            text NOT NULL CHECK (kind IN (
                    'OVER', 'SHORT', 'UNEXPECTED_ITEM', 'DAMAGED', 'WRONG_LOT', 'EXPIRED',
                    'LABEL_MISSING')),
    item_id         uuid NOT NULL REFERENCES item (id),
    expected        bigint CHECK (expected >= 0),
    actual          bigint NOT NULL CHECK (actual >= 0),
    reason          text,
    case_id         uuid REFERENCES work_case (id),
    operation_id    uuid NOT NULL REFERENCES operation (id),
    recorded_at     timestamptz NOT NULL,
    recorded_by     uuid NOT NULL
);
COMMENT ON TABLE discrepancy IS 'history: what was not as it should be';
CREATE INDEX discrepancy_of_receipt ON discrepancy (receipt_id, recorded_at);
CREATE INDEX discrepancy_of_line ON discrepancy (receipt_line_id);

-- I10: whoever books or fills space in a bin raises its version, and only the version that was seen
-- may be raised. So two putaways that saw the same room cannot both have it.
CREATE TABLE bin_space (
    bin_id  uuid PRIMARY KEY REFERENCES bin (id),
    version bigint NOT NULL
);
CREATE INDEX task_booking_space ON task (to_bin_id)
    WHERE kind = 'PUT_AWAY' AND status IN ('QUEUED', 'CLAIMED', 'IN_PROGRESS');
CREATE INDEX task_taking_from ON task (from_bin_id, item_id)
    WHERE kind = 'PUT_AWAY' AND status IN ('QUEUED', 'CLAIMED', 'IN_PROGRESS');
