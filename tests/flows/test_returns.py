"""Goods that come back are here at once, usable only when somebody has judged them so."""

from datetime import UTC, datetime

import asyncpg
import pytest
import pytest_asyncio

from backend.kernel.ids import new_id
from tests.graph import ask
from tests.world import counts

RECEIVE = """mutation ($input: ReceiveReturnInput!) { receiveReturn(input: $input) {
  ... on ReturnReceived { replayed customerReturn { id number status } returnLine { id received } }
  ... on Refused { code } } }"""
GRADE = """mutation ($input: GradeReturnInput!) { gradeReturn(input: $input) {
  ... on ReturnGraded { returnLine { grade suggestedRoute } } ... on Refused { code } } }"""
DISPOSE = """mutation ($input: DisposeReturnInput!) { disposeReturn(input: $input) {
  ... on ReturnDisposed { returnLine { disposed } tasks { kind quantity to { code } } }
  ... on Refused { code facts { name text } } } }"""
REFUND = """mutation ($input: RecordRefundInput!) { recordRefund(input: $input) {
  ... on RefundRecorded { customerReturn { status refundDue { minor } } }
  ... on Refused { code } } }"""
SHOW = """query ($number: String!) { customerReturn(ref: {number: $number}) {
  status refundDue { minor currency } lines { received disposed grade } } }"""


@pytest_asyncio.fixture
async def bench(world):
    """A returns bench, a shelf, and tea that costs 4.50."""
    world.bench = await world.bin("RET-1", "RETURNS")
    world.tea = await world.item("TEA", price_minor=450, cost_minor=200, currency="GBP")
    world.shelf = await world.bin("A-1", "PICK_FACE", fixed_item_id=world.tea)
    return world


async def say(world, document, *, by=None, **told):
    sent = {"operationId": str(new_id())} | told
    (answer,) = (await ask(world.database, by or world.worker, document, input=sent)).values()
    return answer


async def receive(world, quantity=3, **told):
    return await say(
        world,
        RECEIVE,
        **{
            "occurredAt": datetime.now(UTC).isoformat(),
            "item": {"barcode": world.barcode()},
            "quantity": quantity,
            "location": {"code": world.code},
        }
        | told,
    )


async def grade(world, line, grade="A_LIKE_NEW"):
    at = datetime.now(UTC).isoformat()
    return await say(world, GRADE, occurredAt=at, line=line, grade=grade)


async def dispose(world, line, quantity, route="RESTOCK"):
    at = datetime.now(UTC).isoformat()
    return await say(world, DISPOSE, occurredAt=at, line=line, quantity=quantity, route=route)


async def test_what_came_back_is_here_and_cannot_be_promised(bench):
    answer = await receive(bench)

    assert answer["customerReturn"]["status"] == "RECEIVED"
    assert await bench.on_hand(bench.bench, bench.tea) == 3
    assert await bench.available(bench.tea) == 0
    await bench.prove()


async def test_like_new_goods_get_a_way_back_to_their_shelf_and_a_refund(bench):
    line = (came := await receive(bench))["returnLine"]["id"]
    assert (await grade(bench, line))["returnLine"]["suggestedRoute"] == "RESTOCK"

    gone = await dispose(bench, line, 2)

    [task] = gone["tasks"]
    assert (task["kind"], task["quantity"], task["to"]) == ("PUT_AWAY", 2, {"code": "A-1"})
    number = came["customerReturn"]["number"]
    shown = (await ask(bench.database, bench.worker, SHOW, number=number))["customerReturn"]
    assert shown == {
        "status": "REFUND_DUE",
        "refundDue": {"minor": 900, "currency": "GBP"},
        "lines": [{"received": 3, "disposed": 2, "grade": "A_LIKE_NEW"}],
    }
    await bench.prove()


async def test_broken_goods_do_not_go_back_to_stock(bench, owner):
    line = (await receive(bench))["returnLine"]["id"]
    await grade(bench, line, "D_BROKEN")
    before = await counts(owner, "operation", "stock_entry", "refund")

    refused = await dispose(bench, line, 1)

    assert refused["code"] == "ROUTE_NOT_ALLOWED"
    assert await counts(owner, "operation", "stock_entry", "refund") == before
    scrapped = await dispose(bench, line, 3, "SCRAP")
    assert scrapped["returnLine"]["disposed"] == 3
    assert await bench.on_hand(bench.bench, bench.tea) == 0
    await bench.prove()


async def test_nothing_goes_anywhere_ungraded_or_twice(bench):
    line = (await receive(bench))["returnLine"]["id"]

    assert (await dispose(bench, line, 1))["code"] == "NOT_GRADED"
    await grade(bench, line)
    await dispose(bench, line, 3)
    again = await dispose(bench, line, 1)

    assert again["code"] == "QUANTITY_TOO_LARGE_FOR_RETURN"
    assert (await grade(bench, line, "C_WORN"))["code"] == "NOT_IN_THIS_STATE"


async def test_the_same_return_sent_again_counts_once(bench):
    told = {"operationId": str(new_id()), "occurredAt": datetime.now(UTC).isoformat()}

    first = await receive(bench, **told)
    again = await receive(bench, **told)

    assert (first["replayed"], again["replayed"]) == (False, True)
    assert again["returnLine"] == first["returnLine"]
    assert await bench.on_hand(bench.bench, bench.tea) == 3


async def test_a_refund_is_paid_whole_and_once(bench):
    came = await receive(bench)
    line, number = came["returnLine"]["id"], came["customerReturn"]["number"]
    await grade(bench, line)
    await dispose(bench, line, 3)
    paid = {"customerReturn": {"number": number}, "amount": {"minor": 1350, "currency": "GBP"}}

    wrong = await say(bench, REFUND, **paid | {"amount": {"minor": 1, "currency": "GBP"}})
    done = await say(bench, REFUND, **paid)
    twice = await say(bench, REFUND, **paid)

    assert wrong["code"] == "INVALID_INPUT"
    assert done["customerReturn"] == {"status": "REFUNDED", "refundDue": None}
    assert twice["code"] == "NOT_IN_THIS_STATE"


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE return_line SET disposed = received + 1",
        "UPDATE return_line SET disposed = 1, grade = NULL",
        "UPDATE return_line SET received = -1",
    ],
)
async def test_the_database_refuses(attack, bench, database):
    await receive(bench)

    async with database.session() as session:
        with pytest.raises(asyncpg.CheckViolationError):
            await session.execute(attack)
