-- Live work: which transaction last touched each task, case and approval. The log tells which
-- transactions have ended; together they tell what has changed since a position of the log.

CREATE TABLE work_touched (
    id      uuid PRIMARY KEY,
    kind    text NOT NULL CHECK (kind IN ('Task', 'Case', 'Approval')),
    touched xid8 NOT NULL
) WITH (fillfactor = 80);
COMMENT ON TABLE work_touched IS 'one row for each task, case and approval, however often it changes';
CREATE INDEX work_touched_since ON work_touched (touched);

-- In id order, so that two statements never wait for each other in a circle.
CREATE FUNCTION touch_work() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO work_touched (id, kind, touched)
    SELECT id, TG_ARGV[0], pg_current_xact_id() FROM changed ORDER BY id
        ON CONFLICT (id) DO UPDATE SET touched = EXCLUDED.touched;
    RETURN NULL;
END
$$;

-- A note changes no column of its case, and is news of it all the same.
CREATE FUNCTION touch_noted_case() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO work_touched (id, kind, touched)
    SELECT DISTINCT case_id, 'Case', pg_current_xact_id() FROM changed ORDER BY 1
        ON CONFLICT (id) DO UPDATE SET touched = EXCLUDED.touched;
    RETURN NULL;
END
$$;

CREATE TRIGGER task_is_new AFTER INSERT ON task REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION touch_work('Task');
CREATE TRIGGER task_has_changed AFTER UPDATE ON task REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION touch_work('Task');
CREATE TRIGGER work_case_is_new AFTER INSERT ON work_case REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION touch_work('Case');
CREATE TRIGGER work_case_has_changed AFTER UPDATE ON work_case REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION touch_work('Case');
CREATE TRIGGER case_note_is_new AFTER INSERT ON case_note REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION touch_noted_case();
CREATE TRIGGER approval_is_new AFTER INSERT ON approval REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION touch_work('Approval');
CREATE TRIGGER approval_has_changed AFTER UPDATE ON approval REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION touch_work('Approval');

-- What is there already was touched before any position that a client can hold.
INSERT INTO work_touched (id, kind, touched)
SELECT id, 'Task', pg_current_xact_id() FROM task
 UNION ALL SELECT id, 'Case', pg_current_xact_id() FROM work_case
 UNION ALL SELECT id, 'Approval', pg_current_xact_id() FROM approval;

-- For the figures of the board: what was finished lately, and what must leave today.
CREATE INDEX task_by_end ON task (location_id, finished_at) WHERE finished_at IS NOT NULL;
CREATE INDEX customer_order_by_cut_off ON customer_order (location_id, ship_by)
    WHERE ship_by IS NOT NULL;
