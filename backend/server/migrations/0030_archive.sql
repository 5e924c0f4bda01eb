-- Archives: old entries go into files that prove themselves, and what they add up to stays here.

-- Each archive holds what every operation did, from the end of the archive before to the end of a seal.
-- No entry of these operations stands in the database any more; `entries_xor` is what they add to its
-- digest. Only the schema's owner writes here: what is said to be archived, verify does not fold anew.
CREATE TABLE stock_archive (
    seal        bigint PRIMARY KEY REFERENCES stock_seal (number),
    operations  bigint NOT NULL CHECK (operations > 0),
    entries     bigint NOT NULL CHECK (entries > 0),
    entries_xor bytea NOT NULL CHECK (octet_length(entries_xor) = 32),
    sha256      bytea NOT NULL UNIQUE CHECK (octet_length(sha256) = 32),
    archived_at timestamptz NOT NULL
);
COMMENT ON TABLE stock_archive IS 'history: up to which seals entries are archived, in which files; the owner writes it';

CREATE TABLE stock_archive_sum (
    key_id   uuid NOT NULL REFERENCES stock_key (id),
    seal     bigint NOT NULL REFERENCES stock_archive (seal),
    quantity bigint NOT NULL,
    PRIMARY KEY (key_id, seal)
);
COMMENT ON TABLE stock_archive_sum IS 'history: what archived entries add up to at each key; the owner writes it';

-- What the leaves of a seal's operations are without their entries: docs/ledger.md.
CREATE TABLE stock_archive_leaves (
    seal   bigint PRIMARY KEY REFERENCES stock_seal (number),
    leaves bytea NOT NULL
);
COMMENT ON TABLE stock_archive_leaves IS 'history: what stays of archived operations, hashed; the owner writes it';

SELECT protect_history();

-- Takes the stretches up to one out of the ledger, with all in them but the entries `carried`, and so
-- for `rest`. Whoever works waits for it; it gives way to work, as make_stretches() does. What stood
-- there must be as many entries as are expected, or nothing is done.
CREATE FUNCTION drop_archived(newest bigint, carried bigint[], expected bigint) RETURNS void
    LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET lock_timeout = '2s' AS $$
DECLARE
    stretch record;
    held    bigint;
    total   bigint := 0;
BEGIN
    PERFORM pg_advisory_xact_lock(1460454179);
    -- In the order in which a posting comes to them, all at once: a drop would need them later.
    LOCK TABLE public.operation, public.stock_key, public.stock_entry IN ACCESS EXCLUSIVE MODE;
    FOR stretch IN
        SELECT found.name, found.ordinal, pg_get_expr(c.relpartbound, c.oid) AS bound
          FROM pg_inherits i
          JOIN pg_class c ON c.oid = i.inhrelid
         CROSS JOIN LATERAL (
               SELECT c.relname AS name,
                      coalesce(substring(c.relname FROM '^stretch_([0-9]+)$')::bigint, 0) AS ordinal
               ) AS found
         WHERE i.inhparent = 'public.stock_entry'::regclass AND found.ordinal <= newest
         ORDER BY found.ordinal
    LOOP
        EXECUTE format('ALTER TABLE public.stock_entry DETACH PARTITION entries.%I', stretch.name);
        EXECUTE format('ALTER TABLE entries.%I RENAME TO going', stretch.name);
        IF stretch.ordinal IN (0, newest) THEN
            EXECUTE format('CREATE TABLE entries.%I PARTITION OF public.stock_entry %s',
                           stretch.name, stretch.bound);
            EXECUTE format('CREATE TRIGGER stretch_stays BEFORE TRUNCATE ON entries.%I '
                           'FOR EACH STATEMENT EXECUTE FUNCTION public.forbid_change()',
                           stretch.name);
        END IF;
        EXECUTE 'INSERT INTO public.stock_entry SELECT * FROM entries.going WHERE id = ANY ($1)'
          USING carried;
        EXECUTE 'SELECT count(*) FROM entries.going' INTO held;
        total := total + held;
        DROP TABLE entries.going;
    END LOOP;
    IF total <> expected + cardinality(carried) THEN
        RAISE EXCEPTION 'stretches held % entries, the archive and what stays have %',
            total, expected + cardinality(carried) USING ERRCODE = 'check_violation';
    END IF;
END
$$;
REVOKE EXECUTE ON FUNCTION drop_archived(bigint, bigint[], bigint) FROM PUBLIC;
