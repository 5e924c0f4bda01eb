"""Save a customer: who buys from us."""

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
from backend.master.saving import (
    check_new,
    check_version,
    checked_code,
    checked_country,
    checked_days,
    required,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveCustomer:
    """What to change; None leaves it. Without a customer it makes one."""

    customer: Ref | None = None
    if_version: int | None = None
    code: str | None = None
    name: str | None = None
    email: str | None = None
    country: str | None = None
    min_remaining_days: int | None = None
    is_active: bool | None = None


@dataclass(frozen=True, slots=True)
class CustomerSaved:
    """Which customer."""

    customer_id: UUID


@dataclass(frozen=True, slots=True)
class Customer:
    """A customer as it stands."""

    id: UUID
    code: str
    name: str
    email: str | None
    country: str | None
    min_remaining_days: int | None
    is_active: bool
    version: int


@command
async def save_customer(work: Work, asked: SaveCustomer) -> Plan[CustomerSaved]:
    """Make or change a customer; refuses CODE_TAKEN, VERSION_CHANGED and INVALID_INPUT."""
    work.allow(Permission.EDIT_MASTER_DATA, None)
    customer = await _customer(work.reader, asked.customer) if asked.customer else None
    if asked.customer and customer is None:
        raise NotFound(kind="customer", key=asked.customer.said)
    customer_id = customer.id if customer else derived_id(work.operation_id, "customer")
    if asked.code is not None:
        other = await _customer(work.reader, Ref(code=asked.code.strip()))
        if other is not None and other.id != customer_id:
            raise CodeTaken(kind="customer", key=other.code)
    write = _new(asked, customer_id) if customer is None else _changed(work, asked, customer)
    return Plan(
        answer=CustomerSaved(customer_id),
        writes=(write,),
        kind="SAVE_CUSTOMER",
        document_id=customer_id,
    )


async def _customer(reader: Reader, ref: Ref) -> Customer | None:
    return await reader.first(Customer, sql.CUSTOMER, ref.id, ref.code or ref.barcode)


def _new(asked: SaveCustomer, customer_id: UUID) -> Write:
    check_new("customer", if_version=asked.if_version)
    values = (
        customer_id,
        checked_code("code", asked.code),
        required("name", asked.name),
        asked.is_active is not False,
        asked.email,
        checked_country(asked.country),
        checked_days(asked.min_remaining_days, field="min_remaining_days"),
    )
    return Write(Rank.DOCUMENT, "customer", sql.INSERT_CUSTOMER, values)


def _changed(work: Work, asked: SaveCustomer, customer: Customer) -> Write:
    check_version("customer", version=customer.version, if_version=asked.if_version)
    values = (
        customer.id,
        customer.version,
        customer.code if asked.code is None else checked_code("code", asked.code),
        customer.name if asked.name is None else required("name", asked.name),
        customer.is_active if asked.is_active is None else asked.is_active,
        customer.email if asked.email is None else asked.email,
        customer.country if asked.country is None else checked_country(asked.country),
        customer.min_remaining_days
        if asked.min_remaining_days is None
        else checked_days(asked.min_remaining_days, field="min_remaining_days"),
        work.now,
    )
    return Write(Rank.DOCUMENT, "customer", sql.UPDATE_CUSTOMER, values)
