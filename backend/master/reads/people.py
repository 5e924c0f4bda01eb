"""People, roles, devices and logins, as people look at them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from backend.kernel.pages import Order, Page, Paged, read_page
from backend.kernel.work import Reader
from backend.master.reads import sql

BY_CODE = Order((("code", "text"), ("id", "uuid")))


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody who acts."""

    id: UUID
    code: str
    name: str
    kind: str
    language: str
    is_active: bool
    version: int
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class GrantRow:
    """A role at a location, or everywhere."""

    person_id: UUID
    role_id: UUID
    location_id: UUID | None


@dataclass(frozen=True, slots=True)
class RoleRow:
    """What people of a kind may do."""

    id: UUID
    code: str
    name: str
    permissions: list[str]
    version: int
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class DeviceRow:
    """What people scan with."""

    id: UUID
    code: str
    name: str
    kind: str
    location_id: UUID | None
    is_revoked: bool
    is_set_up: bool
    last_seen_at: datetime | None
    version: int
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class LoginRow:
    """Where somebody is or was signed in."""

    id: UUID
    person_id: UUID
    device_id: UUID | None
    started_at: datetime
    expires_at: datetime
    is_elevated: bool | None


async def people_of_keys(reader: Reader, ids: Sequence[UUID]) -> list[PersonRow]:
    """Return these people."""
    return await reader.rows(PersonRow, sql.PEOPLE, list(ids))


async def page_of_people(
    reader: Reader,
    *,
    code: str | None = None,
    search: str | None = None,
    is_active: bool | None = None,
    page: Page,
) -> Paged[PersonRow]:
    """Return a page of people, by code; None narrows nothing."""
    values = (code, search, is_active)
    return await read_page(reader, PersonRow, sql.LIST_PEOPLE, *values, order=BY_CODE, page=page)


async def grants_of_people(reader: Reader, ids: Sequence[UUID]) -> list[GrantRow]:
    """Return which roles these people have, and where."""
    return await reader.rows(GrantRow, sql.GRANTS_OF_PEOPLE, list(ids))


async def roles_of_keys(reader: Reader, ids: Sequence[UUID]) -> list[RoleRow]:
    """Return these roles."""
    return await reader.rows(RoleRow, sql.ROLES, list(ids))


async def all_roles(reader: Reader) -> list[RoleRow]:
    """Return every role, by code (at most 100)."""
    return await reader.rows(RoleRow, sql.ALL_ROLES)


async def devices_of_keys(reader: Reader, ids: Sequence[UUID]) -> list[DeviceRow]:
    """Return these devices."""
    return await reader.rows(DeviceRow, sql.DEVICES, list(ids))


async def page_of_devices(
    reader: Reader,
    *,
    locations: Sequence[UUID] | None = None,
    kinds: Sequence[str] | None = None,
    code: str | None = None,
    page: Page,
) -> Paged[DeviceRow]:
    """Return a page of devices, by code; None narrows nothing."""
    values = (locations, kinds, code)
    return await read_page(reader, DeviceRow, sql.LIST_DEVICES, *values, order=BY_CODE, page=page)


async def logins_of_keys(reader: Reader, ids: Sequence[UUID]) -> list[LoginRow]:
    """Return these logins, ended or not."""
    return await reader.rows(LoginRow, sql.LOGINS, list(ids))


async def open_logins_of_people(reader: Reader, ids: Sequence[UUID]) -> list[LoginRow]:
    """Return where these people are signed in, newest first."""
    return await reader.rows(LoginRow, sql.OPEN_LOGINS_OF_PEOPLE, list(ids))


async def open_logins_on_devices(reader: Reader, ids: Sequence[UUID]) -> list[LoginRow]:
    """Return who is signed in on these devices."""
    return await reader.rows(LoginRow, sql.OPEN_LOGINS_ON_DEVICES, list(ids))
