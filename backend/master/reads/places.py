"""Locations, zones and bins, as people look at them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from backend.kernel.pages import Order, Page, Paged, read_page
from backend.kernel.work import Reader
from backend.master.reads import sql


@dataclass(frozen=True, slots=True)
class LocationRow:
    """A location, with the currency of its legal entity."""

    id: UUID
    code: str
    name: str
    kind: str
    time_zone: str
    currency: str
    is_active: bool
    version: int
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class ZoneRow:
    """A part of a location that is worked as one."""

    id: UUID
    location_id: UUID
    code: str
    name: str
    sequence: int
    version: int
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class BinRow:
    """A bin; lengths in mm, weights in g, volumes in ml."""

    id: UUID
    location_id: UUID
    zone_id: UUID | None
    code: str
    kind: str
    virtual_kind: str | None
    aisle: str | None
    bay: str | None
    level: str | None
    x_mm: int | None
    y_mm: int | None
    z_mm: int | None
    pick_sequence: int | None
    check_digits: str | None
    mixing: str
    block: str
    block_reason: str | None
    weight_max_g: int | None
    volume_max_ml: int | None
    height_max_mm: int | None
    fixed_item_id: UUID | None
    last_counted_at: datetime | None
    is_active: bool
    version: int
    updated_at: datetime
    walk: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class LocationsAsked:
    """Which locations; None narrows nothing."""

    ids: Sequence[UUID] | None = None
    kinds: Sequence[str] | None = None
    is_active: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BinsAsked:
    """Which bins; None narrows nothing."""

    locations: Sequence[UUID] | None = None
    zones: Sequence[UUID] | None = None
    kinds: Sequence[str] | None = None
    code_prefix: str | None = None
    is_blocked: bool | None = None
    is_active: bool | None = None


async def locations_of_keys(reader: Reader, ids: Sequence[UUID]) -> list[LocationRow]:
    """Return these locations."""
    return await reader.rows(LocationRow, sql.LOCATIONS, list(ids))


async def page_of_locations(
    reader: Reader, asked: LocationsAsked, *, order: Order, page: Page
) -> Paged[LocationRow]:
    """Return a page of locations."""
    values = (asked.ids, asked.kinds, asked.is_active)
    return await read_page(reader, LocationRow, sql.LIST_LOCATIONS, *values, order=order, page=page)


async def zones_of_keys(reader: Reader, ids: Sequence[UUID]) -> list[ZoneRow]:
    """Return these zones."""
    return await reader.rows(ZoneRow, sql.ZONES, list(ids))


async def zones_of_locations(reader: Reader, ids: Sequence[UUID]) -> list[ZoneRow]:
    """Return the zones of these locations, in walking order."""
    return await reader.rows(ZoneRow, sql.ZONES_OF_LOCATIONS, list(ids))


async def bins_of_keys(reader: Reader, ids: Sequence[UUID]) -> list[BinRow]:
    """Return these bins, virtual ones too."""
    return await reader.rows(BinRow, sql.BINS, list(ids))


async def page_of_bins(
    reader: Reader, asked: BinsAsked, *, order: Order, page: Page
) -> Paged[BinRow]:
    """Return a page of physical bins."""
    values = (
        asked.locations, asked.zones, asked.kinds, asked.code_prefix, asked.is_blocked,
        asked.is_active,
    )  # fmt: skip
    return await read_page(reader, BinRow, sql.LIST_BINS, *values, order=order, page=page)
