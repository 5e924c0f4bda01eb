"""Who is calling: one indexed question for each request, so an ended login is refused at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from backend.kernel.clock import now
from backend.kernel.database import Database
from backend.kernel.work import Actor, Reader
from backend.master.people import sql
from backend.master.people.secrets import digest_of
from backend.master.permissions import Permission

ALL = "*"
"""What a role says that permits everything."""
LATE_DAYS = 30
"""How long a device may hold back what was done under a login that is over."""
SEEN_EVERY = timedelta(minutes=1)
"""A device that asks is written down as seen no more often than this."""


@dataclass(frozen=True, slots=True)
class Believed:
    """A login that holds now: who, with which rights, on which device, until when."""

    login_id: UUID
    actor: Actor
    device_id: UUID | None
    expires_at: datetime
    is_elevated: bool
    seen_at: datetime | None
    """When its device was last written down as seen."""


@dataclass(frozen=True, slots=True)
class _Granted:
    """One role of the person who is signed in; the columns of the role are null without one."""

    id: UUID
    person_id: UUID
    name: str
    code: str
    device_id: UUID | None
    expires_at: datetime
    elevated_until: datetime | None
    limits: list[str] | None
    location_id: UUID | None
    permissions: list[str] | None
    seen_at: datetime | None


async def authenticate(reader: Reader, token: str) -> Believed | None:
    """Return the login that a token stands for; None when it is unknown, over or revoked."""
    moment = now()
    granted = await reader.rows(_Granted, sql.BELIEVED_LOGIN, digest_of(token), moment)
    return _believed(granted, moment)


async def see_device(database: Database, found: Believed) -> None:
    """Write down that a device was seen, unless that was done within the last minute."""
    moment = now()
    if found.device_id is None or (found.seen_at and moment - found.seen_at < SEEN_EVERY):
        return
    async with database.session() as session:
        await session.fetch(sql.SEE_DEVICE, found.device_id, moment, moment - SEEN_EVERY)


async def authenticate_late(reader: Reader, token: str, *, device_token: str) -> Believed | None:
    """Return a login that ran out or lost its device to another badge, up to 30 days ago.

    It proves who did what the device still holds, and is good for nothing else. One that was ended
    on purpose, or whose device was revoked, proves nothing.
    """
    moment = now()
    asked = (digest_of(token), digest_of(device_token), moment - timedelta(days=LATE_DAYS))
    granted = await reader.rows(_Granted, sql.LATE_LOGIN, *asked)
    late = _believed(granted, moment)
    return replace(late, is_elevated=False) if late else None


def _believed(granted: Sequence[_Granted], moment: datetime) -> Believed | None:
    if not granted:
        return None
    login = granted[0]
    return Believed(
        login_id=login.id,
        actor=_actor(login, granted),
        device_id=login.device_id,
        expires_at=login.expires_at,
        is_elevated=login.elevated_until is not None and login.elevated_until > moment,
        seen_at=login.seen_at,
    )


def _actor(login: _Granted, granted: Iterable[_Granted]) -> Actor:
    everywhere: set[str] = set()
    somewhere: dict[UUID, set[str]] = {}
    for grant in granted:
        held = permitted(grant.permissions or ())
        if login.limits is not None:
            held &= permitted(login.limits)
        if grant.location_id is None:
            everywhere |= held
        else:
            somewhere.setdefault(grant.location_id, set()).update(held)
    return Actor(
        id=login.person_id,
        name=login.name,
        everywhere=frozenset(everywhere),
        grants={place: frozenset(held) for place, held in somewhere.items()},
    )


def permitted(permissions: Iterable[str]) -> set[str]:
    """Return the permissions that a role's list stands for."""
    named = set(permissions)
    return {permission.value for permission in Permission} if ALL in named else named
