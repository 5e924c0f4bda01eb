"""The receipt as commands see it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from backend.inbound.receiving import sql
from backend.inbound.receiving.rules import ReceiptLine
from backend.kernel.plan import Rank, Write
from backend.kernel.refusals import NotFound, NotInThisState
from backend.kernel.work import Reader, Work
from backend.master.places import Bin, bin_of, bins_of_kind
from backend.master.refs import DocumentRef, Ref
from backend.tasks.scans import WrongBin

DOCK_KINDS = ("DOCK", "STAGE", "INSPECTION")
"""Goods that come in may be set down in bins of these kinds."""


class ReceiptStatus(StrEnum):
    """How far a receipt is."""

    ARRIVED = "ARRIVED"
    RECEIVING = "RECEIVING"
    CLOSED = "CLOSED"


class ReceiptSource(StrEnum):
    """Where its goods come from."""

    SUPPLIER = "SUPPLIER"
    UNANNOUNCED = "UNANNOUNCED"


@dataclass(frozen=True, slots=True)
class Receipt:
    """A receipt as read."""

    id: UUID
    number: str
    status: str
    source: str
    location_id: UUID
    owner_id: UUID
    supplier_id: UUID | None
    purchase_order_id: UUID | None
    dock_id: UUID
    version: int


async def receipt_of(reader: Reader, ref: DocumentRef) -> Receipt:
    """Return the receipt that is meant; refuses NOT_FOUND."""
    found = await reader.first(Receipt, sql.RECEIPT, ref.id, ref.text)
    if found is None:
        raise NotFound(kind="receipt", key=ref.said)
    return found


async def lines_of_receipt(
    reader: Reader, receipt: Receipt, *, item_id: UUID | None = None
) -> Sequence[ReceiptLine]:
    """Return its lines in order, all or those of one item."""
    return await reader.rows(ReceiptLine, sql.LINES_OF_RECEIPT, receipt.id, item_id)


def check_open(receipt: Receipt) -> None:
    """Go on only if the receipt still takes goods."""
    if receipt.status == ReceiptStatus.CLOSED:
        raise NotInThisState(kind="receipt", state="closed")


def go_on_receiving(work: Work, receipt: Receipt) -> Write:
    """Begin the receipt, or hold it open until this plan is done."""
    order = f"receipt {receipt.id}"
    if receipt.status == ReceiptStatus.ARRIVED:
        return Write(Rank.DOCUMENT, order, sql.BEGIN_RECEIVING, (receipt.id, work.now))
    return Write(Rank.DOCUMENT, order, sql.STAY_RECEIVING, (receipt.id,))


async def dock_of(reader: Reader, ref: Ref | None, *, location_id: UUID) -> Bin:
    """Return the dock that is meant, the location's first when none is; refuses WRONG_BIN."""
    if ref is not None:
        found = await bin_of(reader, ref, location_id=location_id)
        if found.kind not in DOCK_KINDS:
            raise WrongBin(scanned=found.code, wanted="a dock")
        return found
    docks = await bins_of_kind(reader, "DOCK", location_id=location_id)
    if not docks:
        raise NotFound(kind="dock", key="at this location")
    return docks[0]
