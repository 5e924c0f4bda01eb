"""What is in an announced container, line by line, as if each had been scanned by itself."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from backend.inbound.announcing.document import AsnLine
from backend.inbound.receiving.arrived import Arrived, Shared
from backend.inbound.receiving.document import Receipt, lines_of_receipt
from backend.inbound.receiving.receive_line import disposition_here
from backend.inbound.receiving.rules import ReceiptLine, over
from backend.inbound.receiving.scanned import LotSaid, Scanned, lot_at_dock
from backend.inbound.receiving.shares import Shares, share_of_new_line, shares_of_lines
from backend.kernel.plan import Write
from backend.kernel.work import Work
from backend.master.items import Item, items_by_id
from backend.master.places import Bin
from backend.stock.keys import Disposition
from backend.stock.serials import serials_arriving, serials_said
from backend.stock.weighing.rules import weight_said


@dataclass(frozen=True, slots=True)
class Unloading:
    """A container at a dock, for a receipt."""

    receipt: Receipt
    dock: Bin
    container_id: UUID


@dataclass(frozen=True, slots=True)
class Part:
    """One item of one lot of the container, with the receipt lines that it counts on."""

    arrived: Arrived
    shares: Shared


@dataclass(frozen=True, slots=True)
class Unpacked:
    """All parts of a container, and the writes that count them, each once."""

    parts: tuple[Part, ...]
    writes: tuple[Write, ...]


async def unpack(work: Work, unloading: Unloading, lines: Iterable[AsnLine]) -> Unpacked:
    """Judge each line of a container as receiving would; what is over or unexpected is told.

    Refuses what could not be received by itself: EXPIRED, LOT_DATES_DIFFER, EXPIRY_REQUIRED,
    SERIAL_ELSEWHERE, WEIGHT_REQUIRED and WEIGHT_MISMATCH by the weight that was announced.
    """
    said = merged(lines)
    items = await items_by_id(work.reader, sorted({line.item_id for line in said}))
    expected: dict[UUID, list[ReceiptLine]] = {}
    for wanted in await lines_of_receipt(work.reader, unloading.receipt):
        expected.setdefault(wanted.item_id, []).append(wanted)
    parts: list[Part] = []
    writes: list[Write] = []
    added = 0
    for number, line in enumerate(said, start=1):
        item, of_item = items[line.item_id], expected.get(line.item_id, [])
        arrived = await _arrived(work, unloading, item, line, of_item)
        arrived = replace(arrived, number=number)
        added += not of_item
        shares = await _shares(work, arrived, place=added)
        expected[item.id] = _counted(of_item, shares) or [_new_line(item, shares)]
        parts.append(Part(arrived, shares.lines))
        more = (*arrived.lot.writes, *arrived.serials.writes, *shares.writes)
        # The order is settled once, however many lines ask for it.
        writes += [write for write in more if write not in writes]
    return Unpacked(tuple(parts), tuple(writes))


def merged(lines: Iterable[AsnLine]) -> list[AsnLine]:
    """Add up lines of one item and lot."""
    found: dict[tuple[UUID, str | None], AsnLine] = {}
    for line in lines:
        address = (line.item_id, line.lot_number)
        same = found.get(address)
        found[address] = (
            line
            if same is None
            else replace(
                same,
                quantity=same.quantity + line.quantity,
                serials=[*same.serials, *line.serials],
                expires_on=same.expires_on or line.expires_on,
                weight_g=_together(same.weight_g, line.weight_g),
            )
        )
    return list(found.values())


def _together(one: int | None, other: int | None) -> int | None:
    """Add weights up; what is not known of a part is not known of the whole."""
    return None if one is None or other is None else one + other


async def _arrived(
    work: Work,
    unloading: Unloading,
    item: Item,
    line: AsnLine,
    of_item: Sequence[ReceiptLine],
) -> Arrived:
    receipt = unloading.receipt
    said = LotSaid(number=line.lot_number, expires_on=line.expires_on) if line.lot_number else None
    lot = await lot_at_dock(work, item, said, receipt=receipt, takes_old=False)
    numbers = serials_said(item, line.serials, quantity=line.quantity)
    scanned = Scanned(item, line.quantity, 1)
    usable = Disposition.USABLE
    return Arrived(
        receipt=receipt,
        scanned=scanned,
        lines=of_item,
        over=over(of_item, quantity=line.quantity),
        said=None,
        disposition=await disposition_here(work, receipt, scanned, lot, said=usable),
        lot=lot,
        serials=await serials_arriving(work, item, numbers, lot_id=lot.id),
        grams=weight_said(item, line.weight_g, quantity=line.quantity, reweighed=False),
        dock=unloading.dock,
        reason=None,
        container_id=unloading.container_id,
    )


async def _shares(work: Work, arrived: Arrived, *, place: int) -> Shares:
    if arrived.lines:
        quantity = arrived.scanned.quantity
        return shares_of_lines(work, arrived.receipt, arrived.lines, quantity=quantity)
    return await share_of_new_line(work, arrived.receipt, arrived.scanned, place=place)


def _counted(lines: Iterable[ReceiptLine], shares: Shares) -> list[ReceiptLine]:
    """Return lines as they will be once these shares are counted."""
    counted = dict(shares.lines)
    return [_more(line, counted[line.id]) if line.id in counted else line for line in lines]


def _more(line: ReceiptLine, quantity: int) -> ReceiptLine:
    is_bought = line.purchase_order_line_id is not None and line.order_line_version is not None
    return replace(
        line,
        version=line.version + 1,
        received=line.received + quantity,
        received_of_order=(line.received_of_order or 0) + quantity if is_bought else None,
        order_line_version=(line.order_line_version or 0) + 1 if is_bought else None,
    )


def _new_line(item: Item, shares: Shares) -> ReceiptLine:
    ((line_id, quantity),) = shares.lines
    return ReceiptLine(
        id=line_id, sequence=0, item_id=item.id, expected=0, received=quantity,
        unit_cost_minor=None, currency=None, version=1, purchase_order_line_id=None, ordered=None,
        received_of_order=None, order_line_version=None,
    )  # fmt: skip
