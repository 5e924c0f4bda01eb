"""Read a folder of retail files into a book of documents and products.

`documents.csv` and `lines.csv` must be there; `catalogue.csv` adds names, kinds and prices, and
`adjustments.csv` and `zero_price_inbound_or_found.csv` add the reasons as they were typed.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from operator import attrgetter
from pathlib import Path
from sys import intern

from backend.server.demo.book import Book, Document, Kind, Line, Product
from backend.server.demo.sheet import SheetRow, optional_rows, required_rows

REASON_FILES = ("adjustments.csv", "zero_price_inbound_or_found.csv")

# What the catalogue marks CHARGE; only used where a folder brings no catalogue.
KNOWN_CHARGES = frozenset(
    ("AMAZONFEE", "B", "BANK CHARGES", "C2", "CRUK", "D", "DOT", "M", "PADS", "POST", "S", "m")
)
VOUCHER = "gift_"

Reasons = Mapping[tuple[str, str, int], str]


def read_book(folder: Path, first_day: date | None = None, last_day: date | None = None) -> Book:
    """Read the documents from `first_day` to `last_day`, both included; None: from end to end."""
    everything = _documents(folder)
    wanted = {
        number: document
        for number, document in everything.items()
        if (first_day or date.min) <= document.at.date() <= (last_day or date.max)
    }
    lines = _lines(folder, known=everything, wanted=wanted, reasons=_reasons(folder))
    documents = tuple(
        replace(document, lines=tuple(lines[document.number]))
        for document in sorted(wanted.values(), key=attrgetter("at"))
    )
    first, last = (documents[0].at, documents[-1].at) if documents else (None, None)
    return Book(
        first_day=first_day or (first.date() if first else date.min),
        last_day=last_day or (last.date() if last else date.min),
        products=_products(folder, documents=documents),
        documents=documents,
    )


def _documents(folder: Path) -> dict[str, Document]:
    documents: dict[str, Document] = {}
    headers = ("doc", "ts", "kind", "customer", "country")
    for row in required_rows(folder / "documents.csv", headers=headers):
        number = row.text("doc")
        if number in documents:
            raise row.fault("doc", "stands twice")
        documents[number] = Document(
            number=number,
            at=row.moment("ts"),
            kind=_kind(row),
            customer=row.text("customer"),
            country=intern(row.text("country")),
        )
    return documents


def _kind(row: SheetRow) -> Kind:
    try:
        return Kind(row.text("kind"))
    except ValueError:
        raise row.fault("kind", f"is none of {', '.join(Kind)}") from None


def _reasons(folder: Path) -> Reasons:
    headers = ("doc", "sku", "qty", "reason_as_typed")
    return {
        (row.text("doc"), row.text("sku"), row.whole("qty")): row.text("reason_as_typed")
        for name in REASON_FILES
        for row in optional_rows(folder / name, headers=headers)
    }


def _lines(
    folder: Path,
    *,
    known: Mapping[str, Document],
    wanted: Mapping[str, Document],
    reasons: Reasons,
) -> Mapping[str, list[Line]]:
    lines: defaultdict[str, list[Line]] = defaultdict(list)
    headers = ("doc", "sku", "qty", "unit_price_gbp")
    for row in required_rows(folder / "lines.csv", headers=headers):
        number = row.text("doc")
        if number not in known:
            raise row.fault("doc", "is not among the documents")
        if number in wanted:
            line = _line(row, kind=wanted[number].kind)
            reason = reasons.get((number, line.sku, line.units), "")
            lines[number].append(replace(line, reason=reason) if reason else line)
    return lines


def _line(row: SheetRow, *, kind: Kind) -> Line:
    units = row.whole("qty")
    if units == 0:
        raise row.fault("qty", "moves nothing")
    if kind is Kind.SALE and units < 0:
        raise row.fault("qty", "is below 0 in a sale")
    if kind is Kind.CANCEL and units > 0:
        raise row.fault("qty", "is above 0 in a cancellation")
    sku = intern(row.text("sku"))
    return Line(sku=sku, units=units, price_minor=row.minor("unit_price_gbp"), reason="")


def _products(folder: Path, *, documents: Iterable[Document]) -> Mapping[str, Product]:
    named = {line.sku for document in documents for line in document.lines}
    headers = ("sku", "description", "kind", "median_price_gbp")
    listed = {
        row.text("sku"): _product(row)
        for row in optional_rows(folder / "catalogue.csv", headers=headers)
        if row.text("sku") in named
    }
    return {sku: listed.get(sku) or _unlisted(sku) for sku in sorted(named)}


def _product(row: SheetRow) -> Product:
    sku = row.text("sku")
    price = row.minor("median_price_gbp") if row.text("median_price_gbp") else 0
    return Product(
        sku=sku,
        name=row.text("description") or _nameless(sku),
        is_goods=row.text("kind") != "CHARGE",
        price_minor=price if price > 0 else None,
    )


def _unlisted(sku: str) -> Product:
    is_charge = sku in KNOWN_CHARGES or sku.startswith(VOUCHER)
    return Product(sku=sku, name=_nameless(sku), is_goods=not is_charge, price_minor=None)


def _nameless(sku: str) -> str:
    return f"(no description) {sku}"
