"""A random walk of the ledger beside a model in plain dicts; `--seed N` walks it again."""

import pytest

from tests.simulation.walk import Walk

EVERY_DAY = 300
PROOF = 20_000


async def test_three_hundred_operations_of_five_people_end_as_in_the_model(world, seed):
    walk = await walked(world, operations=EVERY_DAY, seed=seed)

    assert walk.killed == 0


@pytest.mark.prove
async def test_twenty_thousand_operations_of_five_people_end_as_in_the_model(
    world, seed, superuser, pytestconfig
):
    operations = pytestconfig.getoption("--operations") or PROOF

    walk = await walked(world, operations=operations, seed=seed, killer=superuser)

    print(  # noqa: T201 - the figure of a proof
        f"\n{walk.operations} operations simulated; {walk.replayed} sent again,"
        f" {walk.killed} connections killed at work; --seed {seed}"
    )


async def walked(world, *, operations, seed, killer=None):
    walk = Walk(world, seed=seed, killer=killer)
    await walk.set_up()

    await walk.go(operations)

    assert walk.replayed
    await world.prove()
    return walk
