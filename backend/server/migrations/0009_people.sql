-- People, what they may do and where, the devices they hold, and where they are signed in.
-- No secret stands here in clear: badges and tokens as SHA-256, PINs and passwords as Argon2id.

CREATE TABLE role (
    id          uuid PRIMARY KEY,
    code        text NOT NULL UNIQUE,
    name        text NOT NULL,
    permissions text[] NOT NULL,
    version     integer NOT NULL DEFAULT 1,
    updated_at  timestamptz NOT NULL DEFAULT now()
);
COMMENT ON COLUMN role.permissions IS '{*} permits everything, what later versions bring too';

-- `tries` counts sign-ins that failed since the last that did not; it is raised before the PIN is
-- looked at, so that tries made side by side count too.
CREATE TABLE person (
    id            uuid PRIMARY KEY,
    code          text NOT NULL UNIQUE CHECK (length(code) BETWEEN 1 AND 64),
    name          text NOT NULL,
    kind          text NOT NULL DEFAULT 'PERSON' CHECK (kind IN ('PERSON', 'SYSTEM')),
    language      text NOT NULL DEFAULT 'en',
    badge_hash    bytea UNIQUE,
    pin_hash      text CHECK (pin_hash LIKE '$argon2id$%'),
    password_hash text CHECK (password_hash LIKE '$argon2id$%'),
    tries         integer NOT NULL DEFAULT 0 CHECK (tries >= 0),
    paused_until  timestamptz,
    is_active     boolean NOT NULL DEFAULT true,
    version       integer NOT NULL DEFAULT 1,
    updated_at    timestamptz NOT NULL DEFAULT now()
);

-- A role at one location, or everywhere when none is named.
CREATE TABLE person_role (
    person_id   uuid NOT NULL REFERENCES person (id),
    role_id     uuid NOT NULL REFERENCES role (id),
    location_id uuid REFERENCES location (id),
    CONSTRAINT person_role_is_one_row UNIQUE NULLS NOT DISTINCT (person_id, role_id, location_id)
);

-- What people scan with. It proves itself by a token of its own, given once for the set-up code.
CREATE TABLE device (
    id             uuid PRIMARY KEY,
    code           text NOT NULL UNIQUE CHECK (length(code) BETWEEN 1 AND 64),
    name           text NOT NULL,
    kind           text NOT NULL DEFAULT 'HANDHELD'
                   CHECK (kind IN ('HANDHELD', 'PHONE', 'TABLET', 'DESKTOP')),
    location_id    uuid REFERENCES location (id),
    token_hash     bytea UNIQUE,
    setup_hash     bytea UNIQUE,
    setup_until    timestamptz,
    tries          integer NOT NULL DEFAULT 0 CHECK (tries >= 0),
    paused_until   timestamptz,
    revoked_at     timestamptz,
    revoked_reason text,
    last_seen_at   timestamptz,
    version        integer NOT NULL DEFAULT 1,
    updated_at     timestamptz NOT NULL DEFAULT now(),
    CHECK ((setup_hash IS NULL) = (setup_until IS NULL))
);

-- Where somebody is signed in. A token of a system is a login too, narrowed to `permissions`.
CREATE TABLE login (
    id             uuid PRIMARY KEY,
    person_id      uuid NOT NULL REFERENCES person (id),
    device_id      uuid REFERENCES device (id),
    permissions    text[],
    token_hash     bytea UNIQUE,
    started_at     timestamptz NOT NULL,
    expires_at     timestamptz NOT NULL CHECK (expires_at > started_at),
    elevated_until timestamptz,
    ended_at       timestamptz,
    ended_because  text CHECK (ended_because IN ('SIGNED_OUT', 'ANOTHER_BADGE', 'ENDED', 'REVOKED')),
    CHECK ((ended_at IS NULL) = (ended_because IS NULL))
);
CREATE UNIQUE INDEX login_holds_a_device_alone ON login (device_id) WHERE ended_at IS NULL;
CREATE INDEX login_of_person ON login (person_id) WHERE ended_at IS NULL;

INSERT INTO role (id, code, name, permissions) VALUES
('00000000-0000-8000-8000-000000000011', 'worker', 'Worker', ARRAY[
    'READ_STOCK', 'READ_ORDERS', 'TEACH_BARCODE', 'MOVE_STOCK', 'RECEIVE', 'PUT_AWAY', 'PICK',
    'PACK', 'SHIP', 'COUNT', 'REQUEST_COUNT', 'ADJUST_STOCK', 'RECEIVE_RETURN', 'INSPECT_RETURN']),
('00000000-0000-8000-8000-000000000012', 'supervisor', 'Supervisor', ARRAY[
    'READ_STOCK', 'READ_ORDERS', 'READ_COST', 'READ_AUDIT', 'EDIT_MASTER_DATA', 'EDIT_SUPPLIER',
    'TEACH_BARCODE', 'BLOCK_BIN', 'MOVE_STOCK', 'CHANGE_DISPOSITION', 'REVERSE_MOVEMENT', 'BUY',
    'RECEIVE', 'INSPECT', 'PUT_AWAY', 'EDIT_ORDERS', 'HOLD_ORDERS', 'RELEASE_ORDERS', 'PICK',
    'PACK', 'SHIP', 'COUNT', 'REQUEST_COUNT', 'ADJUST_STOCK', 'AUTHORIZE_RETURN', 'RECEIVE_RETURN',
    'INSPECT_RETURN', 'REFUND', 'ASSIGN_TASKS', 'RESOLVE_CASES', 'APPROVE', 'EXPORT', 'IMPORT']),
('00000000-0000-8000-8000-000000000013', 'admin', 'Administrator', ARRAY['*']);

-- The house itself, which reacts to events and keeps time limits; nobody signs in as it.
INSERT INTO person (id, code, name, kind)
VALUES ('00000000-0000-8000-8000-00000000000a', 'stockwright', 'Stockwright', 'SYSTEM');
