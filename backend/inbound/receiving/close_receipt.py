"""Close a receipt: nothing more of it comes, and what is missing is written down."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from backend.inbound.receiving import sql
from backend.inbound.receiving.discrepancies import Discrepancy, write_discrepancies
from backend.inbound.receiving.document import check_open, lines_of_receipt, receipt_of
from backend.inbound.receiving.rules import DiscrepancyKind, ReceiptLine, is_badly_short, short
from backend.kernel.command import command
from backend.kernel.plan import Event, Plan, Rank, Write
from backend.kernel.work import Work
from backend.master.items import Item, items_by_id
from backend.master.permissions import Permission
from backend.master.refs import DocumentRef


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseReceipt:
    """Which one, and why something is missing."""

    receipt: DocumentRef
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class ReceiptClosed:
    """The receipt, and what was short."""

    receipt_id: UUID
    discrepancy_ids: tuple[UUID, ...] = ()
    case_ids: tuple[UUID, ...] = ()


@command
async def close_receipt(work: Work, asked: CloseReceipt) -> Plan[ReceiptClosed]:
    """Close a receipt with a SHORT discrepancy for each line that is not all here.

    Far too little of an item opens a case. What is missing stays open on its order.
    """
    receipt = await receipt_of(work.reader, asked.receipt)
    work.allow(Permission.RECEIVE, receipt.location_id)
    check_open(receipt)
    lines = await lines_of_receipt(work.reader, receipt)
    missing = [line for line in lines if short(line)]
    items = await items_by_id(work.reader, [line.item_id for line in missing])
    shorts = tuple(_shorts(missing, items, reason=asked.reason))
    wrong = write_discrepancies(work, receipt, shorts)
    order = f"receipt {receipt.id}"
    closed = Write(Rank.DOCUMENT, order, sql.CLOSE_RECEIPT, (receipt.id, work.now))
    told = {"receipt_id": receipt.id, "location_id": receipt.location_id}
    return Plan(
        answer=ReceiptClosed(receipt.id, wrong.ids, wrong.case_ids),
        writes=(closed, *_still_so(receipt.id, lines), *wrong.writes),
        kind="RECEIPT_CLOSE",
        location_id=receipt.location_id,
        document_id=receipt.id,
        reason=asked.reason,
        outcome=wrong.outcome,
        events=(Event("ReceiptClosed", told),),
    )


def _still_so(receipt_id: UUID, lines: Sequence[ReceiptLine]) -> Iterator[Write]:
    """Look again once nobody can receive: what was judged must still be so."""
    if lines:
        received = sum(line.received for line in lines)
        order = f"receipt line {receipt_id}"
        yield Write(Rank.DOCUMENT, order, sql.STILL_RECEIVED, (receipt_id, received))


def _shorts(
    missing: Sequence[ReceiptLine], items: Mapping[UUID, Item], *, reason: str | None
) -> Iterator[Discrepancy]:
    for line in missing:
        sku = items[line.item_id].sku
        title = f"{line.received} of {sku} came where {line.expected} were to come"
        yield Discrepancy(
            kind=DiscrepancyKind.SHORT,
            line_id=line.id,
            item_id=line.item_id,
            sku=sku,
            expected=line.expected,
            actual=line.received,
            reason=reason,
            case_title=title if is_badly_short(line) else None,
        )
