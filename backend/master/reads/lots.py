"""Lots and serials as people look at them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from backend.kernel.pages import Order, Page, Paged, read_page
from backend.kernel.work import Reader

LOTS = """
SELECT id, item_id, number, produced_on, expires_on, recalled_at IS NOT NULL AS is_recalled,
       recall_reason, supplier_id, version, updated_at
  FROM lot
 WHERE ($1::uuid[] IS NULL OR id = ANY ($1)) AND ($2::uuid IS NULL OR item_id = $2)
"""

SERIALS = """
SELECT id, item_id, number, lot_id
  FROM serial
 WHERE id = ANY ($1::uuid[])
"""

BY_NUMBER = Order((("number", "text"), ("id", "uuid")))


@dataclass(frozen=True, slots=True)
class LotRow:
    """A lot of an item."""

    id: UUID
    item_id: UUID
    number: str
    produced_on: date | None
    expires_on: date | None
    is_recalled: bool
    recall_reason: str | None
    supplier_id: UUID | None
    version: int
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class SerialRow:
    """A single thing."""

    id: UUID
    item_id: UUID
    number: str
    lot_id: UUID | None


async def lots_of_keys(reader: Reader, keys: Sequence[UUID]) -> list[LotRow]:
    """Return these lots."""
    return await reader.rows(LotRow, LOTS, list(keys), None)


async def page_of_lots(reader: Reader, item_id: UUID, *, page: Page) -> Paged[LotRow]:
    """Return a page of an item's lots, by number."""
    return await read_page(reader, LotRow, LOTS, None, item_id, order=BY_NUMBER, page=page)


async def serials_of_keys(reader: Reader, keys: Sequence[UUID]) -> list[SerialRow]:
    """Return these things."""
    return await reader.rows(SerialRow, SERIALS, list(keys))
