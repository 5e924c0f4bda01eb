"""What undoing a putaway means to inbound: the goods wait to be put away again."""

from backend.inbound.putaway import sql
from backend.inbound.putaway.confirm_putaway import confirm_putaway
from backend.inbound.putaway.put_away_whole import TAKEN_BACK, count_whole
from backend.kernel.plan import Rank, Write
from backend.kernel.refusals import NotInThisState
from backend.kernel.work import Work
from backend.stock.reversal import Reversal
from backend.tasks.carrying.taking_back import standing_whole, taken_back
from backend.tasks.taking_back import Also, Done, to_do_again
from backend.tasks.task import Task, TaskStatus, advance_task, task_of


async def undo_putaway(work: Work, done: Done, reversal: Reversal) -> Also:
    """Open the task again for whoever undoes it; refuses what was called off meanwhile."""
    answered = confirm_putaway.answer.validate_json(done.answer)
    if answered.task_id is None:
        return Also()
    task = await task_of(work.reader, answered.task_id)
    if task.status == TaskStatus.CANCELED:
        raise NotInThisState(kind="putaway", state="called off")
    if task.container_id is not None and task.item_id is None:
        return await _whole(work, done, task, reversal)
    quantity = reversal.quantity
    writes = [advance_task(work, task, done=-quantity, status=to_do_again(work, done))]
    if task.document_kind == "Receipt" and task.line_id is not None:
        values = (task.line_id, quantity, work.now)
        line = f"receipt line {task.line_id}"
        writes.append(Write(Rank.DOCUMENT, line, sql.UNCOUNT_PUT_AWAY, values))
    return Also(writes=tuple(writes), task_id=task.id)


async def _whole(work: Work, done: Done, task: Task, reversal: Reversal) -> Also:
    """Bring a container back to where it stood, with all that is in it."""
    assert task.container_id, "checked by whoever asks"
    assert task.from_bin_id, f"putaway {task.id} begins nowhere"
    came_from = {move.target.place.bin_id for move in reversal.moves} or {task.from_bin_id}
    moved = await standing_whole(work.reader, task.container_id)
    (bin_id,) = came_from
    placed = await taken_back(work, moved, reversal, bin_id=bin_id, parent_id=None)
    again = advance_task(work, task, done=0, status=to_do_again(work, done))
    counted = count_whole(work, task, times=TAKEN_BACK)
    return Also(writes=(placed, again, counted), task_id=task.id, places_containers=True)
