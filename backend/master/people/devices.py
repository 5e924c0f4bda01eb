"""Devices as they stand, and how one proves itself for the first time."""

from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar
from uuid import UUID

from backend.kernel.clock import now
from backend.kernel.database import Database
from backend.kernel.refusals import NotFound, Refusal
from backend.kernel.work import Reader
from backend.master.people import sql
from backend.master.people.secrets import digest_of, new_token
from backend.master.refs import Ref

SETUP_MINUTES = 10


class SetupCodeSpent(Refusal):
    """A set-up code works once, for ten minutes."""

    code: ClassVar[str] = "SETUP_CODE_SPENT"
    sentence: ClassVar[str] = "This set-up code is used up or too old; enroll the device again."


@dataclass(frozen=True, slots=True)
class Device:
    """A device as it stands."""

    id: UUID
    code: str
    name: str
    kind: str
    location_id: UUID | None
    is_revoked: bool
    version: int


@dataclass(frozen=True, slots=True)
class SetUp:
    """A device that can prove itself from now on by its token."""

    device_id: UUID
    token: str


async def device_of(reader: Reader, ref: Ref) -> Device:
    """Return the device that is meant; refuses NOT_FOUND."""
    found = await device_called(reader, device_id=ref.id, code=ref.code or ref.barcode)
    if found is None:
        raise NotFound(kind="device", key=ref.said)
    return found


async def device_called(
    reader: Reader, *, device_id: UUID | None = None, code: str | None = None
) -> Device | None:
    """Return a device by id or code, if there is one."""
    return await reader.first(Device, sql.DEVICE, device_id, code)


async def show_setup_code(database: Database, device_id: UUID) -> str | None:
    """Return a code to scan on the device within ten minutes; None when it is set up already."""
    code = new_token()
    until = now() + timedelta(minutes=SETUP_MINUTES)
    async with database.session() as session:
        shown = await session.fetch(sql.GIVE_SETUP_CODE, device_id, digest_of(code), until)
    return code if shown else None


async def set_up(database: Database, setup_code: str) -> SetUp:
    """Trade a set-up code for the device's own token, once."""
    token = new_token()
    asked = (digest_of(setup_code), digest_of(token), now())
    async with database.session() as session:
        found = await session.fetch(sql.SET_UP_DEVICE, *asked)
    if not found:
        raise SetupCodeSpent
    return SetUp(found[0]["id"], token)
