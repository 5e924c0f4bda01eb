"""What somebody scanned at the dock: the item, how many base units, of which lot."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from backend.inbound.receiving import sql
from backend.kernel.ids import derived_id
from backend.kernel.plan import Rank, Write
from backend.kernel.refusals import InvalidInput, NotFound, Refusal
from backend.kernel.work import Reader, Work
from backend.master.items import Item, item_of
from backend.master.refs import ItemRef, Ref
from backend.tasks.scans import PackMismatch, WrongKind

TRACKS_LOT = frozenset({"LOT", "LOT_AND_SERIAL"})
TRACKS_SERIAL = frozenset({"SERIAL", "LOT_AND_SERIAL"})


class LotRequired(Refusal):
    """The item needs its lot."""

    code: ClassVar[str] = "LOT_REQUIRED"
    sentence: ClassVar[str] = "{item} is told apart by lot; scan or type the lot number."


class ExpiryRequired(Refusal):
    """The item needs its expiry date."""

    code: ClassVar[str] = "EXPIRY_REQUIRED"
    sentence: ClassVar[str] = "Lot {lot} of {item} is new; say until when it is good."


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
class Lot:
    """The lot of goods, None for those without, with the write that makes a new one known."""

    id: UUID | None
    writes: tuple[Write, ...] = ()


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
    if item.tracking in TRACKS_SERIAL:
        raise InvalidInput(field="item", problem=f"{item.sku} has serials, which nobody keeps yet")
    units = await _units_of(reader, item, pack) if pack else item.units
    if (quantity is None) == (packs is None):
        raise InvalidInput(field="quantity", problem="or packs must be said, and not both")
    said = packs * units if packs is not None else quantity
    if said is None or said < 1:
        raise InvalidInput(field="quantity", problem="must be above 0")
    if pack is not None and said % units:
        raise PackMismatch(quantity=said, units=units)
    return Scanned(item, said, units if said % units == 0 else 1)


async def lot_at_dock(work: Work, item: Item, said: LotSaid | None) -> Lot:
    """Return the lot of what was scanned; refuses LOT_REQUIRED and EXPIRY_REQUIRED."""
    if item.tracking not in TRACKS_LOT:
        return Lot(None)
    if said is None:
        raise LotRequired(item=item.sku)
    known = await work.reader.value(sql.LOT, item.id, said.number)
    if known is not None:
        return Lot(known)
    if said.expires_on is None and await work.reader.value(sql.DEMANDS_EXPIRY, item.id):
        raise ExpiryRequired(item=item.sku, lot=said.number)
    lot_id = derived_id(work.operation_id, "lot")
    values = (lot_id, item.id, said.number, said.produced_on, said.expires_on)
    return Lot(lot_id, (Write(Rank.DOCUMENT, f"lot {lot_id}", sql.REGISTER_LOT, values),))


async def _units_of(reader: Reader, item: Item, pack: Ref) -> int:
    found = await reader.value(sql.PACK_UNITS, item.id, pack.id, pack.code or pack.barcode)
    if found is None:
        raise NotFound(kind="pack", key=pack.said)
    return int(found)
