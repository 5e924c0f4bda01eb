"""Control through the graph: as clients speak it, and what a counter must not see."""

import pytest

from backend.api.global_ids import encode
from backend.kernel.clock import now
from backend.kernel.ids import new_id
from tests.flows.control import counting_floor, decide
from tests.graph import ask
from tests.world import person

SUBMIT = """
mutation Count($input: SubmitCountInput!) {
  submitCount(input: $input) {
    __typename
    ... on CountSubmitted {
      replayed operationId operation { kind } recount { id kind isQuantityHidden: quantity }
      count {
        id number status isBlind bin { code } approval { status }
        attempts { number countedBy { name } lines { quantity unit item { sku } } }
        variances { counted book difference }
        adjustment { status reason lines { difference disposition } operation { kind } }
      }
    }
    ... on Refused { code message facts { name text } }
  }
}
"""
COUNT = """
query Count($ref: DocumentRef!) {
  count(ref: $ref) {
    status
    attempts { number lines { quantity } }
    variances { counted book difference value { minor currency } }
    adjustment { count { __typename id } }
  }
}
"""
REQUEST = """
mutation Request($input: RequestCountInput!) {
  requestCount(input: $input) {
    __typename
    ... on CountsRequested { counts { id status trigger bin { code } } }
    ... on Refused { code }
  }
}
"""
WRITE_OFF = """
mutation WriteOff($input: RequestWriteOffInput!) {
  requestWriteOff(input: $input) {
    __typename
    ... on WriteOffRequested {
      adjustment {
        id number status reason note isWriteOff value { minor currency } approval { status }
        lines { difference unit disposition item { sku } bin { code } }
      }
    }
    ... on Refused { code facts { name text } }
  }
}
"""
MOVE = """
mutation Move($input: MoveStockInput!) {
  moveStock(input: $input) {
    __typename
    ... on StockMoved { replayed operation { kind entries { quantity from { code } to { code } } } }
    ... on Refused { code facts { name text } }
  }
}
"""
CHANGE = """
mutation Change($input: ChangeDispositionInput!) {
  changeDisposition(input: $input) {
    __typename
    ... on DispositionChanged { operation { kind } }
    ... on Refused { code }
  }
}
"""


@pytest.fixture
async def floor(world):
    return await counting_floor(world)


async def says(floor, document, *, by=None, **sent):
    """Say one mutation; return its answer."""
    world = floor.world
    sent = {"operationId": str(new_id()), **sent}
    if document in {SUBMIT, MOVE, CHANGE}:
        sent["occurredAt"] = now().isoformat()
    answer = await ask(world.database, by or world.worker, document, input=sent)
    (member,) = answer.values()
    return member


async def counted(floor, quantity, **further):
    line = {"item": {"barcode": floor.world.barcode()}, "quantity": quantity}
    here = {"bin": {"code": "A"}, "location": {"code": floor.world.code}, "lines": [line]}
    return await says(floor, SUBMIT, **here, **further)


async def shown(floor, count_id, *, by):
    answer = await ask(floor.world.database, by, COUNT, ref={"id": count_id})
    return answer["count"]


async def test_a_small_difference_is_posted_and_shown(floor):
    said = await counted(floor, 99)

    count = said["count"]
    assert (said["__typename"], said["operation"], count["status"]) == (
        "CountSubmitted", {"kind": "COUNT"}, "POSTED",
    )  # fmt: skip
    assert count["adjustment"] == {
        "status": "POSTED",
        "reason": "COUNT",
        "lines": [{"difference": -1, "disposition": None}],
        "operation": {"kind": "COUNT"},
    }


async def test_a_recount_tells_no_number_to_anybody(floor):
    said = await counted(floor, 90)

    assert said["operation"] is None
    assert said["recount"] == {
        "id": said["recount"]["id"], "kind": "COUNT", "isQuantityHidden": None,
    }  # fmt: skip
    seen = await shown(floor, said["count"]["id"], by=floor.world.supervisor)
    assert seen == {
        "status": "RECOUNTING",
        "attempts": [{"number": 1, "lines": None}],
        "variances": None,
        "adjustment": None,
    }


async def test_whoever_decides_sees_what_differs_and_a_worker_does_not(floor):
    world = floor.world
    await counted(floor, 90)
    count_id = (await counted(floor, 91, by=world.other))["count"]["id"]
    worker = person("Wim", "COUNT", "READ_STOCK")

    decider = await shown(floor, count_id, by=world.supervisor)
    counter = await shown(floor, count_id, by=worker)

    assert decider["variances"] == [
        {
            "counted": 91, "book": 100, "difference": -9,
            "value": {"minor": -2700, "currency": "GBP"},
        }
    ]  # fmt: skip
    assert [attempt["lines"] for attempt in decider["attempts"]] == [
        [{"quantity": 90}], [{"quantity": 91}],
    ]  # fmt: skip
    assert counter["variances"] is None


async def test_an_approved_count_leads_to_its_adjustment_and_back(floor):
    world = floor.world
    await counted(floor, 90)
    count_id = (await counted(floor, 91, by=world.other))["count"]["id"]
    approval_id = await world.owner.fetchval(
        "SELECT approval_id FROM bin_count WHERE status = 'AWAITING_APPROVAL' AND location_id = $1",
        world.location_id,
    )

    await decide(world, approval_id, by=world.supervisor)

    seen = await shown(floor, count_id, by=world.supervisor)
    assert seen["status"] == "POSTED"
    assert seen["adjustment"]["count"] == {"__typename": "Count", "id": count_id}


