"""Picking as a scanner sends it: through the graph, in the documents that our client carries."""

from pathlib import Path

from backend.api.global_ids import encode
from backend.kernel.clock import now
from backend.kernel.ids import new_id
from tests.flows.outbound_floor import a_pick
from tests.graph import ask

OPERATIONS = Path(__file__).parents[2] / "schema" / "operations"
FRAGMENTS = {"...FloorTask": "floorTask.graphql", "...No": "no.graphql"}


async def send(world, name: str, by=None, **variables):
    """Send a document of the scanner, with the fragments that it uses."""
    document = (OPERATIONS / "scanner" / f"{name}.graphql").read_text("utf-8")
    used = [path for spread, path in FRAGMENTS.items() if spread in document]
    parts = [document, *((OPERATIONS / "shared" / path).read_text("utf-8") for path in used)]
    data = await ask(world.database, by or world.worker, "\n".join(parts), **variables)
    return data[name]


def fact(**more):
    """What every fact tells."""
    return {"operationId": str(new_id()), "occurredAt": now().isoformat(), **more}


def picking(pick, quantity: int, **more):
    return fact(
        task=encode("Task", pick.task_id),
        bin={"barcode": "A-01"},
        item={"barcode": pick.world.barcode()},
        quantity=quantity,
        into={"barcode": pick.tote().code},
        **more,
    )


async def test_a_scanner_picks_and_sees_what_remains(world):
    pick = await a_pick(world, 5)

    answer = await send(world, "confirmPick", input=picking(pick, 2))

    assert answer["__typename"] == "PickConfirmed"
    assert answer["remaining"] == 3
    assert (answer["task"]["done"], answer["task"]["status"]) == (2, "IN_PROGRESS")
    assert answer["task"]["toContainer"]["code"] == pick.tote().code
    assert answer["caseOpened"] is None
    assert await pick.line() == {"allocated": 3, "picked": 2}


async def test_the_same_scan_twice_is_answered_the_same(world):
    pick = await a_pick(world, 5)
    sent = picking(pick, 2)

    first = await send(world, "confirmPick", input=sent)
    again = await send(world, "confirmPick", input=sent)

    assert (first["replayed"], again["replayed"]) == (False, True)
    assert again["cursor"] == first["cursor"]
    assert await pick.in_cart() == 2


async def test_a_wrong_bin_is_refused_with_the_right_one(world):
    pick = await a_pick(world, 5)

    answer = await send(world, "confirmPick", input=picking(pick, 2) | {"bin": {"code": "B-9"}})

    assert answer["__typename"] == "Refused"
    assert answer["code"] == "WRONG_BIN"
    assert answer["message"] == "This is bin B-9; go to A-01."


async def test_a_short_pick_offers_another_bin(world):
    pick = await a_pick(world, 5, stock=5)
    reserve = await world.bin("R-01", "RESERVE")
    await world.stock(reserve, pick.item_id, 20)
    sent = fact(
        task=encode("Task", pick.task_id),
        found=2,
        reason="NOT_ENOUGH",
        into={"code": pick.tote().code},
    )

    answer = await send(world, "shortPick", input=sent)

    assert [task["from"]["code"] for task in answer["alternatives"]] == ["R-01"]
    assert answer["alternatives"][0]["quantity"] == 3
    assert answer["next"]["id"] == answer["alternatives"][0]["id"]
    assert (answer["elsewhere"], answer["waiting"]) == (3, 0)
    assert answer["caseOpened"]["title"].startswith("3 short for order")


async def test_a_pick_is_undone_and_a_tote_changed_through_the_graph(world):
    pick = await a_pick(world, 5)
    await pick.picks(4)
    back = fact(
        task=encode("Task", pick.task_id), quantity=1, to={"code": "A-01"}, reason="Wrong color"
    )
    change = fact(
        walk={"id": encode("Walk", pick.walk_id)},
        to={"code": pick.tote("T-2").code},
        **{"from": {"code": pick.tote().code}},
    )

    undone = await send(world, "unpick", input=back)
    changed = await send(world, "changeTote", input=change)
    walk = await send(world, "walk", ref={"id": encode("Walk", pick.walk_id)})

    assert (undone["task"]["done"], undone["task"]["status"]) == (3, "QUEUED")
    assert changed["tote"]["code"] == pick.tote("T-2").code
    assert [task["toContainer"]["code"] for task in walk["tasks"]] == [pick.tote("T-2").code]


async def test_an_unknown_walk_is_none(world):
    assert await send(world, "walk", ref={"number": "WK-0"}) is None
