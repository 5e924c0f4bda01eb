"""Commands about places."""

import strawberry

from backend.api.area import Area
from backend.api.context import Context, Info
from backend.api.mutation import Accepted, CommandInput, Spoken, mutation
from backend.api.place_enums import BinBlock, BinKind, BinMixing, LocationKind
from backend.api.places import Bin, Location, Zone
from backend.api.pointing import item_ref
from backend.api.pointing import ref as plain
from backend.api.refs import ItemRef, Ref
from backend.master.editing import block_bin as blocking
from backend.master.editing import save_bin as bins
from backend.master.editing import save_location as locations
from backend.master.editing import save_zone as zones
from backend.master.editing import unblock_bin as unblocking

IF_VERSION = "The version that you saw; null for a new one, or to waive the check."
ONE = "The one to change; null makes a new one."
NEEDED = "Needed for a new one."


@strawberry.input(description="What `saveLocation` takes; what is left out stays.")
class SaveLocationInput(CommandInput[locations.SaveLocation]):
    """A location to make or change."""

    location: Ref | None = strawberry.field(default=None, description=ONE)
    if_version: int | None = strawberry.field(default=None, description=IF_VERSION)
    code: str | None = strawberry.field(default=None, description=NEEDED)
    name: str | None = strawberry.field(default=None, description=NEEDED)
    kind: LocationKind | None = strawberry.field(default=None, description="What it is.")
    time_zone: str | None = strawberry.field(default=None, description="IANA name.")
    is_active: bool | None = strawberry.field(default=None, description="False closes it.")
    gs1_company_prefix: str | None = strawberry.field(
        default=None, description="What GS1 gave the company; SSCCs made here begin with it."
    )

    async def asked(self, context: Context) -> locations.SaveLocation:  # noqa: ARG002 - no reads
        """Translate."""
        return locations.SaveLocation(
            location=plain(self.location, "Location") if self.location else None,
            if_version=self.if_version,
            code=self.code,
            name=self.name,
            kind=self.kind,
            time_zone=self.time_zone,
            is_active=self.is_active,
            gs1_company_prefix=self.gs1_company_prefix,
        )


@strawberry.type(description="The yes to `saveLocation`.")
class LocationSaved(Accepted[locations.LocationSaved]):
    """It was saved."""

    @strawberry.field(description="As it is now; null when you have no rights there yet.")
    async def location(self, info: Info) -> Location | None:
        """Load it."""
        return await info.context.find(Location, self.answer.location_id)


@strawberry.input(description="What `saveZone` takes; what is left out stays.")
class SaveZoneInput(CommandInput[zones.SaveZone]):
    """A zone to make or change."""

    location: Ref = strawberry.field(description="Where it is.")
    zone: Ref | None = strawberry.field(default=None, description=ONE)
    if_version: int | None = strawberry.field(default=None, description=IF_VERSION)
    code: str | None = strawberry.field(default=None, description=NEEDED)
    name: str | None = strawberry.field(default=None, description="Its name.")
    sequence: int | None = strawberry.field(
        default=None, description="Its place in the walking order."
    )

    async def asked(self, context: Context) -> zones.SaveZone:  # noqa: ARG002 - no reads
        """Translate."""
        return zones.SaveZone(
            location=plain(self.location, "Location"),
            zone=plain(self.zone, "Zone") if self.zone else None,
            if_version=self.if_version,
            code=self.code,
            name=self.name,
            sequence=self.sequence,
        )


@strawberry.type(description="The yes to `saveZone`.")
class ZoneSaved(Accepted[zones.ZoneSaved]):
    """It was saved."""

    @strawberry.field(description="As it is now.")
    async def zone(self, info: Info) -> Zone | None:
        """Load it."""
        return await info.context.find(Zone, self.answer.zone_id)


@strawberry.input(description="What fits into a bin; null leaves a limit as it is.")
class BinCapacityInput:
    """Limits of a bin."""

    max_weight_grams: int | None = strawberry.field(default=None, description="Most weight.")
    max_volume_ml: int | None = strawberry.field(default=None, description="Most volume.")
    max_height_mm: int | None = strawberry.field(
        default=None, description="Greatest height of a load."
    )


