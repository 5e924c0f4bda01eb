"""Believe a caller: the token of a cookie or of a bearer header stands for a login."""

from dataclasses import replace

from backend.api.context import PooledSession
from backend.api.login import Authenticate, Credentials, Login
from backend.kernel.database import Database
from backend.kernel.work import Reader
from backend.master.people.authenticate import (
    Believed,
    authenticate,
    authenticate_late,
    see_device,
)
from backend.master.permissions import Permission


def authenticator(database: Database) -> Authenticate:
    """Return what each request and each open socket asks, again and again."""
    reader = Reader(PooledSession(database))

    async def believe(credentials: Credentials) -> Login | None:
        token = credentials.bearer or credentials.cookie
        found = await authenticate(reader, token) if token else None
        if found is None:
            return None
        await see_device(database, found)
        return _login(found)

    return believe


def late_authenticator(database: Database) -> Authenticate:
    """Return what a request whose login is over is asked: whose work the device still holds."""
    reader = Reader(PooledSession(database))

    async def believe(credentials: Credentials) -> Login | None:
        token, device = credentials.bearer, credentials.device
        if token is None or device is None:
            return None
        found = await authenticate_late(reader, token, device_token=device)
        if found is None:
            return None
        await see_device(database, found)
        return replace(_login(found), is_developer=False)

    return believe


def _login(found: Believed) -> Login:
    return Login(
        id=found.login_id,
        actor=found.actor,
        device_id=found.device_id,
        expires_at=found.expires_at,
        is_developer=found.actor.may(Permission.DEVELOP, None),
    )
