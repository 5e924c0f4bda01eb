"""What undoing a received return means to returns: they are still to come."""

from backend.kernel.refusals import DependedOn
from backend.kernel.work import Work
from backend.returns.document import count_received, lines_of_returns, return_line_of, set_status
from backend.returns.receive_return import receive_return
from backend.returns.rules import ReturnStatus
from backend.stock.reversal import Reversal
from backend.tasks.taking_back import Also, Done


async def undo_return(work: Work, done: Done, reversal: Reversal) -> Also:
    """Take the goods off their line; refuses once somebody has judged them.

    A return that nobody had announced, and of which nothing is left here, is closed.
    """
    answered = receive_return.answer.validate_json(done.answer)
    seen, line = await return_line_of(work.reader, answered.line_id)
    if line.grade is not None or seen.status != ReturnStatus.RECEIVED:
        reason = "cannot be taken back: somebody has judged the goods"
        raise DependedOn(kind="Return", key=seen.number, reason=reason)
    lines = await lines_of_returns(work.reader, [seen.id])
    left = sum(one.received for one in lines) - reversal.quantity
    was_announced = any(one.authorized for one in lines)
    empty = ReturnStatus.AUTHORIZED if was_announced else ReturnStatus.CLOSED
    status = ReturnStatus.RECEIVED if left else empty
    gone = count_received(work, line, -reversal.quantity, bin_id=line.bin_id)
    return Also(writes=(set_status(work, seen, status), gone))
