"""Until when an order is promised stock, and what becomes of it after that."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from backend.kernel.plan import Rank, Write
from backend.kernel.refusals import InvalidInput
from backend.kernel.work import Reader, Work
from backend.master.kinds import WhenExpired
from backend.outbound.orders.expiry import sql


@dataclass(frozen=True, slots=True)
class Until:
    """An order's time, and what comes after it."""

    order_id: UUID
    promised_until: datetime
    when_expired: str


@dataclass(frozen=True, slots=True)
class Policy:
    """What a channel says of orders that say nothing; no minutes mean for ever."""

    minutes: int | None
    when_expired: str


def until_of(
    work: Work,
    order_id: UUID,
    *,
    policy: Policy,
    asked: datetime | None,
    when_expired: WhenExpired | None,
) -> Until | None:
    """Return a new order's time: what was asked, else what its channel says; None is for ever.

    Refuses INVALID_INPUT for a time that is over already.
    """
    if asked is not None and asked <= work.now:
        raise InvalidInput(field="promisedUntil", problem="is over already")
    meant = work.now + timedelta(minutes=policy.minutes) if policy.minutes else None
    until = asked or meant
    if until is None:
        return None
    return Until(order_id, until, when_expired or policy.when_expired)


def set_until(until: Until | None) -> tuple[Write, ...]:
    """Write an order's time down, beside the order."""
    if until is None:
        return ()
    values = (until.order_id, until.promised_until, until.when_expired)
    return (Write(Rank.DOCUMENT, "order 0 written until", sql.SET_UNTIL, values),)


async def untils(reader: Reader, order_ids: Iterable[UUID]) -> dict[UUID, Until]:
    """Return the time of those of these orders that have one."""
    found = await reader.rows(Until, sql.UNTIL_OF_ORDERS, list(order_ids))
    return {until.order_id: until for until in found}


async def due(reader: Reader, *, at: datetime, at_most: int) -> list[Until]:
    """Return orders whose time is over and that still keep something from others."""
    return await reader.rows(Until, sql.DUE, at, at_most)


def stand_by(order_ids: Iterable[UUID]) -> Write:
    """Let orders keep what they are promised for good."""
    ids = list(order_ids)
    return Write(Rank.DOCUMENT, "order kept", sql.STAND_BY, (ids,), rows=len(ids))
