-- Proof: what the database itself can refuse, the chain of seals, and checkpoints of the balances.

-- Every table whose comment begins with "history:" is closed to change, whoever asks. A migration
-- that adds such a table ends with `SELECT protect_history()`.
CREATE FUNCTION protect_history() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    found record;
BEGIN
    FOR found IN
        SELECT c.oid::regclass AS name, c.relname AS short
          FROM pg_catalog.pg_class c
         WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
           AND pg_catalog.obj_description(c.oid, 'pg_class') LIKE 'history:%'
           AND NOT EXISTS (SELECT FROM pg_catalog.pg_trigger t
                            WHERE t.tgrelid = c.oid AND t.tgfoid = 'public.forbid_change'::regproc)
    LOOP
        EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON %s '
                       'FOR EACH ROW EXECUTE FUNCTION forbid_change()',
                       found.short || '_is_history', found.name);
        EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON %s '
                       'FOR EACH STATEMENT EXECUTE FUNCTION forbid_change()',
                       found.short || '_stays', found.name);
    END LOOP;
END
$$;

-- Refuses what its trigger was made for. A trigger with a WHEN that is false costs no call.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%: %', TG_TABLE_NAME, TG_ARGV[0]
        USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME;
END
$$;

-- I1: what leaves a key is what arrives at the other: the same item of the same owner.
CREATE FUNCTION check_entry_keys() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM written
                 JOIN public.stock_key source ON source.id = written.from_key
                 JOIN public.stock_key target ON target.id = written.to_key
                WHERE source.item_id <> target.item_id OR source.owner_id <> target.owner_id) THEN
        RAISE EXCEPTION 'stock_entry: goods change neither item nor owner on their way'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER stock_entry_keeps_its_goods AFTER INSERT ON stock_entry
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION check_entry_keys();

-- An address is what its id was derived from.
CREATE TRIGGER stock_key_stays_as_it_is BEFORE UPDATE OR DELETE ON stock_key
    FOR EACH ROW EXECUTE FUNCTION refuse_change('an address never changes');

-- I5, I17: a balance begins empty and changes one version at a time.
CREATE TRIGGER stock_balance_begins_empty AFTER INSERT ON stock_balance
    FOR EACH ROW WHEN (NEW.on_hand <> 0 OR NEW.reserved <> 0 OR NEW.version <> 0)
    EXECUTE FUNCTION refuse_change('a balance begins empty');
CREATE TRIGGER stock_balance_counts_versions AFTER UPDATE ON stock_balance
    FOR EACH ROW WHEN (NEW.version <> OLD.version + 1 OR NEW.key_id <> OLD.key_id)
    EXECUTE FUNCTION refuse_change('versions count up by one');
CREATE TRIGGER stock_balance_stays BEFORE DELETE ON stock_balance
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('rows at zero are kept');
CREATE TRIGGER stock_pool_stays BEFORE DELETE ON stock_pool
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('pools are kept');

-- I8: what was resolved stays so, and a promise is not rewritten: it ends, and another is opened.
CREATE TRIGGER stock_reservation_resolves_once AFTER UPDATE ON stock_reservation
    FOR EACH ROW WHEN (OLD.state <> 'PENDING')
    EXECUTE FUNCTION refuse_change('a reservation resolves once');
CREATE TRIGGER stock_reservation_is_not_rewritten AFTER UPDATE ON stock_reservation
    FOR EACH ROW WHEN (NEW.quantity <> OLD.quantity OR NEW.id <> OLD.id
                       OR NEW.opened_by <> OLD.opened_by)
    EXECUTE FUNCTION refuse_change('a reservation ends, and another is opened');
CREATE TRIGGER stock_reservation_stays BEFORE DELETE ON stock_reservation
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('reservations are kept');

-- I9: also when a reservation is led to another key. Names its tables in full, so that a temporary
-- table of the same name changes nothing.
CREATE OR REPLACE FUNCTION check_reservation_key() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.key_id IS NOT NULL AND NOT EXISTS (
            SELECT FROM public.stock_key WHERE id = NEW.key_id AND is_promisable) THEN
        RAISE EXCEPTION 'key % may not be promised', NEW.key_id
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER stock_reservation_stays_promisable BEFORE UPDATE OF key_id ON stock_reservation
    FOR EACH ROW EXECUTE FUNCTION check_reservation_key();

-- I10: who looked at the room of a bin before goods came in looks again.
CREATE TRIGGER bin_space_goes_forward AFTER UPDATE ON bin_space
    FOR EACH ROW WHEN (NEW.version <= OLD.version)
    EXECUTE FUNCTION refuse_change('versions go forward');
CREATE TRIGGER bin_space_stays BEFORE DELETE ON bin_space
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('versions are kept');

