"""Recall a lot: nothing of it may be used or leave, and whoever got some of it is known."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from backend.control.lots import sql
from backend.control.lots.turning import turn_goods
from backend.kernel.command import command
from backend.kernel.ids import derived_id
from backend.kernel.plan import Event, Plan, Rank, Write
from backend.kernel.refusals import InvalidInput, NotInThisState
from backend.kernel.work import Work
from backend.master.items import Item, item_of
from backend.master.lots import Lot, lot_of
from backend.master.permissions import Permission
from backend.master.refs import ItemRef, LotRef
from backend.stock.keys import Disposition
from backend.stock.of_lot import balances_of_lot
from backend.stock.reads import Balance
from backend.tasks.case import CaseKind, NewCase, Severity, open_case

STILL_HERE = tuple(one for one in Disposition if one is not Disposition.RECALLED)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecallLot:
    """Which lot of which item, and why."""

    item: ItemRef
    lot: LotRef
    reason: str


@dataclass(frozen=True, slots=True)
class LotRecalled:
    """What was set aside, and how much has left in how many shipments; base units."""

    lot_id: UUID
    units: int
    shipped_units: int
    shipments: int
    case_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class SweepRecalledLot:
    """Which lot was called back."""

    lot_id: UUID


@dataclass(frozen=True, slots=True)
class RecalledLotSwept:
    """What had come in while it was being called back."""

    units: int


@dataclass(frozen=True, slots=True)
class _Gone:
    units: int
    shipments: int


@command
async def recall_lot(work: Work, asked: RecallLot) -> Plan[LotRecalled]:
    """Turn everything of a lot into RECALLED, in every house, tote and carton that has not left.

    Allocations and picks of it are displaced. What comes in of it later comes in as recalled. A
    case lists how much is here and how much has left; the lot itself tells who holds it and who
    received it. Refuses NOT_IN_THIS_STATE for a lot that is called back already.
    """
    work.allow(Permission.RECALL_LOT, None)
    if not asked.reason.strip():
        raise InvalidInput(field="reason", problem="is empty")
    item = await item_of(work.reader, asked.item)
    lot = await lot_of(work.reader, item.id, asked.lot)
    if lot.is_recalled:
        raise NotInThisState(kind="lot", state="called back already")
    here = await balances_of_lot(work.reader, lot.id, dispositions=STILL_HERE)
    turned = await turn_goods(work, here, into=Disposition.RECALLED, why="were called back")
    gone = await work.reader.first(_Gone, sql.GONE_OF_LOT, lot.id)
    assert gone is not None, "a sum without a group is one row"
    case = _case(work, asked, item, lot, here, gone)
    marked = (lot.id, lot.version, work.now, work.actor.id, asked.reason.strip())
    return Plan(
        answer=LotRecalled(lot.id, turned.units, gone.units, gone.shipments, case.id),
        writes=(
            Write(Rank.DOCUMENT, f"lot {lot.id}", sql.RECALL_LOT, marked),
            *turned.writes,
            open_case(work, case),
        ),
        events=(*turned.events, Event("LotRecalled", {"lot_id": lot.id})),
        kind="RECALL",
        document_id=lot.id,
        reason=asked.reason.strip(),
        outcome="APPLIED_WITH_CASE",
    )


@command
async def sweep_recalled_lot(work: Work, asked: SweepRecalledLot) -> Plan[RecalledLotSwept]:
    """Turn what came to the dock between the look and the mark of a recall."""
    work.allow(Permission.RECALL_LOT, None)
    late = await balances_of_lot(work.reader, asked.lot_id, dispositions=STILL_HERE)
    turned = await turn_goods(work, late, into=Disposition.RECALLED, why="were called back")
    return Plan(
        answer=RecalledLotSwept(turned.units),
        writes=turned.writes,
        events=turned.events,
        kind="RECALL",
        document_id=asked.lot_id,
        outcome="APPLIED_WITH_CASE" if turned.has_displaced else "APPLIED",
    )


def _case(
    work: Work, asked: RecallLot, item: Item, lot: Lot, here: Sequence[Balance], gone: _Gone
) -> NewCase:
    return NewCase(
        id=derived_id(work.operation_id, "case"),
        kind=CaseKind.RECALL,
        severity=Severity.CRITICAL,
        title=f"Lot {lot.number} of {item.sku} was called back",
        location_id=_only(held.location_id for held in here),
        item_id=item.id,
        subject_kind="Lot",
        subject_id=lot.id,
        facts={
            "set_aside": sum(held.on_hand for held in here),
            "shipped": gone.units,
            "shipments": gone.shipments,
            "reason": asked.reason.strip(),
        },
    )


def _only(locations: Iterable[UUID]) -> UUID | None:
    """Return the one location that it concerns, None for several or none."""
    found = set(locations)
    return found.pop() if len(found) == 1 else None
