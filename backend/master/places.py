"""Places: locations, bins and the ledger's virtual counterparties."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from backend.kernel.ids import derived_id
from backend.kernel.refusals import NotFound
from backend.kernel.work import Reader
from backend.master import sql
from backend.master.refs import Ref


class VirtualBin(StrEnum):
    """Counterparties of the ledger: where goods come from and go to. They keep no balance."""

    SUPPLIER = "SUPPLIER"
    CUSTOMER = "CUSTOMER"
    LOSS = "LOSS"
    FOUND = "FOUND"
    UNEXPLAINED = "UNEXPLAINED"
    SCRAP = "SCRAP"
    CONVERSION = "CONVERSION"
    OPENING = "OPENING"


@dataclass(frozen=True, slots=True)
class Location:
    """A node that holds stock."""

    id: UUID
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Bin:
    """The smallest addressable place; lengths in mm, weights in g, volumes in ml."""

    id: UUID
    location_id: UUID
    code: str
    kind: str
    zone_id: UUID | None
    aisle: str | None
    x_mm: int | None
    y_mm: int | None
    z_mm: int | None
    pick_sequence: int | None
    check_digits: str | None
    mixing: str
    block: str
    weight_max_g: int | None
    volume_max_ml: int | None
    height_max_mm: int | None
    fixed_item_id: UUID | None

    @property
    def takes_goods(self) -> bool:
        """Nothing stops goods from being put here."""
        return self.block not in {"INBOUND", "BOTH"}

    @property
    def gives_goods(self) -> bool:
        """Nothing stops goods from being taken from here."""
        return self.block not in {"OUTBOUND", "BOTH"}


def virtual_bin_id(location_id: UUID, kind: VirtualBin) -> UUID:
    """Return the id of a location's counterparty; it is derived, so nobody looks it up."""
    return derived_id(location_id, kind.value)


async def location_of(reader: Reader, ref: Ref) -> Location:
    """Return the location that is meant; refuses NOT_FOUND."""
    found = await reader.first(Location, sql.LOCATION, ref.id, ref.code or ref.barcode)
    if found is None:
        raise NotFound(kind="location", key=ref.said)
    return found


async def bin_of(reader: Reader, ref: Ref, *, location_id: UUID) -> Bin:
    """Return the bin that is meant; refuses NOT_FOUND. A bin's label reads as its code."""
    found = await reader.first(Bin, sql.BIN, ref.id, ref.code or ref.barcode, location_id)
    if found is None:
        raise NotFound(kind="bin", key=ref.said)
    return found


async def bins_by_id(reader: Reader, ids: list[UUID]) -> dict[UUID, Bin]:
    """Return these bins, wherever they are."""
    return {found.id: found for found in await reader.rows(Bin, sql.BINS_BY_ID, ids)}


async def bins_of_kind(reader: Reader, kind: str, *, location_id: UUID) -> list[Bin]:
    """Return a location's active bins of one kind, in walking order (at most 500)."""
    return await reader.rows(Bin, sql.BINS_OF_KIND, location_id, kind)
