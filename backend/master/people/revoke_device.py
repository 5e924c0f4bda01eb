"""Revoke a device: it is lost or broken, and nobody signs in on it any more."""

from dataclasses import dataclass
from uuid import UUID

from backend.kernel.command import command
from backend.kernel.plan import Plan, Rank, Write
from backend.kernel.work import Work
from backend.master.people import sql
from backend.master.people.devices import device_of
from backend.master.permissions import Permission
from backend.master.refs import Ref
from backend.master.saving import required


@dataclass(frozen=True, slots=True, kw_only=True)
class RevokeDevice:
    """Which device, and why."""

    device: Ref
    reason: str


@dataclass(frozen=True, slots=True)
class DeviceRevoked:
    """Which device."""

    device_id: UUID


@command
async def revoke_device(work: Work, asked: RevokeDevice) -> Plan[DeviceRevoked]:
    """End every login on the device at once and take its token away."""
    work.allow(Permission.MANAGE_PEOPLE, None)
    device = await device_of(work.reader, asked.device)
    reason = required("reason", asked.reason)
    revoked = (device.id, device.version, work.now, reason)
    ended = (device.id, work.now)
    return Plan(
        answer=DeviceRevoked(device.id),
        writes=(
            Write(Rank.DOCUMENT, "device 0", sql.REVOKE_DEVICE, revoked),
            Write(Rank.DOCUMENT, "device 1", sql.END_LOGINS_OF_REVOKED, ended, rows=None),
        ),
        kind="REVOKE_DEVICE",
        reason=reason,
        location_id=device.location_id,
        document_id=device.id,
    )
