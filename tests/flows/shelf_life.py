"""The language of tests about lots: goods of a lot that is good for so many days more."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from backend.kernel.command import command
from backend.kernel.ids import new_id
from backend.kernel.plan import Plan
from backend.kernel.work import Work
from backend.master.items import HOUSE_OWNER_ID
from backend.master.places import VirtualBin
from backend.stock.changes import Move
from backend.stock.keys import Disposition, Key, Place
from backend.stock.posting import post
from backend.stock.where import counterparty
from tests.world import World


@dataclass(frozen=True, slots=True)
class PostTracked:
    """So many of a lot, or one serial, stand in a bin."""

    location_id: UUID
    bin_id: UUID
    kind: str
    item_id: UUID
    quantity: int
    lot_id: UUID | None = None
    serial_id: UUID | None = None
    disposition: str = "USABLE"


@dataclass(frozen=True, slots=True)
class TrackedPosted:
    quantity: int


@command
async def post_tracked(work: Work, asked: PostTracked) -> Plan[TrackedPosted]:
    """Bring goods of a lot or a serial into a bin out of OPENING."""
    here = Place(asked.bin_id, asked.location_id, asked.kind)
    told = {"lot_id": asked.lot_id, "serial_id": asked.serial_id}
    condition = Disposition(asked.disposition)
    key = Key(HOUSE_OWNER_ID, asked.item_id, condition, here, **told)
    opening = counterparty(asked.location_id, VirtualBin.OPENING)
    source = Key(HOUSE_OWNER_ID, asked.item_id, condition, opening, **told)
    moves = [Move(source, key, asked.quantity)]
    return Plan(answer=TrackedPosted(asked.quantity), writes=post(work, moves=moves), kind="TEST")


def in_days(days: int) -> date:
    """The day so many days from today, by UTC, which is the clock of a test's location."""
    return datetime.now(UTC).date() + timedelta(days=days)


async def a_lot(world: World, item_id: UUID, number: str, *, days: int | None = None) -> UUID:
    """Make a lot known that is good for so many days more."""
    expires_on = None if days is None else in_days(days)
    return await world.owner.fetchval(
        "INSERT INTO lot (id, item_id, number, expires_on) VALUES ($1, $2, $3, $4) RETURNING id",
        new_id(), item_id, number, expires_on,
    )  # fmt: skip


async def a_serial(world: World, item_id: UUID, number: str, *, lot_id: UUID | None = None) -> UUID:
    """Make a thing known."""
    return await world.owner.fetchval(
        "INSERT INTO serial (id, item_id, number, lot_id) VALUES ($1, $2, $3, $4) RETURNING id",
        new_id(), item_id, number, lot_id,
    )  # fmt: skip


async def stand(
    world: World, bin_id: UUID, item_id: UUID, quantity: int, **which: UUID | str
) -> None:
    """Let a bin hold this much more of a lot, or one serial, in a condition."""
    asked = PostTracked(world.location_id, bin_id, world.kinds[bin_id], item_id, quantity, **which)
    await world.do(post_tracked, asked)


async def lying(world: World, item_id: UUID) -> dict[tuple[str, str, str], int]:
    """What stands of an item, by bin, lot and condition."""
    rows = await world.owner.fetch(
        "SELECT bin.code, coalesce(lot.number, '-') AS lot, disposition, sum(on_hand)::int AS n"
        "  FROM stock_balance JOIN stock_key key ON key.id = key_id"
        "  JOIN bin ON bin.id = key.bin_id LEFT JOIN lot ON lot.id = key.lot_id"
        " WHERE key.item_id = $1 AND on_hand > 0 GROUP BY 1, 2, 3",
        item_id,
    )
    return {(row["code"], row["lot"], row["disposition"]): row["n"] for row in rows}


async def serials_in(world: World, bin_id: UUID) -> list[str]:
    """The serials that stand in a bin."""
    rows = await world.owner.fetch(
        "SELECT serial.number FROM stock_balance JOIN stock_key key ON key.id = key_id"
        " JOIN serial ON serial.id = stands_serial WHERE key.bin_id = $1 ORDER BY 1",
        bin_id,
    )
    return [row["number"] for row in rows]
