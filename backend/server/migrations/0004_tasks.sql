-- The floor's work: walks, tasks with lease and fence, cases, approvals.

-- A round through the aisles; its stops are tasks in order of `sequence`.
CREATE TABLE walk (
    id          uuid PRIMARY KEY,
    number      text NOT NULL UNIQUE,
    location_id uuid NOT NULL REFERENCES location (id),
    created_at  timestamptz NOT NULL
);

CREATE TABLE task (
    id               uuid PRIMARY KEY,
    location_id      uuid NOT NULL REFERENCES location (id),
    kind             text NOT NULL CHECK (kind IN (
                     'RECEIVE', 'INSPECT', 'PUT_AWAY', 'REPLENISH', 'PICK', 'PACK', 'LOAD', 'MOVE',
                     'COUNT')),
    status           text NOT NULL DEFAULT 'QUEUED' CHECK (status IN (
                     'QUEUED', 'CLAIMED', 'IN_PROGRESS', 'DONE', 'SHORT', 'CANCELED')),
    priority         integer NOT NULL DEFAULT 100,
    sequence         integer NOT NULL DEFAULT 0,
    due_at           timestamptz,
    document_kind    text,
    document_id      uuid,
    document_number  text,
    line_id          uuid,
    walk_id          uuid REFERENCES walk (id),
    owner_id         uuid REFERENCES owner (id),
    item_id          uuid REFERENCES item (id),
    disposition      text,
    container_id     uuid REFERENCES container (id),
    from_bin_id      uuid REFERENCES bin (id),
    to_bin_id        uuid REFERENCES bin (id),
    to_container_id  uuid REFERENCES container (id),
    reservation_id   uuid,
    quantity         bigint CHECK (quantity > 0),
    done             bigint NOT NULL DEFAULT 0 CHECK (done >= 0),
    is_blind         boolean NOT NULL DEFAULT false,
    not_by           uuid,
    fence            integer NOT NULL DEFAULT 0,
    assignee_id      uuid,
    device_id        uuid,
    lease_until      timestamptz,
    skips            integer NOT NULL DEFAULT 0,
    created_at       timestamptz NOT NULL,
    started_at       timestamptz,
    finished_at      timestamptz,
    updated_at       timestamptz NOT NULL,
    version          integer NOT NULL DEFAULT 1,
    CHECK ((status IN ('CLAIMED', 'IN_PROGRESS')) = (lease_until IS NOT NULL)),
    CHECK ((status IN ('DONE', 'SHORT', 'CANCELED')) = (finished_at IS NOT NULL)),
    -- I15: who counted does not recount.
    CHECK (not_by IS NULL OR assignee_id IS NULL OR assignee_id <> not_by)
);
COMMENT ON COLUMN task.fence IS 'rises with each claim; work under an older fence is late';
COMMENT ON COLUMN task.not_by IS 'the person who may not do it, such as whoever counted before';
CREATE INDEX task_queue ON task (location_id, kind, priority, due_at, walk_id, sequence)
    WHERE status IN ('QUEUED', 'CLAIMED', 'IN_PROGRESS');
CREATE INDEX task_of_document ON task (document_id);
CREATE INDEX task_of_line ON task (line_id) WHERE line_id IS NOT NULL;
CREATE INDEX task_of_walk ON task (walk_id, sequence) WHERE walk_id IS NOT NULL;
CREATE INDEX task_of_assignee ON task (assignee_id) WHERE status IN ('CLAIMED', 'IN_PROGRESS');

