-- How labels look, where a house wants it otherwise; and printings that are printed once more.

-- `source` is JSON in millimeters; `layout` is which of our designs it changes.
CREATE TABLE label_design (
    id         uuid PRIMARY KEY,
    code       text NOT NULL UNIQUE CHECK (length(code) BETWEEN 1 AND 64),
    name       text NOT NULL,
    kind       text NOT NULL CHECK (kind IN (
               'ITEM', 'PACK', 'PALLET', 'BIN', 'CONTAINER', 'COMMAND', 'DOCUMENT', 'SHIPPING')),
    layout     text NOT NULL,
    width_mm   integer NOT NULL CHECK (width_mm BETWEEN 10 AND 400),
    height_mm  integer NOT NULL CHECK (height_mm BETWEEN 10 AND 400),
    source     text NOT NULL CHECK (length(source) BETWEEN 2 AND 20000),
    is_default boolean NOT NULL DEFAULT false,
    version    integer NOT NULL DEFAULT 1,
    updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX label_design_default ON label_design (kind, layout) WHERE is_default;

-- `designs` are those that the labels are drawn with, as they were when the labels were asked for.
ALTER TABLE print_job
    ADD COLUMN designs jsonb NOT NULL DEFAULT '[]',
    ADD COLUMN reprint_of uuid REFERENCES print_job (id);