-- I16, I17: an operation stands in the log where its transaction stands, and takes back another.
CREATE TRIGGER operation_is_of_its_transaction AFTER INSERT ON operation
    FOR EACH ROW WHEN (NEW.xid <> pg_current_xact_id())
    EXECUTE FUNCTION refuse_change('its place in the log is that of its transaction');
ALTER TABLE operation ADD CONSTRAINT operation_takes_back_another CHECK (reverses <> id);

-- I14: a reason always. The check of 0007 let a note pass that is NULL.
ALTER TABLE adjustment ADD CONSTRAINT adjustment_says_why
    CHECK (count_id IS NOT NULL OR coalesce(length(note), 0) > 0);

-- I18: a fence only rises.
CREATE TRIGGER task_fence_rises AFTER UPDATE ON task
    FOR EACH ROW WHEN (NEW.fence < OLD.fence)
    EXECUTE FUNCTION refuse_change('a fence only rises');

-- One field of a sealed text: its length in bytes, a colon, the bytes, a comma; "-," when there is
-- none. So no two rows are spelled alike.
CREATE FUNCTION spelled(field text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN coalesce(octet_length(field) || ':' || field || ',', '-,');

-- A moment as the whole microseconds since 1970.
CREATE FUNCTION microseconds(moment timestamptz) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (extract(epoch FROM moment) * 1000000)::bigint::text;

-- The chain. Each seal stands for a stretch of the log, from the end of the seal before it to its
-- own; `leaves` are the digests of its operations `ids`, `tree` their Merkle root, and `root` binds
-- it to all before. No two seals follow one, and none follows what is not there: docs/ledger.md.
CREATE TABLE stock_seal (
    number      bigint PRIMARY KEY CHECK (number > 0),
    follows     bigint GENERATED ALWAYS AS (CASE WHEN number > 1 THEN number - 1 END) STORED,
    previous    bytea UNIQUE,
    tree        bytea NOT NULL CHECK (octet_length(tree) = 32),
    root        bytea NOT NULL UNIQUE CHECK (octet_length(root) = 32),
    ids         uuid[] NOT NULL,
    leaves      bytea NOT NULL,
    operations  integer NOT NULL CHECK (operations BETWEEN 1 AND 4096),
    through_xid xid8 NOT NULL,
    through_id  uuid NOT NULL REFERENCES operation (id),
    sealed_at   timestamptz NOT NULL,
    UNIQUE (number, root),
    CHECK (operations = cardinality(ids) AND octet_length(leaves) = 32 * operations),
    CONSTRAINT stock_seal_follows_one FOREIGN KEY (follows, previous)
        REFERENCES stock_seal (number, root),
    CHECK ((number = 1) = (previous IS NULL))
);
COMMENT ON TABLE stock_seal IS 'history: the chain over all operations, entries and reservations';
CREATE INDEX stock_seal_by_time ON stock_seal (sealed_at);

-- What stood and was promised at the end of a seal, folded from the ledger. A checkpoint keeps only
-- what has changed since the one before; the newest row up to a checkpoint is what held there.
CREATE TABLE stock_checkpoint (
    seal       bigint PRIMARY KEY REFERENCES stock_seal (number),
    operations bigint NOT NULL,
    made_at    timestamptz NOT NULL
);
COMMENT ON TABLE stock_checkpoint IS 'history: up to which seals the balances were folded';
CREATE TABLE stock_checkpoint_balance (
    key_id   uuid NOT NULL REFERENCES stock_key (id),
    seal     bigint NOT NULL REFERENCES stock_checkpoint (seal),
    on_hand  bigint NOT NULL,
    reserved bigint NOT NULL,
    PRIMARY KEY (key_id, seal)
);
COMMENT ON TABLE stock_checkpoint_balance IS 'history: what stood at a key when it was folded';
CREATE TABLE stock_checkpoint_pool (
    pool_id  uuid NOT NULL REFERENCES stock_pool (id),
    seal     bigint NOT NULL REFERENCES stock_checkpoint (seal),
    promised bigint NOT NULL,
    PRIMARY KEY (pool_id, seal)
);
COMMENT ON TABLE stock_checkpoint_pool IS 'history: what was promised of a pool when it was folded';

-- What each proof found, so that the next knows where to begin.
CREATE TABLE stock_proof (
    number     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    extent     text NOT NULL CHECK (extent IN ('FULL', 'SINCE_CHECKPOINT')),
    seal       bigint REFERENCES stock_seal (number),
    operations bigint NOT NULL,
    balances   bigint NOT NULL,
    digest     bytea NOT NULL,
    signature  bytea,
    is_sound   boolean NOT NULL,
    checked_at timestamptz NOT NULL,
    took_ms    integer NOT NULL
);
COMMENT ON TABLE stock_proof IS 'history: what each proof of the ledger found';

SELECT protect_history();
