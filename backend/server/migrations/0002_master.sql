-- Master data: places, items, partners. People and devices have a file of their own.

CREATE TABLE legal_entity (
    id         uuid PRIMARY KEY,
    code       text NOT NULL UNIQUE,
    name       text NOT NULL,
    currency   text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    version    integer NOT NULL DEFAULT 1,
    updated_at timestamptz NOT NULL DEFAULT now()
);

-- Whose stock it is. One by default; the house's own.
CREATE TABLE owner (
    id         uuid PRIMARY KEY,
    code       text NOT NULL UNIQUE,
    name       text NOT NULL,
    is_active  boolean NOT NULL DEFAULT true,
    version    integer NOT NULL DEFAULT 1,
    updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE house (
    only_row        boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    legal_entity_id uuid NOT NULL REFERENCES legal_entity (id),
    owner_id        uuid NOT NULL REFERENCES owner (id)
);
INSERT INTO legal_entity (id, code, name, currency)
VALUES ('00000000-0000-8000-8000-000000000001', 'HOUSE', 'The house', 'GBP');
INSERT INTO owner (id, code, name)
VALUES ('00000000-0000-8000-8000-000000000002', 'HOUSE', 'The house');
INSERT INTO house (legal_entity_id, owner_id)
VALUES ('00000000-0000-8000-8000-000000000001', '00000000-0000-8000-8000-000000000002');

CREATE TABLE location (
    id              uuid PRIMARY KEY,
    code            text NOT NULL UNIQUE,
    name            text NOT NULL,
    kind            text NOT NULL CHECK (kind IN ('WAREHOUSE', 'STORE', 'THIRD_PARTY', 'TRANSIT')),
    legal_entity_id uuid NOT NULL REFERENCES legal_entity (id),
    time_zone       text NOT NULL DEFAULT 'UTC',
    is_active       boolean NOT NULL DEFAULT true,
    version         integer NOT NULL DEFAULT 1,
    updated_at      timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE zone (
    id          uuid PRIMARY KEY,
    location_id uuid NOT NULL REFERENCES location (id),
    code        text NOT NULL,
    name        text NOT NULL,
    sequence    integer NOT NULL DEFAULT 0,
    version     integer NOT NULL DEFAULT 1,
    updated_at  timestamptz NOT NULL DEFAULT now(),
    UNIQUE (location_id, code)
);

CREATE TABLE item (
    id              uuid PRIMARY KEY,
    sku             text NOT NULL UNIQUE CHECK (length(sku) BETWEEN 1 AND 64),
    name            text NOT NULL,
    kind            text NOT NULL DEFAULT 'GOODS' CHECK (kind IN ('GOODS', 'SERVICE')),
    base_unit       text NOT NULL DEFAULT 'EACH'
                    CHECK (base_unit IN ('EACH', 'GRAM', 'MILLIMETER', 'MILLILITER')),
    tracking        text NOT NULL DEFAULT 'NONE'
                    CHECK (tracking IN ('NONE', 'LOT', 'SERIAL', 'LOT_AND_SERIAL')),
    velocity        text NOT NULL DEFAULT 'C' CHECK (velocity IN ('A', 'B', 'C', 'D')),
    needs_expiry    boolean NOT NULL DEFAULT false,
    length_mm       integer CHECK (length_mm > 0),
    width_mm        integer CHECK (width_mm > 0),
    height_mm       integer CHECK (height_mm > 0),
    weight_g        integer CHECK (weight_g > 0),
    cost_minor      bigint CHECK (cost_minor >= 0),
    price_minor     bigint CHECK (price_minor >= 0),
    currency        text CHECK (currency ~ '^[A-Z]{3}$'),
    is_active       boolean NOT NULL DEFAULT true,
    version         integer NOT NULL DEFAULT 1,
    updated_at      timestamptz NOT NULL DEFAULT now(),
    CHECK (currency IS NOT NULL OR (cost_minor IS NULL AND price_minor IS NULL))
);

-- The smallest addressable place. Virtual bins are the ledger's counterparties, one set a location.
CREATE TABLE bin (
    id               uuid PRIMARY KEY,
    location_id      uuid NOT NULL REFERENCES location (id),
    zone_id          uuid REFERENCES zone (id),
    code             text NOT NULL,
    kind             text NOT NULL CHECK (kind IN (
                     'DOCK', 'STAGE', 'INSPECTION', 'RESERVE', 'PICK_FACE', 'CART', 'PACK',
                     'OUTBOUND_STAGE', 'RETURNS', 'QUARANTINE', 'TRANSIT', 'VIRTUAL')),
    virtual_kind     text CHECK (virtual_kind IN (
                     'SUPPLIER', 'CUSTOMER', 'LOSS', 'FOUND', 'UNEXPLAINED', 'SCRAP', 'CONVERSION',
                     'OPENING')),
    aisle            text,
    bay              text,
    level            text,
    x_mm             integer,
    y_mm             integer,
    z_mm             integer,
    pick_sequence    integer,
    check_digits     text CHECK (check_digits ~ '^[0-9]{2,3}$'),
    mixing           text NOT NULL DEFAULT 'ANY'
                     CHECK (mixing IN ('ANY', 'ONE_ITEM', 'ONE_LOT', 'ONE_OWNER')),
    block            text NOT NULL DEFAULT 'NONE'
                     CHECK (block IN ('NONE', 'INBOUND', 'OUTBOUND', 'BOTH')),
    block_reason     text,
    weight_max_g     bigint CHECK (weight_max_g > 0),
    volume_max_ml    bigint CHECK (volume_max_ml > 0),
    height_max_mm    integer CHECK (height_max_mm > 0),
    fixed_item_id    uuid REFERENCES item (id),
    last_counted_at  timestamptz,
    is_active        boolean NOT NULL DEFAULT true,
    version          integer NOT NULL DEFAULT 1,
    updated_at       timestamptz NOT NULL DEFAULT now(),
    UNIQUE (location_id, code),
    UNIQUE (location_id, virtual_kind),
    CHECK ((kind = 'VIRTUAL') = (virtual_kind IS NOT NULL))
);
CREATE INDEX bin_by_kind ON bin (location_id, kind, pick_sequence);
CREATE INDEX bin_of_item ON bin (fixed_item_id) WHERE fixed_item_id IS NOT NULL;

CREATE TABLE pack (
    id         uuid PRIMARY KEY,
    item_id    uuid NOT NULL REFERENCES item (id),
    level      text NOT NULL CHECK (level IN ('INNER', 'CASE', 'LAYER', 'PALLET')),
    units      bigint NOT NULL CHECK (units > 1),
    length_mm  integer CHECK (length_mm > 0),
    width_mm   integer CHECK (width_mm > 0),
    height_mm  integer CHECK (height_mm > 0),
    weight_g   integer CHECK (weight_g > 0),
    version    integer NOT NULL DEFAULT 1,
    updated_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (item_id, level)
);

-- What a scanner reads for an item, or for one of its packs.
CREATE TABLE barcode (
    id         uuid PRIMARY KEY,
    value      text NOT NULL CHECK (length(value) BETWEEN 1 AND 128),
    symbology  text NOT NULL DEFAULT 'ANY',
    item_id    uuid NOT NULL REFERENCES item (id),
    pack_id    uuid REFERENCES pack (id),
    status     text NOT NULL DEFAULT 'APPROVED' CHECK (status IN ('LEARNED', 'APPROVED', 'RETIRED')),
    taught_by  uuid,
    version    integer NOT NULL DEFAULT 1,
    updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX barcode_means_one_thing ON barcode (value) WHERE status <> 'RETIRED';
CREATE INDEX barcode_of_item ON barcode (item_id);

CREATE TABLE lot (
    id          uuid PRIMARY KEY,
    item_id     uuid NOT NULL REFERENCES item (id),
    number      text NOT NULL,
    produced_on date,
    expires_on  date,
    version     integer NOT NULL DEFAULT 1,
    updated_at  timestamptz NOT NULL DEFAULT now(),
    UNIQUE (item_id, number)
);
CREATE TABLE serial (
    id      uuid PRIMARY KEY,
    item_id uuid NOT NULL REFERENCES item (id),
    number  text NOT NULL,
    UNIQUE (item_id, number)
);

CREATE TABLE supplier (
    id             uuid PRIMARY KEY,
    code           text NOT NULL UNIQUE,
    name           text NOT NULL,
    email          text,
    lead_time_days integer CHECK (lead_time_days >= 0),
    is_active      boolean NOT NULL DEFAULT true,
    version        integer NOT NULL DEFAULT 1,
    updated_at     timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE supplier_item (
    supplier_id     uuid NOT NULL REFERENCES supplier (id),
    item_id         uuid NOT NULL REFERENCES item (id),
    supplier_sku    text,
    unit_cost_minor bigint CHECK (unit_cost_minor >= 0),
    currency        text CHECK (currency ~ '^[A-Z]{3}$'),
    order_min       bigint NOT NULL DEFAULT 1 CHECK (order_min > 0),
    lead_time_days  integer CHECK (lead_time_days >= 0),
    version         integer NOT NULL DEFAULT 1,
    updated_at      timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (supplier_id, item_id)
);
CREATE TABLE customer (
    id         uuid PRIMARY KEY,
    code       text NOT NULL UNIQUE,
    name       text NOT NULL,
    email      text,
    country    text CHECK (country ~ '^[A-Z]{2}$'),
    is_active  boolean NOT NULL DEFAULT true,
    version    integer NOT NULL DEFAULT 1,
    updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE channel (
    id         uuid PRIMARY KEY,
    code       text NOT NULL UNIQUE,
    name       text NOT NULL,
    priority   integer NOT NULL DEFAULT 100,
    is_active  boolean NOT NULL DEFAULT true,
    version    integer NOT NULL DEFAULT 1,
    updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE carrier (
    id         uuid PRIMARY KEY,
    code       text NOT NULL UNIQUE,
    name       text NOT NULL,
    is_active  boolean NOT NULL DEFAULT true,
    version    integer NOT NULL DEFAULT 1,
    updated_at timestamptz NOT NULL DEFAULT now()
);
INSERT INTO channel (id, code, name) VALUES ('00000000-0000-8000-8000-000000000003', 'DIRECT', 'Direct');
INSERT INTO carrier (id, code, name) VALUES ('00000000-0000-8000-8000-000000000004', 'PICKUP', 'Collected by the customer');
