-- What is told apart: lots and until when they are good, serials and where the one thing stands.

ALTER TABLE item
    ADD shelf_life_days    integer CHECK (shelf_life_days > 0),
    ADD min_remaining_days integer CHECK (min_remaining_days >= 0),
    ADD needs_inspection   boolean NOT NULL DEFAULT false;
ALTER TABLE supplier ADD needs_inspection boolean NOT NULL DEFAULT false;

-- How many days a customer, or whoever buys through a channel, wants to be left; what the order says
-- was settled when it came.
ALTER TABLE customer ADD min_remaining_days integer CHECK (min_remaining_days >= 0);
ALTER TABLE channel ADD min_remaining_days integer CHECK (min_remaining_days >= 0);
ALTER TABLE customer_order
    ADD min_remaining_days integer NOT NULL DEFAULT 0 CHECK (min_remaining_days >= 0);

-- `is_unknown`: goods of the item were found whose lot nobody could read; they wait in a lot of their own.
ALTER TABLE lot
    ADD is_unknown    boolean NOT NULL DEFAULT false,
    ADD supplier_id   uuid REFERENCES supplier (id),
    ADD received_at   timestamptz NOT NULL DEFAULT now(),
    ADD recalled_at   timestamptz,
    ADD recalled_by   uuid,
    ADD recall_reason text,
    ADD CONSTRAINT lot_is_of_one_item UNIQUE (id, item_id),
    ADD CONSTRAINT lot_is_made_before_it_expires CHECK (produced_on <= expires_on),
    ADD CHECK ((recalled_at IS NULL) = (recall_reason IS NULL));
CREATE INDEX lot_by_expiry ON lot (expires_on) WHERE expires_on IS NOT NULL;

-- `version` rises whenever the thing comes into the house, so that it cannot come in twice at once.
ALTER TABLE serial
    ADD lot_id  uuid,
    ADD version integer NOT NULL DEFAULT 1,
    ADD CONSTRAINT serial_is_of_one_item UNIQUE (id, item_id),
    ADD FOREIGN KEY (lot_id, item_id) REFERENCES lot (id, item_id);

-- The same number on two items is two lots, and two serials: a key can only name one of its own item.
ALTER TABLE stock_key
    ADD CONSTRAINT stock_key_names_a_lot_of_its_item
        FOREIGN KEY (lot_id, item_id) REFERENCES lot (id, item_id),
    ADD CONSTRAINT stock_key_names_a_serial_of_its_item
        FOREIGN KEY (serial_id, item_id) REFERENCES serial (id, item_id);
CREATE INDEX stock_key_of_lot ON stock_key (lot_id) WHERE lot_id IS NOT NULL;
CREATE INDEX stock_key_of_serial ON stock_key (serial_id) WHERE serial_id IS NOT NULL;
-- Which lot is to be carried, where more than one may stand there.
ALTER TABLE task ADD lot_id uuid REFERENCES lot (id);
CREATE INDEX shipment_line_of_lot ON shipment_line (lot_id) WHERE lot_id IS NOT NULL;
CREATE INDEX shipment_line_of_serial ON shipment_line (serial_id) WHERE serial_id IS NOT NULL;

-- I12: no goods stand in the house without the lot, serial and expiry date that their item demands.
-- Counterparties keep no balance, so nothing stands there. Tables are named in full, so that a
-- temporary table of the same name changes nothing.
CREATE FUNCTION check_key_is_told_apart() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    named record;
BEGIN
    SELECT item.sku, item.tracking, item.needs_expiry, lot.expires_on, lot.is_unknown,
           serial.lot_id AS lot_of_serial
      INTO named
      FROM public.item
      LEFT JOIN public.lot ON lot.id = NEW.lot_id
      LEFT JOIN public.serial ON serial.id = NEW.serial_id
     WHERE item.id = NEW.item_id;
    IF named.tracking IN ('LOT', 'LOT_AND_SERIAL') AND NEW.lot_id IS NULL THEN
        RAISE EXCEPTION 'stock of % needs its lot', named.sku USING ERRCODE = 'check_violation';
    END IF;
    IF named.tracking IN ('SERIAL', 'LOT_AND_SERIAL') AND NEW.serial_id IS NULL THEN
        RAISE EXCEPTION 'stock of % needs its serial', named.sku USING ERRCODE = 'check_violation';
    END IF;
    IF named.needs_expiry AND NEW.lot_id IS NOT NULL AND named.expires_on IS NULL
       AND NOT named.is_unknown THEN
        RAISE EXCEPTION 'a lot of % needs its expiry date', named.sku USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.serial_id IS NOT NULL AND named.lot_of_serial IS DISTINCT FROM NEW.lot_id THEN
        RAISE EXCEPTION 'a serial of % stays in its lot', named.sku USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER stock_key_is_told_apart BEFORE INSERT ON stock_key
    FOR EACH ROW WHEN (NEW.is_physical) EXECUTE FUNCTION check_key_is_told_apart();

