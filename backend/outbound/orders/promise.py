"""Promise: soft reservations on the pool, in order of turn and never beyond what is available.

What was promised stays promised: an order that comes later, or is due sooner, takes only what is
left, and leaves what orders before it are still waiting for.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from backend.kernel.plan import Write
from backend.kernel.work import Reader
from backend.outbound.orders import sql
from backend.outbound.orders.rules import Turn, Want, share_out
from backend.stock.changes import Level, Open
from backend.stock.keys import pool_id
from backend.stock.reads import pools
from backend.stock.scarce import PLENTY, Seen, still_scarce


@dataclass(frozen=True, slots=True)
class Waiting:
    """How much of an item is waited for."""

    item_id: UUID
    quantity: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """What a plan promises: by line, as reservations to open, and guards on what it must leave."""

    by_line: dict[UUID, int]
    opens: tuple[Open, ...]
    guards: tuple[Write, ...]


async def promise_order(
    reader: Reader, wants: Iterable[Want], *, turn: Turn, location_id: UUID, owner_id: UUID
) -> Promise:
    """Return what a new order can be promised; the rest of it waits."""
    asked = tuple(wants)
    items = sorted({want.item_id for want in asked})
    if not items:
        return Promise(by_line={}, opens=(), guards=())
    available = await available_of(reader, items, location_id=location_id, owner_id=owner_id)
    scarce = [item_id for item_id in items if available[item_id]]
    before = await _before(reader, scarce, turn, location_id=location_id, owner_id=owner_id)
    mine = {item_id: available[item_id] - before.get(item_id, 0) for item_id in items}
    given = share_out(asked, mine)
    missing = {want.item_id for want in asked if given.get(want.line_id, 0) < want.quantity}
    seen = [Seen(item, available[item] if item in missing else PLENTY) for item in items]
    return Promise(
        by_line=given,
        opens=soft(asked, given, location_id=location_id, owner_id=owner_id),
        guards=still_scarce(seen, owner_id=owner_id, location_id=location_id) if missing else (),
    )


def soft(
    wants: Iterable[Want], given: dict[UUID, int], *, location_id: UUID, owner_id: UUID
) -> tuple[Open, ...]:
    """Return the soft reservations that keep these promises."""
    return tuple(
        Open(
            Level.SOFT,
            pool_id(owner_id, want.item_id, location_id),
            want.line_id,
            given[want.line_id],
        )
        for want in wants
        if want.line_id in given
    )


async def waiting_lines(
    reader: Reader, item_id: UUID, *, location_id: UUID, owner_id: UUID, at_most: int
) -> list[Want]:
    """Return lines that wait for an item and are not held, in order of turn."""
    return await reader.rows(Want, sql.WAITING_LINES, item_id, location_id, owner_id, at_most)


async def available_of(
    reader: Reader, items: list[UUID], *, location_id: UUID, owner_id: UUID
) -> dict[UUID, int]:
    """Return how many units of each item can still be promised."""
    ids = {item_id: pool_id(owner_id, item_id, location_id) for item_id in items}
    found = await pools(reader, ids.values())
    return {item_id: found[id_].available if id_ in found else 0 for item_id, id_ in ids.items()}


async def _before(
    reader: Reader, items: list[UUID], turn: Turn, *, location_id: UUID, owner_id: UUID
) -> dict[UUID, int]:
    if not items:
        return {}
    rows = await reader.rows(
        Waiting, sql.WAITING_BEFORE, items, location_id, owner_id, turn.priority,
        turn.needed_on, turn.ordered_at, turn.order_id,
    )  # fmt: skip
    return {row.item_id: row.quantity for row in rows}
