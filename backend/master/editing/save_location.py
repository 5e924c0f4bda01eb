"""Save a location, with the ledger's counterparties that each location has."""

import re
from dataclasses import dataclass
from uuid import UUID

from backend.kernel.command import command
from backend.kernel.ids import derived_id
from backend.kernel.plan import Plan, Rank, Write
from backend.kernel.refusals import CodeTaken, InvalidInput, NotFound
from backend.kernel.work import Reader, Work
from backend.master.editing import sql
from backend.master.kinds import LocationKind
from backend.master.permissions import Permission
from backend.master.places import VirtualBin, virtual_bin_id
from backend.master.refs import Ref
from backend.master.saving import check_new, check_version, checked_code, required

COMPANY_PREFIX = re.compile("[0-9]{4,12}")
"""What GS1 gives a company; its SSCCs begin with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveLocation:
    """What to change; None leaves it. Without a location it makes one."""

    location: Ref | None = None
    if_version: int | None = None
    code: str | None = None
    name: str | None = None
    kind: LocationKind | None = None
    time_zone: str | None = None
    is_active: bool | None = None
    gs1_company_prefix: str | None = None


@dataclass(frozen=True, slots=True)
class LocationSaved:
    """Which location."""

    location_id: UUID


@dataclass(frozen=True, slots=True)
class Location:
    """A location as it stands."""

    id: UUID
    code: str
    name: str
    kind: str
    time_zone: str
    is_active: bool
    gs1_company_prefix: str | None
    version: int


@command
async def save_location(work: Work, asked: SaveLocation) -> Plan[LocationSaved]:
    """Make or change a location; refuses CODE_TAKEN, VERSION_CHANGED and INVALID_INPUT."""
    location = await _location(work.reader, asked.location) if asked.location else None
    if asked.location and location is None:
        raise NotFound(kind="location", key=asked.location.said)
    work.allow(Permission.EDIT_MASTER_DATA, location.id if location else None)
    location_id = location.id if location else derived_id(work.operation_id, "location")
    if asked.code is not None:
        other = await _location(work.reader, Ref(code=asked.code.strip()))
        if other is not None and other.id != location_id:
            raise CodeTaken(kind="location", key=other.code)
    zone = asked.time_zone
    if zone is not None and not await work.reader.rows(_Known, sql.KNOWN_TIME_ZONE, zone):
        raise InvalidInput(field="time_zone", problem=f"{zone!r} is no IANA time zone")
    if asked.gs1_company_prefix and not COMPANY_PREFIX.fullmatch(asked.gs1_company_prefix):
        raise InvalidInput(field="gs1CompanyPrefix", problem="must be 4 to 12 digits")
    return Plan(
        answer=LocationSaved(location_id),
        writes=_changed(work, asked, location) if location else _new(asked, location_id),
        kind="SAVE_LOCATION",
        location_id=location_id,
        document_id=location_id,
    )


@dataclass(frozen=True, slots=True)
class _Known:
    """A row without columns: it is there."""


async def _location(reader: Reader, ref: Ref) -> Location | None:
    return await reader.first(Location, sql.SAVED_LOCATION, ref.id, ref.code or ref.barcode)


def _new(asked: SaveLocation, location_id: UUID) -> tuple[Write, ...]:
    check_new("location", if_version=asked.if_version)
    values = (
        location_id,
        checked_code("code", asked.code),
        required("name", asked.name),
        asked.kind or LocationKind.WAREHOUSE,
        asked.time_zone or "UTC",
        asked.is_active is not False,
        asked.gs1_company_prefix,
    )
    kinds = list(VirtualBin)
    bins = (
        location_id,
        [virtual_bin_id(location_id, kind) for kind in kinds],
        [kind.value for kind in kinds],
    )
    return (
        Write(Rank.DOCUMENT, "location 0", sql.INSERT_LOCATION, values),
        Write(Rank.DOCUMENT, "location 1", sql.INSERT_VIRTUAL_BINS, bins, rows=len(kinds)),
    )


def _changed(work: Work, asked: SaveLocation, location: Location) -> tuple[Write, ...]:
    check_version("location", version=location.version, if_version=asked.if_version)
    values = (
        location.id,
        location.version,
        location.code if asked.code is None else checked_code("code", asked.code),
        location.name if asked.name is None else required("name", asked.name),
        asked.kind or location.kind,
        asked.time_zone or location.time_zone,
        location.is_active if asked.is_active is None else asked.is_active,
        work.now,
        asked.gs1_company_prefix or location.gs1_company_prefix,
    )
    return (Write(Rank.DOCUMENT, "location 0", sql.UPDATE_LOCATION, values),)
