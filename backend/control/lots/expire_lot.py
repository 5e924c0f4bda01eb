"""Expire a lot: its last day at a location is over, so what is left of it there may not be used."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from backend.control.lots import sql
from backend.control.lots.turning import turn_goods
from backend.kernel.command import command
from backend.kernel.plan import Plan
from backend.kernel.refusals import NotFound, NotInThisState
from backend.kernel.work import Work
from backend.master.lots import Lot, today_at
from backend.master.permissions import Permission
from backend.stock.keys import Disposition
from backend.stock.of_lot import balances_of_lot

RUNS_OUT = (Disposition.USABLE, Disposition.QUALITY_HOLD)
"""Conditions that time turns into EXPIRED; what a person set aside stays as they left it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpireLot:
    """Which lot, where, and which day it is there."""

    lot_id: UUID
    location_id: UUID
    today: date


@dataclass(frozen=True, slots=True)
class LotExpired:
    """How many base units were turned."""

    lot_id: UUID
    units: int


@command
async def expire_lot(work: Work, asked: ExpireLot) -> Plan[LotExpired]:
    """Turn what is left of a lot at a location into EXPIRED, by ordinary entries.

    Allocations and picks of it are displaced: what the pool still covers is promised again, and a
    case is opened. Refuses NOT_IN_THIS_STATE while the lot is still good there.
    """
    work.allow(Permission.CHANGE_DISPOSITION, asked.location_id)
    lot = await work.reader.first(Lot, sql.LOT_BY_ID, asked.lot_id)
    if lot is None:
        raise NotFound(kind="lot", key=str(asked.lot_id))
    today = min(asked.today, await today_at(work.reader, asked.location_id, work.now))
    if lot.expires_on is None or lot.expires_on >= today:
        raise NotInThisState(kind="lot", state=f"good until {lot.expires_on}")
    left = await balances_of_lot(
        work.reader, lot.id, location_id=asked.location_id, dispositions=RUNS_OUT
    )
    turned = await turn_goods(
        work, left, into=Disposition.EXPIRED, why=f"ran out on {lot.expires_on}"
    )
    return Plan(
        answer=LotExpired(lot.id, turned.units),
        writes=turned.writes,
        events=turned.events,
        kind="EXPIRE",
        location_id=asked.location_id,
        document_id=lot.id,
        reason=f"Lot {lot.number} was good until {lot.expires_on}.",
        outcome="APPLIED_WITH_CASE" if turned.has_displaced else "APPLIED",
    )
