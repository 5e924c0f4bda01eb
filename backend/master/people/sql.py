"""Statements of people, devices and logins; each has one caller."""

# One indexed row by token, joined with the grants: what each request asks.
BELIEVED_LOGIN = """
SELECT login.id, login.person_id, person.name, person.code, login.device_id, login.expires_at,
       login.elevated_until, login.permissions AS limits, person_role.location_id,
       role.permissions, device.last_seen_at AS seen_at
  FROM login
  JOIN person ON person.id = login.person_id AND person.is_active
  LEFT JOIN device ON device.id = login.device_id
  LEFT JOIN person_role ON person_role.person_id = person.id
  LEFT JOIN role ON role.id = person_role.role_id
 WHERE login.token_hash = $1 AND login.ended_at IS NULL AND login.expires_at > $2
   AND device.revoked_at IS NULL
"""

# A login that is over, and was not ended on purpose, by its own token and that of its own device:
# what was done under it may still come in. Read by the same token, so as cheap as the one above.
LATE_LOGIN = """
SELECT login.id, login.person_id, person.name, person.code, login.device_id, login.expires_at,
       login.elevated_until, login.permissions AS limits, person_role.location_id,
       role.permissions, device.last_seen_at AS seen_at
  FROM login
  JOIN person ON person.id = login.person_id AND person.is_active
  JOIN device ON device.id = login.device_id AND device.revoked_at IS NULL
  LEFT JOIN person_role ON person_role.person_id = person.id
  LEFT JOIN role ON role.id = person_role.role_id
 WHERE login.token_hash = $1 AND device.token_hash = $2
   AND coalesce(login.ended_at, login.expires_at) > $3
   AND (login.ended_at IS NULL OR login.ended_because = 'ANOTHER_BADGE')
"""

# The guard keeps it to one write a minute, however many ask at once.
SEE_DEVICE = """
UPDATE device SET last_seen_at = $2
 WHERE id = $1 AND (last_seen_at IS NULL OR last_seen_at < $3)
"""

# A try counts before the PIN is looked at; from the fifth on each one pauses longer, an hour at
# most. No row back means unknown, locked out, or paused.
TAKE_BADGE_TRY = """
UPDATE person
   SET tries = tries + 1,
       paused_until = CASE WHEN tries >= 4
           THEN $2 + least(interval '1 hour', interval '30 seconds' * 2 ^ least(tries - 4, 10))
           END
 WHERE badge_hash = $1 AND is_active AND (paused_until IS NULL OR paused_until <= $2)
RETURNING id, name, pin_hash AS hashed
"""

TAKE_DESK_TRY = """
UPDATE person
   SET tries = tries + 1,
       paused_until = CASE WHEN tries >= 4
           THEN $2 + least(interval '1 hour', interval '30 seconds' * 2 ^ least(tries - 4, 10))
           END
 WHERE code = $1 AND is_active AND (paused_until IS NULL OR paused_until <= $2)
RETURNING id, name, password_hash AS hashed
"""

TAKE_PIN_TRY = """
UPDATE person
   SET tries = tries + 1,
       paused_until = CASE WHEN tries >= 4
           THEN $2 + least(interval '1 hour', interval '30 seconds' * 2 ^ least(tries - 4, 10))
           END
 WHERE id = $1 AND is_active AND (paused_until IS NULL OR paused_until <= $2)
RETURNING id, name, pin_hash AS hashed
"""

TAKE_DEVICE_TRY = """
UPDATE device
   SET tries = tries + 1,
       last_seen_at = $2,
       paused_until = CASE WHEN tries >= 19
           THEN $2 + least(interval '1 hour', interval '30 seconds' * 2 ^ least(tries - 19, 10))
           END
 WHERE token_hash = $1 AND revoked_at IS NULL AND (paused_until IS NULL OR paused_until <= $2)
RETURNING id
"""

PERSON_PAUSED_UNTIL = """
SELECT paused_until
  FROM person
 WHERE (badge_hash = $1 OR code = $2 OR id = $3) AND is_active AND paused_until > $4
"""

DEVICE_PAUSED_UNTIL = """
SELECT paused_until
  FROM device
 WHERE token_hash = $1 AND revoked_at IS NULL AND paused_until > $2
"""

FORGET_PERSON_TRIES = """
UPDATE person SET tries = 0, paused_until = NULL WHERE id = $1
"""

FORGET_DEVICE_TRIES = """
UPDATE device SET tries = 0, paused_until = NULL WHERE id = $1
"""

END_LOGINS_ON_DEVICE = """
UPDATE login
   SET ended_at = $2, ended_because = 'ANOTHER_BADGE'
 WHERE device_id = $1 AND ended_at IS NULL
"""

# The token comes after: an answer is stored and may be given again, a token may not.
OPEN_LOGIN = """
INSERT INTO login (id, person_id, device_id, permissions, started_at, expires_at)
VALUES ($1, $2, $3, $4, $5, $6)
RETURNING id
"""

OPEN_NARROW_LOGIN = """
INSERT INTO login (id, person_id, device_id, permissions, started_at, expires_at)
VALUES ($1, $2, $3, $4, $5, $6)
RETURNING id
"""

KEY_LOGIN = """
UPDATE login
   SET token_hash = $2
 WHERE id = $1 AND ended_at IS NULL AND expires_at > $3
RETURNING id
"""

