"""Import suppliers and what they sell; what is there is brought up to date."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from backend.kernel.command import command
from backend.kernel.ids import derived_id
from backend.kernel.plan import Plan, Rank, Write
from backend.kernel.work import Reader, Work
from backend.master.importing import sql
from backend.master.importing.faults import Fault, check, chunks, columns
from backend.master.importing.import_items import Imported
from backend.master.items import items_by_sku
from backend.master.permissions import Permission


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplierRow:
    """A row of `suppliers`, checked by itself; without a SKU it is the supplier alone."""

    line: int
    code: str
    name: str
    email: str | None
    lead_time_days: int | None
    sku: str | None
    supplier_sku: str | None
    unit_cost_minor: int | None
    currency: str | None
    moq: int
    item_lead_time_days: int | None


@dataclass(frozen=True, slots=True)
class ImportSuppliers:
    """A whole file."""

    rows: tuple[SupplierRow, ...]


@command
async def import_suppliers(work: Work, asked: ImportSuppliers) -> Plan[Imported]:
    """Take every row or, when one names no item of ours, none."""
    work.allow(Permission.IMPORT, None)
    check(await faults_of_suppliers(work.reader, asked.rows))
    return Plan(
        answer=Imported(len(asked.rows)),
        writes=tuple(_writes(work, asked)),
        kind="IMPORT_SUPPLIERS",
    )


async def faults_of_suppliers(reader: Reader, rows: Sequence[SupplierRow]) -> list[Fault]:
    """Return what is wrong with rows in the light of what is there."""
    items = await items_by_sku(reader, list({row.sku for row in rows if row.sku}))
    faults = []
    for row in rows:
        if row.sku is None:
            continue
        if row.sku not in items:
            faults.append(Fault(row.line, "sku", f"there is no item {row.sku}"))
        elif not items[row.sku].is_goods:
            faults.append(Fault(row.line, "sku", f"{row.sku} is a service"))
    return faults


def _writes(work: Work, asked: ImportSuppliers) -> Iterator[Write]:
    for part in chunks(list({row.code: row for row in asked.rows}.values())):
        values = (
            [derived_id(work.operation_id, f"supplier {row.code}") for row in part],
            *columns(part, "code", "name", "email", "lead_time_days"),
        )
        yield Write(Rank.DOCUMENT, "import 0", sql.SAVE_SUPPLIERS, values, rows=len(part))
    for some in chunks([row for row in asked.rows if row.sku]):
        values = columns(
            some, "code", "sku", "supplier_sku", "unit_cost_minor", "currency", "moq",
            "item_lead_time_days",
        )  # fmt: skip
        yield Write(Rank.DOCUMENT, "import 1", sql.SAVE_SUPPLIER_ITEMS, values, rows=len(some))
