"""Import items with their packs and barcodes; an item that is there is brought up to date."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from backend.kernel.command import command
from backend.kernel.ids import derived_id
from backend.kernel.plan import Plan, Rank, Write
from backend.kernel.work import Reader, Work
from backend.master.importing import sql
from backend.master.importing.faults import Fault, check, chunks, columns
from backend.master.permissions import Permission


@dataclass(frozen=True, slots=True)
class PackRow:
    """A pack: level, base units, and what its label reads as."""

    level: str
    units: int
    barcode: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemRow:
    """A row of `items`, checked by itself."""

    line: int
    sku: str
    name: str
    kind: str
    base_unit: str
    tracking: str
    velocity: str | None
    length_mm: int | None
    width_mm: int | None
    height_mm: int | None
    weight_g: int | None
    cost_minor: int | None
    price_minor: int | None
    currency: str | None
    barcodes: tuple[str, ...]
    packs: tuple[PackRow, ...]


@dataclass(frozen=True, slots=True)
class ImportItems:
    """A whole file."""

    rows: tuple[ItemRow, ...]


@dataclass(frozen=True, slots=True)
class Imported:
    """How many rows were taken."""

    rows: int


@dataclass(frozen=True, slots=True)
class _Meaning:
    """What a barcode stands for: an item, or one of its packs."""

    line: int
    value: str
    sku: str
    level: str | None


@dataclass(frozen=True, slots=True)
class _ItemThere:
    sku: str
    kind: str
    base_unit: str
    tracking: str


@dataclass(frozen=True, slots=True)
class _BarcodeThere:
    value: str
    sku: str
    level: str | None


@dataclass(frozen=True, slots=True)
class _Pack:
    sku: str
    level: str
    units: int


@command
async def import_items(work: Work, asked: ImportItems) -> Plan[Imported]:
    """Take every row or, when one contradicts what is there, none."""
    work.allow(Permission.IMPORT, None)
    check(await faults_of_items(work.reader, asked.rows))
    return Plan(
        answer=Imported(len(asked.rows)), writes=tuple(_writes(work, asked)), kind="IMPORT_ITEMS"
    )


async def faults_of_items(reader: Reader, rows: Sequence[ItemRow]) -> list[Fault]:
    """Return what is wrong with rows in the light of one another and of what is there."""
    there = {
        item.sku: item
        for item in await reader.rows(_ItemThere, sql.ITEMS_THERE, [row.sku for row in rows])
    }
    faults = [
        Fault(row.line, column, f"{row.sku} is {old} already, which is fixed")
        for row in rows
        if row.sku in there
        for column, old, new in (
            ("kind", there[row.sku].kind, row.kind),
            ("base_unit", there[row.sku].base_unit, row.base_unit),
            ("tracking", there[row.sku].tracking, row.tracking),
        )
        if old != new
    ]
    return faults + await _faults_of_barcodes(reader, list(_meanings(rows)))


async def _faults_of_barcodes(reader: Reader, meanings: Sequence[_Meaning]) -> list[Fault]:
    values = [meaning.value for meaning in meanings]
    means = {
        found.value: (found.sku, found.level)
        for found in await reader.rows(_BarcodeThere, sql.BARCODES_THERE, values)
    }
    faults = []
    for meaning in meanings:
        sku, level = means.setdefault(meaning.value, (meaning.sku, meaning.level))
        if (sku, level) != (meaning.sku, meaning.level):
            what = f"the {level} of {sku}" if level else sku
            faults.append(Fault(meaning.line, "barcodes", f"{meaning.value} means {what} already"))
    return faults


def _meanings(rows: Iterable[ItemRow]) -> Iterator[_Meaning]:
    for row in rows:
        for value in row.barcodes:
            yield _Meaning(row.line, value, row.sku, None)
        for pack in row.packs:
            if pack.barcode:
                yield _Meaning(row.line, pack.barcode, row.sku, pack.level)


def _writes(work: Work, asked: ImportItems) -> Iterator[Write]:
    for part in chunks(asked.rows):
        values = columns(
            part, "sku", "name", "kind", "base_unit", "tracking", "velocity", "length_mm",
            "width_mm", "height_mm", "weight_g", "cost_minor", "price_minor", "currency",
        )  # fmt: skip
        ids = _ids(work, [f"item {row.sku}" for row in part])
        yield Write(Rank.DOCUMENT, "import 0", sql.SAVE_ITEMS, (ids, *values), rows=len(part))
    packs = [_Pack(row.sku, pack.level, pack.units) for row in asked.rows for pack in row.packs]
    for some in chunks(packs):
        values = columns(some, "sku", "level", "units")
        ids = _ids(work, [f"pack {pack.sku} {pack.level}" for pack in some])
        yield Write(Rank.DOCUMENT, "import 1", sql.SAVE_PACKS, (ids, *values), rows=len(some))
    for meant in chunks(list({one.value: one for one in _meanings(asked.rows)}.values())):
        values = columns(meant, "value", "sku", "level")
        ids = _ids(work, [f"barcode {one.value}" for one in meant])
        yield Write(Rank.DOCUMENT, "import 2", sql.ADD_BARCODES, (ids, *values), rows=None)


def _ids(work: Work, names: Iterable[str]) -> list[UUID]:
    return [derived_id(work.operation_id, name) for name in names]
