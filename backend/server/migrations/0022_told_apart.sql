-- Counts and adjustments say which lot or which single thing they are about; NULL means whichever.
ALTER TABLE adjustment_line
    ADD COLUMN lot_id uuid REFERENCES lot (id),
    ADD COLUMN serial_id uuid REFERENCES serial (id);

ALTER TABLE count_line
    ADD COLUMN lot_id uuid REFERENCES lot (id),
    ADD COLUMN serial_id uuid REFERENCES serial (id),
    DROP CONSTRAINT count_line_pkey,
    ADD CONSTRAINT count_line_is_one UNIQUE NULLS NOT DISTINCT (attempt_id, item_id, lot_id, serial_id);
