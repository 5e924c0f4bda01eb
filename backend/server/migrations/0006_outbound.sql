-- Orders: what customers want, line by line, what each unit of it waits for, and what holds it.

CREATE TABLE customer_order (
    id                  uuid PRIMARY KEY,
    number              text NOT NULL UNIQUE CHECK (length(number) BETWEEN 1 AND 64),
    kind                text NOT NULL DEFAULT 'SALE'
                        CHECK (kind IN ('SALE', 'TRANSFER', 'SUPPLIER_RETURN', 'REPLACEMENT')),
    status              text NOT NULL DEFAULT 'NEW' CHECK (status IN (
                        'NEW', 'ON_HOLD', 'PROMISED', 'BACKORDERED', 'RELEASED', 'PICKING', 'PACKING',
                        'PARTLY_SHIPPED', 'SHIPPED', 'DELIVERED', 'CANCELED')),
    location_id         uuid NOT NULL REFERENCES location (id),
    owner_id            uuid NOT NULL REFERENCES owner (id),
    channel_id          uuid NOT NULL REFERENCES channel (id),
    customer_id         uuid REFERENCES customer (id),
    carrier_id          uuid REFERENCES carrier (id),
    service             text,
    priority            integer NOT NULL DEFAULT 100,
    ordered_at          timestamptz NOT NULL,
    needed_on           date,
    ship_by             timestamptz,
    ship_to             jsonb,
    currency            text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    accepts_partial     boolean NOT NULL DEFAULT true,
    accepts_substitutes boolean NOT NULL DEFAULT false,
    created_at          timestamptz NOT NULL,
    created_by          uuid,
    updated_at          timestamptz NOT NULL,
    shipped_at          timestamptz,
    canceled_at         timestamptz,
    version             integer NOT NULL DEFAULT 1,
    CHECK (canceled_at IS NULL OR status = 'CANCELED')
) WITH (fillfactor = 80);
COMMENT ON COLUMN customer_order.status IS 'kept by settle_orders from the lines and holds; nobody else writes it';
CREATE INDEX customer_order_by_rank ON customer_order (location_id, status, priority, needed_on, ordered_at);
CREATE INDEX customer_order_of_channel ON customer_order (channel_id, ordered_at);
CREATE INDEX customer_order_of_customer ON customer_order (customer_id) WHERE customer_id IS NOT NULL;
CREATE INDEX customer_order_by_time ON customer_order (ordered_at, id);

-- Each ordered unit is in exactly one place: waiting for stock, promised (SOFT), allocated (HARD),
-- picked, or canceled. Of what is picked, `packed` counts what is in a carton and `shipped` what has
-- left. A service (postage, a fee) needs no stock: it counts as packed from the start and ships
-- with the goods.
CREATE TABLE order_line (
    id               uuid PRIMARY KEY,
    order_id         uuid NOT NULL REFERENCES customer_order (id),
    position         integer NOT NULL CHECK (position > 0),
    item_id          uuid NOT NULL REFERENCES item (id),
    is_service       boolean NOT NULL DEFAULT false,
    quantity         bigint NOT NULL CHECK (quantity > 0),
    unit_price_minor bigint CHECK (unit_price_minor >= 0),
    promised         bigint NOT NULL DEFAULT 0 CHECK (promised >= 0),
    allocated        bigint NOT NULL DEFAULT 0 CHECK (allocated >= 0),
    picked           bigint NOT NULL DEFAULT 0 CHECK (picked >= 0),
    packed           bigint NOT NULL DEFAULT 0,
    shipped          bigint NOT NULL DEFAULT 0 CHECK (shipped >= 0),
    canceled         bigint NOT NULL DEFAULT 0 CHECK (canceled >= 0),
    waiting          bigint GENERATED ALWAYS AS
                     (quantity - promised - allocated - picked - canceled) STORED,
    version          integer NOT NULL DEFAULT 1,
    updated_at       timestamptz NOT NULL,
    UNIQUE (order_id, position),
    CONSTRAINT order_line_has_each_unit_once
        CHECK (promised + allocated + picked + canceled <= quantity),
    CONSTRAINT order_line_goes_forward CHECK (shipped <= packed AND packed <= picked),
    CHECK (NOT is_service OR (promised = 0 AND allocated = 0))
) WITH (fillfactor = 80);
CREATE INDEX order_line_waiting ON order_line (item_id, order_id) WHERE waiting > 0;
CREATE INDEX order_line_of_item ON order_line (item_id);

-- A stop on an order. It keeps what it was promised, and goes neither to the floor nor out of the door.
CREATE TABLE order_hold (
    id          uuid PRIMARY KEY,
    order_id    uuid NOT NULL REFERENCES customer_order (id),
    kind        text NOT NULL CHECK (kind IN (
                'PAYMENT', 'FRAUD', 'ADDRESS', 'COMPLIANCE', 'CREDIT', 'MANUAL')),
    reason      text NOT NULL CHECK (length(reason) BETWEEN 1 AND 1000),
    placed_at   timestamptz NOT NULL,
    placed_by   uuid,
    released_at timestamptz,
    released_by uuid,
    release_reason text,
    version     integer NOT NULL DEFAULT 1,
    updated_at  timestamptz NOT NULL,
    CHECK ((released_at IS NULL) = (release_reason IS NULL))
);
CREATE INDEX order_hold_of_order ON order_hold (order_id);
CREATE UNIQUE INDEX order_hold_open_once ON order_hold (order_id, kind) WHERE released_at IS NULL;

