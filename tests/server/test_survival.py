"""Power cuts in the middle of the work: nothing that was acknowledged is lost or doubled."""

from tests.survival.siege import assert_nothing_was_lost, besiege


async def test_a_house_that_is_killed_at_work_keeps_all_that_it_said_yes_to(seed):
    survived = await besiege(servers=1, databases=1, seed=seed)

    assert_nothing_was_lost(survived)
