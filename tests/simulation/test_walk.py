"""A random walk of the ledger beside a model in plain dicts; `--seed N` walks it again."""

import pytest

from tests.simulation.walk import Walk

EVERY_DAY = 300
PROOF = 20_000


async def test_three_hundred_operations_of_five_people_end_as_in_the_model(world, seed):
    await walked(world, operations=EVERY_DAY, seed=seed)


@pytest.mark.prove
async def test_twenty_thousand_operations_of_five_people_end_as_in_the_model(world, seed):
    await walked(world, operations=PROOF, seed=seed)


async def walked(world, *, operations, seed):
    walk = Walk(world, seed=seed)
    await walk.set_up()

    await walk.go(operations)

    assert walk.replayed
    await world.prove()
