"""GraphQL over HTTP as the specification says; in brackets the names that its audits have."""

from typing import Any

import httpx2
import pytest
from starlette.requests import Request

from backend.api.asked import BadRequestError, read_body
from tests.contract.conftest import MANIFEST, Served

GRAPHQL = "application/graphql-response+json"
JSON = "application/json"


async def send(graph: Served, body: Any, **headers: str) -> httpx2.Response:
    return await graph.client.post(graph.url, json=body, headers=headers)


@pytest.mark.parametrize(
    ("accept", "answered"),
    [
        (GRAPHQL, GRAPHQL),
        (JSON, JSON),
        ("*/*", JSON),
        ("application/*", JSON),
        (f"{JSON};q=0.5, {GRAPHQL}", GRAPHQL),
        (f"{GRAPHQL};q=0, */*", JSON),
        (f"{GRAPHQL}, {JSON}, text/event-stream", GRAPHQL),
        (f"{GRAPHQL}; charset=utf-8, {JSON}; charset=utf-8", GRAPHQL),
    ],
)
async def test_the_media_type_is_the_one_asked_for(
    graph: Served, accept: str, answered: str
) -> None:
    """[22EB, 4655, 47DE, 80D8, 82A3, BF61]."""
    response = await send(graph, {"query": "{ ping }"}, accept=accept)

    assert response.headers["content-type"] == f"{answered}; charset=utf-8"
    assert response.json()["data"] == {"ping": "pong"}


async def test_nothing_that_we_offer_is_406(graph: Served) -> None:
    response = await send(graph, {"query": "{ ping }"}, accept="text/plain")

    assert response.status_code == 406


@pytest.mark.parametrize(
    "body",
    [
        {"query": "{"},
        {"query": "{ nothing }"},
        {"query": "query ($n: Int!) { bins(first: $n) { nodes { code } } }"},
        {
            "query": "query ($n: Int!) { bins(first: $n) { nodes { code } } }",
            "variables": {"n": "x"},
        },
        {"query": "query A { ping } query B { ping }"},
        {"query": "query A { ping }", "operationName": "B"},
    ],
)
async def test_what_cannot_run_is_400_without_data(graph: Served, body: Any) -> None:
    """[865D, 556A, D586, 51FE, 74FF, 5E5B, 86EE]: and 200 for clients of the older type [572B]."""
    new = await send(graph, body)
    old = await send(graph, body, accept=JSON)

    assert (new.status_code, old.status_code) == (400, 200)
    assert "data" not in new.json()
    assert "data" not in old.json()
    assert new.json()["errors"]


@pytest.mark.parametrize(
    "body",
    [
        [],
        [{"query": "{ ping }"}],
        {},
        {"query": None},
        {"query": 7},
        {"query": "{ ping }", "operationName": {}},
        {"query": "{ ping }", "variables": "x"},
        {"query": "{ ping }", "variables": [1]},
        {"query": "{ ping }", "extensions": 1},
        {"documentId": 3},
        {"documentId": "sha256:unknown"},
    ],
)
async def test_what_is_no_graphql_request_is_400(graph: Served, body: Any) -> None:
    """[3715, 9FE0, 9FE1, FB90, F89F, D477, F5AF, 8764, 3E3A, 60AA]."""
    response = await send(graph, body, accept=JSON)

    assert response.status_code == 400
    assert response.json()["errors"][0]["extensions"]["code"]


@pytest.mark.parametrize("member", ["operationName", "variables", "extensions"])
async def test_null_is_as_good_as_absent(graph: Served, member: str) -> None:
    """[94B6, 0220, 6A70, 428F]."""
    response = await send(graph, {"query": "{ ping }", member: None})

    assert response.json()["data"] == {"ping": "pong"}


async def test_a_body_that_is_not_json_is_400(graph: Served) -> None:
    for content in (b"{", b"\xff\xfe", b"[" * 10_000, b'{"query":"\xff"}'):
        response = await graph.client.post(
            graph.url, content=content, headers={"content-type": JSON}
        )
        assert response.status_code == 400


async def test_other_content_is_415(graph: Served) -> None:
    """Forms and plain text are what a foreign page can send without asking first."""
    for kind in (
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/json; charset=latin-1",
        "",
    ):
        response = await graph.client.post(
            graph.url, content=b'{"query":"{ ping }"}', headers={"content-type": kind}
        )
        assert response.status_code == 415


async def test_other_methods_are_405(graph: Served) -> None:
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS"):
        response = await graph.client.request(method, graph.url)
        assert (response.status_code, response.headers["allow"]) == (405, "GET, POST")


async def test_a_question_may_come_by_get(graph: Served) -> None:
    """[5A70, 9C48, D6D5]."""
    response = await graph.client.get(
        graph.url,
        params={
            "query": "query A($n: String!) { hello(name: $n) } query B { ping }",
            "operationName": "A",
            "variables": '{"n": "Ann"}',
        },
    )

    assert response.json()["data"] == {"hello": "hello Ann"}


async def test_a_command_may_not_come_by_get(graph: Served) -> None:
    """[13EE, B61E]: whatever a link can do, a foreign page can do."""
    response = await graph.client.get(
        graph.url, params={"query": "mutation { noteWord { __typename } }"}
    )
    valid = "mutation { submitOperations(input: {operationId: %r, operations: []}) { __typename } }"
    second = await graph.client.get(
        graph.url,
        params={"query": (valid % "01932d5e-7c1a-7000-8000-000000000000").replace("'", '"')},
    )

    assert response.status_code == 400
    assert (second.status_code, second.headers["allow"]) == (405, "POST")


