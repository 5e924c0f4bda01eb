"""What the tests of control and returns say: reserve, count, decide, and what came of it."""

from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from backend.control.adjusting.asking import AskedLine
from backend.control.adjusting.document import AdjustmentReason
from backend.control.adjusting.request_write_off import RequestWriteOff
from backend.control.counting.submit_count import SubmitCount, submit_count
from backend.control.counting.telling import CountedLine
from backend.control.moving.move_stock import MoveStock, move_stock
from backend.kernel.command import command
from backend.kernel.ids import new_id
from backend.kernel.plan import Plan
from backend.kernel.reactor import drain
from backend.kernel.work import Actor, Work
from backend.master.items import HOUSE_OWNER_ID
from backend.master.refs import ItemRef, Ref
from backend.server.wiring import WIRING
from backend.stock.changes import Level, Open
from backend.stock.keys import Disposition, Key, Place
from backend.stock.posting import post
from backend.tasks.decide_approval import DecideApproval, Verdict, decide_approval
from tests.world import World


class Floor(NamedTuple):
    """A location with two bins, and tea in the first."""

    world: World
    here: UUID
    there: UUID
    tea: UUID


@dataclass(frozen=True, slots=True)
class Reserve:
    location_id: UUID
    bin_id: UUID
    kind: str
    item_id: UUID
    quantity: int
    demand_id: UUID
    container_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Reserved:
    demand_id: UUID


@command
async def reserve(work: Work, asked: Reserve) -> Plan[Reserved]:
    """Allocate goods of a bin to a demand."""
    place = Place(asked.bin_id, asked.location_id, asked.kind)
    key = Key(HOUSE_OWNER_ID, asked.item_id, Disposition.USABLE, place, asked.container_id)
    opened = Open(Level.HARD, key.pool_id, asked.demand_id, asked.quantity, key.id)
    return Plan(answer=Reserved(asked.demand_id), writes=post(work, opens=[opened]), kind="RESERVE")


async def allocate(
    world: World, bin_id: UUID, item_id: UUID, quantity: int, container_id: UUID | None = None
) -> UUID:
    """Let somebody's order line hold so much of a bin, or of a container; return the line."""
    kind = world.kinds[bin_id]
    asked = Reserve(world.location_id, bin_id, kind, item_id, quantity, new_id(), container_id)
    return (await world.do(reserve, asked)).answer.demand_id


async def held(world: World, demand_id: UUID) -> list[tuple[str, int]]:
    """What a demand still holds, by level."""
    rows = await world.owner.fetch(
        "SELECT level, quantity FROM stock_reservation WHERE demand_id = $1 AND state = 'PENDING'",
        demand_id,
    )
    return sorted((row["level"], row["quantity"]) for row in rows)


async def decide(
    world: World, approval_id: UUID, *, by: Actor, verdict: Verdict = Verdict.APPROVE
) -> None:
    """Say yes or no, and let the house react."""
    asked = DecideApproval(
        approval_id=approval_id, if_version=None, verdict=verdict, note="I looked."
    )
    await world.do(decide_approval, asked, by=by)
    await drain(world.database, WIRING)


async def cases(world: World) -> list[str]:
    """The titles of this location's cases."""
    rows = await world.owner.fetch(
        "SELECT title FROM work_case WHERE location_id = $1 ORDER BY title", world.location_id
    )
    return [row["title"] for row in rows]


async def events(world: World, operation_id: UUID) -> list[str]:
    """The names of what an operation told the house."""
    rows = await world.owner.fetch(
        "SELECT name FROM outbox_event WHERE operation_id = $1 ORDER BY position", operation_id
    )
    return [row["name"] for row in rows]


async def row(world: World, table: str, id_: UUID) -> dict[str, Any]:
    """One row of a table."""
    return dict(await world.owner.fetchrow(f"SELECT * FROM {table} WHERE id = $1", id_))


def counts_to(floor, quantity=None, *, item=None, **further):
    world, here, _, tea = floor
    lines = (
        () if quantity is None else (CountedLine(item=ItemRef(id=item or tea), quantity=quantity),)
    )
    return SubmitCount(bin=Ref(id=here), lines=lines, **further)


async def submits(floor, quantity, *, by=None, **further):
    world = floor[0]
    return (await world.do(submit_count, counts_to(floor, quantity, **further), by=by)).answer


async def differs(floor):
    """Count twice beyond tolerance; return what the second count led to."""
    world = floor[0]
    await submits(floor, 90)
    return await submits(floor, 91, by=world.other)


async def moved(floor, quantity):
    world, here, there, tea = floor
    asked = MoveStock(
        item=ItemRef(id=tea), source=Ref(id=here), target=Ref(id=there), quantity=quantity
    )
    return await world.do(move_stock, asked)


def line_of(floor, difference, **further):
    return AskedLine(
        item=ItemRef(id=floor.tea), bin=Ref(id=floor.here), difference=difference, **further
    )


def write_off(floor, quantity, reason=AdjustmentReason.DAMAGED, note="Forklift", **further):
    return RequestWriteOff(reason=reason, note=note, lines=(line_of(floor, -quantity, **further),))


async def counting_floor(world: World) -> Floor:
    """Two bins, and 100 of fast-moving tea at 3.00 in the first."""
    here, there = await world.bin("A"), await world.bin("B")
    tea = await world.item(velocity="A", cost_minor=300, currency="GBP")
    await world.stock(here, tea, 100)
    return Floor(world, here, there, tea)
