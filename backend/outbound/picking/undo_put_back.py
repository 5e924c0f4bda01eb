"""What undoing a put-back means to outbound: the goods lie in the tote and must go back again."""

from backend.kernel.refusals import NotInThisState
from backend.kernel.work import Work
from backend.outbound.picking.put_back import put_back
from backend.stock.reversal import Reversal
from backend.tasks.taking_back import Also, Done, to_do_again
from backend.tasks.task import TaskStatus, advance_task, task_of


async def undo_put_back(work: Work, done: Done, reversal: Reversal) -> Also:
    """Open the task again; refuses what was called off meanwhile."""
    answered = put_back.answer.validate_json(done.answer)
    task = await task_of(work.reader, answered.task_id)
    if task.status == TaskStatus.CANCELED:
        raise NotInThisState(kind="put-back", state="called off")
    again = advance_task(work, task, done=-reversal.quantity, status=to_do_again(work, done))
    return Also(writes=(again,), task_id=task.id)
