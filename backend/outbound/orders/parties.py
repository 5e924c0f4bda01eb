"""Who and where an order is about: location, owner, channel, customer and carrier, read at once."""

from dataclasses import dataclass
from uuid import UUID

from backend.kernel.refusals import NotFound, Refusal
from backend.kernel.work import Reader
from backend.master.items import DEFAULT_CHANNEL_ID, HOUSE_OWNER_ID
from backend.master.refs import Ref
from backend.outbound.orders import sql


class NoLocationFits(Refusal):
    """No location can serve this by itself; say which."""

    code = "NO_LOCATION_FITS"
    sentence = "{locations} locations could serve this; name the one that shall."


@dataclass(frozen=True, slots=True, kw_only=True)
class PartiesAsked:
    """What was said about them; None takes the house's own, or nobody."""

    location: Ref | None = None
    owner: Ref | None = None
    channel: Ref | None = None
    customer: Ref | None = None
    carrier: Ref | None = None


@dataclass(frozen=True, slots=True)
class Parties:
    """Who and where, with what follows from it."""

    location_id: UUID
    currency: str
    owner_id: UUID
    channel_id: UUID
    priority: int
    min_remaining_days: int
    promise_minutes: int | None
    when_expired: str
    customer_id: UUID | None
    carrier_id: UUID | None


@dataclass(frozen=True, slots=True)
class _Found:
    location_id: UUID | None
    locations: int
    currency: str | None
    owner_id: UUID | None
    channel_id: UUID | None
    priority: int | None
    min_remaining_days: int
    promise_minutes: int | None
    when_expired: str | None
    customer_id: UUID | None
    carrier_id: UUID | None


async def parties_of(reader: Reader, asked: PartiesAsked) -> Parties:
    """Return who and where is meant.

    Refuses NOT_FOUND, and NO_LOCATION_FITS when none is named and there is not exactly one
    warehouse.
    """
    found = await _found(reader, asked)
    if found.location_id is None or found.currency is None:
        raise NoLocationFits(locations=found.locations)
    assert found.owner_id is not None, "the house's own"
    assert found.channel_id is not None, "the house's own"
    assert found.priority is not None, "every channel has one"
    assert found.when_expired is not None, "every channel has one"
    return Parties(
        found.location_id,
        found.currency,
        found.owner_id,
        found.channel_id,
        found.priority,
        found.min_remaining_days,
        found.promise_minutes,
        found.when_expired,
        found.customer_id,
        found.carrier_id,
    )


async def channel_of(reader: Reader, ref: Ref) -> UUID:
    """Return the channel that is meant; refuses NOT_FOUND."""
    found = await _found(reader, PartiesAsked(channel=ref))
    assert found.channel_id is not None, "refused otherwise"
    return found.channel_id


async def customer_of(reader: Reader, ref: Ref) -> UUID:
    """Return the customer that is meant; refuses NOT_FOUND."""
    found = await _found(reader, PartiesAsked(customer=ref))
    assert found.customer_id is not None, "refused otherwise"
    return found.customer_id


async def _found(reader: Reader, asked: PartiesAsked) -> _Found:
    """Read them all at once; refuses NOT_FOUND for what was named and does not exist."""
    said = {
        "location": (asked.location, None),
        "owner": (asked.owner, HOUSE_OWNER_ID),
        "channel": (asked.channel, DEFAULT_CHANNEL_ID),
        "customer": (asked.customer, None),
        "carrier": (asked.carrier, None),
    }
    values: list[object] = []
    for ref, usual in said.values():
        values += (ref.id, ref.code or ref.barcode) if ref else (usual, None)
    found = await reader.first(_Found, sql.PARTIES, *values)
    assert found is not None, "a row without a table to read from"
    for kind, (ref, _) in said.items():
        if ref is not None and getattr(found, f"{kind}_id") is None:
            raise NotFound(kind=kind, key=ref.said, field=kind)
    return found
