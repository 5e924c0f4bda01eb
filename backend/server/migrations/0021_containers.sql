-- Containers: totes, cartons, pallets and cages, one within another, with all that is in them in one
-- bin (I11). Numbers of our own for those that others must know: SSCCs.

ALTER TABLE container
    DROP CONSTRAINT container_kind_check,
    ADD CONSTRAINT container_kind_check CHECK (kind IN ('TOTE', 'CARTON', 'PALLET', 'CAGE')),
    ADD sscc      text UNIQUE CHECK (sscc ~ '^[0-9]{18}$'),
    ADD parent_id uuid,
    ADD depth     smallint NOT NULL DEFAULT 0,
    ADD within    smallint GENERATED ALWAYS AS (depth - 1) STORED,
    -- How deep it stands says how far it is from the outermost: what holds it is one less deep. So no
    -- container can be led back to itself, whoever writes at the same moment.
    ADD CONSTRAINT container_is_not_too_deep CHECK (depth BETWEEN 0 AND 3),
    ADD CONSTRAINT container_within_is_deep CHECK ((parent_id IS NULL) = (depth = 0)),
    ADD CONSTRAINT container_of_depth UNIQUE (id, depth),
    ADD CONSTRAINT container_in_bin UNIQUE (id, bin_id),
    ADD CONSTRAINT container_stands_within FOREIGN KEY (parent_id, within)
        REFERENCES container (id, depth),
    ADD CONSTRAINT container_stands_where_its_parent_does FOREIGN KEY (parent_id, bin_id)
        REFERENCES container (id, bin_id),
    ADD CONSTRAINT container_that_left_stands_alone CHECK (bin_id IS NOT NULL OR parent_id IS NULL);
COMMENT ON COLUMN container.within IS 'the depth of what it stands in';
UPDATE container SET sscc = code WHERE code ~ '^[0-9]{18}$';
CREATE INDEX container_of_parent ON container (parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX container_of_bin ON container (bin_id) WHERE bin_id IS NOT NULL;

-- I11: what is in a container stands where it stands. Null for loose goods, which neither wait for
-- this nor pay for it; judged at the end of the transaction, when the container and its goods have
-- both arrived.
ALTER TABLE stock_balance
    ADD key_container_id uuid,
    ADD key_bin_id       uuid,
    ADD stands_container uuid GENERATED ALWAYS AS (CASE WHEN on_hand > 0 THEN key_container_id END) STORED,
    ADD stands_in        uuid GENERATED ALWAYS AS (CASE WHEN on_hand > 0 THEN key_bin_id END) STORED;

CREATE OR REPLACE FUNCTION name_serial_of_balance() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    SELECT serial_id, container_id, CASE WHEN container_id IS NOT NULL THEN bin_id END
      INTO NEW.serial_id, NEW.key_container_id, NEW.key_bin_id
      FROM public.stock_key
     WHERE id = NEW.key_id;
    RETURN NEW;
END
$$;
DROP TRIGGER stock_balance_names_its_serial ON stock_balance;
CREATE TRIGGER stock_balance_names_its_serial
    BEFORE INSERT OR UPDATE OF key_id, serial_id, key_container_id, key_bin_id ON stock_balance
    FOR EACH ROW EXECUTE FUNCTION name_serial_of_balance();

ALTER TABLE stock_balance DISABLE TRIGGER USER;
UPDATE stock_balance balance
   SET key_container_id = key.container_id, key_bin_id = key.bin_id
  FROM stock_key key
 WHERE key.id = balance.key_id AND key.container_id IS NOT NULL;
ALTER TABLE stock_balance ENABLE TRIGGER USER;
CREATE INDEX stock_balance_in_container ON stock_balance (stands_container, stands_in)
    WHERE stands_container IS NOT NULL;
ALTER TABLE stock_balance
    ADD CONSTRAINT stock_balance_stands_with_its_container FOREIGN KEY (stands_container, stands_in)
        REFERENCES container (id, bin_id) DEFERRABLE INITIALLY DEFERRED;

-- Numbers: of containers without an SSCC, and the serial references of SSCCs.
CREATE SEQUENCE container_number;
CREATE SEQUENCE sscc_serial MINVALUE 0 START 0;
ALTER TABLE location ADD gs1_company_prefix text CHECK (gs1_company_prefix ~ '^[0-9]{4,12}$');
COMMENT ON COLUMN location.gs1_company_prefix IS 'what GS1 gave the company; SSCCs begin with it';
