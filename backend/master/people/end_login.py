"""End a login: one's own, which is signing out, or somebody else's."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from backend.kernel.command import command
from backend.kernel.plan import Plan, Rank, Write
from backend.kernel.refusals import NotFound
from backend.kernel.work import Work
from backend.master.people import sql
from backend.master.permissions import Permission


@dataclass(frozen=True, slots=True, kw_only=True)
class EndLogin:
    """Which login."""

    login_id: UUID


@dataclass(frozen=True, slots=True)
class LoginEnded:
    """Whose it was."""

    person_id: UUID


@dataclass(frozen=True, slots=True)
class Login:
    """A login as it stands."""

    id: UUID
    person_id: UUID
    ended_at: datetime | None


@command
async def end_login(work: Work, asked: EndLogin) -> Plan[LoginEnded]:
    """End a login; one that has ended already stays as it is."""
    login = await work.reader.first(Login, sql.LOGIN, asked.login_id)
    if login is None:
        raise NotFound(kind="session", key=str(asked.login_id))
    is_own = login.person_id == work.actor.id
    if not is_own:
        work.allow(Permission.MANAGE_PEOPLE, None)
    ending = (login.id, work.now, "SIGNED_OUT" if is_own else "ENDED")
    writes = () if login.ended_at else (Write(Rank.DOCUMENT, "login", sql.END_LOGIN, ending),)
    return Plan(answer=LoginEnded(login.person_id), writes=writes, kind="SIGN_OUT")
