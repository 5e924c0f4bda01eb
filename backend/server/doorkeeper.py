"""Believe or refuse whoever calls the graph: a browser by its cookie, a program by its token."""

from backend.api.context import PooledSession
from backend.api.login import Authenticate, Credentials, Login
from backend.kernel.database import Database
from backend.kernel.work import Reader
from backend.master.people.authenticate import authenticate
from backend.master.permissions import Permission


def doorkeeper(database: Database) -> Authenticate:
    """Return the question that the graph asks of each request."""

    async def believe(credentials: Credentials) -> Login | None:
        token = credentials.bearer or credentials.cookie
        if token is None:
            return None
        found = await authenticate(Reader(PooledSession(database)), token)
        if found is None:
            return None
        return Login(
            id=found.login_id,
            actor=found.actor,
            device_id=found.device_id,
            expires_at=found.expires_at,
            # Whoever may make people may also read the whole contract.
            is_developer=found.actor.may(Permission.MANAGE_PEOPLE, None),
        )

    return believe
