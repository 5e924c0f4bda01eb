"""Whose a task is: the rule that every department asks before it counts work on one."""

from datetime import datetime
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from backend.kernel.refusals import NotInThisState, Refusal
from backend.kernel.work import Work
from backend.tasks.task import Task


class TaskTaken(Refusal):
    """Someone else holds this task."""

    code: ClassVar[str] = "TASK_TAKEN"
    sentence: ClassVar[str] = "Someone else holds this task; ask for your next one."


class LeaseExpired(Refusal):
    """Your claim ran out; the task went back to the queue."""

    code: ClassVar[str] = "LEASE_EXPIRED"
    sentence: ClassVar[str] = "Your claim ran out and the task went back; ask for your next one."


class RecountByAnother(Refusal):
    """Whoever counted may not recount."""

    code: ClassVar[str] = "RECOUNT_BY_ANOTHER"
    sentence: ClassVar[str] = "You did this once already; another person must do it now."


class ClaimState(StrEnum):
    """How a task stands to somebody who brings work on it."""

    MINE = "MINE"
    """They hold it."""
    FREE = "FREE"
    """Nobody holds it: their work counts, and makes it theirs."""
    TAKEN = "TAKEN"
    """Someone else holds it, and they never did: refuse."""
    LATE = "LATE"
    """Their claim is older, or it is finished: the goods count, the demand does not."""


def claim_state(task: Task, *, actor_id: UUID, fence: int | None, now: datetime) -> ClaimState:
    """Tell how a task stands to an actor who brings work under `fence`.

    The fence is the number that the claim gave out; None when the work did not go by a claim. A
    claim whose time ran out still holds as long as nobody else took the task.
    """
    if not task.is_open or (fence is not None and fence < task.fence):
        return ClaimState.LATE
    if task.assignee_id is None:
        return ClaimState.FREE
    if task.assignee_id == actor_id:
        return ClaimState.MINE
    ran_out = task.lease_until is not None and task.lease_until <= now
    return ClaimState.FREE if ran_out else ClaimState.TAKEN


def check_claim(task: Task, work: Work, *, fence: int | None) -> ClaimState:
    """Return MINE, FREE or LATE; refuses TASK_TAKEN, and RECOUNT_BY_ANOTHER where it applies."""
    if task.not_by == work.actor.id:
        raise RecountByAnother
    state = claim_state(task, actor_id=work.actor.id, fence=fence, now=work.now)
    if state is ClaimState.TAKEN:
        raise TaskTaken
    return state


def check_held(task: Task, work: Work) -> None:
    """Go on only if the actor holds the task; refuses TASK_TAKEN and LEASE_EXPIRED."""
    check_open(task)
    if task.assignee_id not in {None, work.actor.id}:
        raise TaskTaken
    if task.assignee_id is None or task.lease_until is None:
        raise LeaseExpired


def check_open(task: Task) -> None:
    """Go on only if the task is still to be done; refuses NOT_IN_THIS_STATE."""
    if not task.is_open:
        raise NotInThisState(kind="task", state=task.status.lower())
