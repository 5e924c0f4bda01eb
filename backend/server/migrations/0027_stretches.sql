-- Entries are kept in stretches of history, so that an old one can be put away whole.

-- By id, which is time's order: so id stays unique over all of them, and no statement has to say when.
-- Stretches stand in a schema of their own, to which the application has no right: it reaches them
-- through stock_entry alone, whose triggers it cannot go around.
CREATE SCHEMA entries;

ALTER TABLE stock_entry SET SCHEMA entries;
DROP TRIGGER stock_entry_is_history ON entries.stock_entry;
ALTER TABLE entries.stock_entry ALTER id DROP IDENTITY;
CREATE SEQUENCE stock_entry_id_seq;

CREATE TABLE stock_entry (
    id           bigint NOT NULL DEFAULT nextval('stock_entry_id_seq') PRIMARY KEY,
    operation_id uuid NOT NULL REFERENCES operation (id),
    from_key     uuid NOT NULL REFERENCES stock_key (id),
    to_key       uuid NOT NULL REFERENCES stock_key (id),
    quantity     bigint NOT NULL CHECK (quantity > 0),
    line_id      uuid,
    CHECK (from_key <> to_key)
) PARTITION BY RANGE (id);
COMMENT ON TABLE stock_entry IS 'history: every movement of goods';
ALTER SEQUENCE stock_entry_id_seq OWNED BY stock_entry.id;
CREATE INDEX stock_entry_of_operation ON stock_entry (operation_id);
CREATE INDEX stock_entry_from ON stock_entry (from_key);
CREATE INDEX stock_entry_to ON stock_entry (to_key);
CREATE INDEX stock_entry_of_line ON stock_entry (line_id) WHERE line_id IS NOT NULL;
CREATE TRIGGER stock_entry_keeps_its_goods AFTER INSERT ON stock_entry
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION check_entry_keys();

-- Stretch n holds the ids from (n - 1) * 2,000,000 + 1 to n * 2,000,000. What has been written so far
-- is one, whatever its length.
DO $$
DECLARE
    newest bigint := (SELECT coalesce(max(id), 0) FROM entries.stock_entry);
    ordinal bigint := newest / 2000000 + 1;
BEGIN
    PERFORM setval('public.stock_entry_id_seq', greatest(newest, 1), newest > 0);
    EXECUTE format('ALTER TABLE entries.stock_entry RENAME TO %I', 'stretch_' || ordinal);
    EXECUTE format('ALTER TABLE stock_entry ATTACH PARTITION entries.%I '
                   'FOR VALUES FROM (MINVALUE) TO (%s)', 'stretch_' || ordinal, ordinal * 2000000 + 1);
END
$$;

-- Where entries go when nobody made the next stretch in time: work never stops for it.
CREATE TABLE entries.rest PARTITION OF stock_entry DEFAULT;

SELECT protect_history();

-- Makes stretches until two lie ahead of the newest entry, and returns how many it made. Gives way to
-- work: what cannot have its locks in two seconds is tried another time.
CREATE FUNCTION make_stretches() RETURNS integer LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp SET lock_timeout = '2s' AS $$
DECLARE
    newest  bigint := (SELECT last_value FROM public.stock_entry_id_seq);
    ordinal bigint;
    made    integer := 0;
BEGIN
    PERFORM pg_advisory_xact_lock(1460454179);
    SELECT max(substr(relname, 9)::bigint) INTO ordinal
      FROM pg_class
     WHERE relnamespace = 'entries'::regnamespace AND relname ~ '^stretch_[0-9]+$';
    ordinal := greatest(ordinal, (SELECT max(id) / 2000000 + 1 FROM entries.rest));
    WHILE ordinal < newest / 2000000 + 3 LOOP
        ordinal := ordinal + 1;
        EXECUTE format('CREATE TABLE entries.stretch_%s (LIKE public.stock_entry '
                       'INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', ordinal);
        EXECUTE format('ALTER TABLE public.stock_entry ATTACH PARTITION entries.stretch_%s '
                       'FOR VALUES FROM (%s) TO (%s)', ordinal, (ordinal - 1) * 2000000 + 1,
                       ordinal * 2000000 + 1);
        EXECUTE format('CREATE TRIGGER stretch_stays BEFORE TRUNCATE ON entries.stretch_%s '
                       'FOR EACH STATEMENT EXECUTE FUNCTION public.forbid_change()', ordinal);
        made := made + 1;
    END LOOP;
    RETURN made;
END
$$;
REVOKE EXECUTE ON FUNCTION make_stretches() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION make_stretches() TO stockwright_app;
CREATE TRIGGER stretch_stays BEFORE TRUNCATE ON entries.rest
    FOR EACH STATEMENT EXECUTE FUNCTION forbid_change();
SELECT make_stretches();
