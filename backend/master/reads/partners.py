"""Owners, suppliers, customers, channels and carriers, as people look at them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from backend.kernel.pages import Order, Page, Paged, read_page
from backend.kernel.work import Reader
from backend.master.reads import sql


@dataclass(frozen=True, slots=True)
class OwnerRow:
    """Whose stock it is."""

    id: UUID
    code: str
    name: str
    is_active: bool
    version: int
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class SupplierRow:
    """Who sells to us."""

    id: UUID
    code: str
    name: str
    email: str | None
    lead_time_days: int | None
    needs_inspection: bool
    is_active: bool
    version: int
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class CustomerRow:
    """Who buys from us."""

    id: UUID
    code: str
    name: str
    email: str | None
    country: str | None
    min_remaining_days: int | None
    is_active: bool
    version: int
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class ChannelRow:
    """Where we sell; the smaller priority is served first."""

    id: UUID
    code: str
    name: str
    priority: int
    promise_minutes: int | None
    when_expired: str
    is_active: bool
    version: int
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class CarrierRow:
    """Who takes shipments away."""

    id: UUID
    code: str
    name: str
    is_active: bool
    version: int
    updated_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnersAsked:
    """Which partners; None narrows nothing. `code` is a whole code, `search` a part of one."""

    code: str | None = None
    search: str | None = None
    is_active: bool | None = None

    @property
    def values(self) -> tuple[object, ...]:
        """What the statements bind."""
        return (self.code, self.search, self.is_active)


BY_CODE = Order((("code", "text"), ("id", "uuid")))


async def owners(reader: Reader, asked: PartnersAsked, *, page: Page) -> Paged[OwnerRow]:
    """Return a page of owners, by code."""
    return await read_page(
        reader, OwnerRow, sql.LIST_OWNERS, *asked.values, order=BY_CODE, page=page
    )


async def suppliers(reader: Reader, asked: PartnersAsked, *, page: Page) -> Paged[SupplierRow]:
    """Return a page of suppliers, by code."""
    values = asked.values
    return await read_page(
        reader, SupplierRow, sql.LIST_SUPPLIERS, *values, order=BY_CODE, page=page
    )


async def customers(reader: Reader, asked: PartnersAsked, *, page: Page) -> Paged[CustomerRow]:
    """Return a page of customers, by code."""
    values = asked.values
    return await read_page(
        reader, CustomerRow, sql.LIST_CUSTOMERS, *values, order=BY_CODE, page=page
    )


async def channels(reader: Reader, asked: PartnersAsked, *, page: Page) -> Paged[ChannelRow]:
    """Return a page of channels, by code."""
    values = asked.values
    return await read_page(reader, ChannelRow, sql.LIST_CHANNELS, *values, order=BY_CODE, page=page)


async def carriers(reader: Reader, asked: PartnersAsked, *, page: Page) -> Paged[CarrierRow]:
    """Return a page of carriers, by code."""
    values = asked.values
    return await read_page(reader, CarrierRow, sql.LIST_CARRIERS, *values, order=BY_CODE, page=page)


async def owners_of_keys(reader: Reader, ids: Sequence[UUID]) -> list[OwnerRow]:
    """Return these owners."""
    return await reader.rows(OwnerRow, sql.OWNERS, list(ids))


async def suppliers_of_keys(reader: Reader, ids: Sequence[UUID]) -> list[SupplierRow]:
    """Return these suppliers."""
    return await reader.rows(SupplierRow, sql.SUPPLIERS, list(ids))


async def customers_of_keys(reader: Reader, ids: Sequence[UUID]) -> list[CustomerRow]:
    """Return these customers."""
    return await reader.rows(CustomerRow, sql.CUSTOMERS, list(ids))


async def channels_of_keys(reader: Reader, ids: Sequence[UUID]) -> list[ChannelRow]:
    """Return these channels."""
    return await reader.rows(ChannelRow, sql.CHANNELS, list(ids))


async def carriers_of_keys(reader: Reader, ids: Sequence[UUID]) -> list[CarrierRow]:
    """Return these carriers."""
    return await reader.rows(CarrierRow, sql.CARRIERS, list(ids))
