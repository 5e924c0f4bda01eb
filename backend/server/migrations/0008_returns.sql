-- Returns: what comes back, what it is judged to be, where it goes, and the money that follows.

CREATE TABLE customer_return (
    id          uuid PRIMARY KEY,
    number      text NOT NULL UNIQUE CHECK (length(number) BETWEEN 1 AND 64),
    status      text NOT NULL CHECK (status IN (
                'AUTHORIZED', 'RECEIVED', 'INSPECTED', 'DISPOSED', 'REFUND_DUE', 'REFUNDED', 'CLOSED',
                'REJECTED')),
    location_id uuid NOT NULL REFERENCES location (id),
    owner_id    uuid NOT NULL REFERENCES owner (id),
    order_id    uuid REFERENCES customer_order (id),
    customer_id uuid REFERENCES customer (id),
    currency    text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    reason      text,
    created_at  timestamptz NOT NULL,
    created_by  uuid NOT NULL,
    updated_at  timestamptz NOT NULL,
    version     integer NOT NULL DEFAULT 1
);
CREATE INDEX customer_return_by_status ON customer_return (location_id, status, created_at);
CREATE INDEX customer_return_of_order ON customer_return (order_id) WHERE order_id IS NOT NULL;

-- Goods that came back: every unit is received before it is graded, and graded before it is disposed.
CREATE TABLE return_line (
    id               uuid PRIMARY KEY,
    return_id        uuid NOT NULL REFERENCES customer_return (id),
    position         integer NOT NULL CHECK (position > 0),
    item_id          uuid NOT NULL REFERENCES item (id),
    order_line_id    uuid REFERENCES order_line (id),
    reason           text NOT NULL CHECK (reason IN (
                     'WRONG_ITEM', 'DAMAGED', 'DEFECTIVE', 'NOT_AS_DESCRIBED', 'CHANGED_MIND',
                     'NOT_DELIVERED', 'OTHER')),
    unit_price_minor bigint CHECK (unit_price_minor >= 0),
    bin_id           uuid REFERENCES bin (id),
    grade            text CHECK (grade IN ('A_LIKE_NEW', 'B_OPENED', 'C_WORN', 'D_BROKEN')),
    note             text,
    authorized       bigint NOT NULL DEFAULT 0 CHECK (authorized >= 0),
    received         bigint NOT NULL DEFAULT 0 CHECK (received >= 0),
    disposed         bigint NOT NULL DEFAULT 0 CHECK (disposed >= 0),
    version          integer NOT NULL DEFAULT 1,
    updated_at       timestamptz NOT NULL,
    UNIQUE (return_id, position),
    CONSTRAINT return_line_is_here_first CHECK (disposed <= received),
    CONSTRAINT return_line_is_graded_first CHECK (disposed = 0 OR grade IS NOT NULL),
    CHECK (received = 0 OR bin_id IS NOT NULL)
);
CREATE INDEX return_line_of_order_line ON return_line (order_line_id) WHERE order_line_id IS NOT NULL;

-- Money that a return makes due: one row for each time that goods were disposed.
CREATE TABLE refund (
    id           uuid PRIMARY KEY,
    return_id    uuid NOT NULL REFERENCES customer_return (id),
    line_id      uuid NOT NULL REFERENCES return_line (id),
    operation_id uuid NOT NULL REFERENCES operation (id),
    quantity     bigint NOT NULL CHECK (quantity > 0),
    amount_minor bigint NOT NULL CHECK (amount_minor >= 0),
    currency     text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    due_at       timestamptz NOT NULL,
    refunded_at  timestamptz,
    refunded_by  uuid,
    reference    text,
    CHECK ((refunded_at IS NULL) = (refunded_by IS NULL))
);
CREATE INDEX refund_of_return ON refund (return_id);
CREATE INDEX refund_due ON refund (due_at) WHERE refunded_at IS NULL;