async def test_a_subscription_does_not_come_by_post(graph: Served) -> None:
    response = await send(graph, {"query": "subscription { counts(to: 1) }"})

    assert response.status_code == 405


async def test_a_long_body_is_413(graph: Served) -> None:
    long = {"query": "{ ping }", "variables": {"x": "y" * 70_000}}

    assert (await send(graph, long)).status_code == 200
    assert (await send(graph, long, authorization="Bearer cid")).status_code == 413
    long["variables"] = {"x": "y" * 300_000}
    assert (await send(graph, long)).status_code == 413


async def test_a_trusted_document_goes_by_its_digest(graph: Served) -> None:
    [digest] = MANIFEST

    response = await send(graph, {"documentId": digest})

    assert response.json()["data"] == {"__typename": "Query", "ping": "pong"}


async def test_whoever_has_not_signed_in_is_told_so(graph: Served) -> None:
    anyone = {"authorization": ""}

    refused = await send(graph, {"query": "{ hello }"}, **anyone)
    hidden = await send(graph, {"query": "{ ping ...F } fragment F on Query { hello }"}, **anyone)
    open_ = await send(graph, {"query": "{ ping }"}, **anyone)

    for response in (refused, hidden):
        assert response.status_code == 401
        assert response.json()["errors"][0]["extensions"] == {"code": "UNAUTHENTICATED"}
        assert "data" not in response.json()
    assert open_.json()["data"] == {"ping": "pong"}


async def test_an_outage_and_a_bug_at_the_door_are_told_apart(graph: Served) -> None:
    outage = await send(graph, {"query": "{ ping }"}, authorization="Bearer outage")
    bug = await send(graph, {"query": "{ ping }"}, authorization="Bearer bug")

    assert (outage.status_code, bug.status_code) == (503, 500)
    assert outage.json()["errors"][0]["extensions"]["code"] == "UNAVAILABLE"
    assert set(bug.json()["errors"][0]["extensions"]) == {"code", "reference"}


async def test_a_cookie_counts_only_with_our_own_header(graph: Served) -> None:
    cookie = {"authorization": "", "cookie": "stockwright_session=ann"}
    body = {"query": "{ me }"}

    bare = await send(graph, body, **cookie)
    proved = await send(graph, body, **cookie, **{"x-stockwright": "1"})
    foreign = await send(
        graph, body, **cookie, **{"x-stockwright": "1", "origin": "https://evil.example"}
    )
    ours = await send(
        graph,
        body,
        **cookie,
        **{"x-stockwright": "1", "origin": graph.url.removesuffix("/graphql")},
    )
    allowed = await send(
        graph, body, **cookie, **{"x-stockwright": "1", "origin": "https://board.example"}
    )

    assert [response.status_code for response in (bare, foreign)] == [403, 403]
    assert [r.json()["data"]["me"] for r in (proved, ours, allowed)] == ["Ann"] * 3


async def test_production_takes_trusted_documents_and_keeps_its_shape_to_itself(
    strict: Served,
) -> None:
    worker = {"authorization": "Bearer ann"}
    free = await send(strict, {"query": "{ hello }"}, **worker)
    trusted = await send(strict, {"documentId": next(iter(MANIFEST))}, **worker)
    stranger = await send(strict, {"query": "{ __schema { types { name } } }"}, authorization="")
    guess = await send(strict, {"query": "{ helo }"}, authorization="Bearer bob")
    developer = await send(strict, {"query": "{ __schema { queryType { name } } }"})

    assert free.status_code == 403
    assert free.json()["errors"][0]["extensions"]["code"] == "DOCUMENT_NOT_TRUSTED"
    assert trusted.json()["data"]["ping"] == "pong"
    assert stranger.status_code == 401
    assert "hello" not in guess.text
    assert developer.json()["data"]["__schema"]["queryType"]["name"] == "Query"


async def test_development_shows_its_shape_and_hints(graph: Served) -> None:
    stranger = await send(graph, {"query": "{ __schema { queryType { name } } }"}, authorization="")
    guess = await send(graph, {"query": "{ helo }"})

    assert stranger.json()["data"]["__schema"]["queryType"]["name"] == "Query"
    assert "Did you mean 'hello'" in guess.text


async def test_people_get_graphiql_with_nothing_from_elsewhere(
    graph: Served, strict: Served
) -> None:
    people = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}

    page = await graph.client.get(graph.url, headers=people)
    script = await graph.client.get(f"{graph.url}/ide/graphiql.min.js")
    hidden = await strict.client.get(strict.url, headers=people)

    assert page.headers["content-type"].startswith("text/html")
    assert "://" not in page.text
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert script.status_code == 200
    assert hidden.status_code == 400


async def test_a_stream_of_events_ends_with_complete(graph: Served) -> None:
    response = await graph.client.post(
        f"{graph.url}/stream",
        json={"query": "subscription { counts(to: 2) }"},
        headers={"accept": "text/event-stream"},
    )

    assert response.headers["content-type"] == "text/event-stream"
    assert response.text == (
        'event: next\r\ndata: {"data":{"counts":0}}\r\n\r\n'
        'event: next\r\ndata: {"data":{"counts":1}}\r\n\r\n'
        "event: complete\r\ndata: \r\n\r\n"
    )


async def test_a_client_that_breaks_off_is_no_fault_of_ours() -> None:
    async def breaks_off() -> dict[str, str]:
        return {"type": "http.disconnect"}

    headers = [(b"content-type", b"application/json")]
    request = Request({"type": "http", "method": "POST", "headers": headers}, breaks_off)
    with pytest.raises(BadRequestError, match="broke off"):
        await read_body(request, 1_000)
