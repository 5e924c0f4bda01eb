"""Save a printer: how it is reached, how fine it prints, and what lies in it."""

from dataclasses import dataclass
from uuid import UUID

from backend.kernel.command import command
from backend.kernel.ids import derived_id
from backend.kernel.plan import Plan, Rank, Write
from backend.kernel.refusals import CodeTaken, InvalidInput
from backend.kernel.work import Work
from backend.master.permissions import Permission
from backend.master.places import location_of
from backend.master.refs import Ref
from backend.master.saving import check_new, check_version, checked_code, required
from backend.printing import sql
from backend.printing.printers import Printer, printer_called, printer_of
from backend.printing.rules import LabelFormat, PrinterKind, host_and_port, queue_of
from labels.drawing import RESOLUTIONS
from labels.stock import STOCKS

WIDTHS_MM = range(20, 301)
HEIGHTS_MM = range(10, 401)
FORMATS = {
    PrinterKind.RAW: (LabelFormat.ZPL,),
    PrinterKind.IPP: (LabelFormat.PDF, LabelFormat.ZPL),
    PrinterKind.DOWNLOAD: (LabelFormat.PDF,),
}
"""What each kind can be sent; the first unless told otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SavePrinter:
    """What to change; None leaves it. Without a printer it makes one. Sides in mm."""

    printer: Ref | None = None
    if_version: int | None = None
    code: str | None = None
    name: str | None = None
    kind: PrinterKind | None = None
    location: Ref | None = None
    address: str | None = None
    dpi: int | None = None
    format: LabelFormat | None = None
    stock: str | None = None
    width_mm: int | None = None
    height_mm: int | None = None
    is_active: bool | None = None


@dataclass(frozen=True, slots=True)
class PrinterSaved:
    """Which printer."""

    printer_id: UUID


@command
async def save_printer(work: Work, asked: SavePrinter) -> Plan[PrinterSaved]:
    """Make or change a printer; whoever may name an address may let this server call it."""
    work.allow(Permission.MANAGE_PEOPLE, None)
    seen = await printer_of(work.reader, asked.printer) if asked.printer else None
    printer_id = seen.id if seen else derived_id(work.operation_id, "printer")
    if asked.code is not None:
        other = await printer_called(work.reader, Ref(code=asked.code.strip()))
        if other is not None and other.id != printer_id:
            raise CodeTaken(kind="printer", key=other.code)
    place = await location_of(work.reader, asked.location) if asked.location else None
    location_id = place.id if place else seen.location_id if seen else None
    write = _changed(work, asked, seen, location_id) if seen else _new(work, asked, location_id)
    return Plan(
        answer=PrinterSaved(printer_id),
        writes=(write,),
        kind="SAVE_PRINTER",
        location_id=location_id,
        document_id=printer_id,
    )


def _new(work: Work, asked: SavePrinter, location_id: UUID | None) -> Write:
    check_new("printer", if_version=asked.if_version)
    if asked.kind is None:
        raise InvalidInput(field="kind", problem="is missing")
    values = (
        derived_id(work.operation_id, "printer"), checked_code("code", asked.code),
        required("name", asked.name), asked.kind, location_id,
        _address(asked.kind, asked.address), _dpi(asked.dpi or RESOLUTIONS[0]),
        (form := _format(asked.kind, asked.format)),
        *_stock(form, asked.stock, asked.width_mm, asked.height_mm),
        asked.is_active is not False,
    )  # fmt: skip
    return Write(Rank.DOCUMENT, "printer", sql.INSERT_PRINTER, values)


def _changed(work: Work, asked: SavePrinter, seen: Printer, location_id: UUID | None) -> Write:
    check_version("printer", version=seen.version, if_version=asked.if_version)
    kind = asked.kind or PrinterKind(seen.kind)
    sizes = (asked.stock, asked.width_mm, asked.height_mm)
    if sizes == (None, None, None):
        sizes = (seen.stock, seen.width_mm, seen.height_mm)
    address = asked.address or (None if kind is PrinterKind.DOWNLOAD else seen.address)
    form = _format(kind, asked.format or (LabelFormat(seen.format) if kind == seen.kind else None))
    values = (
        seen.id, seen.version,
        seen.code if asked.code is None else checked_code("code", asked.code),
        seen.name if asked.name is None else required("name", asked.name),
        kind, location_id, _address(kind, address), _dpi(asked.dpi or seen.dpi), form,
        *_stock(form, *sizes),
        seen.is_active if asked.is_active is None else asked.is_active, work.now,
    )  # fmt: skip
    return Write(Rank.DOCUMENT, "printer", sql.UPDATE_PRINTER, values)


def _address(kind: PrinterKind, address: str | None) -> str | None:
    if kind is PrinterKind.DOWNLOAD:
        if address is not None:
            raise InvalidInput(field="address", problem="is for printers on the network")
        return None
    if kind is PrinterKind.IPP:
        if address is None or queue_of(address) is None:
            raise InvalidInput(
                field="address", problem="is not as ipp://10.0.0.7:631/printers/zebra"
            )
        return address
    if address is None or host_and_port(address) is None:
        raise InvalidInput(field="address", problem="is not a host and a port, as 10.0.0.7:9100")
    return address


def _format(kind: PrinterKind, asked: LabelFormat | None) -> LabelFormat:
    if asked is not None and asked not in FORMATS[kind]:
        raise InvalidInput(field="format", problem=f"is not {' or '.join(FORMATS[kind])}")
    return asked or FORMATS[kind][0]


def _dpi(dpi: int) -> int:
    if dpi not in RESOLUTIONS:
        raise InvalidInput(field="dots_per_inch", problem="is not 203, 300 or 600")
    return dpi


def _stock(
    form: LabelFormat, stock: str | None, width_mm: int | None, height_mm: int | None
) -> tuple[str | None, int | None, int | None]:
    if stock is not None and (stock not in STOCKS or form is not LabelFormat.PDF):
        raise InvalidInput(field="stock", problem=f"is for PDF, one of {', '.join(STOCKS)}")
    if stock is not None and width_mm is not None:
        raise InvalidInput(field="stock", problem="has its own size; leave the width out")
    if (width_mm is None) != (height_mm is None):
        raise InvalidInput(field="height_mm", problem="goes with a width")
    if width_mm is not None and width_mm not in WIDTHS_MM:
        raise InvalidInput(field="width_mm", problem="is not 20 to 300 mm")
    if height_mm is not None and height_mm not in HEIGHTS_MM:
        raise InvalidInput(field="height_mm", problem="is not 10 to 400 mm")
    return stock, width_mm, height_mm
