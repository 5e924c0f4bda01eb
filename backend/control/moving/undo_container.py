"""What undoing a container's move means to control: it stands where it stood, with all in it."""

from backend.control.moving.move_container import move_container
from backend.kernel.work import Work
from backend.stock.reversal import Reversal
from backend.tasks.carrying.taking_back import standing_whole, taken_back
from backend.tasks.taking_back import Also, Done, to_do_again
from backend.tasks.task import advance_task, task_of


async def undo_move_container(work: Work, done: Done, reversal: Reversal) -> Also:
    """Bring the container back, and open its task again; refuses DEPENDED_ON."""
    answered = move_container.answer.validate_json(done.answer)
    moved = await standing_whole(work.reader, answered.container_id)
    placed = await taken_back(
        work,
        moved,
        reversal,
        bin_id=answered.from_bin_id,
        parent_id=answered.from_parent_id,
    )
    if answered.task_id is None:
        return Also(writes=(placed,), places_containers=True)
    task = await task_of(work.reader, answered.task_id)
    again = advance_task(work, task, done=0, status=to_do_again(work, done))
    return Also(writes=(placed, again), task_id=task.id, places_containers=True)
