"""What undoing a putaway means to inbound: the goods wait to be put away again."""

from backend.inbound.putaway import sql
from backend.inbound.putaway.confirm_putaway import confirm_putaway
from backend.kernel.plan import Rank, Write
from backend.kernel.refusals import NotInThisState
from backend.kernel.work import Work
from backend.stock.reversal import Reversal
from backend.tasks.taking_back import Also, Done, to_do_again
from backend.tasks.task import TaskStatus, advance_task, task_of


async def undo_putaway(work: Work, done: Done, reversal: Reversal) -> Also:
    """Open the task again for whoever undoes it; refuses what was called off meanwhile."""
    answered = confirm_putaway.answer.validate_json(done.answer)
    if answered.task_id is None:
        return Also()
    task = await task_of(work.reader, answered.task_id)
    if task.status == TaskStatus.CANCELED:
        raise NotInThisState(kind="putaway", state="called off")
    quantity = reversal.quantity
    writes = [advance_task(work, task, done=-quantity, status=to_do_again(work, done))]
    if task.document_kind == "Receipt" and task.line_id is not None:
        values = (task.line_id, quantity, work.now)
        line = f"receipt line {task.line_id}"
        writes.append(Write(Rank.DOCUMENT, line, sql.UNCOUNT_PUT_AWAY, values))
    return Also(writes=tuple(writes), task_id=task.id)
