"""Whose work counts: the fence decides, then who holds the task, then whether time ran out."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.kernel.ids import new_id
from backend.tasks.claim import ClaimState, claim_state
from backend.tasks.task import OPEN, TaskStatus
from tests.rules.test_steps import NOW, TaskKind, a_task

ME, OTHER = new_id(), new_id()
LATER, EARLIER = NOW + timedelta(minutes=5), NOW - timedelta(minutes=5)


def state(brought=None, **columns):
    """How a task stands to me, who bring work under a fence."""
    task = a_task(TaskKind.PICK, **({"status": "CLAIMED", "fence": 3} | columns))
    return claim_state(task, actor_id=ME, fence=brought, now=NOW)


@pytest.mark.parametrize(
    ("expected", "columns"),
    [
        (ClaimState.FREE, {"status": "QUEUED"}),
        (ClaimState.MINE, {"assignee_id": ME, "lease_until": LATER}),
        (ClaimState.MINE, {"assignee_id": ME, "lease_until": EARLIER}),
        (ClaimState.TAKEN, {"assignee_id": OTHER, "lease_until": LATER}),
        (ClaimState.FREE, {"assignee_id": OTHER, "lease_until": EARLIER}),
        (ClaimState.TAKEN, {"status": "QUEUED", "assignee_id": OTHER}),
        (ClaimState.LATE, {"status": "DONE", "assignee_id": ME}),
        (ClaimState.LATE, {"status": "CANCELED"}),
    ],
)
def test_a_claim_stands_as_the_task_does(expected, columns):
    assert state(**columns) is expected


@given(
    fence=st.integers(0, 10),
    own=st.integers(0, 10),
    status=st.sampled_from(list(TaskStatus)),
    assignee=st.sampled_from([None, ME, OTHER]),
)
def test_work_counts_only_under_the_newest_fence_on_an_open_task(fence, own, status, assignee):
    found = state(fence, status=status.value, fence=own, assignee_id=assignee, lease_until=LATER)

    assert (found is ClaimState.LATE) == (fence < own or status not in OPEN)
