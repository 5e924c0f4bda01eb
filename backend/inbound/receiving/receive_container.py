"""Receive a container: one scan of its SSCC brings in all that was announced to be in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from backend.inbound.announcing.arriving import receive_announced
from backend.inbound.announcing.document import (
    Announced,
    announced_container,
    lines_of_container,
)
from backend.inbound.putaway.queue_whole import WholeArrival, queue_whole
from backend.inbound.receiving.arrived import discrepancies, moves, onward, scans, told
from backend.inbound.receiving.discrepancies import write_discrepancies
from backend.inbound.receiving.document import (
    Receipt,
    check_open,
    dock_of,
    go_on_receiving,
    receipt_of,
)
from backend.inbound.receiving.rules import NotExpected
from backend.inbound.receiving.unpacking import Part, Unloading, unpack
from backend.kernel.command import command
from backend.kernel.ids import derived_id
from backend.kernel.plan import Plan, Write
from backend.kernel.refusals import NotInThisState, Refusal
from backend.kernel.work import Reader, Work
from backend.master.permissions import Permission
from backend.master.refs import DocumentRef, Ref
from backend.stock.containers import (
    Container,
    ContainerKind,
    container_of_code,
    register_container,
    sscc_read,
)
from backend.stock.posting import post
from backend.stock.serials import SerialElsewhere


class SsccUnknown(Refusal):
    """Nobody announced this container."""

    code: ClassVar[str] = "SSCC_UNKNOWN"
    sentence: ClassVar[str] = (
        "Nobody announced {sscc}; receive what is in it line by line, or ask for its notice."
    )


class AlreadyReceived(Refusal):
    """The container was received before."""

    code: ClassVar[str] = "ALREADY_RECEIVED"
    sentence: ClassVar[str] = "{sscc} was received already, on {receipt}; put it away from there."


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiveContainer:
    """A fact from the dock: this container came, on this receipt; without `to`, at its dock."""

    receipt: DocumentRef
    container: Ref
    to: Ref | None = None


@dataclass(frozen=True, slots=True)
class ContainerReceived:
    """The container, what came in it, its putaway, and what was not as it should be."""

    receipt_id: UUID
    container_id: UUID
    lines: int
    quantity: int
    task_id: UUID
    discrepancy_ids: tuple[UUID, ...] = ()
    case_ids: tuple[UUID, ...] = ()


@command
async def receive_container(work: Work, asked: ReceiveContainer) -> Plan[ContainerReceived]:
    """Bring all lines of an announced container in, in one operation, and queue its putaway.

    What is over or was not ordered is received with a discrepancy, as line by line.
    Refused: NOT_FOUND, NOT_ALLOWED, NOT_IN_THIS_STATE, SSCC_UNKNOWN, ALREADY_RECEIVED, NOT_EXPECTED
    for another supplier's or location's, WRONG_BIN, and what a line of it is refused for: EXPIRED,
    LOT_DATES_DIFFER, EXPIRY_REQUIRED, SERIAL_ELSEWHERE, and WEIGHT_REQUIRED or WEIGHT_MISMATCH by
    the weight that its notice says.
    """
    receipt = await receipt_of(work.reader, asked.receipt)
    work.allow(Permission.RECEIVE, receipt.location_id)
    check_open(receipt)
    announced = await _announced(work.reader, asked.container, receipt)
    dock = await dock_of(
        work.reader, asked.to or Ref(id=receipt.dock_id), location_id=receipt.location_id
    )
    container_id = derived_id(work.operation_id, f"container {announced.sscc}")
    unloading = Unloading(receipt, dock, container_id)
    lines = await lines_of_container(work.reader, announced.sscc)
    try:
        unpacked = await unpack(work, unloading, lines)
    except SerialElsewhere:  # here since a moment ago, perhaps by another scan of this container
        await _announced(work.reader, asked.container, receipt)
        raise
    return await _plan(work, unloading, announced, unpacked.parts, unpacked.writes)


async def _announced(reader: Reader, ref: Ref, receipt: Receipt) -> Announced:
    sscc = next(iter(sscc_read(ref.said)), ref.said)
    found = await announced_container(reader, sscc)
    if found is None:
        known = await container_of_code(reader, sscc)
        if known is not None:
            raise NotInThisState(kind=f"container {known.code}", state=_state(known))
        raise SsccUnknown(sscc=sscc)
    if found.receipt_number is not None:
        raise AlreadyReceived(sscc=sscc, receipt=found.receipt_number)
    if found.status != "ANNOUNCED":
        raise NotInThisState(kind=f"announcement {found.asn_number}", state="called off")
    is_of_supplier = receipt.supplier_id in {None, found.supplier_id}
    if not is_of_supplier or found.location_id != receipt.location_id:
        raise NotExpected(item=sscc, document=receipt.number)
    return found


def _state(known: Container) -> str:
    return "shipped" if known.bin_id is None else "in the house already"


async def _plan(
    work: Work,
    unloading: Unloading,
    announced: Announced,
    parts: Sequence[Part],
    counted: Sequence[Write],
) -> Plan[ContainerReceived]:
    receipt = unloading.receipt
    queued = await queue_whole(work, _arrival(unloading, parts))
    wrong = write_discrepancies(
        work,
        receipt,
        [found for part in parts for found in discrepancies(part.arrived, part.shares[0][0])],
    )
    quantity = sum(part.arrived.scanned.quantity for part in parts)
    return Plan(
        answer=ContainerReceived(
            receipt.id, unloading.container_id, len(parts), quantity, queued.task_ids[0],
            wrong.ids, wrong.case_ids,
        ),
        writes=(
            go_on_receiving(work, receipt),
            *_here(work, unloading, announced),
            *counted,
            *post(work, moves=[one for part in parts for one in moves(part.arrived, part.shares)]),
            *(one for part in parts for one in scans(work, part.arrived, part.shares)),
            *queued.writes,
            *wrong.writes,
        ),
        kind="RECEIVE",
        location_id=receipt.location_id,
        document_id=receipt.id,
        outcome=wrong.outcome,
        events=tuple(told(part.arrived, part.shares[0][0]) for part in parts),
    )  # fmt: skip


def _here(work: Work, unloading: Unloading, announced: Announced) -> tuple[Write, Write]:
    """Bring the container itself into being, once."""
    receipt, container_id = unloading.receipt, unloading.container_id
    registered = register_container(
        container_id,
        code=announced.sscc,
        kind=ContainerKind.PALLET.value,
        location_id=receipt.location_id,
        bin_id=unloading.dock.id,
    )
    came = receive_announced(work, announced, container_id=container_id, receipt_id=receipt.id)
    return registered, came


def _arrival(unloading: Unloading, parts: Sequence[Part]) -> WholeArrival:
    receipt = unloading.receipt
    return WholeArrival(
        container_id=unloading.container_id,
        load=[
            (onward(part.arrived, part.shares).goods, part.arrived.scanned.quantity)
            for part in parts
        ],
        location_id=receipt.location_id,
        from_bin_id=unloading.dock.id,
        document_id=receipt.id,
        document_number=receipt.number,
    )
