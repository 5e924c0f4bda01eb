"""Answers of the graph: yes, no, and what went wrong."""

from datetime import UTC, datetime
from typing import Any

from backend.kernel.ids import new_id
from tests.contract.conftest import Served

NOTE = """mutation Note($input: NoteWordInput!) { noteWord(input: $input) {
  __typename
  ... on Accepted { operationId replayed cursor }
  ... on WordNoted { word total }
  ... on Refused { code message path retryable facts { name label text quantity } current { id } }
} }"""


def note(word: str = "hush", **more: Any) -> dict[str, Any]:
    sent = {
        "operationId": str(new_id()),
        "occurredAt": datetime.now(UTC).isoformat(),
        "word": word,
    }
    return {"input": sent | more}


async def test_a_yes_carries_its_operation_and_a_cursor(graph: Served) -> None:
    sent = note(count=21)

    answer = (await graph.ask(NOTE, sent))["data"]["noteWord"]

    assert answer["cursor"]
    del answer["cursor"]
    assert answer == {
        "__typename": "WordNoted",
        "operationId": sent["input"]["operationId"],
        "replayed": False,
        "word": "hush",
        "total": 42,
    }


async def test_the_same_operation_again_is_answered_and_not_done_again(graph: Served) -> None:
    sent = note()
    first = (await graph.ask(NOTE, sent))["data"]["noteWord"]

    again = (await graph.ask(NOTE, sent))["data"]["noteWord"]

    assert again == first | {"replayed": True}


async def test_the_same_operation_with_another_input_is_refused(graph: Served) -> None:
    sent = note()
    await graph.ask(NOTE, sent)

    other = (await graph.ask(NOTE, {"input": sent["input"] | {"word": "other"}}))["data"]

    assert other["noteWord"]["code"] == "OPERATION_ID_REUSED"


async def test_a_no_says_why_where_and_what_to_do(graph: Served) -> None:
    answer = await graph.ask(NOTE, note("LOUD"))

    assert answer["data"]["noteWord"] == {
        "__typename": "Refused",
        "code": "INVALID_INPUT",
        "message": "word is too loud; correct it and send again.",
        "path": ["word"],
        "retryable": False,
        "facts": [
            {"name": "field", "label": "Field", "text": "word", "quantity": None},
            {"name": "problem", "label": "Problem", "text": "is too loud", "quantity": None},
            {"name": "lettersMax", "label": "Letters max", "text": "4", "quantity": 4},
            {"name": "said", "label": "Said", "text": "LOUD", "quantity": None},
        ],
        "current": None,
    }
    assert "errors" not in answer


async def test_an_unexpected_error_is_masked_by_a_reference(graph: Served) -> None:
    answer = await graph.ask("{ ping boom }")

    [error] = answer["errors"]
    assert answer["data"] == {"ping": "pong", "boom": None}
    assert error["message"] == f"internal error, reference {error['extensions']['reference']}"
    assert "secret" not in str(answer)


async def test_a_refusal_of_a_question_is_told_with_its_code(graph: Served) -> None:
    answer = await graph.ask("{ shout }")

    assert answer["errors"][0]["extensions"] == {
        "code": "INVALID_INPUT",
        "facts": {"field": "shout", "problem": "is never answered"},
    }


async def test_an_operation_that_takes_too_long_is_stopped(graph: Served) -> None:
    answer = await graph.ask("{ slow }")

    assert answer["errors"][0]["extensions"] == {"code": "TIMEOUT"}


async def test_every_answer_tells_what_it_cost(graph: Served) -> None:
    answer = await graph.ask("{ bins(first: 10) { nodes { neighbors { code } } } }")

    cost = answer["extensions"]["cost"]
    assert cost["requested"] == 1 + 10 * (1 + 3)
    assert 0 < cost["remaining"] <= cost["limit"]


async def test_a_field_behind_a_permission_is_null_to_others(graph: Served) -> None:
    for token, cost in (("bob", 42), ("ann", None)):
        response = await graph.client.post(
            graph.url,
            json={"query": "{ bin { cost } }"},
            headers={"authorization": f"Bearer {token}"},
        )
        assert response.json()["data"] == {"bin": {"cost": cost}}


async def test_where_null_is_impossible_a_permission_is_an_error(graph: Served) -> None:
    response = await graph.client.post(
        graph.url, json={"query": "{ margin }"}, headers={"authorization": "Bearer ann"}
    )

    assert response.json()["errors"][0]["extensions"] == {"code": "FORBIDDEN"}


async def test_the_outbox_answers_each_entry_in_order(graph: Served) -> None:
    entries = [note()["input"], note("NO")["input"], note(count=4)["input"]]
    query = """mutation Send($input: SubmitOperationsInput!) { submitOperations(input: $input) {
      ... on OperationsSubmitted { replayed cursor results { operationId outcome
        answer { __typename ... on WordNoted { total } ... on Refused { code } } } }
      ... on Refused { code }
    } }"""
    sent = {"operationId": str(new_id()), "operations": [{"noteWord": one} for one in entries]}

    answer = (await graph.ask(query, {"input": sent}))["data"]["submitOperations"]
    again = (await graph.ask(query, {"input": sent}))["data"]["submitOperations"]

    assert [(result["outcome"], result["answer"]) for result in answer["results"]] == [
        ("APPLIED", {"__typename": "WordNoted", "total": 2}),
        ("REFUSED", {"__typename": "Refused", "code": "INVALID_INPUT"}),
        ("APPLIED", {"__typename": "WordNoted", "total": 8}),
    ]
    assert [result["operationId"] for result in answer["results"]] == [
        entry["operationId"] for entry in entries
    ]
    assert [result["outcome"] for result in again["results"]] == ["REPLAYED", "REFUSED", "REPLAYED"]
    assert again["cursor"] == answer["cursor"]


async def test_an_outbox_of_more_than_twenty_is_refused_whole(graph: Served) -> None:
    query = """mutation Send($input: SubmitOperationsInput!) { submitOperations(input: $input) {
      __typename ... on Refused { code path } } }"""
    entries = [{"noteWord": note()["input"]} for _ in range(21)]
    sent = {"operationId": str(new_id()), "operations": entries}

    answer = await graph.ask(query, {"input": sent})

    assert answer["data"]["submitOperations"] == {
        "__typename": "Refused",
        "code": "INVALID_INPUT",
        "path": ["operations"],
    }
