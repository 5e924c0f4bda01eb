-- How a person proved what they did: by the scanner, or by the best that the label allowed.

ALTER TABLE operation
    ADD COLUMN method text NOT NULL DEFAULT 'SCANNED'
        CHECK (method IN ('SCANNED', 'CAMERA', 'TYPED', 'CHECK_DIGITS', 'UNPROVED'));
