"""Enroll a device: from now on people sign in on it by badge and PIN."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from backend.kernel.command import command
from backend.kernel.ids import derived_id
from backend.kernel.plan import Plan, Rank, Write
from backend.kernel.refusals import CodeTaken
from backend.kernel.work import Work
from backend.master.people import sql
from backend.master.people.devices import Device, device_called, device_of
from backend.master.permissions import Permission
from backend.master.places import location_of
from backend.master.refs import Ref
from backend.master.saving import check_new, check_version, checked_code, required


class DeviceKind(StrEnum):
    """What a device is."""

    HANDHELD = "HANDHELD"
    PHONE = "PHONE"
    TABLET = "TABLET"
    DESKTOP = "DESKTOP"


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrollDevice:
    """What to change; None leaves it."""

    device: Ref | None = None
    if_version: int | None = None
    code: str | None = None
    name: str | None = None
    kind: DeviceKind | None = None
    location: Ref | None = None


@dataclass(frozen=True, slots=True)
class DeviceEnrolled:
    """Which device; its set-up code is not stored."""

    device_id: UUID


@command
async def enroll_device(work: Work, asked: EnrollDevice) -> Plan[DeviceEnrolled]:
    """Make or change a device; whoever is signed in on it must sign in again."""
    work.allow(Permission.MANAGE_PEOPLE, None)
    device = await device_of(work.reader, asked.device) if asked.device else None
    device_id = device.id if device else derived_id(work.operation_id, "device")
    if asked.code is not None:
        other = await device_called(work.reader, code=asked.code.strip())
        if other is not None and other.id != device_id:
            raise CodeTaken(kind="device", key=other.code)
    location_id = device.location_id if device else None
    if asked.location is not None:
        location_id = (await location_of(work.reader, asked.location)).id
    write = _new(asked, device_id) if device is None else _changed(work, asked, device)
    ended = (device_id, work.now)
    return Plan(
        answer=DeviceEnrolled(device_id),
        writes=(
            Write(write.rank, write.order, write.statement, (*write.values, location_id)),
            Write(Rank.DOCUMENT, "device 1", sql.END_LOGINS_OF_DEVICE, ended, rows=None),
        ),
        kind="ENROLL_DEVICE",
        location_id=location_id,
        document_id=device_id,
    )


def _new(asked: EnrollDevice, device_id: UUID) -> Write:
    check_new("device", if_version=asked.if_version)
    code = checked_code("code", asked.code)
    values = (device_id, code, required("name", asked.name or code), asked.kind or "HANDHELD")
    return Write(Rank.DOCUMENT, "device 0", sql.INSERT_DEVICE, values)


def _changed(work: Work, asked: EnrollDevice, device: Device) -> Write:
    check_version("device", version=device.version, if_version=asked.if_version)
    values = (
        device.id,
        device.version,
        device.code if asked.code is None else checked_code("code", asked.code),
        device.name if asked.name is None else required("name", asked.name),
        asked.kind or device.kind,
        work.now,
    )
    return Write(Rank.DOCUMENT, "device 0", sql.UPDATE_DEVICE, values)
