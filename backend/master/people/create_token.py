"""Create a token: a system calls with it, within what its roles permit, until a day."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from backend.kernel.command import command
from backend.kernel.database import Database
from backend.kernel.ids import derived_id
from backend.kernel.plan import Plan, Rank, Write
from backend.kernel.refusals import InvalidInput, Refusal
from backend.kernel.work import Work
from backend.master.people import sql
from backend.master.people.authenticate import permitted
from backend.master.people.people import person_of
from backend.master.people.secrets import digest_of, new_token
from backend.master.permissions import Permission
from backend.master.refs import Ref


class BeyondRoles(Refusal):
    """More was asked than you may give."""

    code: ClassVar[str] = "BEYOND_ROLES"
    sentence: ClassVar[str] = "{person} may not {permission}; leave it out, or change the roles."


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateToken:
    """For whom, for what, until when."""

    user: Ref
    permissions: tuple[Permission, ...]
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class TokenCreated:
    """The login that the token opens; the token itself is not stored."""

    login_id: UUID


@dataclass(frozen=True, slots=True)
class _Held:
    permission: str


@command
async def create_token(work: Work, asked: CreateToken) -> Plan[TokenCreated]:
    """Open a login without a device, narrowed to some permissions."""
    work.allow(Permission.MANAGE_PEOPLE, None)
    if asked.expires_at <= work.now:
        raise InvalidInput(field="expires_at", problem="is past")
    person = await person_of(work.reader, asked.user)
    rows = await work.reader.rows(_Held, sql.PERMISSIONS_OF_PERSON, person.id)
    beyond = set(asked.permissions) - permitted(row.permission for row in rows)
    if beyond:
        raise BeyondRoles(person=person.name, permission=min(beyond))
    login_id = derived_id(work.operation_id, "login")
    limits = sorted(permission.value for permission in asked.permissions)
    values = (login_id, person.id, None, limits, work.now, asked.expires_at)
    return Plan(
        answer=TokenCreated(login_id),
        writes=(Write(Rank.DOCUMENT, "login", sql.OPEN_NARROW_LOGIN, values),),
        kind="CREATE_TOKEN",
        document_id=person.id,
    )


async def show_token(database: Database, login_id: UUID) -> str | None:
    """Give the login its token and return it; None when it was shown before."""
    token = new_token()
    given = (login_id, digest_of(token))
    async with database.session() as session:
        shown = await session.fetch(sql.KEY_LOGIN_ONCE, *given)
    return token if shown else None
