"""Find the bin that somebody means, at the location that they mean or the only one that has it."""

from dataclasses import dataclass
from uuid import UUID

from backend.control import sql
from backend.kernel.refusals import InvalidInput, NotFound
from backend.kernel.work import Work
from backend.master.places import Bin, bin_of, location_of
from backend.master.refs import Ref


@dataclass(frozen=True, slots=True)
class _Where:
    location_id: UUID


async def bin_meant(work: Work, ref: Ref, *, location: Ref | None) -> Bin:
    """Return a bin; refuses NOT_FOUND, and INVALID_INPUT where several locations have that code.

    Without a location, the bin is looked for where the actor may see stock.
    """
    if location is not None:
        place = await location_of(work.reader, location)
        return await bin_of(work.reader, ref, location_id=place.id)
    rows = await work.reader.rows(_Where, sql.LOCATIONS_OF_BIN, ref.id, ref.code or ref.barcode)
    seen = [row.location_id for row in rows if work.actor.may("READ_STOCK", row.location_id)]
    if not seen:
        raise NotFound(kind="bin", key=ref.said)
    if len(seen) > 1:
        raise InvalidInput(field="location", problem=f"must say which bin {ref.said} is meant")
    return await bin_of(work.reader, ref, location_id=seen[0])
