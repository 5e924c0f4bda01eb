"""What a device kept while it was alone is answered entry by entry, and can be taken back."""

from dataclasses import dataclass
from uuid import UUID

from backend.api.global_ids import encode
from backend.kernel.command import command
from backend.kernel.ids import new_id
from backend.kernel.plan import Plan
from backend.kernel.work import Work
from backend.tasks.task import NewTask, TaskKind, queue_tasks
from tests.graph import ask
from tests.world import World, counts

SUBMIT = """
mutation Submit($input: SubmitOperationsInput!) {
  submitOperations(input: $input) {
    ... on OperationsSubmitted {
      replayed
      results {
        operationId outcome
        case { title }
        answer {
          __typename
          ... on CaseOpened { case { title notes { text } } }
          ... on TaskSkipped { task { status skips } }
          ... on Refused { code }
        }
      }
    }
    ... on Refused { code message }
  }
}
"""
CLAIM = """
mutation Claim($input: ClaimTasksInput!) {
  claimTasks(input: $input) {
    ... on TasksClaimed {
      tasks {
        id kind status fence quantity unit
        from { code } item { sku }
        steps { sequence kind field accepts { barcode quantity } expected maximum checkDigits }
      }
    }
    ... on Refused { code retryable }
  }
}
"""


@dataclass(frozen=True, slots=True)
class Queue:
    task: UUID
    location_id: UUID
    bin_id: UUID
    item_id: UUID
    is_blind: bool = False


@dataclass(frozen=True, slots=True)
class Done:
    id: UUID


@command
async def queue(work: Work, asked: Queue) -> Plan[Done]:
    task = NewTask(
        id=asked.task, location_id=asked.location_id, kind=TaskKind.COUNT, quantity=7,
        from_bin_id=asked.bin_id, item_id=asked.item_id, is_blind=asked.is_blind,
    )  # fmt: skip
    return Plan(answer=Done(asked.task), writes=queue_tasks(work, [task]), kind="TEST")


def fact(operation_id: UUID, **more):
    return {"operationId": str(operation_id), "occurredAt": "2026-01-05T08:00:00Z"} | more


async def submit(world: World, *operations):
    sent = {"operationId": str(new_id()), "operations": list(operations)}
    return (await ask(world.database, world.worker, SUBMIT, input=sent))["submitOperations"]


async def test_a_claimed_task_tells_the_device_all_that_it_needs(world):
    bin_id = await world.bin("A-01", check_digits="47")
    item_id = await world.item(packs=[("CASE", 12)])
    task_id = (await world.do(queue, Queue(new_id(), world.location_id, bin_id, item_id))).answer.id
    sent = {"operationId": str(new_id()), "location": {"code": world.code}, "kinds": ["COUNT"]}

    answer = (await ask(world.database, world.worker, CLAIM, input=sent))["claimTasks"]

    (task,) = answer["tasks"]
    scan_bin, _, scan_item, count, _ = task.pop("steps")
    assert task == {
        "id": encode("Task", task_id), "kind": "COUNT", "status": "CLAIMED", "fence": 1,
        "quantity": 7, "unit": "EACH", "from": {"code": "A-01"},
        "item": {"sku": f"TEA-{world.code}"},
    }  # fmt: skip
    assert (scan_bin["kind"], scan_bin["checkDigits"]) == ("SCAN_BIN", "47")
    assert scan_bin["accepts"] == [{"barcode": "A-01", "quantity": None}]
    assert scan_item["accepts"] == [
        {"barcode": world.barcode(), "quantity": 1},
        {"barcode": world.barcode(pack="CASE"), "quantity": 12},
    ]
    assert (count["field"], count["expected"]) == ("lines.quantity", 7)


async def test_the_server_hides_what_a_blind_counter_may_not_know(world):
    bin_id, item_id = await world.bin("A-01"), await world.item()
    blind = Queue(new_id(), world.location_id, bin_id, item_id, is_blind=True)
    await world.do(queue, blind)
    sent = {"operationId": str(new_id()), "location": {"code": world.code}}

    answer = (await ask(world.database, world.worker, CLAIM, input=sent))["claimTasks"]

    (task,) = answer["tasks"]
    assert task["quantity"] is None
    assert {step["expected"] for step in task["steps"]} == {None}


async def test_no_work_is_an_answer_that_may_change(world):
    sent = {"operationId": str(new_id()), "location": {"code": world.code}}

    answer = (await ask(world.database, world.worker, CLAIM, input=sent))["claimTasks"]

    assert answer == {"code": "NO_WORK", "retryable": True}


async def test_each_entry_is_answered_by_itself_and_in_order(world):
    asks_for_help = fact(new_id(), note="Wet floor", location={"code": world.code})
    impossible = fact(new_id(), task=encode("Task", new_id()), reason="Wet floor")

    first = await submit(world, {"openCase": asks_for_help}, {"skipTask": impossible})
    again = await submit(world, {"openCase": asks_for_help}, {"skipTask": impossible})

    title = "Wanda Worker asks for help"
    opened, refused = first["results"]
    assert (opened["outcome"], opened["case"]) == ("APPLIED", {"title": title})
    assert opened["answer"]["case"] == {"title": title, "notes": [{"text": "Wet floor"}]}
    assert (refused["outcome"], refused["answer"]["code"]) == ("REFUSED", "NOT_FOUND")
    assert [result["outcome"] for result in again["results"]] == ["REPLAYED", "REFUSED"]


async def test_what_builds_on_a_refused_entry_is_skipped_and_the_rest_still_applies(world):
    refused, skipped, skipped_too, applied = (new_id() for _ in range(4))
    nothing = encode("Task", new_id())
    before = await counts(world.owner, "work_case")

    answer = await submit(
        world,
        {"skipTask": fact(refused, task=nothing, reason="Gone")},
        {"openCase": fact(skipped, dependsOn=str(refused))},
        {"openCase": fact(skipped_too, dependsOn=str(skipped))},
        {"openCase": fact(applied, dependsOn=str(new_id()))},
    )

    outcomes = [result["outcome"] for result in answer["results"]]
    assert outcomes == ["REFUSED", "SKIPPED", "SKIPPED", "APPLIED"]
    assert answer["results"][1]["answer"] is None
    assert (await counts(world.owner, "work_case"))["work_case"] == before["work_case"] + 1