-- Brings orders in step with their lines and holds: services go the way of the goods, and the status
-- says how far the order is. Locks the orders in id order before it looks, so that of two pickers of
-- one order the second sees what the first did. Returns the orders.
CREATE FUNCTION settle_orders(order_ids uuid[], settled_at timestamptz) RETURNS SETOF uuid
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM id FROM customer_order WHERE id = ANY (order_ids) ORDER BY id FOR UPDATE;

    UPDATE order_line AS service
       SET shipped = CASE WHEN goods.all_called_off THEN 0 ELSE service.packed END,
           canceled = CASE WHEN goods.all_called_off THEN service.quantity ELSE service.canceled END,
           picked = CASE WHEN goods.all_called_off THEN 0 ELSE service.picked END,
           packed = CASE WHEN goods.all_called_off THEN 0 ELSE service.packed END,
           version = service.version + 1,
           updated_at = settled_at
      FROM (SELECT order_id,
                   count(*) FILTER (WHERE NOT is_service) > 0
                   AND coalesce(sum(shipped) FILTER (WHERE NOT is_service), 0) = 0 AS all_called_off
              FROM order_line
             WHERE order_id = ANY (order_ids)
             GROUP BY order_id
            HAVING coalesce(sum(quantity - shipped - canceled) FILTER (WHERE NOT is_service), 0) = 0
           ) AS goods
     WHERE service.order_id = goods.order_id AND service.is_service
       AND service.quantity > service.shipped + service.canceled;

    RETURN QUERY
    UPDATE customer_order AS held
       SET status = now_is.status,
           shipped_at = CASE WHEN now_is.status IN ('SHIPPED', 'DELIVERED')
                        THEN coalesce(held.shipped_at, settled_at) END,
           canceled_at = CASE WHEN now_is.status = 'CANCELED'
                         THEN coalesce(held.canceled_at, settled_at) END,
           version = held.version + 1,
           updated_at = settled_at
      FROM (SELECT placed.id, CASE
                   WHEN total.still_open = 0 AND total.shipped = 0 THEN 'CANCELED'
                   WHEN total.still_open = 0 AND placed.status = 'DELIVERED' THEN 'DELIVERED'
                   WHEN total.still_open = 0 THEN 'SHIPPED'
                   WHEN EXISTS (SELECT FROM order_hold hold
                                 WHERE hold.order_id = placed.id AND hold.released_at IS NULL)
                   THEN 'ON_HOLD'
                   WHEN total.shipped > 0 THEN 'PARTLY_SHIPPED'
                   WHEN total.packed > 0 THEN 'PACKING'
                   WHEN total.picked > 0 THEN 'PICKING'
                   WHEN total.allocated > 0 THEN 'RELEASED'
                   WHEN total.waiting > 0 THEN 'BACKORDERED'
                   ELSE 'PROMISED' END AS status
              FROM customer_order placed
              JOIN (SELECT order_id,
                           sum(quantity - shipped - canceled) AS still_open,
                           sum(shipped) AS shipped,
                           sum(packed) FILTER (WHERE NOT is_service) AS packed,
                           sum(picked) FILTER (WHERE NOT is_service) AS picked,
                           sum(allocated) AS allocated,
                           sum(waiting) AS waiting
                      FROM order_line
                     WHERE order_id = ANY (order_ids)
                     GROUP BY order_id) AS total ON total.order_id = placed.id
           ) AS now_is
     WHERE held.id = now_is.id
 RETURNING held.id;
END
$$;

-- The one door through which the counters of lines change: adds to each (negative takes away) what
-- stays within its bounds, then settles the orders. Locks orders, then lines, each in id order. A
-- line that is missing from the answer would have left its bounds.
CREATE FUNCTION change_order_lines(
    line_ids uuid[], promised_by bigint[], allocated_by bigint[], picked_by bigint[],
    packed_by bigint[], shipped_by bigint[], canceled_by bigint[], changed_at timestamptz
) RETURNS SETOF uuid LANGUAGE plpgsql AS $$
DECLARE order_ids uuid[] := ARRAY(SELECT DISTINCT order_id FROM order_line WHERE id = ANY (line_ids));
BEGIN
    PERFORM id FROM customer_order WHERE id = ANY (order_ids) ORDER BY id FOR UPDATE;

    RETURN QUERY
    UPDATE order_line AS line
       SET promised = line.promised + asked.promised,
           allocated = line.allocated + asked.allocated,
           picked = line.picked + asked.picked,
           packed = line.packed + asked.packed,
           shipped = line.shipped + asked.shipped,
           canceled = line.canceled + asked.canceled,
           version = line.version + 1,
           updated_at = changed_at
      FROM unnest(line_ids, promised_by, allocated_by, picked_by, packed_by, shipped_by, canceled_by)
           AS asked (id, promised, allocated, picked, packed, shipped, canceled)
     WHERE line.id = asked.id
       AND line.promised + asked.promised >= 0
       AND line.allocated + asked.allocated >= 0
       AND line.shipped + asked.shipped >= 0
       AND line.canceled + asked.canceled >= 0
       AND line.shipped + asked.shipped <= line.packed + asked.packed
       AND line.packed + asked.packed <= line.picked + asked.picked
       AND line.waiting >= asked.promised + asked.allocated + asked.picked + asked.canceled
 RETURNING line.id;

    PERFORM settle_orders(order_ids, changed_at);
END
$$;
