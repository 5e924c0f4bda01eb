"""Cut some days out of a folder of retail files into a smaller folder of the same format.

    python tools/extract_retail.py SRC DST --from 2010-12-06 --to 2010-12-12

Rows are copied as they stand; only the sums per SKU are made anew, from the lines that were kept.
"""

import argparse
import csv
from collections import defaultdict
from collections.abc import Container, Iterable, Sequence
from datetime import date
from pathlib import Path

KINDS = ("SALE", "CANCEL", "ADJUST", "BAD_DEBT")
DOCUMENTS = "documents.csv"
LINES = "lines.csv"
CATALOGUE = "catalogue.csv"
ADJUSTMENTS = "adjustments.csv"
ZERO_PRICE = "zero_price_inbound_or_found.csv"
NET_UNITS = "expected_net_units_per_sku.csv"
NET_HEADERS = ("sku", *KINDS, "NET_OUT")

Row = dict[str, str]


def main() -> None:
    """Read the arguments, cut, and print what was kept."""
    asked = _arguments()
    documents = [
        row
        for row in _rows(asked.source / DOCUMENTS)
        if asked.first_day <= date.fromisoformat(row["ts"][:10]) <= asked.last_day
    ]
    kind_of = {row["doc"]: row["kind"] for row in documents}
    lines = [row for row in _rows(asked.source / LINES) if row["doc"] in kind_of]
    sold = {row["sku"] for row in lines}
    asked.target.mkdir(parents=True, exist_ok=True)
    for name, key, kept in (
        (DOCUMENTS, "doc", kind_of),
        (LINES, "doc", kind_of),
        (ADJUSTMENTS, "doc", kind_of),
        (ZERO_PRICE, "doc", kind_of),
        (CATALOGUE, "sku", sold),
    ):
        _copy(asked.source / name, asked.target / name, key=key, kept=kept)
    _write(asked.target / NET_UNITS, NET_HEADERS, _net_units(lines, kind_of=kind_of))
    print(f"{len(documents)} documents, {len(lines)} lines, {len(sold)} SKUs")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Cut some days out of a folder of retail files.")
    parser.add_argument("source", type=Path, metavar="SRC")
    parser.add_argument("target", type=Path, metavar="DST")
    parser.add_argument("--from", dest="first_day", type=date.fromisoformat, required=True)
    parser.add_argument("--to", dest="last_day", type=date.fromisoformat, required=True)
    return parser.parse_args()


def _rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _net_units(lines: Iterable[Row], *, kind_of: dict[str, str]) -> list[Row]:
    units: dict[str, dict[str, int]] = defaultdict(lambda: dict.fromkeys(KINDS, 0))
    for line in lines:
        units[line["sku"]][kind_of[line["doc"]]] += int(line["qty"])
    return [
        {"sku": sku}
        | {kind: str(by_kind[kind]) for kind in KINDS}
        | {"NET_OUT": str(sum(by_kind.values()))}
        for sku, by_kind in sorted(units.items())
    ]


def _copy(source: Path, target: Path, *, key: str, kept: Container[str]) -> None:
    with source.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        _write(target, reader.fieldnames or (), (row for row in reader if row[key] in kept))


def _write(path: Path, headers: Sequence[str], rows: Iterable[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=headers)
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main()
