-- Where a figure of a location should be; none until somebody says.
CREATE TABLE kpi_target (
    location_id uuid NOT NULL REFERENCES location (id),
    name        text NOT NULL CHECK (name IN (
                'LINES_PER_HOUR', 'SHORT_PICKS', 'INVENTORY_ACCURACY', 'DOCK_TO_STOCK',
                'FILL_RATE')),
    target      double precision NOT NULL CHECK (target >= 0 AND target < 'Infinity'),
    set_at      timestamptz NOT NULL,
    set_by      uuid NOT NULL,
    PRIMARY KEY (location_id, name)
);
