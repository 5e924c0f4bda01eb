"""Lists page by page, and things by their ids."""

from typing import Any

from backend.api.connections import write_place
from backend.api.global_ids import encode
from backend.kernel.ids import new_id
from tests.contract.conftest import Served

PAGE = """query Page($first: Int, $after: String, $last: Int, $before: String) {
  bins(first: $first, after: $after, last: $last, before: $before) {
    edges { cursor node { code } } nodes { code } totalCount
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }"""


async def page(graph: Served, **variables: Any) -> Any:
    return (await graph.ask(PAGE, variables))["data"]["bins"]


def codes(connection: Any) -> list[str]:
    return [node["code"] for node in connection["nodes"]]


async def test_a_list_is_read_forward_to_its_end(graph: Served) -> None:
    read: list[str] = []
    after = None
    while True:
        part = await page(graph, first=200, after=after)
        read += codes(part)
        after = part["pageInfo"]["endCursor"]
        if not part["pageInfo"]["hasNextPage"]:
            break

    assert read == [f"{number:04}" for number in range(1, 501)]


async def test_a_list_is_read_backward_in_its_own_order(graph: Served) -> None:
    end = await page(graph, last=3)
    before = await page(graph, last=2, before=end["pageInfo"]["startCursor"])

    assert codes(end) == ["0498", "0499", "0500"]
    assert codes(before) == ["0496", "0497"]
    assert end["pageInfo"]["hasNextPage"] is False
    assert end["pageInfo"]["hasPreviousPage"] is True
    assert before["pageInfo"]["hasNextPage"] is True


async def test_a_page_has_fifty_unless_said_and_at_most_two_hundred(graph: Served) -> None:
    usual = await page(graph)

    assert len(usual["nodes"]) == 50
    for wrong in ({"first": 201}, {"first": 0}, {"first": -1}, {"last": 1_000}):
        answer = await graph.ask(PAGE, wrong)
        assert answer["errors"][0]["extensions"]["code"] == "INVALID_INPUT"
        assert "200" in answer["errors"][0]["message"]


async def test_a_place_of_another_list_is_refused_and_never_reaches_the_database(
    graph: Served,
) -> None:
    for place in ("x", "AAAA", write_place(("a", "b")), write_place(("\0",)), "[" * 3000):
        answer = await graph.ask(PAGE, {"after": place})
        assert answer["errors"][0]["extensions"]["code"] == "INVALID_INPUT"


async def test_both_ends_at_once_are_refused(graph: Served) -> None:
    answer = await graph.ask(PAGE, {"first": 1, "last": 1})

    assert answer["errors"][0]["extensions"]["code"] == "INVALID_INPUT"


async def test_a_thing_is_found_again_by_its_id(graph: Served) -> None:
    bin_ = (await graph.ask("{ bin { id code } }"))["data"]["bin"]

    again = await graph.ask(
        "query N($id: ID!) { node(id: $id) { __typename id ... on SmallBin { code } } }",
        {"id": bin_["id"]},
    )

    assert again["data"]["node"] == {"__typename": "SmallBin"} | bin_


async def test_absent_foreign_and_malformed_ids_look_the_same(graph: Served) -> None:
    ids = [
        encode("SmallBin", new_id()),
        encode("Unknown", new_id()),
        encode("Query", new_id()),
        encode("Node", new_id()),
        "",
        "?",
        "é",
        "A" * 10_000,
    ]

    answer = await graph.ask("query N($ids: [ID!]!) { nodes(ids: $ids) { id } }", {"ids": ids})

    assert answer["data"] == {"nodes": [None] * len(ids)}
    assert "errors" not in answer
