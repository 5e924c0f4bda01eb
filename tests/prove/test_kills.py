"""Ten kills of the server and five of PostgreSQL while people work, at moments of a seed."""

import pytest

from tests.survival.siege import assert_nothing_was_lost, besiege

pytestmark = pytest.mark.prove


async def test_ten_kills_of_the_server_lose_and_double_nothing(seed):
    assert_nothing_was_lost(await besiege(servers=10, databases=0, seed=seed))


async def test_five_kills_of_the_database_lose_and_double_nothing(seed):
    assert_nothing_was_lost(await besiege(servers=0, databases=5, seed=seed))


async def test_kills_of_both_lose_and_double_nothing(seed):
    assert_nothing_was_lost(await besiege(servers=5, databases=5, seed=seed))
