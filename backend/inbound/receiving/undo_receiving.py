"""What undoing a received line means to inbound: it is still to come, with no putaway."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from backend.inbound.buying.document import back_to_sent, settle_purchase_order, uncount_received
from backend.inbound.receiving import sql
from backend.inbound.receiving.document import Receipt, check_open, go_on_receiving, receipt_of
from backend.inbound.receiving.receive_line import receive_line
from backend.kernel.plan import Rank, Write
from backend.kernel.refusals import DependedOn
from backend.kernel.work import Work
from backend.master.refs import DocumentRef
from backend.stock.reversal import Reversal
from backend.tasks.taking_back import Also, Done
from backend.tasks.task import Task, cancel_task, tasks_by_id


@dataclass(frozen=True, slots=True)
class _Share:
    receipt_line_id: UUID
    purchase_order_line_id: UUID | None
    quantity: int


async def undo_receiving(work: Work, done: Done, reversal: Reversal) -> Also:  # noqa: ARG001 - an Undo
    """Take the goods off their lines and call off their putaways; refuses when one has begun."""
    answered = receive_line.answer.validate_json(done.answer)
    receipt = await receipt_of(work.reader, DocumentRef(id=done.document_id))
    check_open(receipt)
    tasks = await tasks_by_id(work.reader, answered.task_ids)
    check_untouched(list(tasks.values()))
    shares = await work.reader.rows(_Share, sql.SHARES_OF_SCAN, done.id)
    return Also(
        writes=(
            go_on_receiving(work, receipt),
            *(cancel_task(work, task) for task in tasks.values()),
            *(write for share in shares for write in _uncount(work, share)),
            *_settle(work, receipt, shares),
        )
    )


def check_untouched(tasks: Sequence[Task]) -> None:
    """Go on only while nobody has begun to put the goods away."""
    begun = [task for task in tasks if not task.is_open or task.done]
    if begun:
        raise DependedOn(
            kind="The receipt of these goods",
            key=tasks[0].document_number or "",
            reason="cannot be taken back: somebody has begun to put them away",
        )


def _uncount(work: Work, share: _Share) -> list[Write]:
    values = (share.receipt_line_id, share.quantity, work.now)
    line = f"receipt line {share.receipt_line_id}"
    writes = [Write(Rank.DOCUMENT, line, sql.UNCOUNT_LINE, values)]
    if share.purchase_order_line_id is not None:
        bought = share.purchase_order_line_id
        writes.append(uncount_received(work, bought, quantity=share.quantity))
    return writes


def _settle(work: Work, receipt: Receipt, shares: Sequence[_Share]) -> tuple[Write, ...]:
    order_id = receipt.purchase_order_id
    if order_id is None or not any(share.purchase_order_line_id for share in shares):
        return ()
    return settle_purchase_order(work, order_id), back_to_sent(order_id)
