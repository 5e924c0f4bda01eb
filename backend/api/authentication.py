"""Believe a caller: the token of a cookie or of a bearer header stands for a login."""

from backend.api.context import PooledSession
from backend.api.login import Authenticate, Credentials, Login
from backend.kernel.database import Database
from backend.kernel.work import Reader
from backend.master.people.authenticate import authenticate
from backend.master.permissions import Permission


def authenticator(database: Database) -> Authenticate:
    """Return what each request and each open socket asks, again and again."""
    reader = Reader(PooledSession(database))

    async def believe(credentials: Credentials) -> Login | None:
        token = credentials.bearer or credentials.cookie
        found = await authenticate(reader, token) if token else None
        if found is None:
            return None
        return Login(
            id=found.login_id,
            actor=found.actor,
            device_id=found.device_id,
            expires_at=found.expires_at,
            is_developer=found.actor.may(Permission.DEVELOP, None),
        )

    return believe
