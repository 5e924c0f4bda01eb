"""Save a zone: a part of a location that is worked as one."""

from dataclasses import dataclass
from uuid import UUID

from backend.kernel.command import command
from backend.kernel.ids import derived_id
from backend.kernel.plan import Plan, Rank, Write
from backend.kernel.refusals import CodeTaken, NotFound
from backend.kernel.work import Work
from backend.master.editing import sql
from backend.master.permissions import Permission
from backend.master.places import location_of
from backend.master.refs import Ref
from backend.master.saving import check_new, check_version, checked_code, required


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveZone:
    """What to change; None leaves it. Without a zone it makes one."""

    location: Ref
    zone: Ref | None = None
    if_version: int | None = None
    code: str | None = None
    name: str | None = None
    sequence: int | None = None


@dataclass(frozen=True, slots=True)
class ZoneSaved:
    """Which zone."""

    zone_id: UUID


@dataclass(frozen=True, slots=True)
class Zone:
    """A zone as it stands."""

    id: UUID
    location_id: UUID
    code: str
    name: str
    sequence: int
    version: int


@command
async def save_zone(work: Work, asked: SaveZone) -> Plan[ZoneSaved]:
    """Make or change a zone; refuses CODE_TAKEN, VERSION_CHANGED and INVALID_INPUT."""
    place = await location_of(work.reader, asked.location)
    work.allow(Permission.EDIT_MASTER_DATA, place.id)
    zone = await _zone(work, asked.zone, place.id) if asked.zone else None
    if asked.zone and (zone is None or zone.location_id != place.id):
        raise NotFound(kind="zone", key=asked.zone.said)
    zone_id = zone.id if zone else derived_id(work.operation_id, "zone")
    if asked.code is not None:
        other = await _zone(work, Ref(code=asked.code.strip()), place.id)
        if other is not None and other.id != zone_id:
            raise CodeTaken(kind="zone", key=other.code)
    return Plan(
        answer=ZoneSaved(zone_id),
        writes=(_changed(work, asked, zone) if zone else _new(asked, zone_id, place.id),),
        kind="SAVE_ZONE",
        location_id=place.id,
        document_id=zone_id,
    )


async def _zone(work: Work, ref: Ref, location_id: UUID) -> Zone | None:
    code = ref.code or ref.barcode
    return await work.reader.first(Zone, sql.SAVED_ZONE, ref.id, location_id, code)


def _new(asked: SaveZone, zone_id: UUID, location_id: UUID) -> Write:
    check_new("zone", if_version=asked.if_version)
    code = checked_code("code", asked.code)
    values = (zone_id, location_id, code, required("name", asked.name or code), asked.sequence or 0)
    return Write(Rank.DOCUMENT, "zone", sql.INSERT_ZONE, values)


def _changed(work: Work, asked: SaveZone, zone: Zone) -> Write:
    check_version("zone", version=zone.version, if_version=asked.if_version)
    values = (
        zone.id,
        zone.version,
        zone.code if asked.code is None else checked_code("code", asked.code),
        zone.name if asked.name is None else required("name", asked.name),
        zone.sequence if asked.sequence is None else asked.sequence,
        work.now,
    )
    return Write(Rank.DOCUMENT, "zone", sql.UPDATE_ZONE, values)
