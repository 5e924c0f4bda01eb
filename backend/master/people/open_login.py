"""Open a login: somebody proved who they are; whoever held the device before is signed out."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from backend.kernel.command import command
from backend.kernel.ids import derived_id
from backend.kernel.plan import Plan, Rank, Write
from backend.kernel.work import Work
from backend.master.people import sql

LOGIN_HOURS = 12
"""A long shift."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenLogin:
    """Who proved themselves, on which device."""

    person_id: UUID
    device_id: UUID | None


@dataclass(frozen=True, slots=True)
class LoginOpened:
    """The login; its token is not part of the answer, since answers are stored."""

    login_id: UUID
    person_id: UUID
    expires_at: datetime


@command
async def open_login(work: Work, asked: OpenLogin) -> Plan[LoginOpened]:
    """Open a login for the actor, who has just been believed.

    Two badges on one device at once: the database lets one login hold the device, the other
    sign-in runs again and ends it.
    """
    assert work.actor.id == asked.person_id, "everybody signs in as themselves"
    login_id = derived_id(work.operation_id, "login")
    expires_at = work.now + timedelta(hours=LOGIN_HOURS)
    opened = (login_id, asked.person_id, asked.device_id, None, work.now, expires_at)
    ending = (asked.device_id, work.now)
    return Plan(
        answer=LoginOpened(login_id, asked.person_id, expires_at),
        writes=(
            Write(Rank.DOCUMENT, "login 0", sql.END_LOGINS_ON_DEVICE, ending, rows=None),
            Write(Rank.DOCUMENT, "login 1", sql.OPEN_LOGIN, opened),
        ),
        kind="SIGN_IN",
    )
