"""What somebody scanned at the dock: the item, how many base units, of which lot."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar
from uuid import UUID

from backend.inbound.receiving import sql
from backend.inbound.receiving.document import Receipt
from backend.kernel.ids import derived_id
from backend.kernel.plan import Rank, Write
from backend.kernel.refusals import InvalidInput, NotFound, Refusal
from backend.kernel.work import Reader, Work
from backend.master.items import Item, item_of
from backend.master.lots import (
    TRACKS_LOT,
    Lot,
    LotRequired,
    expired,
    lot_numbered,
    today_at,
)
from backend.master.refs import ItemRef, Ref
from backend.tasks.scans import PackMismatch, WrongKind


class ExpiryRequired(Refusal):
    """The item needs its expiry date."""

    code: ClassVar[str] = "EXPIRY_REQUIRED"
    sentence: ClassVar[str] = "Lot {lot} of {item} is new; say until when it is good."


class LotDatesDiffer(Refusal):
    """The lot is known with another date."""

    code: ClassVar[str] = "LOT_DATES_DIFFER"
    sentence: ClassVar[str] = (
        "Lot {lot} of {item} is known to be good until {known}, not {said}; read the label again."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class LotSaid:
    """The lot as it is printed on the goods."""

    number: str
    expires_on: date | None = None
    produced_on: date | None = None


@dataclass(frozen=True, slots=True)
class Scanned:
    """Base units of an item; `pack_units` is how many one scan stood for, 1 when loose."""

    item: Item
    quantity: int
    pack_units: int


@dataclass(frozen=True, slots=True)
class LotHere:
    """The lot of goods, None for those without, with the write that makes a new one known.

    `days_left` until its date, below 0 once it is past; None without a date.
    """

    id: UUID | None
    days_left: int | None = None
    is_recalled: bool = False
    writes: tuple[Write, ...] = ()


@dataclass(frozen=True, slots=True)
class _Demands:
    """What an item demands of its lots."""

    needs_expiry: bool
    shelf_life_days: int | None
    min_remaining_days: int | None


async def scanned_at_dock(
    reader: Reader, ref: ItemRef, *, quantity: int | None, packs: int | None, pack: Ref | None
) -> Scanned:
    """Return what was scanned, in base units.

    `quantity` counts base units, `packs` the packs that were scanned: one of the two is said.
    Refuses WRONG_KIND for services and PACK_MISMATCH for a part of a pack.
    """
    item = await item_of(reader, ref)
    if not item.is_goods:
        raise WrongKind(kind="service", wanted="item that is stocked")
    units = await _units_of(reader, item, pack) if pack else item.units
    if (quantity is None) == (packs is None):
        raise InvalidInput(field="quantity", problem="or packs must be said, and not both")
    said = packs * units if packs is not None else quantity
    if said is None or said < 1:
        raise InvalidInput(field="quantity", problem="must be above 0")
    if pack is not None and said % units:
        raise PackMismatch(quantity=said, units=units)
    return Scanned(item, said, units if said % units == 0 else 1)


async def lot_at_dock(
    work: Work, item: Item, said: LotSaid | None, *, receipt: Receipt, takes_old: bool
) -> LotHere:
    """Return the lot of what was scanned.

    Refuses LOT_REQUIRED, EXPIRY_REQUIRED, LOT_DATES_DIFFER, and EXPIRED for goods that are past
    their date or closer to it than the item permits, unless somebody takes them in as such.
    """
    if item.tracking not in TRACKS_LOT:
        return LotHere(None)
    if said is None:
        raise LotRequired(item=item.sku)
    demands = await work.reader.first(_Demands, sql.DEMANDS_OF_ITEM, item.id)
    assert demands is not None, "the item was read a moment ago"
    known = await lot_numbered(work.reader, item.id, said.number)
    expires_on = _expiry(item, said, demands, known)
    today = await today_at(work.reader, receipt.location_id, work.now)
    days_left = None if expires_on is None else (expires_on - today).days
    wanted = demands.min_remaining_days or 0
    if days_left is not None and days_left < wanted and not takes_old:
        raise expired(f"Lot {said.number} of {item.sku}", days=wanted)
    if known is not None:
        return LotHere(known.id, days_left, known.is_recalled)
    lot_id = derived_id(work.operation_id, f"lot {item.id} {said.number}")
    row = (
        lot_id,
        item.id,
        said.number,
        said.produced_on,
        expires_on,
        receipt.supplier_id,
        work.now,
    )
    return LotHere(
        lot_id, days_left, writes=(Write(Rank.DOCUMENT, f"lot {lot_id}", sql.REGISTER_LOT, row),)
    )


def _expiry(item: Item, said: LotSaid, demands: _Demands, known: Lot | None) -> date | None:
    """Return until when the lot is good: as said, as known, or by the item's shelf life."""
    if known is not None:
        if said.expires_on not in {None, known.expires_on}:
            raise LotDatesDiffer(
                item=item.sku,
                lot=said.number,
                known=str(known.expires_on),
                said=str(said.expires_on),
            )
        return known.expires_on
    if said.expires_on and said.produced_on and said.produced_on > said.expires_on:
        raise InvalidInput(field="producedOn", problem="is after the day that it expires")
    if said.expires_on is None and said.produced_on and demands.shelf_life_days:
        return said.produced_on + timedelta(days=demands.shelf_life_days)
    if said.expires_on is None and demands.needs_expiry:
        raise ExpiryRequired(item=item.sku, lot=said.number)
    return said.expires_on


async def _units_of(reader: Reader, item: Item, pack: Ref) -> int:
    found = await reader.value(sql.PACK_UNITS, item.id, pack.id, pack.code or pack.barcode)
    if found is None:
        raise NotFound(kind="pack", key=pack.said)
    return int(found)
