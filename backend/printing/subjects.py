"""Read what labels are asked for: many at once, in the order asked, each one found or refused."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from backend.kernel.refusals import InvalidInput, NotFound
from backend.kernel.work import Reader
from backend.master.gtin import has_good_check_digit, looks_like_gtin
from backend.master.places import Location
from backend.master.refs import DocumentRef, ItemRef, Ref
from backend.printing import sql
from backend.printing.facts import BinFacts, CommandFacts, ContainerFacts, Facts, ItemFacts
from backend.printing.goods import document_facts, pack_facts, pallet_facts, shipping_facts
from backend.printing.rules import LabelKind
from labels.kinds import Arrow

COMMAND_LENGTH_MAX = 40
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True, kw_only=True)
class BinsWanted:
    """All bins of a location, of a zone, or whose code begins so."""

    zone: Ref | None = None
    starts_with: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Subjects:
    """For what; one of these is given. `arrow` and `shows_check_digits` are about bins.

    `lot` is about packs; `pallets` are containers that get GS1's logistic label.
    """

    items: tuple[ItemRef, ...] = ()
    bins: tuple[Ref, ...] = ()
    all_bins: BinsWanted | None = None
    containers: tuple[Ref, ...] = ()
    pallets: tuple[Ref, ...] = ()
    packs: tuple[Ref, ...] = ()
    lot: str | None = None
    cartons: tuple[UUID, ...] = ()
    documents: tuple[DocumentRef, ...] = ()
    commands: tuple[str, ...] = ()
    arrow: Arrow | None = None
    shows_check_digits: bool = True

    @property
    def kind(self) -> LabelKind:
        """What they all are; refuses a mixture, and nothing."""
        given = {
            LabelKind.ITEM: bool(self.items),
            LabelKind.BIN: bool(self.bins) or self.all_bins is not None,
            LabelKind.CONTAINER: bool(self.containers),
            LabelKind.COMMAND: bool(self.commands),
            LabelKind.PACK: bool(self.packs),
            LabelKind.PALLET: bool(self.pallets),
            LabelKind.SHIPPING: bool(self.cartons),
            LabelKind.DOCUMENT: bool(self.documents),
        }
        kinds = [kind for kind, is_given in given.items() if is_given]
        if len(kinds) != 1 or (self.bins and self.all_bins is not None):
            raise InvalidInput(field="subjects", problem="must be of one kind, and at least one")
        return kinds[0]


@dataclass(frozen=True, slots=True)
class BinRow:
    """A bin to label."""

    id: UUID
    code: str
    zone: str | None
    check_digits: str | None


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item to label, with everything that its scanners may read."""

    id: UUID
    sku: str
    name: str
    barcodes: list[str]


@dataclass(frozen=True, slots=True)
class ContainerRow:
    """A container to label."""

    id: UUID
    code: str
    kind: str


async def facts_of(reader: Reader, asked: Subjects, place: Location) -> list[Facts]:
    """Return what stands on each label; refuses NOT_FOUND for the first that is not there."""
    match asked.kind:
        case LabelKind.ITEM:
            return await _items(reader, asked.items)
        case LabelKind.BIN:
            return await _bins(reader, asked, place)
        case LabelKind.CONTAINER:
            return await _containers(reader, asked.containers, place)
        case LabelKind.COMMAND:
            return [_command(text) for text in asked.commands]
        case LabelKind.DOCUMENT:
            return [*await document_facts(reader, asked.documents, place)]
        case _:
            return await _goods(reader, asked, place)


async def _goods(reader: Reader, asked: Subjects, place: Location) -> list[Facts]:
    match asked.kind:
        case LabelKind.PACK:
            return [*await pack_facts(reader, asked.packs, asked.lot)]
        case LabelKind.PALLET:
            return [*await pallet_facts(reader, asked.pallets, place)]
        case _:
            return [*await shipping_facts(reader, asked.cartons, place)]


async def _items(reader: Reader, refs: Sequence[ItemRef]) -> list[Facts]:
    asked = ([ref.id for ref in refs], [ref.sku for ref in refs], [ref.barcode for ref in refs])
    rows = await reader.rows(ItemRow, sql.ITEMS_TO_LABEL, *(list(filter(None, x)) for x in asked))
    known: dict[UUID | str, ItemRow] = {}
    for row in rows:
        known |= {row.id: row, f"sku {row.sku}": row}
        known |= {f"barcode {value}": row for value in row.barcodes}
    found: list[Facts] = []
    for ref in refs:
        seen = known.get(ref.id or (f"sku {ref.sku}" if ref.sku else f"barcode {ref.barcode}"))
        if seen is None:
            raise NotFound(kind="item", key=ref.said)
        found.append(ItemFacts(sku=seen.sku, name=seen.name, gtin=_gtin(seen.barcodes)))
    return found


def _gtin(barcodes: Sequence[str]) -> str | None:
    """Return the item's trade number; the shortest of several, which makes the widest bars."""
    good = [value for value in barcodes if looks_like_gtin(value) and has_good_check_digit(value)]
    return min(good, key=lambda value: (len(value), value), default=None)


async def _bins(reader: Reader, asked: Subjects, place: Location) -> list[Facts]:
    if asked.all_bins is not None:
        zone = asked.all_bins.zone or Ref()
        values = (place.id, zone.id, zone.code or zone.barcode, asked.all_bins.starts_with)
        rows = await reader.rows(BinRow, sql.BINS_TO_LABEL_ALL, *values)
        return [_bin(row, asked, place) for row in rows]
    ids, codes = _ids_and_codes(asked.bins)
    rows = await reader.rows(BinRow, sql.BINS_TO_LABEL, place.id, ids, codes)
    known: dict[UUID | str, BinRow] = {row.id: row for row in rows}
    known |= {row.code: row for row in rows}
    return [_bin(_known(known, ref, "bin"), asked, place) for ref in asked.bins]


def _bin(row: BinRow, asked: Subjects, place: Location) -> BinFacts:
    digits = row.check_digits if asked.shows_check_digits else None
    where = f"{place.name} · {row.zone}" if row.zone else place.name
    return BinFacts(code=row.code, place=where, check_digits=digits, arrow=asked.arrow)


async def _containers(reader: Reader, refs: Sequence[Ref], place: Location) -> list[Facts]:
    ids, codes = _ids_and_codes(refs)
    rows = await reader.rows(ContainerRow, sql.CONTAINERS_TO_LABEL, place.id, ids, codes)
    known: dict[UUID | str, ContainerRow] = {row.id: row for row in rows}
    known |= {row.code: row for row in rows}
    found: list[Facts] = []
    for ref in refs:
        row = _known(known, ref, "container")
        found.append(ContainerFacts(code=row.code, place=place.name, container_kind=row.kind))
    return found


def _command(text: str) -> CommandFacts:
    if not (text.isascii() and text.isprintable() and 0 < len(text) <= COMMAND_LENGTH_MAX):
        raise InvalidInput(field="command", problem="is not 1 to 40 plain characters")
    return CommandFacts(command=text, title=text.removeprefix("SW-").rpartition(":")[2])


def _ids_and_codes(refs: Sequence[Ref]) -> tuple[list[UUID], list[str]]:
    return (
        [ref.id for ref in refs if ref.id is not None],
        [ref.code or ref.barcode or "" for ref in refs if ref.id is None],
    )


def _known(rows: Mapping[UUID | str, Row], ref: Ref, kind: str) -> Row:
    row = rows.get(ref.id or ref.code or ref.barcode or "")
    if row is None:
        raise NotFound(kind=kind, key=ref.said)
    return row
