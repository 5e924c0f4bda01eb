"""Receive a line: a scan at the dock brings goods into the house, and their putaway is queued."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from backend.inbound.putaway.queue_putaways import queue_putaways
from backend.inbound.receiving import sql
from backend.inbound.receiving.arrived import Arrived, discrepancies, moves, onward, scans, told
from backend.inbound.receiving.discrepancies import write_discrepancies
from backend.inbound.receiving.document import (
    Receipt,
    check_open,
    dock_of,
    go_on_receiving,
    lines_of_receipt,
    receipt_of,
)
from backend.inbound.receiving.rules import (
    DiscrepancyKind,
    NotExpected,
    OverTolerance,
    disposition_of,
    over,
)
from backend.inbound.receiving.scanned import (
    LotHere,
    LotSaid,
    Scanned,
    lot_at_dock,
    scanned_at_dock,
)
from backend.inbound.receiving.shares import share_of_new_line, shares_of_lines
from backend.kernel.command import command
from backend.kernel.plan import Plan
from backend.kernel.work import Work
from backend.master.permissions import Permission
from backend.master.refs import DocumentRef, ItemRef, Ref
from backend.stock.keys import Disposition
from backend.stock.posting import post
from backend.stock.serials import serials_arriving, serials_said
from backend.stock.weighing.rules import weight_said


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiveLine:
    """A fact from the dock: `quantity` base units, or `packs` of the pack that was scanned, came.

    Of things that have serials, `serials` names each, and says how many when nothing else does.
    What is sold by weight weighs `weight_grams`; `reweighed`: the scale was asked twice.
    `rescanned`: the person scanned an item that is not on the document a second time. `reason` says
    why more came than the tolerance allows, or what is wrong.
    """

    receipt: DocumentRef
    item: ItemRef
    quantity: int | None = None
    packs: int | None = None
    pack: Ref | None = None
    lot_number: str | None = None
    expires_on: date | None = None
    produced_on: date | None = None
    serials: tuple[str, ...] = ()
    weight_grams: int | None = None
    reweighed: bool = False
    to: Ref | None = None
    disposition: Disposition = Disposition.USABLE
    discrepancy: DiscrepancyKind | None = None
    rescanned: bool = False
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class LineReceived:
    """The line that the goods, or most of them, are of; their putaways; what was wrong."""

    receipt_line_id: UUID
    quantity: int
    task_ids: tuple[UUID, ...]
    discrepancy_ids: tuple[UUID, ...] = ()
    case_ids: tuple[UUID, ...] = ()


@command
async def receive_line(work: Work, asked: ReceiveLine) -> Plan[LineReceived]:
    """Bring goods from the supplier to the dock, count them, and queue their putaway.

    Refuses OVER_TOLERANCE without a reason, and NOT_EXPECTED until the item is scanned twice. What
    is over, damaged or unexpected is received with a discrepancy. Refuses what is not told apart as
    its item demands (I12): LOT_REQUIRED, EXPIRY_REQUIRED, SERIAL_REQUIRED, SERIAL_ELSEWHERE, and
    EXPIRED until somebody says that it is. Refuses what is not weighed as its item demands:
    WEIGHT_REQUIRED, WEIGHT_NOT_KEPT, and WEIGHT_MISMATCH until it is weighed again.
    """
    receipt = await receipt_of(work.reader, asked.receipt)
    work.allow(Permission.RECEIVE, receipt.location_id)
    check_open(receipt)
    scanned = await scanned_at_dock(
        work.reader, asked.item, quantity=_quantity(asked), packs=asked.packs, pack=asked.pack
    )
    lines = await lines_of_receipt(work.reader, receipt, item_id=scanned.item.id)
    numbers = serials_said(scanned.item, asked.serials, quantity=scanned.quantity)
    takes_old = asked.discrepancy is DiscrepancyKind.EXPIRED
    lot = await lot_at_dock(
        work, scanned.item, _lot_said(asked), receipt=receipt, takes_old=takes_old
    )
    arrived = Arrived(
        receipt=receipt,
        scanned=scanned,
        lines=lines,
        over=over(lines, quantity=scanned.quantity),
        said=asked.discrepancy,
        disposition=await disposition_here(work, receipt, scanned, lot, said=_said(asked)),
        lot=lot,
        serials=await serials_arriving(work, scanned.item, numbers, lot_id=lot.id),
        grams=_grams(asked, scanned),
        dock=await dock_of(
            work.reader, asked.to or Ref(id=receipt.dock_id), location_id=receipt.location_id
        ),
        reason=asked.reason,
    )
    check_expected(arrived, rescanned=asked.rescanned)
    return await _plan(work, arrived)


def _said(asked: ReceiveLine) -> Disposition:
    return disposition_of(asked.discrepancy, asked.disposition)


def _quantity(asked: ReceiveLine) -> int | None:
    is_said = asked.quantity is not None or asked.packs is not None
    return asked.quantity if is_said or not asked.serials else len(asked.serials)


def _grams(asked: ReceiveLine, scanned: Scanned) -> int | None:
    quantity = scanned.quantity
    return weight_said(
        scanned.item, asked.weight_grams, quantity=quantity, reweighed=asked.reweighed
    )


async def disposition_here(
    work: Work, receipt: Receipt, scanned: Scanned, lot: LotHere, *, said: Disposition
) -> Disposition:
    """Return what the goods may be used for: a recall weighs most, then what a person saw."""
    if lot.is_recalled:
        return Disposition.RECALLED
    if said is not Disposition.USABLE:
        return said
    values = (scanned.item.id, receipt.supplier_id)
    holds = await work.reader.value(sql.NEEDS_INSPECTION, *values)
    return Disposition.QUALITY_HOLD if holds else said


def check_expected(arrived: Arrived, *, rescanned: bool) -> None:
    """Go on with what should come, or what somebody means to receive all the same."""
    item = arrived.scanned.item
    meant = rescanned or arrived.said is DiscrepancyKind.UNEXPECTED_ITEM
    if arrived.is_unexpected and not meant:
        raise NotExpected(item=item.sku, document=arrived.receipt.number)
    if arrived.over and arrived.over.is_beyond and not (arrived.reason or "").strip():
        raise OverTolerance(
            item=item.sku, expected=arrived.over.expected, quantity=arrived.scanned.quantity
        )


def _lot_said(asked: ReceiveLine) -> LotSaid | None:
    if not asked.lot_number:
        return None
    return LotSaid(
        number=asked.lot_number, expires_on=asked.expires_on, produced_on=asked.produced_on
    )


async def _plan(work: Work, arrived: Arrived) -> Plan[LineReceived]:
    receipt, scanned = arrived.receipt, arrived.scanned
    shares = (
        shares_of_lines(work, receipt, arrived.lines, quantity=scanned.quantity)
        if arrived.lines
        else await share_of_new_line(work, receipt, scanned)
    )
    line_id = max(shares.lines, key=lambda share: share[1])[0]
    queued = await queue_putaways(work, onward(arrived, shares.lines))
    wrong = write_discrepancies(work, receipt, tuple(discrepancies(arrived, line_id)))
    return Plan(
        answer=LineReceived(line_id, scanned.quantity, queued.task_ids, wrong.ids, wrong.case_ids),
        writes=(
            go_on_receiving(work, receipt),
            *arrived.lot.writes,
            *arrived.serials.writes,
            *shares.writes,
            *post(work, moves=moves(arrived, shares.lines)),
            *scans(work, arrived, shares.lines),
            *queued.writes,
            *wrong.writes,
        ),
        kind="RECEIVE",
        location_id=receipt.location_id,
        document_id=receipt.id,
        reason=arrived.reason,
        outcome=wrong.outcome,
        events=(told(arrived, line_id),),
    )
