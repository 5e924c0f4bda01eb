"""What undoing a pick means to outbound: the order line and the task want it again."""

from backend.kernel.plan import Event
from backend.kernel.refusals import NotInThisState
from backend.kernel.work import Work
from backend.outbound.orders.lines import LineChange, change_lines
from backend.outbound.picking.confirm_pick import confirm_pick
from backend.outbound.picking.stop import pick_task, stop_of
from backend.stock.reversal import Reversal
from backend.tasks.taking_back import Also, Done, to_do_again
from backend.tasks.task import TaskStatus, advance_task


async def undo_pick(work: Work, done: Done, reversal: Reversal) -> Also:
    """Have the task picked again by whoever undoes it; refuses what was called off meanwhile."""
    answered = confirm_pick.answer.validate_json(done.answer)
    task = await pick_task(work.reader, answered.task_id)
    if task.status == TaskStatus.CANCELED:
        raise NotInThisState(kind="pick", state="called off")
    stop = await stop_of(work.reader, task)
    quantity = reversal.quantity
    change = LineChange(line_id=stop.line_id, allocated=quantity, picked=-quantity)
    return Also(
        writes=(
            *change_lines(work, [change]),
            advance_task(work, task, done=-quantity, status=to_do_again(work, done)),
        ),
        events=(Event("PickUndone", stop.facts(quantity=quantity)),),
        task_id=task.id,
    )
