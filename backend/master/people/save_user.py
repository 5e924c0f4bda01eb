"""Save a person or a system: who they are, what they may do and where, and how they prove it."""

import re
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from backend.kernel.command import command
from backend.kernel.ids import derived_id
from backend.kernel.plan import Plan, Rank, Write
from backend.kernel.refusals import CodeTaken, InvalidInput
from backend.kernel.work import Work
from backend.master.people import sql
from backend.master.people.people import Person, person_called, person_of
from backend.master.permissions import Permission
from backend.master.refs import Ref
from backend.master.saving import check_new, check_version, checked_code, required

PASSWORD_MIN = 12
PASSWORD_MAX = 256


class PersonKind(StrEnum):
    """Who acts."""

    PERSON = "PERSON"
    SYSTEM = "SYSTEM"


@dataclass(frozen=True, slots=True)
class Grant:
    """A role at a location; everywhere when none is named."""

    role_id: UUID
    location_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveUser:
    """What to change; None leaves it. Secrets come as they are stored, never as they are said."""

    user: Ref | None = None
    if_version: int | None = None
    code: str | None = None
    name: str | None = None
    kind: PersonKind | None = None
    language: str | None = None
    grants: tuple[Grant, ...] | None = None
    badge_hash: str | None = None
    pin_hash: str | None = None
    password_hash: str | None = None
    is_active: bool | None = None


@dataclass(frozen=True, slots=True)
class UserSaved:
    """Who was saved."""

    person_id: UUID


def checked_pin(pin: str | None) -> str | None:
    """Refuse a PIN that is not four to twelve digits."""
    if pin is not None and not re.fullmatch("[0-9]{4,12}", pin):
        raise InvalidInput(field="new_pin", problem="is not four to twelve digits")
    return pin


def checked_password(password: str | None) -> str | None:
    """Refuse a password of fewer than twelve characters (NIST SP 800-63B asks for length alone)."""
    if password is not None and not PASSWORD_MIN <= len(password) <= PASSWORD_MAX:
        problem = f"is not {PASSWORD_MIN} to {PASSWORD_MAX} characters long"
        raise InvalidInput(field="new_password", problem=problem)
    return password


@command
async def save_user(work: Work, asked: SaveUser) -> Plan[UserSaved]:
    """Make or change a person. A new PIN, or being locked out, ends every login of theirs."""
    work.allow(Permission.MANAGE_PEOPLE, None)
    person = await person_of(work.reader, asked.user) if asked.user else None
    writes = _new(work, asked) if person is None else _changed(work, asked, person)
    person_id = person.id if person else _new_id(work)
    code = asked.code.strip() if asked.code else None
    if code is not None:
        other = await person_called(work.reader, Ref(code=code))
        if other is not None and other.id != person_id:
            raise CodeTaken(kind="person", key=code)
    return Plan(
        answer=UserSaved(person_id),
        writes=(*writes, *_grants(asked, person_id), *_ends(work, asked, person_id)),
        kind="SAVE_USER",
        document_id=person_id,
    )


def _new_id(work: Work) -> UUID:
    return derived_id(work.operation_id, "person")


def _new(work: Work, asked: SaveUser) -> tuple[Write, ...]:
    check_new("person", if_version=asked.if_version)
    values = (
        _new_id(work),
        checked_code("code", asked.code),
        required("name", asked.name),
        asked.kind or PersonKind.PERSON,
        asked.language or "en",
        *_secrets(asked),
        True if asked.is_active is None else asked.is_active,
    )
    return (Write(Rank.DOCUMENT, "person", sql.INSERT_PERSON, values),)


def _changed(work: Work, asked: SaveUser, person: Person) -> tuple[Write, ...]:
    check_version("person", version=person.version, if_version=asked.if_version)
    values = (
        person.id,
        person.version,
        person.code if asked.code is None else checked_code("code", asked.code),
        person.name if asked.name is None else required("name", asked.name),
        asked.kind or person.kind,
        asked.language or person.language,
        *_secrets(asked),
        person.is_active if asked.is_active is None else asked.is_active,
        work.now,
    )
    return (Write(Rank.DOCUMENT, "person", sql.UPDATE_PERSON, values),)


def _secrets(asked: SaveUser) -> tuple[bytes | None, str | None, str | None]:
    badge = None if asked.badge_hash is None else bytes.fromhex(asked.badge_hash)
    return badge, asked.pin_hash, asked.password_hash


def _grants(asked: SaveUser, person_id: UUID) -> tuple[Write, ...]:
    if asked.grants is None:
        return ()
    roles = [grant.role_id for grant in asked.grants]
    places = [grant.location_id for grant in asked.grants]
    granted = (person_id, roles, places)
    return (
        Write(Rank.DOCUMENT, "person 1", sql.CLEAR_GRANTS, (person_id,), rows=None),
        Write(Rank.DOCUMENT, "person 2", sql.GRANT_ROLES, granted, rows=None),
    )


def _ends(work: Work, asked: SaveUser, person_id: UUID) -> tuple[Write, ...]:
    if asked.is_active is False or asked.pin_hash or asked.password_hash or asked.badge_hash:
        ended = (person_id, work.now)
        return (Write(Rank.DOCUMENT, "person 3", sql.END_LOGINS_OF_PERSON, ended, rows=None),)
    return ()
