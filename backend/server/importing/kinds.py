"""The six kinds of file: their columns, how a row is read and judged, and what takes them."""

from collections.abc import AsyncIterator, Awaitable, Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from backend.kernel.command import Command
from backend.kernel.database import Database
from backend.kernel.perform import Request, perform
from backend.kernel.work import Reader
from backend.master.importing.faults import Fault
from backend.master.importing.import_bins import ImportBins, faults_of_bins, import_bins
from backend.master.importing.import_items import ImportItems, faults_of_items, import_items
from backend.master.importing.import_suppliers import (
    ImportSuppliers,
    faults_of_suppliers,
    import_suppliers,
)
from backend.server.importing.cells import Cells
from backend.server.importing.documents import (
    faults_of_orders,
    faults_of_purchases,
    order_row,
    purchase_row,
)
from backend.server.importing.import_orders import take_orders
from backend.server.importing.import_purchase_orders import take_purchases
from backend.server.importing.rows import bin_row, item_row, stock_row, supplier_row
from backend.stock.import_stock import ImportStock, faults_of_stock, import_stock

Rows = Sequence[Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of file. Two rows of one `identity` contradict each other."""

    headers: tuple[str, ...]
    required: frozenset[str]
    read: Callable[[Cells], Any]
    judge: Callable[[Reader, Rows], Awaitable[list[Fault]]]
    take: Callable[[Database, Rows, Request], AsyncIterator[int]]
    identity: Callable[[Any], Hashable] | None = None


def _whole(
    command: Command[Any, Any], asked: Callable[[tuple[Any, ...]], Any]
) -> Callable[[Database, Rows, Request], AsyncIterator[int]]:
    """Take all rows with one command."""

    async def take(database: Database, rows: Rows, request: Request) -> AsyncIterator[int]:
        await perform(database, command, asked(tuple(rows)), request)
        yield len(rows)

    return take


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split(","))


KINDS: Mapping[str, Kind] = {
    "items": Kind(
        headers=_words(
            "sku,name,kind,base_unit,tracking,velocity,length_mm,width_mm,height_mm,weight_g,"
            "cost_minor,price_minor,currency,barcodes,packs"
        ),
        required=frozenset({"sku", "name"}),
        read=item_row,
        judge=faults_of_items,
        take=_whole(import_items, ImportItems),
        identity=lambda row: row.sku,
    ),
    "bins": Kind(
        headers=_words(
            "location,zone,code,kind,aisle,bay,level,x_mm,y_mm,z_mm,pick_sequence,check_digits,"
            "mixing,max_weight_g,max_volume_ml,max_height_mm,block,fixed_sku"
        ),
        required=frozenset({"location", "zone", "code", "kind"}),
        read=bin_row,
        judge=faults_of_bins,
        take=_whole(import_bins, ImportBins),
        identity=lambda row: (row.location, row.code),
    ),
    "suppliers": Kind(
        headers=_words(
            "code,name,email,lead_time_days,sku,supplier_sku,unit_cost_minor,currency,moq,"
            "item_lead_time_days"
        ),
        required=frozenset({"code", "name"}),
        read=supplier_row,
        judge=faults_of_suppliers,
        take=_whole(import_suppliers, ImportSuppliers),
        identity=lambda row: (row.code, row.sku),
    ),
    "stock": Kind(
        headers=_words("location,bin,sku,quantity,disposition,owner,lot,expires_on,serial"),
        required=frozenset({"location", "bin", "sku", "quantity"}),
        read=stock_row,
        judge=faults_of_stock,
        take=_whole(import_stock, ImportStock),
        identity=lambda row: (
            row.location,
            row.bin,
            row.sku,
            row.disposition,
            row.owner,
            row.lot,
            row.serial,
        ),
    ),
    "purchase-orders": Kind(
        headers=_words(
            "number,supplier,location,expected_on,sku,quantity,unit_cost_minor,currency"
        ),
        required=frozenset({"number", "supplier", "location", "sku", "quantity"}),
        read=purchase_row,
        judge=faults_of_purchases,
        take=take_purchases,
    ),
    "orders": Kind(
        headers=_words(
            "number,channel,customer,customer_name,country,ordered_at,needed_on,priority,sku,"
            "quantity,unit_price_minor,currency"
        ),
        required=frozenset(
            {"number", "ordered_at", "sku", "quantity", "unit_price_minor", "currency"}
        ),
        read=order_row,
        judge=faults_of_orders,
        take=take_orders,
    ),
}
"""In the order in which they are imported: each may name what those before it brought in."""
