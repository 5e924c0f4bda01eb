"""Save an owner: whose stock it is."""

from dataclasses import dataclass
from uuid import UUID

from backend.kernel.command import command
from backend.kernel.ids import derived_id
from backend.kernel.plan import Plan, Rank, Write
from backend.kernel.refusals import CodeTaken, NotFound
from backend.kernel.work import Reader, Work
from backend.master.editing.partners import sql
from backend.master.permissions import Permission
from backend.master.refs import Ref
from backend.master.saving import check_new, check_version, checked_code, required


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveOwner:
    """What to change; None leaves it. Without a owner it makes one."""

    owner: Ref | None = None
    if_version: int | None = None
    code: str | None = None
    name: str | None = None
    is_active: bool | None = None


@dataclass(frozen=True, slots=True)
class OwnerSaved:
    """Which owner."""

    owner_id: UUID


@dataclass(frozen=True, slots=True)
class Owner:
    """An owner as it stands."""

    id: UUID
    code: str
    name: str
    is_active: bool
    version: int


@command
async def save_owner(work: Work, asked: SaveOwner) -> Plan[OwnerSaved]:
    """Make or change an owner; refuses CODE_TAKEN, VERSION_CHANGED and INVALID_INPUT."""
    work.allow(Permission.EDIT_MASTER_DATA, None)
    owner = await _owner(work.reader, asked.owner) if asked.owner else None
    if asked.owner and owner is None:
        raise NotFound(kind="owner", key=asked.owner.said)
    owner_id = owner.id if owner else derived_id(work.operation_id, "owner")
    if asked.code is not None:
        other = await _owner(work.reader, Ref(code=asked.code.strip()))
        if other is not None and other.id != owner_id:
            raise CodeTaken(kind="owner", key=other.code)
    write = _new(asked, owner_id) if owner is None else _changed(work, asked, owner)
    return Plan(
        answer=OwnerSaved(owner_id),
        writes=(write,),
        kind="SAVE_OWNER",
        document_id=owner_id,
    )


async def _owner(reader: Reader, ref: Ref) -> Owner | None:
    return await reader.first(Owner, sql.OWNER, ref.id, ref.code or ref.barcode)


def _new(asked: SaveOwner, owner_id: UUID) -> Write:
    check_new("owner", if_version=asked.if_version)
    values = (
        owner_id,
        checked_code("code", asked.code),
        required("name", asked.name),
        asked.is_active is not False,
    )
    return Write(Rank.DOCUMENT, "owner", sql.INSERT_OWNER, values)


def _changed(work: Work, asked: SaveOwner, owner: Owner) -> Write:
    check_version("owner", version=owner.version, if_version=asked.if_version)
    values = (
        owner.id,
        owner.version,
        owner.code if asked.code is None else checked_code("code", asked.code),
        owner.name if asked.name is None else required("name", asked.name),
        owner.is_active if asked.is_active is None else asked.is_active,
        work.now,
    )
    return Write(Rank.DOCUMENT, "owner", sql.UPDATE_OWNER, values)
