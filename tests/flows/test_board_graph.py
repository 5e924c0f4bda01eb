"""What the board shows with its buttons: cases with their actions, approvals and who may decide."""

from backend.kernel.work import Actor
from backend.outbound.picking.short_pick import ShortPick, ShortReason, short_pick
from backend.tasks.decide_approval import decide_approval
from tests.flows.outbound_floor import a_pick
from tests.flows.test_approvals import asked_for, yes
from tests.graph import ask, document


def here(world):
    return {"locations": [{"code": world.code}]}


async def case_of_short_pick(world, by=None):
    (case,) = (
        await ask(world.database, by or world.supervisor, document("Cases"), filter=here(world))
    )["cases"]["nodes"]
    return {action["code"]: action for action in case["actions"]}


async def short(world):
    pick = await a_pick(world, 5, stock=5)
    await world.do(
        short_pick,
        ShortPick(task_id=pick.task_id, found=2, reason=ShortReason.NOT_ENOUGH, into=pick.tote()),
    )
    return pick


async def test_a_short_pick_says_what_can_be_done_with_what_each_needs(world):
    pick = await short(world)

    actions = await case_of_short_pick(world)

    assert list(actions) == ["TAKE", "COUNT", "CANCEL_LINE", "RESOLVE"]
    assert [action["mutation"] for action in actions.values()] == [
        "assignCase", "requestCount", "cancelOrder", "resolveCase",
    ]  # fmt: skip
    assert actions["COUNT"]["subject"]["__typename"] == "Bin"
    line = actions["CANCEL_LINE"]["subject"]
    order = await world.owner.fetchval(
        "SELECT number FROM customer_order WHERE id = $1", pick.order_id
    )
    assert (line["__typename"], line["order"]["number"]) == ("OrderLine", order)
    assert actions["RESOLVE"]["subject"] is None


async def test_a_picker_sees_a_case_and_no_button(world):
    await short(world)
    picker = Actor(world.other.id, "Picker", frozenset(), {world.location_id: frozenset({"PICK"})})

    assert await case_of_short_pick(world, by=picker) == {}


async def approval(world, by, **filters):
    read = await ask(world.database, by, document("Approvals"), filter=here(world) | filters)
    return read["approvals"]["nodes"][0]


async def test_an_approval_says_who_may_decide_and_up_to_what(world):
    await asked_for(world, value_minor=200_000)
    permissions = frozenset({"APPROVE", "READ_COST", "READ_STOCK"})
    boss = Actor(world.other.id, "Boss", frozenset(), {world.location_id: permissions})

    asker, above, admin = [
        await approval(world, by) for by in (world.worker, boss, world.supervisor)
    ]

    assert (asker["mayDecide"], asker["mayNotBecause"]) == (False, "SELF_APPROVAL")
    assert (above["mayDecide"], above["mayNotBecause"]) == (False, "LIMIT_EXCEEDED")
    assert above["yourLimit"] == {"minor": 100_000, "currency": "GBP"}
    assert (admin["mayDecide"], admin["mayNotBecause"], admin["yourLimit"]) == (True, None, None)


async def test_what_is_decided_cannot_be_decided_again(world):
    waiting = await asked_for(world)
    await world.do(decide_approval, yes(waiting), by=world.supervisor)

    told = await approval(world, world.supervisor, statuses=["APPROVED"])

    assert (told["mayDecide"], told["mayNotBecause"]) == (False, "NOT_IN_THIS_STATE")


async def test_policies_are_told_to_whoever_approves(world):
    told = await ask(world.database, world.supervisor, document("ApprovalPolicies"))

    policies = {policy["kind"]: policy for policy in told["approvalPolicies"]}
    assert policies["WRITE_OFF"] == {
        "kind": "WRITE_OFF", "freeValue": 2000, "approverLimit": 100_000,
    }  # fmt: skip


async def test_a_balance_says_what_last_happened_to_it(world):
    pick = await short(world)
    rows = """query ($filter: StockFilter) { balances(filter: $filter) { nodes {
      bin { code } onHand lastChange { onHand kind at } } } }"""

    told = await ask(world.database, world.worker, rows, filter=here(world))

    changes = {row["bin"]["code"]: row["lastChange"] for row in told["balances"]["nodes"]}
    assert pick.sku == "TEA"
    assert {(code, one["kind"], one["onHand"]) for code, one in changes.items()} == {
        ("A-01", "SHORT_PICK", -2),
        ("CART-1", "SHORT_PICK", 2),
    }
