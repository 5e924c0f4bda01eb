"""Promise: soft reservations on pools, in order of turn and never beyond what is available.

What was promised stays promised: an order that comes later, or is due sooner, takes only what is
left, and leaves what orders before it are still waiting for.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from backend.kernel.plan import Write
from backend.kernel.work import Work
from backend.outbound.orders import sql
from backend.outbound.orders.freshness import fresh_for
from backend.outbound.orders.rules import Turn
from backend.outbound.orders.shares import Given, Shelf, Want, share_out, total
from backend.stock.changes import Level, Open
from backend.stock.keys import pool_id
from backend.stock.reads import PoolState, pools_of_items
from backend.stock.scarce import PLENTY, Seen, still_scarce


@dataclass(frozen=True, slots=True)
class Waiting:
    """How much of an item is waited for by orders of a channel."""

    item_id: UUID
    channel_id: UUID
    quantity: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """What a plan promises: by line, as reservations to open, and guards on what it must leave."""

    by_line: dict[UUID, int]
    opens: tuple[Open, ...]
    guards: tuple[Write, ...]


async def promise_order(
    work: Work,
    wants: Iterable[Want],
    *,
    turn: Turn,
    location_id: UUID,
    owner_id: UUID,
    expires_at: datetime | None = None,
) -> Promise:
    """Return what a new order can be promised; the rest of it waits."""
    asked = tuple(wants)
    items = sorted({want.item_id for want in asked})
    if not items:
        return Promise(by_line={}, opens=(), guards=())
    place = {"location_id": location_id, "owner_id": owner_id}
    found = await pools_of_items(work.reader, items, **place)
    shelves = shelves_of(found, items, **place)
    seen = _sources(asked, shelves)
    for claim in await _before(work, found, turn, **place):
        shelves[claim.item_id].take(claim.channel_id, claim.quantity)
    given = share_out(asked, shelves, await fresh_for(work, asked, **place))
    missing = {want.item_id for want in asked if total(given.get(want.line_id, ())) < want.quantity}
    bounds = [one if one.item_id in missing else _plenty(one) for one in seen]
    return Promise(
        by_line={line_id: total(shares) for line_id, shares in given.items()},
        opens=soft(given, expires_at=dict.fromkeys(given, expires_at)),
        guards=still_scarce(bounds, **place) if missing else (),
    )


def soft(given: Given, *, expires_at: Mapping[UUID, datetime | None]) -> tuple[Open, ...]:
    """Return the soft reservations that keep these promises."""
    return tuple(
        Open(Level.SOFT, share.pool_id, line_id, share.units, expires_at=expires_at[line_id])
        for line_id, shares in given.items()
        for share in shares
    )


def shelves_of(
    pools: Sequence[PoolState], items: Iterable[UUID], *, location_id: UUID, owner_id: UUID
) -> dict[UUID, Shelf]:
    """Return what can still be promised of each item."""
    return {
        item_id: Shelf.of(
            pool_id(owner_id, item_id, location_id),
            [pool for pool in pools if pool.item_id == item_id],
        )
        for item_id in items
    }


def _sources(wants: Iterable[Want], shelves: Mapping[UUID, Shelf]) -> list[Seen]:
    """Return every pool that these lines could take from, with what it has."""
    found: dict[UUID, Seen] = {}
    for want in wants:
        shelf = shelves[want.item_id]
        for id_ in shelf.sources(want.channel_id):
            found[id_] = Seen(id_, want.item_id, shelf.left.get(id_, 0))
    return list(found.values())


def _plenty(one: Seen) -> Seen:
    return Seen(one.pool_id, one.item_id, PLENTY)


async def _before(
    work: Work, pools: Iterable[PoolState], turn: Turn, *, location_id: UUID, owner_id: UUID
) -> list[Waiting]:
    """Return what orders before this one wait for, of items of which anything is left."""
    items = sorted({pool.item_id for pool in pools if pool.available})
    if not items:
        return []
    return await work.reader.rows(
        Waiting, sql.WAITING_BEFORE, items, location_id, owner_id, turn.priority,
        turn.needed_on, turn.ordered_at, turn.order_id, work.now,
    )  # fmt: skip