-- An exception that somebody works on.
CREATE TABLE work_case (
    id           uuid PRIMARY KEY,
    location_id  uuid REFERENCES location (id),
    kind         text NOT NULL,
    severity     text NOT NULL CHECK (severity IN ('INFO', 'WARNING', 'CRITICAL')),
    status       text NOT NULL DEFAULT 'OPEN' CHECK (status IN ('OPEN', 'IN_PROGRESS', 'RESOLVED')),
    title        text NOT NULL,
    facts        jsonb NOT NULL DEFAULT '{}',
    bin_id       uuid REFERENCES bin (id),
    item_id      uuid REFERENCES item (id),
    subject_kind text,
    subject_id   uuid,
    operation_id uuid REFERENCES operation (id),
    opened_at    timestamptz NOT NULL,
    opened_by    uuid,
    due_at       timestamptz,
    assignee_id  uuid,
    resolution   text,
    resolved_by  uuid,
    resolved_at  timestamptz,
    version      integer NOT NULL DEFAULT 1,
    updated_at   timestamptz NOT NULL,
    CHECK ((status = 'RESOLVED') = (resolved_at IS NOT NULL))
);
CREATE INDEX work_case_open ON work_case (location_id, severity, opened_at) WHERE status <> 'RESOLVED';
CREATE INDEX work_case_of_subject ON work_case (subject_id);

CREATE TABLE case_note (
    id         uuid PRIMARY KEY,
    case_id    uuid NOT NULL REFERENCES work_case (id),
    author_id  uuid NOT NULL,
    written_at timestamptz NOT NULL,
    text       text NOT NULL CHECK (length(text) BETWEEN 1 AND 4000)
);
COMMENT ON TABLE case_note IS 'history: what people said about a case';
CREATE INDEX case_note_of_case ON case_note (case_id, written_at);

-- A second person's yes. I14, I15: whoever asked may not decide; the database holds it.
CREATE TABLE approval (
    id           uuid PRIMARY KEY,
    location_id  uuid NOT NULL REFERENCES location (id),
    kind         text NOT NULL,
    status       text NOT NULL DEFAULT 'PENDING'
                 CHECK (status IN ('PENDING', 'APPROVED', 'REJECTED', 'EXPIRED', 'WITHDRAWN')),
    subject_kind text NOT NULL,
    subject_id   uuid NOT NULL,
    sentence     text NOT NULL,
    value_minor  bigint,
    currency     text,
    requested_by uuid NOT NULL,
    not_by       uuid,
    requested_at timestamptz NOT NULL,
    reason       text,
    due_at       timestamptz,
    decided_by   uuid,
    decided_at   timestamptz,
    note         text,
    version      integer NOT NULL DEFAULT 1,
    updated_at   timestamptz NOT NULL,
    CONSTRAINT approval_needs_another_person
        CHECK (decided_by IS NULL OR (decided_by <> requested_by AND decided_by IS DISTINCT FROM not_by)),
    CHECK ((status IN ('APPROVED', 'REJECTED')) = (decided_by IS NOT NULL))
);
COMMENT ON COLUMN approval.not_by IS 'another who may not decide, such as whoever recounted';
CREATE UNIQUE INDEX approval_open_once ON approval (subject_id) WHERE status = 'PENDING';
CREATE INDEX approval_queue ON approval (location_id, requested_at) WHERE status = 'PENDING';

-- Who may do what alone, in minor units of the house's currency.
CREATE TABLE approval_policy (
    kind           text PRIMARY KEY CHECK (kind IN ('COUNT', 'ADJUSTMENT', 'WRITE_OFF')),
    free_minor     bigint NOT NULL CHECK (free_minor >= 0),
    approver_minor bigint CHECK (approver_minor >= free_minor),
    version        integer NOT NULL DEFAULT 1,
    updated_at     timestamptz NOT NULL DEFAULT now()
);
COMMENT ON COLUMN approval_policy.free_minor IS 'up to this value no second person is needed';
COMMENT ON COLUMN approval_policy.approver_minor IS 'up to this a supervisor may say yes; NULL: any';
INSERT INTO approval_policy (kind, free_minor, approver_minor)
VALUES ('COUNT', 0, 100000), ('ADJUSTMENT', 2000, 100000), ('WRITE_OFF', 2000, 100000);
CREATE INDEX task_of_number ON task (document_number) WHERE document_number IS NOT NULL;