async def test_a_refusal_says_what_to_do(floor):
    await counted(floor, 90)

    said = await counted(floor, 90)

    assert said["code"] == "RECOUNT_BY_ANOTHER"
    assert said["message"] == "You did this once already; another person must do it now."


async def test_bins_are_asked_to_be_counted_by_their_codes(floor):
    here = {"location": {"code": floor.world.code}, "bins": [{"code": "A"}, {"code": "B"}]}

    said = await says(floor, REQUEST, **here)

    assert [(one["bin"]["code"], one["status"], one["trigger"]) for one in said["counts"]] == [
        ("A", "QUEUED", "REQUESTED"), ("B", "QUEUED", "REQUESTED"),
    ]  # fmt: skip


async def test_a_write_off_above_the_limit_is_shown_as_it_waits(floor):
    line = {
        "item": {"id": encode("Item", floor.tea)},
        "bin": {"id": encode("Bin", floor.here)},
        "difference": -7,
    }

    said = await says(floor, WRITE_OFF, reason="DAMAGED", note="Wet", lines=[line])

    shown_as = said["adjustment"]
    assert shown_as["status"] == "AWAITING_APPROVAL"
    assert shown_as["value"] == {"minor": 2100, "currency": "GBP"}
    assert (shown_as["approval"], shown_as["isWriteOff"]) == ({"status": "PENDING"}, True)
    assert shown_as["lines"] == [
        {
            "difference": -7,
            "unit": "EACH",
            "disposition": "USABLE",
            "item": {"sku": f"TEA-{floor.world.code}"},
            "bin": {"code": "A"},
        }
    ]


async def test_a_list_shows_what_waits_and_not_what_others_may_see(floor):
    line = {
        "item": {"id": encode("Item", floor.tea)},
        "bin": {"id": encode("Bin", floor.here)},
        "difference": -7,
    }
    await says(floor, WRITE_OFF, reason="DAMAGED", note="Wet", lines=[line])
    await counted(floor, 90)
    document = """
    query Lists($places: [Ref!]) {
      adjustments(filter: {statuses: [AWAITING_APPROVAL], locations: $places}) { nodes { note } }
      counts(filter: {statuses: [RECOUNTING], locations: $places}) { nodes { bin { code } } }
    }
    """
    places = [{"code": floor.world.code}]

    seen = await ask(floor.world.database, floor.world.supervisor, document, places=places)
    stranger = await ask(floor.world.database, person("Nils", "PICK"), document, places=places)

    assert seen == {
        "adjustments": {"nodes": [{"note": "Wet"}]},
        "counts": {"nodes": [{"bin": {"code": "A"}}]},
    }
    assert stranger == {"adjustments": {"nodes": []}, "counts": {"nodes": []}}


async def test_goods_are_moved_by_what_was_scanned(floor):
    scanned = {"item": {"barcode": floor.world.barcode()}, "quantity": 4}
    bins = {"from": {"barcode": "A"}, "to": {"barcode": "B"}}

    said = await says(floor, MOVE, location={"code": floor.world.code}, **bins, **scanned)

    assert said["operation"] == {
        "kind": "MOVE",
        "entries": [{"quantity": 4, "from": {"code": "A"}, "to": {"code": "B"}}],
    }


async def test_a_bin_code_that_several_locations_have_must_be_told_apart(floor, database, owner):
    other = await type(floor.world).build(database, owner)
    await other.bin("A")
    scanned = {"item": {"barcode": floor.world.barcode()}, "quantity": 4}

    said = await says(floor, MOVE, **{"from": {"code": "A"}}, to={"code": "B"}, **scanned)

    assert said["code"] == "INVALID_INPUT"


async def test_a_disposition_changes_where_the_goods_lie(floor):
    asked = {
        "item": {"barcode": floor.world.barcode()},
        "bin": {"id": encode("Bin", floor.here)},
        "quantity": 3,
        "from": "USABLE",
        "to": "DAMAGED",
        "reason": "Wet",
    }

    said = await says(floor, CHANGE, **asked)

    assert said["operation"] == {"kind": "DISPOSE"}
    assert await floor.world.available(floor.tea) == 97


async def test_a_count_from_a_device_says_what_the_log_was_when_it_looked(floor):
    world = floor.world
    move = {"from": {"id": encode("Bin", floor.here)}, "to": {"id": encode("Bin", floor.there)}}
    tea = {"id": encode("Item", floor.tea)}
    document = MOVE.replace("replayed", "cursor")
    before = await ask(
        world.database, world.worker, document,
        input={"operationId": str(new_id()), "occurredAt": now().isoformat(), "item": tea,
               "quantity": 1, **move},
    )  # fmt: skip
    await says(floor, MOVE, item=tea, quantity=30, **move)

    said = await counted(floor, 98, seenAt=before["moveStock"]["cursor"])

    assert said["count"]["status"] == "POSTED"
    assert await world.on_hand(floor.here, floor.tea) == 68
