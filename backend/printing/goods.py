"""Read what stands on labels of packs, pallets, cartons that leave, and documents."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from backend.kernel.refusals import InvalidInput, NotFound
from backend.kernel.work import Reader
from backend.master.gtin import has_good_check_digit, looks_like_gtin
from backend.master.places import Location
from backend.master.refs import DocumentRef, Ref
from backend.printing import sql
from backend.printing.travel import DocumentFacts, PackFacts, PalletFacts, ShippingFacts
from labels.gs1 import looks_like_sscc

TITLES: Mapping[str, str] = {
    "WALK": "Walk",
    "PURCHASE_ORDER": "Purchase order",
    "RECEIPT": "Receipt",
    "ORDER": "Order",
    "COUNT": "Count",
    "RETURN": "Return",
    "SHIPMENT": "Shipment",
}


@dataclass(frozen=True, slots=True)
class PackRow:
    """A pack to label, with everything that its scanners may read."""

    id: UUID
    level: str
    units: int
    sku: str
    name: str
    barcodes: list[str]
    lot: str | None
    expires_on: date | None


@dataclass(frozen=True, slots=True)
class HeldRow:
    """Goods of one item and lot in a container; no item in an empty one. `gtins` are JSON."""

    id: UUID
    code: str
    name: str | None
    lot: str | None
    expires_on: date | None
    quantity: int
    gtins: str


@dataclass(frozen=True, slots=True)
class LeavingRow:
    """A carton that leaves; `ship_to` is JSON."""

    id: UUID
    code: str
    sequence: int
    cartons: int
    tracking_number: str | None
    order_number: str
    customer: str | None
    carrier: str | None
    ship_to: str | None


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document to label."""

    id: UUID
    number: str
    kind: str


async def pack_facts(reader: Reader, refs: Sequence[Ref], lot: str | None) -> list[PackFacts]:
    """Return what stands on labels of packs; refuses a pack without a GTIN of its own."""
    asked = [ref.id for ref in refs if ref.id], [ref.barcode for ref in refs if ref.barcode]
    rows = await reader.rows(PackRow, sql.PACKS_TO_LABEL, *asked, lot)
    known: dict[UUID | str, PackRow] = {row.id: row for row in rows}
    known |= {value: row for row in rows for value in row.barcodes}
    return [_pack(known.get(ref.id or ref.barcode or ""), ref, lot) for ref in refs]


def _pack(row: PackRow | None, ref: Ref, lot: str | None) -> PackFacts:
    if row is None:
        raise NotFound(kind="pack", key=ref.said)
    if lot is not None and row.lot is None:
        raise NotFound(kind="lot", key=lot)
    gtin = min(filter(_is_gtin, row.barcodes), default=None)
    if gtin is None:
        raise InvalidInput(field="pack", problem=f"{row.sku} {row.level} has no GTIN; teach it one")
    return PackFacts(
        sku=row.sku,
        name=row.name,
        gtin=gtin,
        contents=f"{row.level} x {row.units}",
        lot=row.lot,
        expires_on=row.expires_on,
    )


async def pallet_facts(reader: Reader, refs: Sequence[Ref], place: Location) -> list[PalletFacts]:
    """Return what stands on logistic labels; refuses a container whose code is no SSCC."""
    rows = await reader.rows(
        HeldRow,
        sql.HELD_BY_CONTAINERS,
        place.id,
        [ref.id for ref in refs if ref.id],
        [ref.code or ref.barcode for ref in refs if not ref.id],
    )
    held: dict[UUID | str, list[HeldRow]] = {}
    for row in rows:
        held.setdefault(row.id, []).append(row)
        held.setdefault(row.code, []).append(row)
    found = []
    for ref in refs:
        holds = held.get(ref.id or ref.code or ref.barcode or "")
        if not holds:
            raise NotFound(kind="container", key=ref.said)
        found.append(_pallet(holds, place))
    return found


def _pallet(holds: Sequence[HeldRow], place: Location) -> PalletFacts:
    """Say what it holds when that is one item of one lot; (02) is for content of one kind."""
    first = holds[0]
    if not looks_like_sscc(first.code):
        raise InvalidInput(field="kind", problem=f"PALLET needs an SSCC, and {first.code} is none")
    name = first.name or ""
    if len(holds) > 1:
        return PalletFacts(sscc=first.code, place=place.name, name=f"{len(holds)} kinds of goods")
    counted = _counted(first)
    if counted is None:
        return PalletFacts(sscc=first.code, place=place.name, name=name)
    gtin, count = counted
    return PalletFacts(
        sscc=first.code,
        place=place.name,
        name=name,
        gtin=gtin,
        count=count,
        lot=first.lot,
        expires_on=first.expires_on,
    )


def _counted(row: HeldRow) -> tuple[str, int] | None:
    """Return a GTIN and how many of it there are: of the largest pack that leaves no rest."""
    even = [
        (units, value)
        for value, units in json.loads(row.gtins)
        if _is_gtin(value) and row.quantity and row.quantity % units == 0
    ]
    if not even:
        return None
    units, value = max(even)
    return value, row.quantity // units


async def shipping_facts(
    reader: Reader, cartons: Sequence[UUID], place: Location
) -> list[ShippingFacts]:
    """Return what stands on shipping labels; refuses a carton whose order has no address."""
    rows = await reader.rows(LeavingRow, sql.CARTONS_TO_SHIP, place.id, list(cartons))
    known = {row.id: row for row in rows}
    for key in cartons:
        if key not in known:
            raise NotFound(kind="carton", key=str(key))
    return [_shipping(known[key], place) for key in cartons]


def _shipping(row: LeavingRow, place: Location) -> ShippingFacts:
    if row.ship_to is None:
        raise InvalidInput(field="carton", problem=f"order {row.order_number} has no address")
    to = json.loads(row.ship_to)
    town = " ".join(filter(None, (to.get("postal_code"), to.get("city"), to.get("region"))))
    who = to.get("name") or row.customer
    lines = (who, *to["lines"], town, to["country"])
    facts = (row.order_number, f"Carton {row.sequence} of {row.cartons}", row.carrier)
    return ShippingFacts(
        code=row.code,
        sender=place.name,
        to=tuple(filter(None, lines)),
        facts=tuple(filter(None, facts)),
        tracking_number=row.tracking_number,
    )


async def document_facts(
    reader: Reader, refs: Sequence[DocumentRef], place: Location
) -> list[DocumentFacts]:
    """Return what stands on task cards."""
    rows = await reader.rows(
        DocumentRow,
        sql.DOCUMENTS_TO_LABEL,
        place.id,
        [ref.id for ref in refs if ref.id],
        [ref.number or ref.barcode for ref in refs if not ref.id],
    )
    known: dict[UUID | str, DocumentRow] = {row.id: row for row in rows}
    known |= {row.number: row for row in rows}
    found = []
    for ref in refs:
        row = known.get(ref.id or ref.number or ref.barcode or "")
        if row is None:
            raise NotFound(kind="document", key=ref.said)
        found.append(DocumentFacts(number=row.number, title=TITLES[row.kind], place=place.name))
    return found


def _is_gtin(value: str) -> bool:
    return looks_like_gtin(value) and has_good_check_digit(value)
