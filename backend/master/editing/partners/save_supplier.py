"""Save a supplier: who sells to us."""

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
from backend.master.saving import check_new, check_version, checked_code, checked_days, required


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveSupplier:
    """What to change; None leaves it. Without a supplier it makes one."""

    supplier: Ref | None = None
    if_version: int | None = None
    code: str | None = None
    name: str | None = None
    email: str | None = None
    lead_time_days: int | None = None
    needs_inspection: bool | None = None
    is_active: bool | None = None


@dataclass(frozen=True, slots=True)
class SupplierSaved:
    """Which supplier."""

    supplier_id: UUID


@dataclass(frozen=True, slots=True)
class Supplier:
    """A supplier as it stands."""

    id: UUID
    code: str
    name: str
    email: str | None
    lead_time_days: int | None
    needs_inspection: bool
    is_active: bool
    version: int


@command
async def save_supplier(work: Work, asked: SaveSupplier) -> Plan[SupplierSaved]:
    """Make or change a supplier; refuses CODE_TAKEN, VERSION_CHANGED and INVALID_INPUT."""
    work.allow(Permission.EDIT_SUPPLIER, None)
    supplier = await _supplier(work.reader, asked.supplier) if asked.supplier else None
    if asked.supplier and supplier is None:
        raise NotFound(kind="supplier", key=asked.supplier.said)
    supplier_id = supplier.id if supplier else derived_id(work.operation_id, "supplier")
    if asked.code is not None:
        other = await _supplier(work.reader, Ref(code=asked.code.strip()))
        if other is not None and other.id != supplier_id:
            raise CodeTaken(kind="supplier", key=other.code)
    write = _new(asked, supplier_id) if supplier is None else _changed(work, asked, supplier)
    return Plan(
        answer=SupplierSaved(supplier_id),
        writes=(write,),
        kind="SAVE_SUPPLIER",
        document_id=supplier_id,
    )


async def _supplier(reader: Reader, ref: Ref) -> Supplier | None:
    return await reader.first(Supplier, sql.SUPPLIER, ref.id, ref.code or ref.barcode)


def _new(asked: SaveSupplier, supplier_id: UUID) -> Write:
    check_new("supplier", if_version=asked.if_version)
    values = (
        supplier_id,
        checked_code("code", asked.code),
        required("name", asked.name),
        asked.is_active is not False,
        asked.email,
        checked_days(asked.lead_time_days),
        bool(asked.needs_inspection),
    )
    return Write(Rank.DOCUMENT, "supplier", sql.INSERT_SUPPLIER, values)


def _changed(work: Work, asked: SaveSupplier, supplier: Supplier) -> Write:
    days = checked_days(asked.lead_time_days)
    check_version("supplier", version=supplier.version, if_version=asked.if_version)
    values = (
        supplier.id,
        supplier.version,
        supplier.code if asked.code is None else checked_code("code", asked.code),
        supplier.name if asked.name is None else required("name", asked.name),
        supplier.is_active if asked.is_active is None else asked.is_active,
        supplier.email if asked.email is None else asked.email,
        supplier.lead_time_days if days is None else days,
        supplier.needs_inspection if asked.needs_inspection is None else asked.needs_inspection,
        work.now,
    )
    return Write(Rank.DOCUMENT, "supplier", sql.UPDATE_SUPPLIER, values)
