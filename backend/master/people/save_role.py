"""Save a role: what people of a kind may do."""

from dataclasses import dataclass
from uuid import UUID

from backend.kernel.command import command
from backend.kernel.ids import derived_id
from backend.kernel.plan import Plan, Rank, Write
from backend.kernel.refusals import CodeTaken, NotFound
from backend.kernel.work import Reader, Work
from backend.master.people import sql
from backend.master.permissions import Permission
from backend.master.refs import Ref
from backend.master.saving import check_new, check_version, checked_code, required


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveRole:
    """What to change; None leaves it."""

    role: Ref | None = None
    if_version: int | None = None
    code: str | None = None
    name: str | None = None
    permissions: tuple[Permission, ...] | None = None


@dataclass(frozen=True, slots=True)
class RoleSaved:
    """Which role."""

    role_id: UUID


@dataclass(frozen=True, slots=True)
class Role:
    """A role as it stands."""

    id: UUID
    code: str
    name: str
    permissions: list[str]
    version: int


async def role_of(reader: Reader, ref: Ref) -> Role:
    """Return the role that is meant; refuses NOT_FOUND."""
    found = await _role(reader, ref.id, ref.code or ref.barcode)
    if found is None:
        raise NotFound(kind="role", key=ref.said)
    return found


@command
async def save_role(work: Work, asked: SaveRole) -> Plan[RoleSaved]:
    """Make or change a role; people who have it may do so with their next request."""
    work.allow(Permission.MANAGE_PEOPLE, None)
    role = await role_of(work.reader, asked.role) if asked.role else None
    role_id = role.id if role else derived_id(work.operation_id, "role")
    if asked.code is not None:
        other = await _role(work.reader, None, asked.code.strip())
        if other is not None and other.id != role_id:
            raise CodeTaken(kind="role", key=other.code)
    write = _new(asked, role_id) if role is None else _changed(work, asked, role)
    return Plan(answer=RoleSaved(role_id), writes=(write,), kind="SAVE_ROLE", document_id=role_id)


async def _role(reader: Reader, role_id: UUID | None, code: str | None) -> Role | None:
    return await reader.first(Role, sql.ROLE, role_id, code)


def _new(asked: SaveRole, role_id: UUID) -> Write:
    check_new("role", if_version=asked.if_version)
    values = (
        role_id,
        checked_code("code", asked.code),
        required("name", asked.name),
        list(asked.permissions or ()),
    )
    return Write(Rank.DOCUMENT, "role", sql.INSERT_ROLE, values)


def _changed(work: Work, asked: SaveRole, role: Role) -> Write:
    check_version("role", version=role.version, if_version=asked.if_version)
    values = (
        role.id,
        role.version,
        role.code if asked.code is None else checked_code("code", asked.code),
        role.name if asked.name is None else required("name", asked.name),
        role.permissions if asked.permissions is None else list(asked.permissions),
        work.now,
    )
    return Write(Rank.DOCUMENT, "role", sql.UPDATE_ROLE, values)
