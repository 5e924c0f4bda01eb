-- Catch weight: goods that are counted by the piece and sold by weight. What a scale showed stands
-- beside the operation that moved the pieces; no balance knows of it.
ALTER TABLE item
    ADD needs_weight             boolean NOT NULL DEFAULT false,
    ADD weight_tolerance_percent integer NOT NULL DEFAULT 20
        CHECK (weight_tolerance_percent BETWEEN 1 AND 100),
    ADD CONSTRAINT item_is_weighed_by_the_piece
        CHECK (NOT needs_weight
               OR (kind = 'GOODS' AND base_unit = 'EACH' AND weight_g IS NOT NULL));

-- The line is of a receipt, an order or a return; NULL where the goods are no line's. Goods that a
-- customer's line gives back are weighed again, unless all of them go.
CREATE TABLE weighing (
    operation_id uuid NOT NULL REFERENCES operation (id),
    line_id      uuid,
    number       integer NOT NULL,
    item_id      uuid NOT NULL REFERENCES item (id),
    quantity     bigint NOT NULL CHECK (quantity > 0),
    weight_g     bigint NOT NULL,
    goes_back    boolean NOT NULL,
    CONSTRAINT weighing_is_one UNIQUE NULLS NOT DISTINCT (operation_id, line_id, number),
    CONSTRAINT weighing_is_a_gram_a_piece CHECK (weight_g >= quantity)
);
COMMENT ON TABLE weighing IS 'history: what each operation weighed, beside the pieces that it moved';
CREATE INDEX weighing_of_line ON weighing (line_id) WHERE line_id IS NOT NULL;

CREATE FUNCTION weigh_what_is_sold_by_weight() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM item WHERE id = NEW.item_id AND needs_weight) THEN
        RAISE EXCEPTION 'item % is not sold by weight', NEW.item_id
              USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER weighing_is_of_what_is_sold_by_weight BEFORE INSERT ON weighing
    FOR EACH ROW EXECUTE FUNCTION weigh_what_is_sold_by_weight();

ALTER TABLE asn_line
    ADD weight_g bigint CHECK (weight_g >= quantity);

ALTER TABLE shipment_line
    ADD weight_g bigint CHECK (weight_g >= quantity);

SELECT protect_history();