# A token of a system is shown once: no row back when it was.
KEY_LOGIN_ONCE = """
UPDATE login
   SET token_hash = $2
 WHERE id = $1 AND ended_at IS NULL AND token_hash IS NULL
RETURNING id
"""

LOGIN = """
SELECT id, person_id, ended_at
  FROM login
 WHERE id = $1
"""

END_LOGIN = """
UPDATE login
   SET ended_at = $2, ended_because = $3, token_hash = NULL
 WHERE id = $1 AND ended_at IS NULL
RETURNING id
"""

ELEVATE_LOGIN = """
UPDATE login SET elevated_until = $2 WHERE id = $1 AND ended_at IS NULL RETURNING id
"""

PERSON = """
SELECT id, code, name, kind, language, is_active, version
  FROM person
 WHERE id = $1 OR code = $2 OR badge_hash = $3
"""

INSERT_PERSON = """
INSERT INTO person (id, code, name, kind, language, badge_hash, pin_hash, password_hash, is_active)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
RETURNING id
"""

# A secret that is null stays; the version is the guard.
UPDATE_PERSON = """
UPDATE person
   SET code = $3, name = $4, kind = $5, language = $6,
       badge_hash = coalesce($7, badge_hash), pin_hash = coalesce($8, pin_hash),
       password_hash = coalesce($9, password_hash), is_active = $10,
       tries = CASE WHEN $8::text IS NULL AND $9::text IS NULL THEN tries ELSE 0 END,
       paused_until = CASE WHEN $8::text IS NULL AND $9::text IS NULL THEN paused_until END,
       version = version + 1, updated_at = $11
 WHERE id = $1 AND version = $2
RETURNING id
"""

CLEAR_GRANTS = """
DELETE FROM person_role WHERE person_id = $1
"""

GRANT_ROLES = """
INSERT INTO person_role (person_id, role_id, location_id)
SELECT DISTINCT $1::uuid, role_id, location_id
  FROM unnest($2::uuid[], $3::uuid[]) AS granted (role_id, location_id)
"""

# Also those that another badge has ended lose their token: it would still bring in late work.
END_LOGINS_OF_PERSON = """
UPDATE login
   SET ended_at = coalesce(ended_at, $2), ended_because = coalesce(ended_because, 'ENDED'),
       token_hash = NULL
 WHERE person_id = $1 AND (ended_at IS NULL OR token_hash IS NOT NULL)
"""

ROLE = """
SELECT id, code, name, permissions, version
  FROM role
 WHERE id = $1 OR code = $2
"""

INSERT_ROLE = """
INSERT INTO role (id, code, name, permissions)
VALUES ($1, $2, $3, $4)
RETURNING id
"""

UPDATE_ROLE = """
UPDATE role
   SET code = $3, name = $4, permissions = $5, version = version + 1, updated_at = $6
 WHERE id = $1 AND version = $2
RETURNING id
"""

PERMISSIONS_OF_PERSON = """
SELECT DISTINCT unnest(role.permissions) AS permission
  FROM person_role
  JOIN role ON role.id = person_role.role_id
 WHERE person_role.person_id = $1
"""

DEVICE = """
SELECT id, code, name, kind, location_id, revoked_at IS NOT NULL AS is_revoked, version
  FROM device
 WHERE id = $1 OR code = $2
"""

INSERT_DEVICE = """
INSERT INTO device (id, code, name, kind, location_id)
VALUES ($1, $2, $3, $4, $5)
RETURNING id
"""

# Enrolling again makes the device prove itself anew: its old token is void.
UPDATE_DEVICE = """
UPDATE device
   SET code = $3, name = $4, kind = $5, updated_at = $6, location_id = $7, token_hash = NULL,
       tries = 0, paused_until = NULL, revoked_at = NULL, revoked_reason = NULL,
       version = version + 1
 WHERE id = $1 AND version = $2
RETURNING id
"""

GIVE_SETUP_CODE = """
UPDATE device
   SET setup_hash = $2, setup_until = $3
 WHERE id = $1 AND revoked_at IS NULL AND token_hash IS NULL
RETURNING id
"""

# Once: the code is gone with its use.
SET_UP_DEVICE = """
UPDATE device
   SET token_hash = $2, setup_hash = NULL, setup_until = NULL, last_seen_at = $3
 WHERE setup_hash = $1 AND setup_until > $3 AND revoked_at IS NULL
RETURNING id
"""

REVOKE_DEVICE = """
UPDATE device
   SET revoked_at = $3, revoked_reason = $4, token_hash = NULL, setup_hash = NULL,
       setup_until = NULL, version = version + 1, updated_at = $3
 WHERE id = $1 AND version = $2
RETURNING id
"""

END_LOGINS_OF_DEVICE = """
UPDATE login
   SET ended_at = $2, ended_because = 'ENDED', token_hash = NULL
 WHERE device_id = $1 AND ended_at IS NULL
"""

# Also those that are over: were the device enrolled again, their tokens would come to life with it.
END_LOGINS_OF_REVOKED = """
UPDATE login
   SET ended_at = coalesce(ended_at, $2), ended_because = coalesce(ended_because, 'REVOKED'),
       token_hash = NULL
 WHERE device_id = $1 AND (ended_at IS NULL OR token_hash IS NOT NULL)
"""
