"""A database that is away is told as a moment that goes by, never as a fault of ours."""

import asyncpg
import pytest
from graphql import GraphQLError

from backend.api.masking import masked
from tests.graph import caller, engine
from tests.world import person

AWAY = [
    FileNotFoundError(2, "the socket of the database is not there"),
    ConnectionResetError(),
    asyncpg.ConnectionDoesNotExistError(),
    asyncpg.InternalClientError("got result for unknown protocol state 3"),
    asyncpg.InterfaceError("connection is closed"),
    asyncpg.TooManyConnectionsError(),
]


@pytest.mark.parametrize("cause", AWAY, ids=lambda cause: type(cause).__name__)
def test_a_lost_database_is_an_outage_that_a_client_sits_out(cause):
    told = masked(GraphQLError("whatever it said", original_error=cause))

    assert told.extensions == {"code": "UNAVAILABLE"}


def test_a_wrong_argument_is_our_fault_however_the_driver_files_it():
    cause = asyncpg.DataError("invalid input for query argument $1")

    told = masked(GraphQLError("whatever it said", original_error=cause))

    assert told.extensions is not None
    assert told.extensions["code"] == "INTERNAL"


@pytest.mark.parametrize("text", ["\x00", "a\x00b", "\ud800"])
async def test_a_text_that_no_row_can_hold_is_the_fault_of_who_sent_it(database, text):
    asked = {"variable_values": {"text": text}, "operation_name": None}
    question = "query ($text: String) { items(first: 1, filter: { search: $text }) { totalCount } }"

    answer = await engine().execute(
        question, context_value=caller(database, person("Anna")), **asked
    )

    assert [error.extensions["code"] for error in answer.errors] == ["INPUT_INVALID"]
