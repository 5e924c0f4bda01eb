"""Find the bin that somebody means, at the location that they mean or the only one that has it."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from backend.control import sql
from backend.kernel.refusals import InvalidInput, NotFound
from backend.kernel.work import Reader, Work
from backend.master.places import Bin, bin_of, location_of
from backend.master.refs import Ref
from backend.stock.carrying import whole_of
from backend.stock.containers import Container, container_meant
from backend.stock.reads import Balance, balances_in_bin, balances_in_container
from backend.tasks.carrying.judge import Target, target_in
from backend.tasks.carrying.rules import check_here, check_takes


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


async def container_here(work: Work, ref: Ref) -> Container:
    """Return a container that stands in the house; refuses NOT_FOUND and NOT_IN_THIS_STATE."""
    found = await container_meant(work.reader, ref)
    if found is None or not work.actor.may("READ_STOCK", found.location_id):
        raise NotFound(kind="container", key=ref.said)
    check_here(found)
    return found


async def place_meant(work: Work, ref: Ref, *, location: Ref | None) -> Target:
    """Return the bin, or the container in its bin, that somebody means.

    A code that both bear is the bin's. Refuses NOT_FOUND, INVALID_INPUT, NOT_IN_THIS_STATE.
    """
    try:
        return Target(await bin_meant(work, ref, location=location))
    except NotFound:
        found = await container_meant(work.reader, ref)
        if found is None or not work.actor.may("READ_STOCK", found.location_id):
            raise
        if (
            location is not None
            and found.location_id != (await location_of(work.reader, location)).id
        ):
            raise
        check_here(found)
        return await target_in(work.reader, found)


async def lying_in(reader: Reader, source: Target) -> list[Balance]:
    """Return what lies directly in a container, or loose in a bin."""
    if source.within is not None:
        return await balances_in_container(reader, source.within.id)
    return [held for held in await balances_in_bin(reader, source.bin.id) if not held.container_id]


async def check_goods_enter(reader: Reader, goods: Iterable[Balance], target: Target) -> None:
    """Go on only if such goods may go into the target's container, if it names one.

    Refuses CONTAINER_CLOSED, OWNER_MIXED, WRONG_CONTAINER.
    """
    if target.within is not None:
        owners = frozenset(held.owner_id for held in goods)
        check_takes(await whole_of(reader, target.within), owners, what="this")
