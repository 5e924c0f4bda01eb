"""Hostile documents are refused at once, and what passes the guard cannot hurt."""

import time

import pytest
from graphql import GraphQLError, get_introspection_query

from backend.api.budget import Budgets, Rates
from backend.api.documents import Documents, Mode
from backend.api.engine import Settings
from backend.api.errors import BudgetError, CostError
from backend.api.guard import Limits, parse_guarded
from backend.api.schema import make_schema
from tests.contract.conftest import Served
from tests.contract.small import AREAS

SECONDS_MAX = 0.1
TRIES = 3
"""The machine may be busy elsewhere for one of them."""


def bomb(length: int) -> str:
    """Spread each fragment twice in the next: 2^length fields in a few hundred bytes."""
    spreads = (f"fragment f{n} on Query {{ ...f{n - 1} ...f{n - 1} }}" for n in range(1, length))
    return f"{{ ...f{length - 1} }} fragment f0 on Query {{ ping }} {' '.join(spreads)}"


HOSTILE = {
    "a fragment bomb": bomb(31),
    "a longer fragment bomb": bomb(59),
    "a ring of fragments": "{ ...a } fragment a on Query { ...b } fragment b on Query { ...a }",
    "a fragment in itself": "{ ...a } fragment a on Query { bin { ...a } }",
    "5,000 aliases": "{" + " ".join(f"a{n}: ping" for n in range(5_000)) + "}",
    "200 aliases": "{" + " ".join(f"a{n}: ping" for n in range(200)) + "}",
    "50,000 equal fields": "{" + "ping " * 50_000 + "}",
    "1,990 equal fields": "{" + "ping " * 1_990 + "}",
    "1,500 overlapping fields": "{" + " ".join(f"bin{{a{n}:code}}" for n in range(1_500)) + "}",
    "depth 150": "{" + "bin {" * 150 + "code" + "}" * 151,
    "depth 20": "{" + "bin { neighbor {" * 10 + "code" + "}}" * 10 + "}",
    "depth 20,000": "{" * 20_000,
    "lists 5,000 deep": "{ bins(first: " + "[" * 5_000 + "]" * 5_000 + ") }",
    "5,000 directives": "{ ping " + "@skip(if: false)" * 5_000 + "}",
    "100 directives": "{ ping " + "@skip(if: false)" * 100 + "}",
    "a string of 10 MB": '{ hello(name: "' + "x" * 10_000_000 + '") }',
    "a comment of 5 MB": "#" + "x" * 5_000_000 + "\n{ ping }",
    "backslashes": '{ hello(name: "' + "\\" * 60_000,
    "open block strings": '"""' * 20_000,
    "an unending block string": '{ hello(name: """' + '\\"""' * 15_000,
    "eleven commands": "mutation {" + " ".join(f"a{n}: x" for n in range(11)) + "}",
    "eleven commands in a fragment": (
        "mutation { ...a } fragment a on Mutation {" + " ".join(f"a{n}: x" for n in range(11)) + "}"
    ),
    "two subscriptions": "subscription { counts(to: 1) forever }",
    "a hundred operations": " ".join(f"query q{n} {{ ping }}" for n in range(100)),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_document_is_refused_at_once(name: str) -> None:
    seconds: list[float] = []
    for _ in range(TRIES):
        began = time.process_time()
        with pytest.raises(GraphQLError) as refused:
            parse_guarded(HOSTILE[name], Limits())
        seconds.append(time.process_time() - began)

    assert min(seconds) < SECONDS_MAX
    assert len(refused.value.message) < 200


HEAVY = {
    "as many equal fields as may be": "{" + "ping " * 600 + "}",
    "as many overlapping objects as may be": "{" + "bin { code } " * 300 + "}",
    "as many aliases as may be": "{" + " ".join(f"a{n}: bin {{ code }}" for n in range(100)) + "}",
    "as many unknown fields as may be": "{" + " ".join(f"x{n}" for n in range(600)) + "}",
    "nested overlaps": "{" + "bin { neighbor { neighbor { code } } } " * 150 + "}",
    "overlaps through fragments": "{"
    + " ".join(f"...f{n}" for n in range(45))
    + "}"
    + " ".join(f"fragment f{n} on Query {{ bin {{ code room size }} }}" for n in range(50)),
}


@pytest.mark.parametrize("name", HEAVY)
def test_the_heaviest_document_that_passes_is_validated_soon(name: str) -> None:
    schema = make_schema(Settings(), manifest={}, areas=AREAS)
    seconds: list[float] = []
    for _ in range(TRIES):
        documents = Documents(schema._schema, limits=Limits(), manifest={}, mode=Mode.PRODUCTION)
        began = time.process_time()
        prepared = documents.prepare(HEAVY[name])
        seconds.append(time.process_time() - began)

    # Far above what it takes even on a busy machine, and far below what a blow-up would.
    assert min(seconds) < 50 * SECONDS_MAX
    assert len(prepared.errors) <= 11


def test_ordinary_documents_pass() -> None:
    parse_guarded(
        "{ bins(first: 200) { edges { cursor node { code neighbors { code } } } } }", Limits()
    )
    parse_guarded('{ hello(name: "{{{[[[((( # not a bracket") } # {{{{', Limits())
    parse_guarded('{ hello(name: """ {{{ \\""" {{{ """) }', Limits())


async def test_an_operation_that_asks_for_too_much_is_refused_before_it_runs(
    graph: Served,
) -> None:
    query = """query Q($n: Int = 200) { bins(first: $n) { nodes {
      neighbors { neighbors { neighbors { neighbors { code } } } } } } }"""

    refused = await graph.ask(query)
    smaller = await graph.ask(query, {"n": 1})

    assert refused["errors"][0]["extensions"] == {
        "code": "OPERATION_TOO_COSTLY",
        "requested": 1 + 200 * (1 + 3 + 9 + 27 + 81),
        "limit": 10_000,
    }
    assert smaller["extensions"]["cost"]["requested"] == 1 + (1 + 3 + 9 + 27 + 81)


def test_a_budget_drains_and_fills_again() -> None:
    moment = [0.0]
    budgets = Budgets(Rates(operation_max=60, limit=100, restore_per_second=10), lambda: moment[0])

    assert budgets.spend("ann", 60) == 40
    assert budgets.spend("bob", 1) == 99
    with pytest.raises(BudgetError) as refused:
        budgets.spend("ann", 60)
    assert refused.value.extensions == {
        "code": "RATE_LIMITED",
        "requested": 60,
        "remaining": 40,
        "retryAfter": 2,
    }
    moment[0] = 2.0
    assert budgets.spend("ann", 60) == 0
    with pytest.raises(CostError):
        budgets.spend("ann", 61)


def test_the_query_of_every_ide_passes() -> None:
    parse_guarded(
        get_introspection_query(specified_by_url=True, directive_is_repeatable=True), Limits()
    )
