"""What the board sends asks the database as often for many rows as for few."""

import json

import pytest

from backend.outbound.picking.short_pick import ShortPick, ShortReason, short_pick
from backend.tasks.open_case import OpenCase, open_case
from backend.tasks.task import TaskKind
from tests.counting import Counted
from tests.floor import claimed, queued
from tests.flows.outbound_floor import Pick, a_pick, another_pick
from tests.flows.test_approvals import asked_for
from tests.graph import ask, document
from tests.world import World, person

KPIS = ["LINES_PER_HOUR", "SHORT_PICKS", "INVENTORY_ACCURACY", "DOCK_TO_STOCK", "FILL_RATE"]


def asked_of(name: str, world: World, sku: str) -> dict[str, object]:
    here = {"code": world.code}
    filters = {"filter": {"locations": [here]}}
    return {
        "TaskQueue": filters,
        "Cases": filters,
        "Approvals": filters,
        "Queues": {"location": here},
        "HeatMap": {"location": here, "metric": "OCCUPANCY"},
        "HeatOfBay": {"location": here, "metric": "PICKS", "aisle": "A"},
        "PeopleOnFloor": {"location": here},
        "CutOffs": {"location": here},
        "Kpis": {"location": here, "names": KPIS},
        "Explain": {"number": "HELD", "item": {"sku": sku}} | filters,
        "Operations": filters,
        "Devices": {"first": 50},
        "Roles": {},
        "ApprovalPolicies": {},
    }[name]


async def more(world: World, pick: Pick, number: int) -> None:
    """Let so much more of everything be there."""
    for place in range(number):
        further = await another_pick(
            world, pick.item_id, pick.bin_id, pick.cart_id, quantity=1, sku=pick.sku
        )
        await world.do(
            short_pick, ShortPick(task_id=further.task_id, found=0, reason=ShortReason.NOT_ENOUGH)
        )
        bin_id = await world.bin(f"X-{number}-{place}", aisle="A", bay=f"{number}{place}")
        help_wanted = OpenCase(location_id=world.location_id, bin_id=bin_id, note="Look")
        await world.do(open_case, help_wanted)
        await asked_for(world)
        await queued(world, 1, kind=TaskKind.COUNT)
        by = person(f"Person {number} {place}")
        await world.owner.execute(
            "INSERT INTO person (id, code, name) VALUES ($1, $2, $3)", by.id, str(by.id), by.name
        )
        await claimed(world, by, kinds=(TaskKind.COUNT,))
        await another_pick(world, pick.item_id, pick.bin_id, pick.cart_id, quantity=1, sku=pick.sku)
    await world.owner.execute(
        "UPDATE customer_order SET ship_by = now() WHERE location_id = $1", world.location_id
    )


async def sent_for(world: World, name: str, sku: str) -> tuple[int, str]:
    counted = Counted(world.database)
    told = await ask(counted, world.supervisor, document(name), **asked_of(name, world, sku))
    return len(counted.sent), json.dumps(told)


NAMES = (
    "TaskQueue", "Cases", "Approvals", "Queues", "HeatMap", "HeatOfBay", "PeopleOnFloor", "CutOffs",
    "Kpis", "Explain", "Operations", "Devices", "Roles", "ApprovalPolicies",
)  # fmt: skip
GROWS = frozenset(NAMES) - {"Kpis", "Devices", "Roles", "ApprovalPolicies", "Queues", "CutOffs"}


@pytest.mark.parametrize("name", NAMES)
async def test_more_rows_take_no_more_statements(world, name):
    pick = await a_pick(world, 1, stock=500)
    sku = f"{pick.sku}-{world.code}"
    await more(world, pick, 2)
    await sent_for(world, name, sku)  # the driver asks about types once for each connection
    few, told_few = await sent_for(world, name, sku)
    await more(world, pick, 5)
    many, told_many = await sent_for(world, name, sku)

    assert many == few
    assert few <= 14
    assert name not in GROWS or len(told_many) > len(told_few)
