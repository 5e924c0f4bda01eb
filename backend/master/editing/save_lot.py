"""Save a lot: make one known, or correct until when its goods are good."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from backend.kernel.command import command
from backend.kernel.ids import derived_id
from backend.kernel.plan import Plan, Rank, Write
from backend.kernel.refusals import InvalidInput, NotFound
from backend.kernel.work import Work
from backend.master.editing import sql
from backend.master.items import item_of
from backend.master.lots import TRACKS_LOT, Lot, lot_numbered, lot_of, number_said
from backend.master.permissions import Permission
from backend.master.refs import ItemRef, LotRef
from backend.master.saving import check_new, check_version, checked_code

_Dates = tuple[date | None, date | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveLot:
    """A lot of an item, as seen; None leaves a date as it is. `reason` says why."""

    item: ItemRef
    lot: LotRef
    reason: str
    if_version: int | None = None
    produced_on: date | None = None
    expires_on: date | None = None


@dataclass(frozen=True, slots=True)
class LotSaved:
    """Which lot."""

    lot_id: UUID


@command
async def save_lot(work: Work, asked: SaveLot) -> Plan[LotSaved]:
    """Make a lot known or correct its dates; its number and item stay.

    What is past the new date is turned by the nightly job; what was turned by a wrong one is made
    usable again by `changeDisposition`. Refuses NOT_FOUND, VERSION_CHANGED and INVALID_INPUT.
    """
    work.allow(Permission.EDIT_LOT, None)
    if not asked.reason.strip():
        raise InvalidInput(field="reason", problem="is empty")
    item = await item_of(work.reader, asked.item)
    if item.tracking not in TRACKS_LOT:
        raise InvalidInput(field="item", problem="is not told apart by lot")
    seen = await _known(work, item.id, asked.lot)
    produced_on = asked.produced_on or (seen.produced_on if seen else None)
    expires_on = asked.expires_on or (seen.expires_on if seen else None)
    if expires_on is None and await work.reader.value(sql.NEEDS_EXPIRY, item.id):
        raise InvalidInput(field="expires_on", problem="is missing")
    if produced_on and expires_on and expires_on < produced_on:
        raise InvalidInput(field="expires_on", problem="is before the day that it was made")
    lot_id = seen.id if seen else derived_id(work.operation_id, "lot")
    values = (produced_on, expires_on)
    write = _change(asked, seen, values) if seen else _make(asked, lot_id, item.id, values)
    return Plan(
        answer=LotSaved(lot_id),
        writes=(write,),
        kind="SAVE_LOT",
        document_id=lot_id,
        reason=asked.reason.strip(),
    )


async def _known(work: Work, item_id: UUID, ref: LotRef) -> Lot | None:
    """Return the lot that is meant; None for a number that is new. Nobody dates the unknown one."""
    number = number_said(ref)
    if ref.id is None and number is not None:
        found = await lot_numbered(work.reader, item_id, number)
    else:
        found = await lot_of(work.reader, item_id, ref)
    if found is not None and found.is_unknown:
        raise NotFound(kind="lot", key=f"{found.number} that can be dated")
    return found


def _make(asked: SaveLot, lot_id: UUID, item_id: UUID, dates: _Dates) -> Write:
    check_new("lot", if_version=asked.if_version)
    number = checked_code("lot", number_said(asked.lot))
    values = (lot_id, item_id, number, *dates)
    return Write(Rank.DOCUMENT, f"lot {lot_id}", sql.INSERT_LOT, values)


def _change(asked: SaveLot, seen: Lot, dates: _Dates) -> Write:
    check_version("lot", version=seen.version, if_version=asked.if_version)
    values = (seen.id, seen.version, *dates)
    return Write(Rank.DOCUMENT, f"lot {seen.id}", sql.SAVE_LOT_DATES, values)
