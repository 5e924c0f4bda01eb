"""What came with one scan, as judged: what it moves, what is wrong with it, where it goes next."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from uuid import UUID

from backend.inbound.putaway.queue_putaways import Arrival
from backend.inbound.receiving import sql
from backend.inbound.receiving.discrepancies import Discrepancy
from backend.inbound.receiving.document import Receipt
from backend.inbound.receiving.rules import DiscrepancyKind, Over, ReceiptLine, said_kinds
from backend.inbound.receiving.scanned import LotHere, Scanned
from backend.kernel.plan import Event, Rank, Write
from backend.kernel.work import Work
from backend.master.places import Bin, VirtualBin
from backend.stock.changes import Move
from backend.stock.keys import Disposition, Key
from backend.stock.serials import Arriving
from backend.stock.weighing.weigh import weigh
from backend.stock.where import counterparty, place_of
from backend.tasks.room.spaces import goods_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """Goods at the dock; `lines` are those of the receipt that are of the item.

    `grams` is what they weigh, None where they are not sold by weight.
    """

    receipt: Receipt
    scanned: Scanned
    lines: Sequence[ReceiptLine]
    over: Over | None
    said: DiscrepancyKind | None
    disposition: Disposition
    lot: LotHere
    serials: Arriving
    grams: int | None
    dock: Bin
    reason: str | None
    container_id: UUID | None = None
    number: int = 1
    """Which of the parts of one scan; a container has several."""

    @property
    def is_unexpected(self) -> bool:
        """An order said what would come, and not this."""
        return self.receipt.purchase_order_id is not None and not self.lines


Shared = tuple[tuple[UUID, int], ...]
"""Each line with its base units of what came."""


def moves(arrived: Arrived, shares: Shared) -> Iterator[Move]:
    """Bring the goods from the supplier to the dock, line by line, each serial by itself."""
    receipt, item_id = arrived.receipt, arrived.scanned.item.id
    supplier = counterparty(receipt.location_id, VirtualBin.SUPPLIER)
    lot_id = arrived.lot.id
    source = Key(receipt.owner_id, item_id, arrived.disposition, supplier, lot_id=lot_id)
    target = replace(source, place=place_of(arrived.dock), container_id=arrived.container_id)
    serials = iter(arrived.serials.ids)
    for line_id, quantity in shares:
        if not arrived.serials.ids:
            yield Move(source, target, quantity, line_id=line_id)
            continue
        for serial in islice(serials, quantity):
            one = replace(source, serial_id=serial)
            yield Move(one, replace(target, serial_id=serial), 1, line_id=line_id)


def scans(work: Work, arrived: Arrived, shares: Shared) -> Iterator[Write]:
    """Keep what each line got, with the conversion from packs, and what it weighs."""
    for line_id, quantity in shares:
        values = (
            work.operation_id, line_id, quantity, arrived.scanned.pack_units,
            arrived.disposition.value, arrived.lot.id, arrived.dock.id, arrived.container_id,
            arrived.number,
        )  # fmt: skip
        yield Write(Rank.RECORD, f"receipt scan {line_id}", sql.WRITE_SCAN, values)
    item, number = arrived.scanned.item, arrived.number
    yield from weigh(work, item, shares, arrived.grams, number=number)


def onward(arrived: Arrived, shares: Shared) -> Arrival:
    """Return the goods as something to put away."""
    receipt = arrived.receipt
    return Arrival(
        goods=goods_of(
            arrived.scanned.item,
            owner_id=receipt.owner_id,
            disposition=arrived.disposition,
            lot_id=arrived.lot.id,
        ),
        location_id=receipt.location_id,
        from_bin_id=arrived.dock.id,
        document_kind="Receipt",
        document_id=receipt.id,
        document_number=receipt.number,
        lines=shares,
    )


def discrepancies(arrived: Arrived, line_id: UUID) -> Iterator[Discrepancy]:
    """Say what is not as it should be; what nobody ordered, or far too much of it, wants a case."""
    sku, quantity = arrived.scanned.item.sku, arrived.scanned.quantity
    for kind in said_kinds(arrived.said, arrived.disposition):
        yield _found(arrived, line_id, kind=kind, expected=None)
    if arrived.is_unexpected:
        title = f"{quantity} of {sku} came that nobody ordered"
        kind = DiscrepancyKind.UNEXPECTED_ITEM
        yield _found(arrived, line_id, kind=kind, expected=0, case_title=title)
    if arrived.over:
        expected = arrived.over.expected
        title = f"{quantity} of {sku} came where {expected} were still to come"
        case_title = title if arrived.over.is_beyond else None
        kind = DiscrepancyKind.OVER
        yield _found(arrived, line_id, kind=kind, expected=expected, case_title=case_title)


def told(arrived: Arrived, line_id: UUID) -> Event:
    """Tell that goods came."""
    receipt = arrived.receipt
    body = {
        "receipt_id": receipt.id,
        "line_id": line_id,
        "item_id": arrived.scanned.item.id,
        "owner_id": receipt.owner_id,
        "location_id": receipt.location_id,
        "quantity": arrived.scanned.quantity,
        "disposition": arrived.disposition.value,
    }
    return Event("LineReceived", body)


def _found(
    arrived: Arrived,
    line_id: UUID,
    *,
    kind: DiscrepancyKind,
    expected: int | None,
    case_title: str | None = None,
) -> Discrepancy:
    item = arrived.scanned.item
    return Discrepancy(
        kind=kind,
        line_id=line_id,
        item_id=item.id,
        sku=item.sku,
        expected=expected,
        actual=arrived.scanned.quantity,
        reason=arrived.reason,
        case_title=case_title,
    )
