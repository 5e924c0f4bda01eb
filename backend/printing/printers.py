"""Printers as they stand, for commands that name one."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from backend.kernel.refusals import NotFound
from backend.kernel.work import Reader
from backend.master.refs import Ref
from backend.printing import sql
from labels.stock import STOCKS, Stock, single


@dataclass(frozen=True, slots=True)
class Printer:
    """Where labels come out; without stock or size a label keeps its design's own."""

    id: UUID
    code: str
    name: str
    kind: str
    location_id: UUID | None
    address: str | None
    dpi: int
    stock: str | None
    width_mm: int | None
    height_mm: int | None
    format: str
    is_active: bool
    version: int
    updated_at: datetime

    @property
    def sheet(self) -> Stock | None:
        """What its labels are on; None when a label has its design's size."""
        return stock_of(self.stock, self.width_mm, self.height_mm)


def stock_of(code: str | None, width_mm: int | None, height_mm: int | None) -> Stock | None:
    """Return a sheet by its code, or a roll by its size."""
    if code is not None:
        return STOCKS[code]
    return single(width_mm, height_mm) if width_mm and height_mm else None


async def printer_of(reader: Reader, ref: Ref) -> Printer:
    """Return the printer that is meant; refuses NOT_FOUND."""
    found = await printer_called(reader, ref)
    if found is None:
        raise NotFound(kind="printer", key=ref.said)
    return found


async def printer_called(reader: Reader, ref: Ref) -> Printer | None:
    """Return the printer that is meant, if there is one."""
    return await reader.first(Printer, sql.PRINTER, ref.id, ref.code or ref.barcode)


async def printer_at(reader: Reader, location_id: UUID) -> Printer:
    """Return where a location prints unless told otherwise: its own printer, else a PDF."""
    found = await reader.first(Printer, sql.PRINTER_AT, location_id)
    if found is None:
        raise NotFound(kind="printer", key="at this location")
    return found
