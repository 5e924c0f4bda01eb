"""What people look at: stock sums, balances, operations and entries, page by page."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from backend.kernel.pages import Order, Page, Paged, Way, read_page
from backend.kernel.work import Reader
from backend.stock import browsing

BY_SKU = Order((("sku", "text"), ("id", "uuid")))
BY_BIN = Order((("bin_code", "text"), ("id", "uuid")))
NEWEST = Order((("xid", "bigint"), ("id", "uuid")), Way.DESC)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which stock is asked for; None means whichever. `places` limits what the asker may see."""

    locations: tuple[UUID, ...] | None = None
    items: tuple[UUID, ...] | None = None
    bins: tuple[UUID, ...] | None = None
    search: str | None = None
    owners: tuple[UUID, ...] | None = None

    @property
    def values(self) -> tuple[object, ...]:
        """Return the columns that the statements bind."""
        places = (_list(self.locations), _list(self.items), _list(self.bins))
        return (*places, self.search, _list(self.owners))


@dataclass(frozen=True, slots=True)
class _Known:
    """That there is one."""

    id: UUID


@dataclass(frozen=True, slots=True)
class StockRow:
    """An item of an owner at a location, in base units; `id` is its default pool's."""

    id: UUID
    owner_id: UUID
    item_id: UUID
    location_id: UUID
    sku: str
    on_hand: int
    reserved: int
    available: int
    safety: int
    version: int


@dataclass(frozen=True, slots=True)
class BalanceRow:
    """What stands at one key, in base units."""

    id: UUID
    owner_id: UUID
    item_id: UUID
    location_id: UUID
    bin_id: UUID
    bin_code: str
    container_id: UUID | None
    lot_id: UUID | None
    serial_id: UUID | None
    disposition: str
    is_promisable: bool
    on_hand: int
    reserved: int
    version: int


@dataclass(frozen=True, slots=True)
class OperationRow:
    """One command that took effect."""

    id: UUID
    xid: int
    kind: str
    command: str
    actor_id: UUID
    device_id: UUID | None
    occurred_at: datetime
    recorded_at: datetime
    outcome: str
    reason: str | None
    location_id: UUID | None
    document_id: UUID | None
    reverses: UUID | None
    reversed_by: UUID | None
    approved_by: UUID | None
    method: str
    is_archived: bool


@dataclass(frozen=True, slots=True)
class EntryRow:
    """Goods that went from one key to another."""

    id: int
    operation_id: UUID
    item_id: UUID
    owner_id: UUID
    lot_id: UUID | None
    serial_id: UUID | None
    quantity: int
    from_bin_id: UUID
    from_container_id: UUID | None
    from_disposition: str
    to_bin_id: UUID
    to_container_id: UUID | None
    to_disposition: str


@dataclass(frozen=True, slots=True)
class StateRow:
    """How much of an item is in one of the states that people speak of."""

    stock_id: UUID
    state: str
    quantity: int


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """What the last operation did to a balance."""

    id: UUID
    on_hand: int
    reserved: int
    kind: str
    at: datetime


async def stock_page(reader: Reader, wanted: Wanted, page: Page) -> Paged[StockRow]:
    """Return a page of stock sums, by SKU."""
    return await read_page(
        reader, StockRow, browsing.STOCK, *wanted.values, None, order=BY_SKU, page=page
    )


async def stock_of_ids(
    reader: Reader, ids: Sequence[UUID], wanted: Wanted | None = None
) -> list[StockRow]:
    """Return these stock sums, those that fit."""
    values = (wanted or Wanted()).values
    return await reader.rows(StockRow, browsing.STOCK, *values, list(ids))


async def balance_page(reader: Reader, wanted: Wanted, page: Page) -> Paged[BalanceRow]:
    """Return a page of balances that are not empty, by bin."""
    return await read_page(
        reader, BalanceRow, browsing.BALANCES, *wanted.values, None, order=BY_BIN, page=page
    )


async def balances_of_ids(
    reader: Reader, ids: Sequence[UUID], wanted: Wanted | None = None
) -> list[BalanceRow]:
    """Return these balances, those that fit and are not empty."""
    values = (wanted or Wanted()).values
    return await reader.rows(BalanceRow, browsing.BALANCES, *values, list(ids))


async def stock_at(reader: Reader, ids: Collection[UUID], locations: Sequence[UUID]) -> set[UUID]:
    """Return which of these sums and balances are at these locations."""
    found = await reader.rows(_Known, browsing.STOCK_AT, list(ids), list(locations))
    return {row.id for row in found}


async def states_of(reader: Reader, stock_ids: Sequence[UUID]) -> list[StateRow]:
    """Return the states of these stock sums in people's words."""
    return await reader.rows(StateRow, browsing.STATES, list(stock_ids))


async def last_changes(reader: Reader, key_ids: Sequence[UUID]) -> list[ChangeRow]:
    """Return the last change of each of these balances."""
    return await reader.rows(ChangeRow, browsing.LAST_CHANGES, list(key_ids))


async def operation_page(
    reader: Reader,
    *,
    kinds: Sequence[str] | None,
    locations: Sequence[UUID] | None,
    items: Sequence[UUID] | None,
    page: Page,
) -> Paged[OperationRow]:
    """Return a page of operations, newest first."""
    filters = (_list(kinds), _list(locations), _list(items), None)
    return await read_page(
        reader, OperationRow, browsing.OPERATIONS, *filters, order=NEWEST, page=page
    )


async def operations_of_ids(reader: Reader, ids: Sequence[UUID]) -> list[OperationRow]:
    """Return these operations."""
    return await reader.rows(OperationRow, browsing.OPERATIONS, None, None, None, list(ids))


async def entries_of_operations(reader: Reader, ids: Sequence[UUID]) -> list[EntryRow]:
    """Return the entries of these operations, in the order in which they were written."""
    return await reader.rows(EntryRow, browsing.ENTRIES, list(ids))


def _list(values: Sequence[object] | None) -> list[object] | None:
    return None if values is None else list(values)
