"""Opening stock of goods that are told apart: the lots and serials that a file names."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol
from uuid import UUID

from backend.kernel.plan import Rank, Write
from backend.kernel.work import Reader
from backend.master.importing.faults import Fault
from backend.master.items import Item
from backend.master.lots import TRACKS_LOT, TRACKS_SERIAL, opened_lot_id
from backend.stock.serials import Serial, serial_id, serials_coming, serials_of

LOTS_OF_ITEMS = """
SELECT lot.id, lot.item_id, lot.number, lot.expires_on
  FROM lot
  JOIN unnest($1::uuid[], $2::text[]) AS named (item_id, number)
    ON named.item_id = lot.item_id AND named.number = lot.number
"""

DATED_ITEMS = """
SELECT id FROM item WHERE id = ANY ($1::uuid[]) AND needs_expiry
"""

OPEN_LOTS = """
INSERT INTO lot (id, item_id, number, expires_on)
SELECT id, item_id, number, expires_on
  FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::date[])
       AS named (id, item_id, number, expires_on)
 ORDER BY id
RETURNING id
"""

OPEN_SERIALS = """
INSERT INTO serial (id, item_id, number, lot_id)
SELECT id, item_id, number, lot_id
  FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[])
       AS named (id, item_id, number, lot_id)
 ORDER BY id
RETURNING id
"""


class Row(Protocol):
    """What a row says to tell goods apart."""

    @property
    def line(self) -> int:
        """Its line in the file."""
        ...

    @property
    def sku(self) -> str:
        """Of which item."""
        ...

    @property
    def quantity(self) -> int:
        """How many."""
        ...

    @property
    def lot(self) -> str | None:
        """Of which lot."""
        ...

    @property
    def expires_on(self) -> date | None:
        """Until when the lot is good."""
        ...

    @property
    def serial(self) -> str | None:
        """Which one."""
        ...


@dataclass(frozen=True, slots=True)
class _Lot:
    id: UUID
    item_id: UUID
    number: str
    expires_on: date | None


@dataclass(frozen=True, slots=True)
class _Id:
    id: UUID


@dataclass(frozen=True, slots=True)
class ToldApart:
    """What is known of the lots and serials that rows name."""

    items: Mapping[str, Item]
    lots: Mapping[tuple[UUID, str], _Lot]
    serials: Mapping[tuple[UUID, str], Serial]
    dated: frozenset[UUID]

    def lot_id(self, row: Row) -> UUID | None:
        """Return the id of a row's lot, known or to be made known."""
        if row.lot is None:
            return None
        item_id = self.items[row.sku].id
        known = self.lots.get((item_id, row.lot))
        return known.id if known else opened_lot_id(item_id, row.lot)

    def serial_id(self, row: Row) -> UUID | None:
        """Return the id of a row's thing, known or to be made known."""
        if row.serial is None:
            return None
        item_id = self.items[row.sku].id
        known = self.serials.get((item_id, row.serial))
        return known.id if known else serial_id(item_id, row.serial)


async def told_apart_by(
    reader: Reader, rows: Sequence[Row], items: Mapping[str, Item]
) -> ToldApart:
    """Look up the lots and serials that rows name."""
    named = [row for row in rows if row.sku in items and (row.lot or row.serial)]
    ids = sorted({items[row.sku].id for row in named})
    lots = await reader.rows(
        _Lot, LOTS_OF_ITEMS, [items[row.sku].id for row in named], [row.lot for row in named]
    )
    serials: dict[tuple[UUID, str], Serial] = {}
    for item_id in ids:
        numbers = [row.serial for row in named if row.serial and items[row.sku].id == item_id]
        found = await serials_of(reader, item_id, numbers) if numbers else {}
        serials |= {(item_id, number): one for number, one in found.items()}
    return ToldApart(
        items,
        {(lot.item_id, lot.number): lot for lot in lots},
        serials,
        frozenset(row.id for row in await reader.rows(_Id, DATED_ITEMS, ids)),
    )


def faults_of_naming(rows: Sequence[Row], known: ToldApart) -> Iterator[Fault]:
    """Return what is wrong with the lots and serials of rows whose items are known."""
    dates: dict[tuple[str, str], date | None] = {}
    things: dict[tuple[str, str], int] = {}
    for row in rows:
        item = known.items.get(row.sku)
        if item is None:
            continue
        yield from _misnamed(row, item)
        if row.lot:
            yield from _misdated(row, known, item, dates)
        if row.serial:
            first = things.setdefault((row.sku, row.serial), row.line)
            here = known.serials.get((item.id, row.serial))
            if first != row.line:
                yield Fault(row.line, "serial", f"{row.serial} is on line {first} already")
            elif here and here.key_id:
                yield Fault(row.line, "serial", f"{row.serial} stands in {here.bin_code} already")
            elif here and here.lot_id != known.lot_id(row):
                yield Fault(row.line, "lot", f"is not the one that {row.serial} was made in")


def _misnamed(row: Row, item: Item) -> Iterator[Fault]:
    for column, said, tracked in (
        ("lot", row.lot, TRACKS_LOT),
        ("serial", row.serial, TRACKS_SERIAL),
    ):
        if item.tracking in tracked and not said:
            yield Fault(row.line, column, f"is empty, and {row.sku} is told apart by it")
        if item.tracking not in tracked and said:
            yield Fault(row.line, column, f"is said, and {row.sku} is not told apart by it")
    if row.serial and row.quantity != 1:
        yield Fault(row.line, "quantity", "must be 1 beside a serial")
    if row.expires_on and not row.lot:
        yield Fault(row.line, "expires_on", "is said without a lot")


def _misdated(
    row: Row, known: ToldApart, item: Item, dates: dict[tuple[str, str], date | None]
) -> Iterator[Fault]:
    assert row.lot is not None, "checked by the caller"
    lot = known.lots.get((item.id, row.lot))
    before = lot.expires_on if lot else dates.setdefault((row.sku, row.lot), row.expires_on)
    if row.expires_on != before and (row.expires_on or not lot):
        yield Fault(row.line, "expires_on", f"lot {row.lot} is good until {before or 'no day'}")
    if lot is None and row.expires_on is None and item.id in known.dated:
        yield Fault(row.line, "expires_on", f"is empty, and {row.sku} needs it")


async def make_known(reader: Reader, rows: Iterable[Row], known: ToldApart) -> tuple[Write, ...]:
    """Return the writes that make new lots and serials known, and bring old ones back in."""
    lots: dict[UUID, tuple[UUID, str, date | None]] = {}
    things: dict[UUID, tuple[UUID, str, UUID | None]] = {}
    for row in rows:
        item_id, lot_id, thing = known.items[row.sku].id, known.lot_id(row), known.serial_id(row)
        if lot_id and row.lot and (item_id, row.lot) not in known.lots:
            lots[lot_id] = (item_id, row.lot, row.expires_on)
        if thing and row.serial and (item_id, row.serial) not in known.serials:
            things[thing] = (item_id, row.serial, lot_id)
    coming = await serials_coming(reader, [one.id for one in known.serials.values()])
    return (
        *_opened("lot 0 opened", OPEN_LOTS, lots),
        *_opened("serial 0 opened", OPEN_SERIALS, things),
        *coming.writes,
    )


def _opened(
    order: str, statement: str, named: Mapping[UUID, tuple[UUID, str, object]]
) -> Iterator[Write]:
    if named:
        columns = [list(column) for column in zip(*named.values(), strict=True)]
        yield Write(Rank.DOCUMENT, order, statement, ([*named], *columns), rows=len(named))
