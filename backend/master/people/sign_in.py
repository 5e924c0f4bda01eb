"""Sign in: badge and PIN on an enrolled device, or name and password at a desk.

Proving who one is changes counters even when it is refused, and no secret may be stored with an
operation; so this is no command. It ends in the command `open_login`, which is one, and then gives
that login a token.
"""

from dataclasses import dataclass
from datetime import datetime
from math import ceil
from types import MappingProxyType
from typing import Any, ClassVar
from uuid import UUID

from backend.kernel.clock import now
from backend.kernel.database import Database
from backend.kernel.perform import Performed, Request, perform
from backend.kernel.refusals import Refusal
from backend.kernel.work import Actor, Reader
from backend.master.people import sql
from backend.master.people.open_login import LoginOpened, OpenLogin, open_login
from backend.master.people.secrets import digest_of, fits, new_token


class SignInFailed(Refusal):
    """Who you say you are and what you prove it with do not fit."""

    code: ClassVar[str] = "SIGN_IN_FAILED"
    sentence: ClassVar[str] = "That does not fit; try again, or ask an administrator."


class SignInPaused(Refusal):
    """Too many tries failed, so the next must wait."""

    code: ClassVar[str] = "SIGN_IN_PAUSED"
    sentence: ClassVar[str] = "Too many tries failed; wait {seconds} seconds, then try again."
    retryable: ClassVar[bool] = True


class DeviceUnknown(Refusal):
    """A badge and PIN count only on an enrolled device."""

    code: ClassVar[str] = "DEVICE_UNKNOWN"
    sentence: ClassVar[str] = (
        "This device is not enrolled, or no longer; ask an administrator to enroll it."
    )


@dataclass(frozen=True, slots=True)
class Tried:
    """Somebody whose secret is about to be checked."""

    id: UUID
    name: str
    hashed: str | None


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A login with its token, which nobody can read again."""

    token: str
    performed: Performed[LoginOpened]


async def sign_in_with_badge(
    database: Database, *, badge: str, pin: str, device_token: str | None, operation_id: UUID
) -> SignedIn:
    """Sign in on a device. Sent again under the same id, the same login gets a new token."""
    async with database.session() as session:
        device_id = await _device(session, device_token)
        asked = (sql.TAKE_BADGE_TRY, digest_of(badge), now())
        tried = await Reader(session).first(Tried, *asked)
        if tried is None:
            await _refuse(session, badge=badge)
        await prove(session, tried, pin)
        await session.fetch(sql.FORGET_DEVICE_TRIES, device_id)
    assert tried is not None, "nobody has no PIN that fits"
    return await _open(database, tried, device_id, operation_id)


async def sign_in_with_password(
    database: Database, *, name: str, password: str, operation_id: UUID
) -> SignedIn:
    """Sign in at a desk, where there may be no enrolled device."""
    async with database.session() as session:
        tried = await Reader(session).first(Tried, sql.TAKE_DESK_TRY, name, now())
        if tried is None:
            await _refuse(session, name=name)
        await prove(session, tried, password)
    assert tried is not None, "nobody has no password that fits"
    return await _open(database, tried, None, operation_id)


async def try_pin(session: Any, person_id: UUID, pin: str) -> None:
    """Check somebody's own PIN once more; refused like a sign-in, and counted like one."""
    tried = await Reader(session).first(Tried, sql.TAKE_PIN_TRY, person_id, now())
    if tried is None:
        await _refuse(session, person_id=person_id)
    await prove(session, tried, pin)


async def prove(session: Any, tried: Tried | None, secret: str) -> None:
    """Refuse unless the secret fits; a try that fits forgets those that did not."""
    if not await fits(secret, tried.hashed if tried else None) or tried is None:
        raise SignInFailed
    await session.fetch(sql.FORGET_PERSON_TRIES, tried.id)


async def _device(session: Any, token: str | None) -> UUID:
    if token is None:
        raise DeviceUnknown
    found = await session.fetch(sql.TAKE_DEVICE_TRY, digest_of(token), now())
    if not found:
        until = await session.fetch(sql.DEVICE_PAUSED_UNTIL, digest_of(token), now())
        _refuse_paused(until[0]["paused_until"] if until else None)
        raise DeviceUnknown
    device_id: UUID = found[0]["id"]
    return device_id


async def _refuse(
    session: Any, *, badge: str = "", name: str | None = None, person_id: UUID | None = None
) -> None:
    """Say how long to wait when the person is paused; whoever is unknown goes on, to fail alike."""
    asked = (sql.PERSON_PAUSED_UNTIL, digest_of(badge), name, person_id, now())
    until = await session.fetch(*asked)
    _refuse_paused(until[0]["paused_until"] if until else None)


def _refuse_paused(until: datetime | None) -> None:
    if until is not None:
        raise SignInPaused(seconds=max(1, ceil((until - now()).total_seconds())))


async def _open(
    database: Database, tried: Tried, device_id: UUID | None, operation_id: UUID
) -> SignedIn:
    actor = Actor(tried.id, tried.name, frozenset(), MappingProxyType({}))
    request = Request(operation_id, actor, device_id)
    asked = OpenLogin(person_id=tried.id, device_id=device_id)
    performed = await perform(database, open_login, asked, request)
    token = new_token()
    async with database.session() as session:
        given = (performed.answer.login_id, digest_of(token), now())
        if not await session.fetch(sql.KEY_LOGIN, *given):
            raise SignInFailed
    return SignedIn(token, performed)
