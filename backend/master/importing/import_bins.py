"""Import bins; locations and zones that are not there yet are made."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from backend.kernel.command import command
from backend.kernel.ids import derived_id
from backend.kernel.plan import Plan, Rank, Write
from backend.kernel.work import Reader, Work
from backend.master.importing import sql
from backend.master.importing.faults import Fault, check, chunks, columns
from backend.master.importing.import_items import Imported
from backend.master.importing.lookups import locations_called
from backend.master.items import items_by_sku
from backend.master.permissions import Permission
from backend.master.places import VirtualBin, virtual_bin_id


@dataclass(frozen=True, slots=True, kw_only=True)
class BinRow:
    """A row of `bins`, checked by itself."""

    line: int
    location: str
    zone: str
    code: str
    kind: str
    aisle: str | None
    bay: str | None
    level: str | None
    x_mm: int | None
    y_mm: int | None
    z_mm: int | None
    pick_sequence: int | None
    check_digits: str | None
    mixing: str
    max_weight_g: int | None
    max_volume_ml: int | None
    max_height_mm: int | None
    block: str
    fixed_sku: str | None


@dataclass(frozen=True, slots=True)
class ImportBins:
    """A whole file."""

    rows: tuple[BinRow, ...]


@dataclass(frozen=True, slots=True)
class _BinThere:
    id: UUID
    location: str
    code: str
    kind: str
    has_held_stock: bool


@command
async def import_bins(work: Work, asked: ImportBins) -> Plan[Imported]:
    """Take every row or, when one contradicts what is there, none."""
    work.allow(Permission.IMPORT, None)
    there = await locations_called(work.reader, (row.location for row in asked.rows))
    check(await faults_of_bins(work.reader, asked.rows))
    codes = dict.fromkeys(row.location for row in asked.rows)
    ids = {code: there.get(code) or derived_id(work.operation_id, code) for code in codes}
    missing = [code for code in ids if code not in there]
    return Plan(
        answer=Imported(len(asked.rows)),
        writes=(
            *_new_locations({code: ids[code] for code in missing}),
            _zones(work, asked, ids),
            *_bins(work, asked, ids),
        ),
        kind="IMPORT_BINS",
    )


async def faults_of_bins(reader: Reader, rows: Sequence[BinRow]) -> list[Fault]:
    """Return what is wrong with rows in the light of what is there."""
    skus = list({row.fixed_sku for row in rows if row.fixed_sku})
    items = await items_by_sku(reader, skus)
    faults = []
    for row in rows:
        if row.fixed_sku is None:
            continue
        if row.fixed_sku not in items:
            faults.append(Fault(row.line, "fixed_sku", f"there is no item {row.fixed_sku}"))
        elif not items[row.fixed_sku].is_goods:
            faults.append(Fault(row.line, "fixed_sku", f"{row.fixed_sku} is a service"))
    return faults + await _faults_of_kinds(reader, rows)


async def _faults_of_kinds(reader: Reader, rows: Sequence[BinRow]) -> list[Fault]:
    places = list((await locations_called(reader, (row.location for row in rows))).values())
    codes = [row.code for row in rows]
    found = await reader.rows(_BinThere, sql.BINS_THERE, places, codes)
    there = {(bin_.location, bin_.code): bin_ for bin_ in found}
    faults = []
    for row in rows:
        old = there.get((row.location, row.code))
        if old and old.kind != row.kind and (old.has_held_stock or old.kind == "VIRTUAL"):
            problem = f"{row.code} has held stock as {old.kind}, so its kind is fixed"
            faults.append(Fault(row.line, "kind", problem))
    return faults


def _new_locations(made: Mapping[str, UUID]) -> Iterator[Write]:
    if made:
        values = (list(made.values()), list(made))
        yield Write(Rank.DOCUMENT, "import 0", sql.ADD_LOCATIONS, values, rows=len(made))
        each = [(place, kind) for place in made.values() for kind in VirtualBin]
        bins = (
            [virtual_bin_id(place, kind) for place, kind in each],
            [place for place, _ in each],
            [kind.value for _, kind in each],
        )
        yield Write(Rank.DOCUMENT, "import 1", sql.ADD_VIRTUAL_BINS, bins, rows=len(each))


def _zones(work: Work, asked: ImportBins, places: Mapping[str, UUID]) -> Write:
    # A zone is walked in the order in which the file first names it.
    zones = list(dict.fromkeys((row.location, row.zone) for row in asked.rows))
    values = (
        [derived_id(work.operation_id, f"zone {place} {zone}") for place, zone in zones],
        [places[place] for place, _ in zones],
        [zone for _, zone in zones],
        list(range(1, len(zones) + 1)),
    )
    return Write(Rank.DOCUMENT, "import 2", sql.ADD_ZONES, values, rows=None)


def _bins(work: Work, asked: ImportBins, places: Mapping[str, UUID]) -> Iterator[Write]:
    for part in chunks(asked.rows):
        values = (
            [derived_id(work.operation_id, f"bin {row.location} {row.code}") for row in part],
            [places[row.location] for row in part],
            *columns(
                part, "zone", "code", "kind", "aisle", "bay", "level", "x_mm", "y_mm", "z_mm",
                "pick_sequence", "check_digits", "mixing", "max_weight_g", "max_volume_ml",
                "max_height_mm", "block", "fixed_sku",
            ),
        )  # fmt: skip
        yield Write(Rank.DOCUMENT, "import 3", sql.SAVE_BINS, values, rows=len(part))
