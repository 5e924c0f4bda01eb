"""Say the PIN again before an approval or a write-off: for some minutes the login is elevated."""

from datetime import timedelta
from uuid import UUID

from backend.kernel.clock import now
from backend.kernel.database import Database
from backend.kernel.refusals import NotFound
from backend.master.people import sql
from backend.master.people.sign_in import try_pin

ELEVATED_MINUTES = 5


async def verify_pin(database: Database, *, person_id: UUID, login_id: UUID, pin: str) -> None:
    """Elevate a login; refused and counted like a sign-in when the PIN does not fit."""
    async with database.session() as session:
        await try_pin(session, person_id, pin)
        until = now() + timedelta(minutes=ELEVATED_MINUTES)
        if not await session.fetch(sql.ELEVATE_LOGIN, login_id, until):
            raise NotFound(kind="session", key=str(login_id))
