"""Look up by code what many rows name, in one question each."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from backend.kernel.work import Reader
from backend.master.importing import sql


@dataclass(frozen=True, slots=True)
class BinCalled:
    """A physical bin with the code of its location."""

    id: UUID
    location_id: UUID
    location: str
    code: str
    kind: str


@dataclass(frozen=True, slots=True)
class _Coded:
    id: UUID
    code: str


async def bins_called(
    reader: Reader, named: Iterable[tuple[str, str]]
) -> dict[tuple[str, str], BinCalled]:
    """Return active physical bins by (location, code)."""
    pairs = set(named)
    places, codes = list({place for place, _ in pairs}), list({code for _, code in pairs})
    found = await reader.rows(BinCalled, sql.BINS_CALLED, places, codes)
    return {(bin_.location, bin_.code): bin_ for bin_ in found}


async def owners_called(reader: Reader, codes: Iterable[str]) -> dict[str, UUID]:
    """Return owners by code."""
    found = await reader.rows(_Coded, sql.OWNERS_CALLED, list(set(codes)))
    return {one.code: one.id for one in found}


async def locations_called(reader: Reader, codes: Iterable[str]) -> dict[str, UUID]:
    """Return locations by code."""
    found = await reader.rows(_Coded, sql.LOCATIONS_THERE, list(set(codes)))
    return {one.code: one.id for one in found}


async def suppliers_called(reader: Reader, codes: Iterable[str]) -> dict[str, UUID]:
    """Return suppliers by code."""
    found = await reader.rows(_Coded, sql.SUPPLIERS_CALLED, list(set(codes)))
    return {one.code: one.id for one in found}
