"""Commands about devices: enroll one, lock one out."""

import strawberry

from backend.api.area import Area
from backend.api.context import Context, Info
from backend.api.mutation import Accepted, CommandInput, Spoken, mutation
from backend.api.people import Device
from backend.api.pointing import ref as plain
from backend.api.refs import Ref
from backend.api.scalars import Barcode
from backend.master.people import enroll_device as enrolling
from backend.master.people import revoke_device as revoking
from backend.master.people.devices import show_setup_code

IF_VERSION = "The version that you saw; null for a new one, or to waive the check."


@strawberry.input(description="What `enrollDevice` takes.")
class EnrollDeviceInput(CommandInput[enrolling.EnrollDevice]):
    """A device to make or change."""

    device: Ref | None = strawberry.field(
        default=None, description="The one to change; null makes a new one."
    )
    if_version: int | None = strawberry.field(default=None, description=IF_VERSION)
    code: str | None = strawberry.field(default=None, description="Needed for a new one.")
    name: str | None = strawberry.field(default=None, description="What it is called.")
    kind: enrolling.DeviceKind | None = strawberry.field(default=None, description="What it is.")
    location: Ref | None = strawberry.field(default=None, description="Where it belongs.")

    async def asked(self, context: Context) -> enrolling.EnrollDevice:  # noqa: ARG002 - as above
        """Translate."""
        return enrolling.EnrollDevice(
            device=plain(self.device, "Device") if self.device else None,
            if_version=self.if_version,
            code=self.code,
            name=self.name,
            kind=self.kind,
            location=plain(self.location, "Location") if self.location else None,
        )


@strawberry.type(description="The yes to `enrollDevice`.")
class DeviceEnrolled(Accepted[enrolling.DeviceEnrolled]):
    """A device was enrolled."""

    @strawberry.field(description="As it is now.")
    async def device(self, info: Info) -> Device:
        """Load it."""
        return await info.context.get(Device, self.answer.device_id)

    @strawberry.field(
        description=(
            "Scan this on the device, once, within ten minutes; null when the device has done so."
        )
    )
    async def setup_barcode(self, info: Info) -> Barcode | None:
        """Make it now: it is stored nowhere."""
        code = await show_setup_code(info.context.database, self.answer.device_id)
        return None if code is None else Barcode(code)


@strawberry.input(description="What `revokeDevice` takes.")
class RevokeDeviceInput(CommandInput[revoking.RevokeDevice]):
    """A device to lock out."""

    device: Ref = strawberry.field(description="Which device.")
    reason: str = strawberry.field(description="Why.")

    async def asked(self, context: Context) -> revoking.RevokeDevice:  # noqa: ARG002 - as above
        """Translate."""
        return revoking.RevokeDevice(device=plain(self.device, "Device"), reason=self.reason)


@strawberry.type(description="The yes to `revokeDevice`.")
class DeviceRevoked(Accepted[revoking.DeviceRevoked]):
    """A device was locked out."""

    @strawberry.field(description="As it is now.")
    async def device(self, info: Info) -> Device:
        """Load it."""
        return await info.context.get(Device, self.answer.device_id)


@strawberry.type(description="Commands about devices.")
class DeviceMutation:
    """Root fields."""

    enroll_device = mutation(
        Spoken(
            enrolling.enroll_device,
            sent=EnrollDeviceInput,
            yes=DeviceEnrolled,
            says="Make or change a device; it is set up anew with the barcode in the answer.",
        )
    )
    revoke_device = mutation(
        Spoken(
            revoking.revoke_device,
            sent=RevokeDeviceInput,
            yes=DeviceRevoked,
            says="Lock a device out: it is lost or broken.",
        )
    )


AREA = Area(mutations=(DeviceMutation,))
