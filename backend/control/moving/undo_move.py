"""What undoing a move means to control: the task that asked for it is to be done again."""

from backend.control.moving.move_stock import move_stock
from backend.kernel.refusals import NotInThisState
from backend.kernel.work import Work
from backend.stock.reversal import Reversal
from backend.tasks.taking_back import Also, Done, to_do_again
from backend.tasks.task import TaskStatus, advance_task, task_of


async def undo_move(work: Work, done: Done, reversal: Reversal) -> Also:
    """Open the move's task again, if it had one; refuses what was called off meanwhile."""
    answered = move_stock.answer.validate_json(done.answer)
    if answered.task_id is None:
        return Also()
    task = await task_of(work.reader, answered.task_id)
    if task.status == TaskStatus.CANCELED:
        raise NotInThisState(kind="move", state="called off")
    again = advance_task(work, task, done=-reversal.quantity, status=to_do_again(work, done))
    return Also(writes=(again,), task_id=task.id)
