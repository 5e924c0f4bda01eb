-- Control: counts of bins with their evidence, and adjustments of stock.

-- By how much a count may differ before another person counts: units or share, whichever is more.
CREATE TABLE count_tolerance (
    velocity     text PRIMARY KEY CHECK (velocity IN ('A', 'B', 'C', 'D')),
    units        bigint NOT NULL CHECK (units >= 0),
    basis_points integer NOT NULL CHECK (basis_points BETWEEN 0 AND 10000),
    version      integer NOT NULL DEFAULT 1,
    updated_at   timestamptz NOT NULL DEFAULT now()
);
COMMENT ON COLUMN count_tolerance.basis_points IS 'of what the book says; 100 is one percent';
INSERT INTO count_tolerance (velocity, units, basis_points)
VALUES ('A', 1, 50), ('B', 2, 100), ('C', 3, 200), ('D', 5, 500);

CREATE TABLE bin_count (
    id          uuid PRIMARY KEY,
    number      text NOT NULL UNIQUE CHECK (length(number) BETWEEN 1 AND 64),
    location_id uuid NOT NULL REFERENCES location (id),
    bin_id      uuid NOT NULL REFERENCES bin (id),
    trigger     text NOT NULL CHECK (trigger IN (
                'VELOCITY', 'VALUE', 'VARIANCE', 'ZERO_CHECK', 'LOW_STOCK', 'NEVER_COUNTED',
                'SHORT_PICK', 'RECOUNT', 'REQUESTED')),
    status      text NOT NULL CHECK (status IN (
                'QUEUED', 'RECOUNTING', 'AWAITING_APPROVAL', 'POSTED', 'REJECTED', 'CANCELED')),
    is_blind    boolean NOT NULL DEFAULT true,
    reason      text,
    due_at      timestamptz,
    approval_id uuid REFERENCES approval (id) DEFERRABLE INITIALLY DEFERRED,
    created_at  timestamptz NOT NULL,
    created_by  uuid NOT NULL,
    closed_at   timestamptz,
    version     integer NOT NULL DEFAULT 1,
    updated_at  timestamptz NOT NULL,
    CHECK ((status IN ('POSTED', 'REJECTED', 'CANCELED')) = (closed_at IS NOT NULL)),
    CHECK (status NOT IN ('AWAITING_APPROVAL', 'REJECTED') OR approval_id IS NOT NULL)
);
CREATE UNIQUE INDEX bin_count_open_once ON bin_count (bin_id) WHERE closed_at IS NULL;
CREATE INDEX bin_count_by_status ON bin_count (location_id, status, created_at);
CREATE INDEX bin_count_of_bin ON bin_count (bin_id, created_at);

-- Only these items are counted; none named means all that lies there.
CREATE TABLE bin_count_item (
    count_id uuid NOT NULL REFERENCES bin_count (id),
    item_id  uuid NOT NULL REFERENCES item (id),
    PRIMARY KEY (count_id, item_id)
);

-- I15: who counted does not recount the same count.
CREATE TABLE count_attempt (
    id           uuid PRIMARY KEY,
    count_id     uuid NOT NULL REFERENCES bin_count (id),
    number       integer NOT NULL CHECK (number IN (1, 2)),
    counted_by   uuid NOT NULL,
    counted_at   timestamptz NOT NULL,
    operation_id uuid NOT NULL REFERENCES operation (id),
    seen_xid     bigint,
    seen_id      uuid,
    UNIQUE (count_id, number),
    CONSTRAINT count_attempt_is_by_another UNIQUE (count_id, counted_by),
    CHECK ((seen_xid IS NULL) = (seen_id IS NULL))
);
COMMENT ON TABLE count_attempt IS 'history: who counted, when, at which log position';

-- What was counted, and what the book said at the counter's own moment.
CREATE TABLE count_line (
    attempt_id uuid NOT NULL REFERENCES count_attempt (id),
    item_id    uuid NOT NULL REFERENCES item (id),
    counted    bigint NOT NULL CHECK (counted >= 0),
    book       bigint NOT NULL CHECK (book >= 0),
    PRIMARY KEY (attempt_id, item_id)
);
COMMENT ON TABLE count_line IS 'history: what a counter found';

-- The balances that the count was compared with, as they were when it was recorded.
CREATE TABLE count_seen (
    attempt_id uuid NOT NULL REFERENCES count_attempt (id),
    key_id     uuid NOT NULL REFERENCES stock_key (id),
    on_hand    bigint NOT NULL,
    version    bigint NOT NULL,
    PRIMARY KEY (attempt_id, key_id)
);
COMMENT ON TABLE count_seen IS 'history: the balances that a count was compared with';

-- I14: a reason always, and another person's yes where the value asks for it.
CREATE TABLE adjustment (
    id           uuid PRIMARY KEY,
    number       text NOT NULL UNIQUE CHECK (length(number) BETWEEN 1 AND 64),
    location_id  uuid NOT NULL REFERENCES location (id),
    status       text NOT NULL CHECK (status IN ('AWAITING_APPROVAL', 'POSTED', 'REJECTED')),
    reason       text NOT NULL CHECK (reason IN (
                 'COUNT', 'FOUND', 'LOST', 'STOLEN', 'DAMAGED', 'EXPIRED', 'SAMPLE', 'SCRAPPED',
                 'ENTRY_WRONG')),
    note         text,
    is_write_off boolean NOT NULL,
    value_minor  bigint,
    currency     text CHECK (currency ~ '^[A-Z]{3}$'),
    count_id     uuid UNIQUE REFERENCES bin_count (id),
    approval_id  uuid REFERENCES approval (id) DEFERRABLE INITIALLY DEFERRED,
    created_at   timestamptz NOT NULL,
    created_by   uuid NOT NULL,
    approved_by  uuid,
    posted_by    uuid REFERENCES operation (id),
    version      integer NOT NULL DEFAULT 1,
    updated_at   timestamptz NOT NULL,
    CHECK ((reason = 'COUNT') = (count_id IS NOT NULL)),
    CHECK (count_id IS NOT NULL OR length(note) > 0),
    CHECK ((status = 'POSTED') = (posted_by IS NOT NULL)),
    CONSTRAINT adjustment_needs_another_person CHECK (approved_by <> created_by),
    CONSTRAINT adjustment_waits_for_its_yes
        CHECK (approval_id IS NULL OR status <> 'POSTED' OR approved_by IS NOT NULL)
);
COMMENT ON COLUMN adjustment.posted_by IS 'the operation that brought it into the ledger';
CREATE INDEX adjustment_by_status ON adjustment (location_id, status, created_at);

CREATE TABLE adjustment_line (
    id            uuid PRIMARY KEY,
    adjustment_id uuid NOT NULL REFERENCES adjustment (id),
    position      integer NOT NULL CHECK (position > 0),
    item_id       uuid NOT NULL REFERENCES item (id),
    bin_id        uuid NOT NULL REFERENCES bin (id),
    disposition   text,
    difference    bigint NOT NULL CHECK (difference <> 0),
    UNIQUE (adjustment_id, position)
);
COMMENT ON TABLE adjustment_line IS 'history: what each adjustment changes';
COMMENT ON COLUMN adjustment_line.disposition IS 'NULL: of a count, in whichever condition it lies';
CREATE INDEX adjustment_line_of_item ON adjustment_line (item_id);
