-- Printing: where labels come out, what was asked for, and how far each label is.

-- RAW takes ZPL on a socket; DOWNLOAD makes a PDF. Without a stock, and without a size, a label
-- has the size of its design, one a page.
CREATE TABLE printer (
    id          uuid PRIMARY KEY,
    code        text NOT NULL UNIQUE CHECK (length(code) BETWEEN 1 AND 64),
    name        text NOT NULL,
    kind        text NOT NULL CHECK (kind IN ('RAW', 'DOWNLOAD')),
    location_id uuid REFERENCES location (id),
    address     text CHECK (length(address) BETWEEN 3 AND 260),
    dpi         integer NOT NULL CHECK (dpi IN (203, 300, 600)),
    stock       text CHECK (stock ~ '^[A-Z0-9_]{1,32}$'),
    width_mm    integer CHECK (width_mm BETWEEN 20 AND 300),
    height_mm   integer CHECK (height_mm BETWEEN 10 AND 400),
    is_active   boolean NOT NULL DEFAULT true,
    version     integer NOT NULL DEFAULT 1,
    updated_at  timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT printer_is_reached_by_its_kind CHECK ((kind = 'RAW') = (address IS NOT NULL)),
    CONSTRAINT printer_prints_sheets_as_pdf CHECK (stock IS NULL OR kind = 'DOWNLOAD'),
    CONSTRAINT printer_stock_has_two_sides CHECK ((width_mm IS NULL) = (height_mm IS NULL)),
    CONSTRAINT printer_has_one_stock CHECK (stock IS NULL OR width_mm IS NULL)
);
CREATE INDEX printer_at_location ON printer (location_id);

-- Who prints holds the job until `taken_until`; `fence` rises with each taking, so that one who was
-- given up writes nothing any more. PRINTED_MAYBE waits for a person: nothing is sent twice unsaid.
CREATE TABLE print_job (
    id          uuid PRIMARY KEY,
    printer_id  uuid NOT NULL REFERENCES printer (id),
    location_id uuid NOT NULL REFERENCES location (id),
    kind        text NOT NULL CHECK (kind IN ('ITEM', 'BIN', 'CONTAINER', 'COMMAND')),
    copies      integer NOT NULL CHECK (copies BETWEEN 1 AND 100),
    status      text NOT NULL DEFAULT 'QUEUED' CHECK (status IN (
                'QUEUED', 'PRINTING', 'PRINTED', 'PRINTED_MAYBE', 'FAILED', 'CANCELED')),
    total       integer NOT NULL CHECK (total BETWEEN 1 AND 5000),
    done        integer NOT NULL DEFAULT 0 CHECK (done >= 0),
    refused     integer NOT NULL DEFAULT 0 CHECK (refused >= 0),
    tries       integer NOT NULL DEFAULT 0 CHECK (tries >= 0),
    problem     text,
    fence       integer NOT NULL DEFAULT 0,
    due_at      timestamptz NOT NULL,
    taken_until timestamptz,
    created_at  timestamptz NOT NULL,
    created_by  uuid,
    started_at  timestamptz,
    finished_at timestamptz,
    version     integer NOT NULL DEFAULT 1,
    updated_at  timestamptz NOT NULL,
    CONSTRAINT print_job_counts_each_label_once CHECK (done + refused <= total),
    CONSTRAINT print_job_is_held_while_it_prints
        CHECK ((status = 'PRINTING') = (taken_until IS NOT NULL)),
    CONSTRAINT print_job_that_ended_says_when
        CHECK ((status IN ('QUEUED', 'PRINTING')) = (finished_at IS NULL))
);
CREATE INDEX print_job_waiting ON print_job (due_at) WHERE status IN ('QUEUED', 'PRINTING');
CREATE INDEX print_job_of_printer ON print_job (printer_id, created_at);
CREATE INDEX print_job_by_location ON print_job (location_id, created_at);

-- `facts` are what stands on it, as they were when it was asked for. SENDING is said before the
-- first byte goes: whoever finds it later does not know whether the label came out.
CREATE TABLE print_label (
    job_id   uuid NOT NULL REFERENCES print_job (id) ON DELETE CASCADE,
    sequence integer NOT NULL CHECK (sequence > 0),
    facts    jsonb NOT NULL,
    status   text NOT NULL DEFAULT 'QUEUED'
             CHECK (status IN ('QUEUED', 'SENDING', 'PRINTED', 'MAYBE', 'REFUSED')),
    problem  text,
    PRIMARY KEY (job_id, sequence),
    CONSTRAINT print_label_that_is_refused_says_why
        CHECK ((status = 'REFUSED') = (problem IS NOT NULL))
);

-- The PDF of a download. It can be made anew from the labels, so it is kept for some days only.
CREATE TABLE print_file (
    job_id  uuid PRIMARY KEY REFERENCES print_job (id) ON DELETE CASCADE,
    content bytea NOT NULL,
    made_at timestamptz NOT NULL
);

INSERT INTO printer (id, code, name, kind, dpi, stock) VALUES
('00000000-0000-8000-8000-000000000031', 'PDF', 'PDF, one label a page', 'DOWNLOAD', 300, NULL),
('00000000-0000-8000-8000-000000000032', 'SHEET-24', 'PDF, A4 with 24 labels', 'DOWNLOAD', 600,
 'A4_3X8'),
('00000000-0000-8000-8000-000000000033', 'SHEET-10', 'PDF, A4 with 10 labels', 'DOWNLOAD', 600,
 'A4_2X5');

UPDATE role
   SET permissions = permissions || ARRAY['PRINT'], version = version + 1, updated_at = now()
 WHERE code IN ('worker', 'supervisor') AND NOT permissions && ARRAY['PRINT', '*'];
