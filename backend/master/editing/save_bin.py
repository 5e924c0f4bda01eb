"""Save a bin. What it is for is fixed once it has held stock: the ledger's keys rely on it."""

import re
from dataclasses import dataclass
from uuid import UUID

from backend.kernel.command import command
from backend.kernel.ids import derived_id
from backend.kernel.plan import Plan, Rank, Write
from backend.kernel.refusals import CodeTaken, DependedOn, InvalidInput, NotFound
from backend.kernel.work import Work
from backend.master.editing import sql
from backend.master.editing.save_zone import Zone
from backend.master.items import item_of
from backend.master.kinds import BinKind, BinMixing
from backend.master.permissions import Permission
from backend.master.places import location_of
from backend.master.refs import ItemRef, Ref
from backend.master.saving import check_new, check_version, checked_code

PLAIN = (
    "aisle", "bay", "level", "x_mm", "y_mm", "z_mm", "pick_sequence", "check_digits", "mixing",
    "weight_max_g", "volume_max_ml", "height_max_mm",
)  # fmt: skip
"""Columns in the order of the statements; None in what is asked leaves them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveBin:
    """What to change; None leaves it. Without a bin it makes one. In mm, g and ml."""

    location: Ref
    bin: Ref | None = None
    if_version: int | None = None
    zone: Ref | None = None
    code: str | None = None
    kind: BinKind | None = None
    aisle: str | None = None
    bay: str | None = None
    level: str | None = None
    x_mm: int | None = None
    y_mm: int | None = None
    z_mm: int | None = None
    pick_sequence: int | None = None
    check_digits: str | None = None
    mixing: BinMixing | None = None
    weight_max_g: int | None = None
    volume_max_ml: int | None = None
    height_max_mm: int | None = None
    fixed_item: ItemRef | None = None
    is_active: bool | None = None


@dataclass(frozen=True, slots=True)
class BinSaved:
    """Which bin."""

    bin_id: UUID


@dataclass(frozen=True, slots=True)
class Bin:
    """A bin as it stands."""

    id: UUID
    location_id: UUID
    zone_id: UUID | None
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
    block: str
    weight_max_g: int | None
    volume_max_ml: int | None
    height_max_mm: int | None
    fixed_item_id: UUID | None
    is_active: bool
    version: int
    has_held_stock: bool


@command
async def save_bin(work: Work, asked: SaveBin) -> Plan[BinSaved]:
    """Make or change a bin; refuses CODE_TAKEN, VERSION_CHANGED, DEPENDED_ON and INVALID_INPUT."""
    place = await location_of(work.reader, asked.location)
    work.allow(Permission.EDIT_MASTER_DATA, place.id)
    _check(asked)
    bin_ = await _bin(work, asked.bin, place.id) if asked.bin else None
    if asked.bin and bin_ is None:
        raise NotFound(kind="bin", key=asked.bin.said)
    bin_id = bin_.id if bin_ else derived_id(work.operation_id, "bin")
    if asked.code is not None:
        other = await _bin(work, Ref(code=asked.code.strip()), place.id)
        if other is not None and other.id != bin_id:
            raise CodeTaken(kind="bin", key=other.code)
    zone_id = await _zone_id(work, asked.zone, place.id)
    item_id = (await item_of(work.reader, asked.fixed_item)).id if asked.fixed_item else None
    write = (
        _changed(work, asked, bin_, zone_id=zone_id, item_id=item_id)
        if bin_
        else _new(asked, bin_id, place.id, zone_id=zone_id, item_id=item_id)
    )
    return Plan(
        answer=BinSaved(bin_id),
        writes=(write,),
        kind="SAVE_BIN",
        location_id=place.id,
        document_id=bin_id,
    )


def _check(asked: SaveBin) -> None:
    if asked.kind in {BinKind.VIRTUAL, BinKind.TRANSIT}:
        raise InvalidInput(field="kind", problem=f"{asked.kind} is made with the location")
    if asked.check_digits and not re.fullmatch("[0-9]{2,3}", asked.check_digits):
        raise InvalidInput(field="check_digits", problem="is not two or three digits")
    for name in ("weight_max_g", "volume_max_ml", "height_max_mm"):
        if (getattr(asked, name) or 1) < 1:
            raise InvalidInput(field=name, problem="must be above 0")


async def _bin(work: Work, ref: Ref, location_id: UUID) -> Bin | None:
    code = ref.code or ref.barcode
    return await work.reader.first(Bin, sql.SAVED_BIN, ref.id, code, location_id)


async def _zone_id(work: Work, ref: Ref | None, location_id: UUID) -> UUID | None:
    if ref is None:
        return None
    code = ref.code or ref.barcode
    found = await work.reader.first(Zone, sql.ZONE_OF_BIN, ref.id, location_id, code)
    if found is None or found.location_id != location_id:
        raise NotFound(kind="zone", key=ref.said)
    return found.id


def _new(
    asked: SaveBin, bin_id: UUID, location_id: UUID, *, zone_id: UUID | None, item_id: UUID | None
) -> Write:
    check_new("bin", if_version=asked.if_version)
    if asked.kind is None:
        raise InvalidInput(field="kind", problem="is missing")
    values = {name: getattr(asked, name) for name in PLAIN}
    values["mixing"] = asked.mixing or BinMixing.ANY
    row = (
        bin_id, location_id, zone_id, checked_code("code", asked.code), asked.kind,
        *values.values(), item_id, asked.is_active is not False,
    )  # fmt: skip
    return Write(Rank.DOCUMENT, "bin", sql.INSERT_BIN, row)


def _changed(
    work: Work, asked: SaveBin, bin_: Bin, *, zone_id: UUID | None, item_id: UUID | None
) -> Write:
    check_version("bin", version=bin_.version, if_version=asked.if_version)
    kind = asked.kind or bin_.kind
    if kind != bin_.kind and bin_.has_held_stock:
        reason = f"has held stock as {bin_.kind}; make another one"
        raise DependedOn(kind="Bin", key=bin_.code, reason=reason)
    values = [
        getattr(bin_, name) if getattr(asked, name) is None else getattr(asked, name)
        for name in PLAIN
    ]
    row = (
        bin_.id, bin_.version, zone_id or bin_.zone_id,
        bin_.code if asked.code is None else checked_code("code", asked.code), kind, *values,
        item_id or bin_.fixed_item_id,
        bin_.is_active if asked.is_active is None else asked.is_active, work.now,
    )  # fmt: skip
    return Write(Rank.DOCUMENT, "bin", sql.UPDATE_BIN, row)
