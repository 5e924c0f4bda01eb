"""Announce goods: a supplier says what is on its way, and in which containers (ASN)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from backend.inbound.announcing import sql
from backend.inbound.announcing.document import asn_known
from backend.inbound.buying.partners import supplier_of
from backend.kernel.command import command
from backend.kernel.ids import derived_id
from backend.kernel.plan import Plan, Rank, Write
from backend.kernel.refusals import CodeTaken, InvalidInput
from backend.kernel.work import Reader, Work
from backend.master.gtin import check_digit
from backend.master.items import Item, item_of
from backend.master.lots import TRACKS_LOT, TRACKS_SERIAL, LotRequired
from backend.master.permissions import Permission
from backend.master.places import location_of
from backend.master.refs import DocumentRef, ItemRef, Ref
from backend.stock.containers import sscc_read
from backend.stock.serials import serials_said
from backend.stock.weighing.rules import weight_said

LINES_MAX = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class LineAnnounced:
    """Base units of an item, with what tells them apart; `sscc` is what they come in."""

    item: ItemRef
    quantity: int
    lot_number: str | None = None
    expires_on: date | None = None
    serials: tuple[str, ...] = ()
    weight_grams: int | None = None
    sscc: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnounceGoods:
    """The notice, under the supplier's own number."""

    number: str
    supplier: Ref
    location: Ref
    lines: tuple[LineAnnounced, ...]
    expected_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class GoodsAnnounced:
    """Which notice."""

    asn_id: UUID


@command
async def announce_goods(work: Work, asked: AnnounceGoods) -> Plan[GoodsAnnounced]:
    """Write a notice down.

    Refused: NOT_ALLOWED, NOT_FOUND, CODE_TAKEN, INVALID_INPUT; LOT_REQUIRED, SERIAL_REQUIRED and
    WEIGHT_REQUIRED for what is in a container and could not be received by one scan;
    WEIGHT_NOT_KEPT.
    """
    location = await location_of(work.reader, asked.location)
    work.allow(Permission.BUY, location.id)
    supplier_id = await supplier_of(work.reader, asked.supplier)
    number = asked.number.strip()
    if not number or not asked.lines or len(asked.lines) > LINES_MAX:
        raise InvalidInput(field="lines", problem=f"and number must be given, 1 to {LINES_MAX}")
    if await asn_known(work.reader, DocumentRef(number=number)) is not None:
        raise CodeTaken(kind="announcement", key=number)
    lines = [(line, await item_of(work.reader, line.item)) for line in asked.lines]
    ssccs = [checked_sscc(line.sscc) if line.sscc else None for line in asked.lines]
    await _check(work.reader, lines, ssccs)
    asn_id = derived_id(work.operation_id, "asn")
    header = (
        asn_id, number, supplier_id, location.id, asked.expected_at, work.now, work.actor.id,
    )  # fmt: skip
    return Plan(
        answer=GoodsAnnounced(asn_id),
        writes=(
            Write(Rank.DOCUMENT, "asn 0", sql.WRITE_ASN, header),
            *_containers(asn_id, ssccs),
            *_lines(work, asn_id, lines, ssccs),
        ),
        kind="ANNOUNCE",
        location_id=location.id,
        document_id=asn_id,
    )


def checked_sscc(said: str) -> str:
    """Return an SSCC as 18 digits; refuses INVALID_INPUT for what is none."""
    digits = next(iter(sscc_read(said.strip())), None)
    if digits is None or check_digit(digits[:-1]) != int(digits[-1]):
        raise InvalidInput(field="sscc", problem=f"{said!r} is no SSCC with a right check digit")
    return digits


async def _check(
    reader: Reader, lines: Sequence[tuple[LineAnnounced, Item]], ssccs: Sequence[str | None]
) -> None:
    for (line, item), sscc in zip(lines, ssccs, strict=True):
        if line.quantity < 1 or not item.is_goods:
            raise InvalidInput(field="lines", problem=f"say how many of {item.sku}, which is goods")
        if sscc and item.tracking in TRACKS_LOT and not line.lot_number:
            raise LotRequired(item=item.sku)
        if sscc and item.tracking in TRACKS_SERIAL:
            serials_said(item, line.serials, quantity=line.quantity)
        if sscc or line.weight_grams is not None:
            weight_said(item, line.weight_grams, quantity=line.quantity, reweighed=True)
    known = await reader.rows(_Known, sql.KNOWN_SSCCS, sorted({one for one in ssccs if one}))
    if known:
        raise CodeTaken(kind="announced container", key=known[0].sscc)


@dataclass(frozen=True, slots=True)
class _Known:
    sscc: str


def _containers(asn_id: UUID, ssccs: Sequence[str | None]) -> Iterator[Write]:
    named = sorted({one for one in ssccs if one})
    if named:
        values = (named, asn_id)
        yield Write(Rank.DOCUMENT, "asn 1", sql.WRITE_CONTAINERS, values, rows=len(named))


def _lines(
    work: Work,
    asn_id: UUID,
    lines: Sequence[tuple[LineAnnounced, Item]],
    ssccs: Sequence[str | None],
) -> Iterator[Write]:
    for sequence, ((line, item), sscc) in enumerate(zip(lines, ssccs, strict=True), start=1):
        values = (
            derived_id(work.operation_id, f"line {sequence}"), asn_id, sequence, sscc, item.id,
            line.quantity, line.lot_number, line.expires_on, list(line.serials),
            line.weight_grams,
        )  # fmt: skip
        yield Write(Rank.DOCUMENT, "asn 2", sql.WRITE_LINE, values)
