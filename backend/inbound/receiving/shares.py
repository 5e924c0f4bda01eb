"""Which lines received goods are of, and what is counted on each."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from backend.inbound.buying.document import count_received, settle_purchase_order
from backend.inbound.receiving import sql
from backend.inbound.receiving.document import Receipt
from backend.inbound.receiving.rules import ReceiptLine, allot
from backend.inbound.receiving.scanned import Scanned
from backend.kernel.ids import derived_id
from backend.kernel.plan import Rank, Write
from backend.kernel.work import Work


@dataclass(frozen=True, slots=True)
class Shares:
    """Each line with its base units, and the writes that count them."""

    lines: tuple[tuple[UUID, int], ...]
    writes: tuple[Write, ...]


def shares_of_lines(
    work: Work, receipt: Receipt, lines: Sequence[ReceiptLine], *, quantity: int
) -> Shares:
    """Share goods out among the lines of their item, and count them on the order as well."""
    shares = allot(lines, quantity=quantity)
    writes = [write for line, share in shares for write in _count(work, line, share)]
    if receipt.purchase_order_id and any(line.ordered is not None for line, _ in shares):
        writes.append(settle_purchase_order(work, receipt.purchase_order_id))
    return Shares(tuple((line.id, share) for line, share in shares), tuple(writes))


async def share_of_new_line(
    work: Work, receipt: Receipt, scanned: Scanned, *, place: int = 1
) -> Shares:
    """Add a line for an item that nobody said would come, the `place`th of the operation."""
    line_id = derived_id(work.operation_id, f"line {scanned.item.id}")
    last = int(await work.reader.value(sql.LAST_LINE, receipt.id))
    item = scanned.item
    values = (
        line_id,
        receipt.id,
        last + place,
        item.id,
        None if receipt.purchase_order_id is None else 0,
        scanned.quantity,
        item.cost_minor,
        item.currency if item.cost_minor is not None else None,
        work.now,
    )
    added = Write(Rank.DOCUMENT, f"receipt line {line_id}", sql.ADD_LINE, values)
    return Shares(((line_id, scanned.quantity),), (added,))


def _count(work: Work, line: ReceiptLine, quantity: int) -> list[Write]:
    values = (line.id, line.version, quantity, work.now)
    writes = [Write(Rank.DOCUMENT, f"receipt line {line.id}", sql.COUNT_LINE, values)]
    if line.purchase_order_line_id and line.order_line_version:
        writes.append(
            count_received(
                work,
                line.purchase_order_line_id,
                version=line.order_line_version,
                quantity=quantity,
            )
        )
    return writes
