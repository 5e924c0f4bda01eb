"""Return claims whose time ran out: who falls silent loses the task, never the work done on it."""

from dataclasses import dataclass

from backend.kernel.command import command
from backend.kernel.plan import Plan, Rank, Write
from backend.kernel.work import Work
from backend.tasks import sql
from backend.tasks.claim_tasks import NoWork
from backend.tasks.task import Task


@dataclass(frozen=True, slots=True)
class ReturnRunOut:
    """Nothing is asked: it goes by the clock."""


@dataclass(frozen=True, slots=True)
class RunOutReturned:
    """How many tasks went back."""

    tasks: int


@command
async def return_run_out(work: Work, asked: ReturnRunOut) -> Plan[RunOutReturned]:  # noqa: ARG001 - a command's shape
    """Put tasks back into the queue whose lease is over (I18); refuses NO_WORK when none is."""
    late = await work.reader.rows(Task, sql.TASKS_RUN_OUT, work.now)
    if not late:
        raise NoWork
    values = ([task.id for task in late], [task.version for task in late], work.now)
    return Plan(
        answer=RunOutReturned(len(late)),
        writes=(Write(Rank.TASK, "", sql.RETURN_RUN_OUT, values, rows=len(late)),),
        kind="LEASES_RAN_OUT",
    )
