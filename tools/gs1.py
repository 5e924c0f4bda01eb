"""Make one table of GS1's application identifiers, for the server and the scanner alike.

./dev python -m tools.gs1

It reads schema/gs1 (GS1's Barcode Syntax Dictionary and the code lists of its linters) and writes
the same bytes twice. A row is [first, last, ends itself, may stand in a link's query, parts,
required, forbidden, qualifiers or null, title]; a part is [characters, min, max, is optional,
linters]. Required: each group needs one of its alternatives, each alternative all its identifiers.
"""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from tools.coupons import COUPONS

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "schema" / "gs1"
TARGETS = (
    ROOT / "backend" / "master" / "barcodes" / "table.json",
    ROOT / "scanner_app" / "src" / "scan" / "reader" / "table.json",
)
ENTRY = re.compile(r"(\d{2,4})(?:-(\d{2,4}))?\s+([*?]*)\s*(.*?)(?:\s+#\s+(.*))?")
PART = re.compile(r"(\[?)([NXYZ])(\.\.)?(\d+)(\]?)((?:,\w+)*)")
CODE_LISTS = ("iso3166", "iso3166alpha2", "iso4217", "mediatype", "packagetype")

SENTENCES: Mapping[str, str] = {
    "N": "takes digits only",
    "X": "holds a character that GS1 labels cannot carry",
    "Y": "takes capitals, digits, #, - and / only",
    "Z": "is no base64 for web addresses",
    "csum": "has a wrong check digit",
    "csumalpha": "has a wrong pair of check characters",
    "gcppos1": "does not begin with the four digits of a company",
    "gcppos2": "does not have the four digits of a company after the first",
    "hasnondigit": "takes at least one character that is no digit",
    "hh": "has no such hour",
    "hhmi": "has no such time of day",
    "hyphen": "takes nothing but a hyphen at its end",
    "iban": "is no account number: its check digits or its country are wrong",
    "importeridx": "takes a letter, a digit, - or _ at its end",
    "iso3166": "names no country",
    "iso3166999": "names no country",
    "iso3166alpha2": "names no country",
    "iso4217": "names no currency",
    "iso5218": "takes 0, 1, 2 or 9",
    "latitude": "lies beyond a pole",
    "longitude": "lies beyond the date line",
    "mediatype": "names no kind of medium",
    "mi": "has no such minute",
    "nonzero": "may not be zero",
    "nozeroprefix": "may not begin with zero",
    "packagetype": "names no kind of package",
    "pcenc": "holds a % that no two hexadecimal digits follow",
    "pieceoftotal": "has a piece beyond its total, or one of them is zero",
    "posinseqslash": "takes a place and a number, such as 1/2",
    "ss": "has no such second",
    "winding": "takes 0, 1 or 9",
    "yesno": "takes 0 or 1",
    "yymmd0": "is no date",
    "yymmdd": "is no date",
    "yyyymmd0": "is no date",
    "yyyymmdd": "is no date",
    "zero": "begins with something else than zero",
}
"""What each check says of a value, after its identifier; coupons say more than one thing."""


def main() -> None:
    """Write the table where both readers look."""
    text = table()
    for target in TARGETS:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")


def table() -> str:
    """Return the table as JSON, a row a line."""
    rows = ",\n".join("  " + _compact(row) for row in _rows())
    lists = ",\n".join(f"  {_compact(name)}: {_compact(codes)}" for name, codes in _code_lists())
    said = ",\n".join(f"  {_compact(name)}: {_compact(text)}" for name, text in SENTENCES.items())
    coupons = ",\n".join(f"  {_compact(name)}: {_compact(each)}" for name, each in COUPONS.items())
    named = {"codes": lists, "says": said, "coupons": coupons}
    rest = "".join(f',\n"{name}": {{\n{each}\n}}' for name, each in named.items())
    return f'{{"rows": [\n{rows}\n]{rest}}}\n'


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _rows() -> Iterator[list[object]]:
    for line in (SOURCE / "gs1-syntax-dictionary.txt").read_text("utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        found = ENTRY.fullmatch(line.rstrip())
        assert found, f"cannot be read: {line}"
        first, last, flags, rest, title = found.groups()
        words = rest.split()
        parts = [_part(word) for word in words if PART.fullmatch(word)]
        told = [word for word in words if not PART.fullmatch(word)]
        yield [first, last or first, *_flags(flags), parts, *_attributes(told), title or ""]


def _flags(flags: str) -> tuple[int, int]:
    return int("*" in flags), int("?" in flags)


def _part(word: str) -> list[object]:
    found = PART.fullmatch(word)
    assert found, word
    bracket, characters, upto, length, _, linters = found.groups()
    names = [name for name in linters.split(",") if name]
    assert set(names) <= SENTENCES.keys() | COUPONS.keys(), f"an unknown linter: {word}"
    return [characters, 1 if upto else int(length), int(length), int(bool(bracket)), names]


def _attributes(words: list[str]) -> tuple[object, object, object]:
    required: list[list[list[str]]] = []
    forbidden: list[str] = []
    qualifiers: list[list[str]] | None = None
    for word in words:
        name, _, value = word.partition("=")
        match name:
            case "req":
                required.append([one.split("+") for one in value.split(",")])
            case "ex":
                forbidden += value.split(",")
            case "dlpkey":
                qualifiers = [one.split(",") for one in value.split("|") if one]
            case _:
                raise AssertionError(word)
    return required, forbidden, qualifiers


def _code_lists() -> Iterator[tuple[str, str]]:
    text = (SOURCE / "code-lists.txt").read_text("utf-8")
    lines = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    for name, codes in re.findall(r"(\w+):((?:\s+[0-9A-Z]+)+)(?=\s|\Z)", lines):
        assert name in CODE_LISTS, name
        yield name, " ".join(codes.split())


if __name__ == "__main__":
    main()
