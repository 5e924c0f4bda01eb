"""Save a pack: how many base units a case or another pack of an item holds."""

from dataclasses import dataclass
from uuid import UUID

from backend.kernel.command import command
from backend.kernel.ids import derived_id
from backend.kernel.plan import Plan, Rank, Write
from backend.kernel.refusals import InvalidInput
from backend.kernel.work import Work
from backend.master.editing import sql
from backend.master.items import item_of
from backend.master.kinds import PackLevel
from backend.master.permissions import Permission
from backend.master.refs import ItemRef
from backend.master.saving import check_new, check_version


@dataclass(frozen=True, slots=True, kw_only=True)
class SavePack:
    """The pack of an item at a level; millimeters and grams of one pack."""

    item: ItemRef
    level: PackLevel
    units: int
    if_version: int | None = None
    length_mm: int | None = None
    width_mm: int | None = None
    height_mm: int | None = None
    weight_g: int | None = None


@dataclass(frozen=True, slots=True)
class PackSaved:
    """Which pack."""

    pack_id: UUID


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack as it stands."""

    id: UUID
    item_id: UUID
    level: str
    units: int
    version: int


@command
async def save_pack(work: Work, asked: SavePack) -> Plan[PackSaved]:
    """Make the pack, or change it where the item has one of this level.

    What was posted stays as it was: the ledger holds base units.
    """
    work.allow(Permission.EDIT_MASTER_DATA, None)
    if asked.units < 2:  # noqa: PLR2004 - one base unit is no pack
        raise InvalidInput(field="quantity", problem="must be above 1")
    item = await item_of(work.reader, asked.item)
    pack = await work.reader.first(Pack, sql.SAVED_PACK, item.id, asked.level)
    size = (asked.length_mm, asked.width_mm, asked.height_mm, asked.weight_g)
    if pack is None:
        check_new("pack", if_version=asked.if_version)
        pack_id = derived_id(work.operation_id, "pack")
        values = (pack_id, item.id, asked.level, asked.units, *size)
        write = Write(Rank.DOCUMENT, "pack", sql.INSERT_PACK, values)
    else:
        check_version("pack", version=pack.version, if_version=asked.if_version)
        pack_id = pack.id
        changed = (pack.id, pack.version, asked.units, *size, work.now)
        write = Write(Rank.DOCUMENT, "pack", sql.UPDATE_PACK, changed)
    return Plan(answer=PackSaved(pack_id), writes=(write,), kind="SAVE_PACK", document_id=item.id)
