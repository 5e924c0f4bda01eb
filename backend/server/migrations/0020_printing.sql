-- More labels, printers that speak IPP, and one hand on a printer at a time.

-- IPP prints through a queue that says what became of a job; `format` is what the printer is sent.
ALTER TABLE printer
    DROP CONSTRAINT printer_kind_check,
    DROP CONSTRAINT printer_is_reached_by_its_kind,
    DROP CONSTRAINT printer_prints_sheets_as_pdf,
    ADD COLUMN format text NOT NULL DEFAULT 'PDF' CHECK (format IN ('ZPL', 'PDF'));
UPDATE printer SET format = 'ZPL' WHERE kind = 'RAW';
ALTER TABLE printer
    ADD CONSTRAINT printer_kind_check CHECK (kind IN ('RAW', 'IPP', 'DOWNLOAD')),
    ADD CONSTRAINT printer_is_reached_by_its_kind CHECK ((kind = 'DOWNLOAD') = (address IS NULL)),
    ADD CONSTRAINT printer_understands_what_it_is_sent
        CHECK (kind = 'IPP' OR format = CASE kind WHEN 'RAW' THEN 'ZPL' ELSE 'PDF' END),
    ADD CONSTRAINT printer_prints_sheets_as_pdf CHECK (stock IS NULL OR format = 'PDF');

-- `receipt` is the number that an IPP printer gave to what it was sent last, until it ends.
ALTER TABLE print_job
    DROP CONSTRAINT print_job_kind_check,
    ADD CONSTRAINT print_job_kind_check CHECK (kind IN (
        'ITEM', 'PACK', 'PALLET', 'BIN', 'CONTAINER', 'COMMAND', 'DOCUMENT', 'SHIPPING')),
    ADD COLUMN receipt integer CHECK (receipt > 0);

-- Who sends to a printer holds it from the first byte of a job to the last. Without this, two
-- servers that take two jobs at the same moment would mix their labels.
CREATE TABLE printer_hold (
    printer_id uuid PRIMARY KEY REFERENCES printer (id),
    job_id     uuid NOT NULL REFERENCES print_job (id) ON DELETE CASCADE,
    fence      integer NOT NULL,
    held_until timestamptz NOT NULL
);
