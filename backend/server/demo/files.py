"""Write import rows as CSV files, one for each kind that `stockwright import` reads."""

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path

from backend.server.demo.generate import Demo
from backend.server.demo.orders import order_rows
from backend.server.demo.rows import (
    BinRow,
    ImportRow,
    ItemRow,
    OrderRow,
    PurchaseOrderRow,
    StockRow,
    SupplierRow,
    cells,
    headers,
)

SHAPES: Mapping[str, type[ImportRow]] = {
    "items": ItemRow,
    "bins": BinRow,
    "suppliers": SupplierRow,
    "stock": StockRow,
    "purchase-orders": PurchaseOrderRow,
    "orders": OrderRow,
}
"""The kinds of file in the order in which they are imported."""


def rows_of(demo: Demo, kind: str) -> Iterable[ImportRow]:
    """Return the rows of one kind."""
    rows: Mapping[str, Iterable[ImportRow]] = {
        "items": demo.items,
        "bins": demo.bins,
        "suppliers": demo.suppliers,
        "stock": demo.stock,
        "purchase-orders": demo.purchase_orders,
        "orders": order_rows(demo.book),
    }
    return rows[kind]


def write_files(demo: Demo, folder: Path) -> tuple[Path, ...]:
    """Write a file such as `items.csv` for each kind; return them in the order of import."""
    folder.mkdir(parents=True, exist_ok=True)
    return tuple(
        _write(folder / f"{kind}.csv", shape=shape, rows=rows_of(demo, kind))
        for kind, shape in SHAPES.items()
    )


def _write(path: Path, *, shape: type[ImportRow], rows: Iterable[ImportRow]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=headers(shape), lineterminator="\n")
        writer.writeheader()
        writer.writerows(cells(row) for row in rows)
    return path
