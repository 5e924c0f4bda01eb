"""What the cells of master data and stock mean, row by row, as docs/import-formats.md says."""

import re

from backend.master.gtin import check_digit, has_good_check_digit
from backend.master.importing.import_bins import BinRow
from backend.master.importing.import_items import ItemRow, PackRow
from backend.master.importing.import_suppliers import SupplierRow
from backend.master.kinds import (
    NOT_BLOCKED,
    BinBlock,
    BinKind,
    BinMixing,
    ItemKind,
    PackLevel,
    Tracking,
    Unit,
    VelocityClass,
)
from backend.server.importing.cells import Cells
from backend.stock.import_stock import StockRow
from backend.stock.keys import Disposition

CODE_LENGTH_MAX = 64
BARCODE_LENGTH_MAX = 128
WALKED = {BinKind.PICK_FACE, BinKind.RESERVE}
NOT_IMPORTED = {BinKind.VIRTUAL, BinKind.TRANSIT}


def item_row(cells: Cells) -> ItemRow:
    """Read a row of `items`."""
    cost, price = cells.whole("cost_minor", least=0), cells.whole("price_minor", least=0)
    return ItemRow(
        line=cells.line,
        sku=cells.text("sku", longest=CODE_LENGTH_MAX),
        name=cells.text("name"),
        kind=cells.choice("kind", ItemKind, usual=ItemKind.GOODS),
        base_unit=cells.choice("base_unit", Unit, usual=Unit.EACH),
        tracking=cells.choice("tracking", Tracking, usual=Tracking.NONE),
        velocity=cells.choice("velocity", VelocityClass) if cells.optional("velocity") else None,
        length_mm=cells.size("length_mm"),
        width_mm=cells.size("width_mm"),
        height_mm=cells.size("height_mm"),
        weight_g=cells.size("weight_g"),
        cost_minor=cost,
        price_minor=price,
        currency=cells.currency("currency", needed=cost is not None or price is not None),
        barcodes=tuple(_barcode(cells, "barcodes", value) for value in cells.many("barcodes")),
        packs=_packs(cells),
    )


def _packs(cells: Cells) -> tuple[PackRow, ...]:
    packs: list[PackRow] = []
    for text in cells.many("packs"):
        level, _, rest = text.partition(":")
        units, _, barcode = rest.partition(":")
        if level not in list(PackLevel) or not re.fullmatch("[0-9]{1,9}", units):
            cells.fault("packs", f"{text!r} is not LEVEL:UNITS or LEVEL:UNITS:BARCODE")
        elif int(units) <= (packs[-1].units if packs else 1):
            cells.fault("packs", f"{text!r} holds no more than what comes before it")
        elif level in {pack.level for pack in packs}:
            cells.fault("packs", f"{level} stands twice")
        else:
            value = _barcode(cells, "packs", barcode) if barcode else None
            packs.append(PackRow(level, int(units), value))
    return tuple(packs)


def _barcode(cells: Cells, column: str, value: str) -> str:
    if len(value) > BARCODE_LENGTH_MAX:
        cells.fault(column, f"a barcode is longer than {BARCODE_LENGTH_MAX} characters")
    elif not has_good_check_digit(value):
        digit = check_digit(value[:-1])
        cells.fault(column, f"{value} looks like a GTIN, but its check digit should be {digit}")
    return value


def bin_row(cells: Cells) -> BinRow:
    """Read a row of `bins`."""
    kind = cells.choice("kind", BinKind)
    if kind in NOT_IMPORTED:
        cells.fault("kind", f"{kind} bins are made with their location")
    sequence = cells.size("pick_sequence", least=0)
    if kind in WALKED and sequence is None:
        cells.fault("pick_sequence", f"is empty, and a {kind} needs its place in the walk")
    digits = cells.optional("check_digits")
    if digits is not None and not re.fullmatch("[0-9]{2,3}", digits):
        cells.fault("check_digits", f"{digits!r} is not two or three digits")
    return BinRow(
        line=cells.line,
        location=cells.text("location", longest=CODE_LENGTH_MAX),
        zone=cells.text("zone", longest=CODE_LENGTH_MAX),
        code=cells.text("code", longest=CODE_LENGTH_MAX),
        kind=kind,
        aisle=cells.optional("aisle"),
        bay=cells.optional("bay"),
        level=cells.optional("level"),
        x_mm=cells.size("x_mm", least=-(2**31)),
        y_mm=cells.size("y_mm", least=-(2**31)),
        z_mm=cells.size("z_mm", least=-(2**31)),
        pick_sequence=sequence,
        check_digits=digits,
        mixing=cells.choice("mixing", BinMixing, usual=BinMixing.ANY),
        max_weight_g=cells.whole("max_weight_g", least=1),
        max_volume_ml=cells.whole("max_volume_ml", least=1),
        max_height_mm=cells.size("max_height_mm"),
        block=cells.choice("block", BinBlock) if cells.optional("block") else NOT_BLOCKED,
        fixed_sku=cells.optional("fixed_sku"),
    )


def supplier_row(cells: Cells) -> SupplierRow:
    """Read a row of `suppliers`."""
    cost = cells.whole("unit_cost_minor", least=0)
    currency = cells.currency("currency", needed=cost is not None)
    if cost is None and currency is not None:
        cells.fault("unit_cost_minor", "is empty beside a currency")
    return SupplierRow(
        line=cells.line,
        code=cells.text("code", longest=CODE_LENGTH_MAX),
        name=cells.text("name"),
        email=cells.optional("email"),
        lead_time_days=cells.size("lead_time_days", least=0),
        sku=cells.optional("sku"),
        supplier_sku=cells.optional("supplier_sku"),
        unit_cost_minor=cost,
        currency=currency,
        moq=cells.whole("moq", least=1) or 1,
        item_lead_time_days=cells.size("item_lead_time_days", least=0),
    )


def stock_row(cells: Cells) -> StockRow:
    """Read a row of `stock`."""
    return StockRow(
        line=cells.line,
        location=cells.text("location"),
        bin=cells.text("bin"),
        sku=cells.text("sku"),
        quantity=cells.number("quantity", least=1),
        disposition=cells.choice("disposition", Disposition, usual=Disposition.USABLE),
        owner=cells.optional("owner"),
        lot=cells.optional("lot", longest=64),
        expires_on=cells.day("expires_on"),
        serial=cells.optional("serial", longest=64),
    )