-- A lot stays of its item, and does not lose the date that its item demands.
CREATE FUNCTION keep_lot() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.item_id <> OLD.item_id OR NEW.number <> OLD.number THEN
        RAISE EXCEPTION 'lot % stays of its item', OLD.number USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.expires_on IS NULL AND OLD.expires_on IS NOT NULL
       AND EXISTS (SELECT FROM public.item WHERE id = NEW.item_id AND needs_expiry) THEN
        RAISE EXCEPTION 'lot % needs its expiry date', OLD.number USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER lot_stays BEFORE UPDATE ON lot FOR EACH ROW EXECUTE FUNCTION keep_lot();

-- I6: a serial is one thing and stands at one key. `stands_serial` is null for everything else, so
-- that other balances neither wait for this nor pay for it. Judged at the end of the transaction: one
-- statement takes the thing from one key and gives it to another.
ALTER TABLE stock_balance
    ADD serial_id     uuid REFERENCES serial (id),
    ADD stands_serial uuid GENERATED ALWAYS AS (CASE WHEN on_hand > 0 THEN serial_id END) STORED,
    ADD CONSTRAINT stock_serial_is_one CHECK (serial_id IS NULL OR on_hand <= 1),
    ADD CONSTRAINT stock_serial_stands_once EXCLUDE USING btree (stands_serial WITH =)
        WHERE (stands_serial IS NOT NULL) DEFERRABLE INITIALLY DEFERRED;

CREATE FUNCTION name_serial_of_balance() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.serial_id := (SELECT serial_id FROM public.stock_key WHERE id = NEW.key_id);
    RETURN NEW;
END
$$;
CREATE TRIGGER stock_balance_names_its_serial
    BEFORE INSERT OR UPDATE OF key_id, serial_id ON stock_balance
    FOR EACH ROW EXECUTE FUNCTION name_serial_of_balance();

-- Which condition may follow which, and what it takes. Whatever is not listed is refused.
CREATE TABLE disposition_change (
    source     text NOT NULL,
    target     text NOT NULL,
    permission text NOT NULL,
    PRIMARY KEY (source, target),
    CHECK (source <> target)
);
COMMENT ON TABLE disposition_change IS 'history: which condition of goods may follow which';
INSERT INTO disposition_change (source, target, permission) VALUES
    ('USABLE', 'QUALITY_HOLD', 'MOVE_STOCK'),
    ('USABLE', 'QUARANTINE', 'MOVE_STOCK'),
    ('USABLE', 'DAMAGED', 'MOVE_STOCK'),
    ('USABLE', 'EXPIRED', 'MOVE_STOCK'),
    ('USABLE', 'RECALLED', 'MOVE_STOCK'),
    ('USABLE', 'OBSOLETE', 'MOVE_STOCK'),
    ('QUALITY_HOLD', 'USABLE', 'CHANGE_DISPOSITION'),
    ('QUALITY_HOLD', 'QUARANTINE', 'CHANGE_DISPOSITION'),
    ('QUALITY_HOLD', 'DAMAGED', 'CHANGE_DISPOSITION'),
    ('QUALITY_HOLD', 'EXPIRED', 'CHANGE_DISPOSITION'),
    ('QUALITY_HOLD', 'RECALLED', 'CHANGE_DISPOSITION'),
    ('QUALITY_HOLD', 'OBSOLETE', 'CHANGE_DISPOSITION'),
    ('QUARANTINE', 'USABLE', 'CHANGE_DISPOSITION'),
    ('QUARANTINE', 'QUALITY_HOLD', 'CHANGE_DISPOSITION'),
    ('QUARANTINE', 'DAMAGED', 'CHANGE_DISPOSITION'),
    ('QUARANTINE', 'EXPIRED', 'CHANGE_DISPOSITION'),
    ('QUARANTINE', 'RECALLED', 'CHANGE_DISPOSITION'),
    ('QUARANTINE', 'OBSOLETE', 'CHANGE_DISPOSITION'),
    ('DAMAGED', 'USABLE', 'CHANGE_DISPOSITION'),
    ('DAMAGED', 'QUARANTINE', 'CHANGE_DISPOSITION'),
    ('DAMAGED', 'RECALLED', 'CHANGE_DISPOSITION'),
    ('EXPIRED', 'QUARANTINE', 'CHANGE_DISPOSITION'),
    ('EXPIRED', 'RECALLED', 'CHANGE_DISPOSITION'),
    ('RECALLED', 'USABLE', 'CHANGE_DISPOSITION'),
    ('RECALLED', 'QUARANTINE', 'CHANGE_DISPOSITION'),
    ('RETURN_PENDING', 'QUARANTINE', 'CHANGE_DISPOSITION'),
    ('RETURN_PENDING', 'DAMAGED', 'CHANGE_DISPOSITION'),
    ('RETURN_PENDING', 'RECALLED', 'CHANGE_DISPOSITION'),
    ('OBSOLETE', 'USABLE', 'CHANGE_DISPOSITION'),
    ('OBSOLETE', 'QUARANTINE', 'CHANGE_DISPOSITION'),
    ('OBSOLETE', 'RECALLED', 'CHANGE_DISPOSITION');

UPDATE role SET permissions = permissions || ARRAY['EDIT_LOT', 'RECALL_LOT'] WHERE code = 'supervisor';