@strawberry.input(description="What `saveBin` takes; what is left out stays.")
class SaveBinInput(CommandInput[bins.SaveBin]):
    """A bin to make or change."""

    location: Ref = strawberry.field(description="Where it is.")
    bin: Ref | None = strawberry.field(default=None, description=ONE)
    if_version: int | None = strawberry.field(default=None, description=IF_VERSION)
    zone: Ref | None = strawberry.field(default=None, description="Its zone.")
    code: str | None = strawberry.field(default=None, description=NEEDED)
    kind: BinKind | None = strawberry.field(
        default=None, description="Needed for a new one; fixed once it has held stock."
    )
    aisle: str | None = strawberry.field(default=None, description="Its aisle.")
    bay: str | None = strawberry.field(default=None, description="Its bay.")
    level: str | None = strawberry.field(default=None, description="Its level.")
    x_mm: int | None = strawberry.field(default=None, description="From the left.")
    y_mm: int | None = strawberry.field(default=None, description="From the bottom.")
    z_mm: int | None = strawberry.field(default=None, description="Above the floor.")
    sequence: int | None = strawberry.field(default=None, description="Its place in the walk.")
    check_digits: str | None = strawberry.field(
        default=None, description="Two or three digits beside the barcode."
    )
    mixing: BinMixing | None = strawberry.field(default=None, description="What may lie together.")
    capacity: BinCapacityInput | None = strawberry.field(default=None, description="What fits.")
    fixed_item: ItemRef | None = strawberry.field(
        default=None, description="The item whose pick face this is."
    )
    is_active: bool | None = strawberry.field(
        default=None, description="False takes it out of use."
    )

    async def asked(self, context: Context) -> bins.SaveBin:  # noqa: ARG002 - no reads
        """Translate."""
        fits = self.capacity or BinCapacityInput()
        return bins.SaveBin(
            location=plain(self.location, "Location"),
            bin=plain(self.bin, "Bin") if self.bin else None,
            if_version=self.if_version,
            zone=plain(self.zone, "Zone") if self.zone else None,
            code=self.code,
            kind=self.kind,
            aisle=self.aisle,
            bay=self.bay,
            level=self.level,
            x_mm=self.x_mm,
            y_mm=self.y_mm,
            z_mm=self.z_mm,
            pick_sequence=self.sequence,
            check_digits=self.check_digits,
            mixing=self.mixing,
            weight_max_g=fits.max_weight_grams,
            volume_max_ml=fits.max_volume_ml,
            height_max_mm=fits.max_height_mm,
            fixed_item=item_ref(self.fixed_item) if self.fixed_item else None,
            is_active=self.is_active,
        )


@strawberry.type(description="The yes to `saveBin`.")
class BinSaved(Accepted[bins.BinSaved]):
    """It was saved."""

    @strawberry.field(description="As it is now.")
    async def bin(self, info: Info) -> Bin | None:
        """Load it."""
        return await info.context.find(Bin, self.answer.bin_id)


@strawberry.input(description="What `blockBin` takes.")
class BlockBinInput(CommandInput[blocking.BlockBin]):
    """A bin to block."""

    location: Ref = strawberry.field(description="Where it is.")
    bin: Ref = strawberry.field(description="Which bin.")
    block: BinBlock = strawberry.field(description="Which way.")
    reason: str = strawberry.field(description="Why.")

    async def asked(self, context: Context) -> blocking.BlockBin:  # noqa: ARG002 - no reads
        """Translate."""
        place, bin_ = plain(self.location, "Location"), plain(self.bin, "Bin")
        return blocking.BlockBin(location=place, bin=bin_, block=self.block, reason=self.reason)


@strawberry.type(description="The yes to `blockBin`.")
class BinBlocked(Accepted[blocking.BinBlocked]):
    """It is blocked."""

    @strawberry.field(description="As it is now.")
    async def bin(self, info: Info) -> Bin | None:
        """Load it."""
        return await info.context.find(Bin, self.answer.bin_id)


@strawberry.input(description="What `unblockBin` takes.")
class UnblockBinInput(CommandInput[unblocking.UnblockBin]):
    """A bin to unblock."""

    location: Ref = strawberry.field(description="Where it is.")
    bin: Ref = strawberry.field(description="Which bin.")

    async def asked(self, context: Context) -> unblocking.UnblockBin:  # noqa: ARG002 - no reads
        """Translate."""
        place, bin_ = plain(self.location, "Location"), plain(self.bin, "Bin")
        return unblocking.UnblockBin(location=place, bin=bin_)


@strawberry.type(description="The yes to `unblockBin`.")
class BinUnblocked(Accepted[unblocking.BinUnblocked]):
    """It is open again."""

    @strawberry.field(description="As it is now.")
    async def bin(self, info: Info) -> Bin | None:
        """Load it."""
        return await info.context.find(Bin, self.answer.bin_id)


@strawberry.type(description="Commands about places.")
class PlaceMutation:
    """Root fields."""

    save_location = mutation(
        Spoken(
            locations.save_location,
            sent=SaveLocationInput,
            yes=LocationSaved,
            says="Make or change a location.",
        )
    )
    save_zone = mutation(
        Spoken(zones.save_zone, sent=SaveZoneInput, yes=ZoneSaved, says="Make or change a zone.")
    )
    save_bin = mutation(
        Spoken(bins.save_bin, sent=SaveBinInput, yes=BinSaved, says="Make or change a bin.")
    )
    block_bin = mutation(
        Spoken(
            blocking.block_bin,
            sent=BlockBinInput,
            yes=BinBlocked,
            says="Let nothing in, or out, until someone unblocks the bin.",
        )
    )
    unblock_bin = mutation(
        Spoken(
            unblocking.unblock_bin,
            sent=UnblockBinInput,
            yes=BinUnblocked,
            says="Let goods in and out again.",
        )
    )


AREA = Area(mutations=(PlaceMutation,))
