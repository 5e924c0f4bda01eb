"""Teach a barcode: somebody on the floor says what an unknown label means."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from backend.kernel.command import command
from backend.kernel.ids import derived_id
from backend.kernel.plan import Plan, Rank, Write
from backend.kernel.refusals import InvalidInput, NotFound, Refusal
from backend.kernel.work import Work
from backend.master.barcodes.hibc import primary_of
from backend.master.barcodes.reading import read
from backend.master.editing import sql
from backend.master.editing.save_pack import Pack
from backend.master.gtin import check_barcode
from backend.master.items import item_of
from backend.master.kinds import BarcodeStatus, PackLevel
from backend.master.permissions import Permission
from backend.master.reads.scanning import spellings
from backend.master.refs import ItemRef

VALUE_LENGTH_MAX = 128


class BarcodeAmbiguous(Refusal):
    """The barcode means something else already."""

    code: ClassVar[str] = "BARCODE_AMBIGUOUS"
    sentence: ClassVar[str] = (
        "{barcode} means {meaning} already; retire it there first, or check the label."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class TeachBarcode:
    """What was scanned, and what it means: an item, or one of its packs."""

    barcode: str
    item: ItemRef
    level: PackLevel | None = None


@dataclass(frozen=True, slots=True)
class BarcodeTaught:
    """Which barcode."""

    barcode_id: UUID


@dataclass(frozen=True, slots=True)
class _Meaning:
    kind: str
    code: str
    level: str | None

    @property
    def said(self) -> str:
        """What people call it."""
        if self.level is not None:
            return f"the {self.level.lower()} of {self.code}"
        return self.code if self.kind == "ITEM" else f"the {self.kind.lower()} {self.code}"


@command
async def teach_barcode(work: Work, asked: TeachBarcode) -> Plan[BarcodeTaught]:
    """Let a barcode mean an item. It is read at once, and waits for approval.

    Whoever may edit master data needs nobody's approval. Refuses BARCODE_AMBIGUOUS and
    BARCODE_MALFORMED.
    """
    if not work.actor.may_somewhere(Permission.TEACH_BARCODE):
        work.allow(Permission.TEACH_BARCODE, None)
    value = _value(asked.barcode)
    item = await item_of(work.reader, asked.item)
    await _check_free(work, value, item.id)
    pack_id = await _pack_id(work, item.id, asked.level)
    needs_nobody = work.actor.may(Permission.EDIT_MASTER_DATA, None)
    status = BarcodeStatus.APPROVED if needs_nobody else BarcodeStatus.LEARNED
    barcode_id = derived_id(work.operation_id, "barcode")
    values = (barcode_id, value, item.id, pack_id, status, work.actor.id)
    return Plan(
        answer=BarcodeTaught(barcode_id),
        writes=(Write(Rank.DOCUMENT, "barcode", sql.TEACH_BARCODE, values),),
        kind="TEACH_BARCODE",
        document_id=item.id,
    )


def _value(scanned: str) -> str:
    """Return what of a scanned text names the item: not the lot or the day beside it."""
    label = read(scanned)
    if label.problem:
        raise InvalidInput(field="barcode", problem=f"cannot be read: {label.problem}")
    if label.kind == "GS1":
        gtin = label.value("01")
        if gtin is None:
            raise InvalidInput(field="barcode", problem="is a label that names no trade item")
        return gtin.removeprefix("0")
    value = (primary_of(label.hibc) if label.hibc else None) or label.text
    if not 1 <= len(value) <= VALUE_LENGTH_MAX or not value.isprintable():
        raise InvalidInput(field="barcode", problem="is no text of 1 to 128 characters")
    check_barcode(value)
    if label.own == "COMMAND":
        raise BarcodeAmbiguous(barcode=value, meaning="a command card")
    return value


async def _check_free(work: Work, value: str, item_id: UUID) -> None:
    """Refuse a value, however its zeros are written, that something else has already."""
    values = {value, *(text for gtin in read(value).gtins for text in spellings(gtin))}
    found = await work.reader.first(_Meaning, sql.BARCODE_MEANS, list(values), value, item_id)
    if found is not None:
        raise BarcodeAmbiguous(barcode=value, meaning=found.said)


async def _pack_id(work: Work, item_id: UUID, level: PackLevel | None) -> UUID | None:
    if level is None:
        return None
    pack = await work.reader.first(Pack, sql.PACK_OF_BARCODE, item_id, level)
    if pack is None:
        raise NotFound(kind="pack", key=level)
    return pack.id
