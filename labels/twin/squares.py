"""The printer's own 2-D symbols and pictures: from a ZPL field to dots."""

import re
from typing import cast

import zxingcpp

LENGTHS = {"00": 18, "01": 14, "02": 14, "11": 6, "13": 6, "15": 6, "17": 6, "20": 2}
"""Elements that end by themselves; the printer's encoder needs to know where one begins."""
DIGIT = re.compile(r"([G-Yg-z]*)([0-9A-Fa-f,!:])")


def qr(field: str) -> list[str]:
    """Return the rows of a ^BQ field: error correction and input mode stand before a comma."""
    level, text = field[0], field[3:]
    made = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level=level)
    return _rows(made)


def data_matrix(field: str, *, escape: str) -> list[str]:
    """Return the rows of a ^BX field; the escape sign with 1 is FNC1."""
    function = f"{escape}1"
    if escape and field.startswith(function):
        text = _bracketed(field.removeprefix(function).split(function))
        kind = zxingcpp.BarcodeFormat.DataMatrix
        return _rows(zxingcpp.create_barcode(text, kind, gs1=True, force_square=True))
    kind = zxingcpp.BarcodeFormat.DataMatrix
    return _rows(zxingcpp.create_barcode(field, kind, force_square=True))


def graphic(rest: str) -> list[str]:
    """Return the rows of a ^GF field of kind A, whose digits may be counted and repeated."""
    kind, _, _, width, digits = rest.split(",", 4)
    if kind != "A":
        return []
    per_row = int(width) * 2
    rows: list[str] = []
    row = ""
    for counts, digit in DIGIT.findall(digits):
        if digit == ":":
            rows.append(rows[-1])
            continue
        if digit in ",!":
            row = row.ljust(per_row, "0" if digit == "," else "F")
        else:
            row += digit * (_counted(counts) or 1)
        while len(row) >= per_row:
            rows.append(row[:per_row])
            row = row[per_row:]
    return [f"{int(row, 16):0{per_row * 4}b}" for row in rows]


def _counted(counts: str) -> int:
    ones = sum(ord(c) - ord("F") for c in counts if c.isupper())
    return ones + sum((ord(c) - ord("f")) * 20 for c in counts if c.islower())


def _bracketed(parts: list[str]) -> str:
    text = ""
    for part in parts:
        rest = part
        while rest:
            ai = rest[:2]
            length = LENGTHS.get(ai, len(rest) - 2)
            text, rest = f"{text}[{ai}]{rest[2 : 2 + length]}", rest[2 + length :]
    return text


def _rows(made: zxingcpp.Barcode) -> list[str]:
    picture = zxingcpp.write_barcode_to_image(made, scale=1, add_quiet_zones=False)
    width, flat = int(picture.shape[1]), bytes(cast("bytes", picture))
    return [
        "".join("0" if dot else "1" for dot in flat[start : start + width])
        for start in range(0, len(flat), width)
    ]
