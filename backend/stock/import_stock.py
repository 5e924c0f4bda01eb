"""Import opening stock: goods that were there on the first day come out of OPENING."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from backend.kernel.command import command
from backend.kernel.plan import Plan
from backend.kernel.work import Reader, Work
from backend.master.importing.faults import Fault, check
from backend.master.importing.import_items import Imported
from backend.master.importing.lookups import BinCalled, bins_called, owners_called
from backend.master.items import HOUSE_OWNER_ID, Item, items_by_sku
from backend.master.permissions import Permission
from backend.master.places import VirtualBin
from backend.stock.changes import Move
from backend.stock.keys import Disposition, Key, Place
from backend.stock.opening import ToldApart, faults_of_naming, make_known, told_apart_by
from backend.stock.posting import post
from backend.stock.where import counterparty


@dataclass(frozen=True, slots=True, kw_only=True)
class StockRow:
    """A row of `stock`, checked by itself; without an owner it is the house's own.

    Lots and serials that nobody knows become known by it.
    """

    line: int
    location: str
    bin: str
    sku: str
    quantity: int
    disposition: Disposition
    owner: str | None
    lot: str | None = None
    expires_on: date | None = None
    serial: str | None = None


@dataclass(frozen=True, slots=True)
class ImportStock:
    """A whole file."""

    rows: tuple[StockRow, ...]


@dataclass(frozen=True, slots=True)
class _Known:
    """What the rows name, looked up at once."""

    items: dict[str, Item]
    bins: dict[tuple[str, str], BinCalled]
    owners: dict[str, UUID]
    told: ToldApart


@command
async def import_stock(work: Work, asked: ImportStock) -> Plan[Imported]:
    """Post every row in one operation or, when one names what is not there, none."""
    work.allow(Permission.IMPORT, None)
    known = await _known(work.reader, asked.rows)
    check(list(_faults(asked.rows, known)))
    moves = [_move(row, known) for row in asked.rows]
    return Plan(
        answer=Imported(len(moves)),
        writes=(
            *await make_known(work.reader, asked.rows, known.told),
            *post(work, moves=moves),
        ),
        kind="OPENING",
    )


async def faults_of_stock(reader: Reader, rows: Sequence[StockRow]) -> list[Fault]:
    """Return what is wrong with rows in the light of what is there."""
    return list(_faults(rows, await _known(reader, rows)))


async def _known(reader: Reader, rows: Sequence[StockRow]) -> _Known:
    items = await items_by_sku(reader, list({row.sku for row in rows}))
    return _Known(
        items=items,
        bins=await bins_called(reader, ((row.location, row.bin) for row in rows)),
        owners=await owners_called(reader, (row.owner for row in rows if row.owner)),
        told=await told_apart_by(reader, rows, items),
    )


def _faults(rows: Sequence[StockRow], known: _Known) -> Iterator[Fault]:
    for row in rows:
        if (row.location, row.bin) not in known.bins:
            yield Fault(row.line, "bin", f"there is no bin {row.bin} at {row.location}")
        if row.owner and row.owner not in known.owners:
            yield Fault(row.line, "owner", f"there is no owner {row.owner}")
        item = known.items.get(row.sku)
        if item is None:
            yield Fault(row.line, "sku", f"there is no item {row.sku}")
        elif not item.is_goods:
            yield Fault(row.line, "sku", f"{row.sku} is a service, which is not stocked")
    yield from faults_of_naming(rows, known.told)


def _move(row: StockRow, known: _Known) -> Move:
    bin_ = known.bins[row.location, row.bin]
    owner_id = known.owners[row.owner] if row.owner else HOUSE_OWNER_ID
    item_id = known.items[row.sku].id
    opening = counterparty(bin_.location_id, VirtualBin.OPENING)
    here = Place(bin_.id, bin_.location_id, bin_.kind)
    key = Key(
        owner_id,
        item_id,
        row.disposition,
        here,
        lot_id=known.told.lot_id(row),
        serial_id=known.told.serial_id(row),
    )
    return Move(replace(key, disposition=Disposition.USABLE, place=opening), key, row.quantity)
