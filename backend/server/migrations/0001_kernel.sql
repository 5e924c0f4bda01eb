-- Operations, the outbox and the log's epoch. Knows nothing about warehouses.

-- History cannot be rewritten, by whoever has the right to write at all.
CREATE FUNCTION forbid_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is history: % is forbidden', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'insufficient_privilege';
END
$$;

-- One row per command that took effect: idempotency record, audit record, header of its entries.
CREATE TABLE operation (
    id          uuid PRIMARY KEY,
    kind        text NOT NULL,
    command     text NOT NULL,
    actor_id    uuid NOT NULL,
    device_id   uuid,
    occurred_at timestamptz NOT NULL,
    recorded_at timestamptz NOT NULL,
    digest      bytea NOT NULL,
    outcome     text NOT NULL CHECK (outcome IN ('APPLIED', 'APPLIED_WITH_CASE')),
    answer      text NOT NULL,
    reason      text,
    location_id uuid,
    document_id uuid,
    reverses    uuid UNIQUE REFERENCES operation (id),
    approved_by uuid CHECK (approved_by <> actor_id OR approved_by IS NULL),
    xid         xid8 NOT NULL DEFAULT pg_current_xact_id()
);
COMMENT ON TABLE operation IS 'history: every command that took effect';
CREATE UNIQUE INDEX operation_log ON operation (xid, id);
CREATE INDEX operation_of_document ON operation (document_id) WHERE document_id IS NOT NULL;
CREATE INDEX operation_of_actor ON operation (actor_id, recorded_at);
CREATE TRIGGER operation_is_history BEFORE UPDATE OR DELETE ON operation
    FOR EACH ROW EXECUTE FUNCTION forbid_change();
CREATE TRIGGER operation_stays BEFORE TRUNCATE ON operation
    FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();

-- What departments tell one another. The reactor leases a row by pushing due_at ahead.
CREATE TABLE outbox_event (
    operation_id uuid NOT NULL REFERENCES operation (id),
    position     integer NOT NULL,
    name         text NOT NULL,
    body         jsonb NOT NULL,
    told_at      timestamptz NOT NULL,
    due_at       timestamptz NOT NULL DEFAULT now(),
    tries        integer NOT NULL DEFAULT 0,
    handled_at   timestamptz,
    trouble      text,
    PRIMARY KEY (operation_id, position)
);
CREATE INDEX outbox_event_open ON outbox_event (due_at) WHERE handled_at IS NULL;

-- Changes when a backup is restored, so that cursors of the time before are known as such.
CREATE TABLE log_epoch (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    epoch    uuid NOT NULL
);
INSERT INTO log_epoch (epoch) VALUES (gen_random_uuid());

CREATE SEQUENCE document_number START 1001;
