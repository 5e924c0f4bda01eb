"""Symbols as modules, dark and light, before anybody knows how large they will be.

python-barcode and zxing-cpp only encode here. The modules are drawn by us, each a whole number of
the printer's dots: their own pictures round, and rounded bars are uneven bars.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import cast

import zxingcpp
from barcode import EAN8, EAN13, UPCA
from barcode.codex import Code128, Gs1_128

from labels.code_words import WholeCode128
from labels.gs1 import (
    SEPARATOR,
    Elements,
    bracketed,
    checked_number,
    element_string,
    readable,
)
from labels.itf import interleaved
from labels.refused import LabelRefused

CHARACTERS_MAX = 80
"""A longer Code 128 is wider than any label and than most readers' beam."""
MATRIX_CHARACTERS_MAX = 400
FNC1 = "\xf1"
"""As python-barcode spells it."""
PRINTABLE = re.compile(r"[ -~]+\Z")


class Symbology(StrEnum):
    """How a text becomes bars or squares."""

    CODE_128 = "CODE_128"
    GS1_128 = "GS1_128"
    EAN_13 = "EAN_13"
    EAN_8 = "EAN_8"
    UPC_A = "UPC_A"
    ITF_14 = "ITF_14"
    QR = "QR"
    DATA_MATRIX = "DATA_MATRIX"
    GS1_DATA_MATRIX = "GS1_DATA_MATRIX"


@dataclass(frozen=True, slots=True)
class Symbol:
    """Modules row by row (`1` is dark), without quiet zone; a linear one has a single row."""

    symbology: Symbology
    rows: tuple[str, ...]
    text: str
    """What a decoder must read."""
    human: str
    """What people read beneath it."""
    quiet_left: int
    quiet_right: int

    @property
    def is_linear(self) -> bool:
        """Tell whether its height is free."""
        return len(self.rows) == 1

    @property
    def width(self) -> int:
        """Return how many modules wide it is, quiet zones counted."""
        return self.quiet_left + len(self.rows[0]) + self.quiet_right


def code_128(text: str) -> Symbol:
    """Return a Code 128 (ISO/IEC 15417) of printable ASCII: no code shall type control keys."""
    if not PRINTABLE.match(text):
        raise LabelRefused(f"{text!r} holds characters that Code 128 does not carry")
    if len(text) > CHARACTERS_MAX:
        raise LabelRefused(f"{len(text)} characters are too long for Code 128")
    return Symbol(Symbology.CODE_128, _bars(WholeCode128(text)), text, text, 10, 10)


def gs1_128(elements: Elements) -> Symbol:
    """Return a GS1-128 (GS1 General Specifications, section 5.4)."""
    text = element_string(elements)
    rows = _bars(Gs1_128(text.replace(SEPARATOR, FNC1)))
    return Symbol(Symbology.GS1_128, rows, text, readable(elements), 10, 10)


def ean_13(gtin: str) -> Symbol:
    """Return an EAN-13 (section 5.2), whose left quiet zone is wider than its right."""
    digits = checked_number(gtin, lengths=frozenset({13}))
    human = f"{digits[0]} {digits[1:7]} {digits[7:]}"
    return Symbol(Symbology.EAN_13, _bars(EAN13(digits)), digits, human, 11, 7)


def ean_8(gtin: str) -> Symbol:
    """Return an EAN-8."""
    digits = checked_number(gtin, lengths=frozenset({8}))
    human = f"{digits[:4]} {digits[4:]}"
    return Symbol(Symbology.EAN_8, _bars(EAN8(digits)), digits, human, 7, 7)


def upc_a(gtin: str) -> Symbol:
    """Return a UPC-A."""
    digits = checked_number(gtin, lengths=frozenset({12}))
    human = f"{digits[0]} {digits[1:6]} {digits[6:11]} {digits[11]}"
    return Symbol(Symbology.UPC_A, _bars(UPCA(digits)), digits, human, 9, 9)


def itf_14(gtin: str) -> Symbol:
    """Return an ITF-14 (section 5.3): a case's GTIN alone; shorter numbers get leading zeros."""
    digits = checked_number(gtin, lengths=frozenset({8, 12, 13, 14})).zfill(14)
    human = f"{digits[0]} {digits[1:3]} {digits[3:8]} {digits[8:13]} {digits[13]}"
    return Symbol(Symbology.ITF_14, (interleaved(digits),), digits, human, 10, 10)


def trade_number(gtin: str) -> Symbol:
    """Return the symbol of a GTIN by its length; fourteen digits become a GS1-128."""
    drawn = {8: ean_8, 12: upc_a, 13: ean_13}.get(len(gtin))
    if drawn is not None:
        return drawn(gtin)
    return gs1_128((("01", checked_number(gtin, lengths=frozenset({8, 12, 13, 14}))),))


def qr(text: str) -> Symbol:
    """Return a QR code (ISO/IEC 18004) that survives the loss of 15 % of it (level M)."""
    return _matrix(Symbology.QR, _checked(text), quiet=4, ec_level="M")


def data_matrix(text: str) -> Symbol:
    """Return a square Data Matrix (ISO/IEC 16022)."""
    return _matrix(Symbology.DATA_MATRIX, _checked(text), quiet=2, force_square=True)


def gs1_data_matrix(elements: Elements) -> Symbol:
    """Return a GS1 DataMatrix (GS1 General Specifications, section 5.6)."""
    text = element_string(elements)
    rows = _squares(
        zxingcpp.BarcodeFormat.DataMatrix, bracketed(elements), gs1=True, force_square=True
    )
    return Symbol(Symbology.GS1_DATA_MATRIX, rows, text, readable(elements), 2, 2)


def _checked(text: str) -> str:
    if not text or len(text) > MATRIX_CHARACTERS_MAX or not text.isprintable():
        raise LabelRefused(f"{text[:40]!r} cannot stand in a code")
    return text


def _matrix(symbology: Symbology, text: str, *, quiet: int, **options: object) -> Symbol:
    formats = {
        Symbology.QR: zxingcpp.BarcodeFormat.QRCode,
        Symbology.DATA_MATRIX: zxingcpp.BarcodeFormat.DataMatrix,
    }
    if not text.isascii():
        options["eci"] = "UTF-8"  # without it a decoder guesses, and takes an accent for Japanese
    rows = _squares(formats[symbology], text, **options)
    return Symbol(symbology, rows, text, text, quiet, quiet)


def _bars(encoder: Code128 | Gs1_128 | EAN13 | EAN8 | UPCA) -> tuple[str, ...]:
    (row,) = encoder.build()
    return (row,)


def _squares(kind: zxingcpp.BarcodeFormat, text: str, **options: object) -> tuple[str, ...]:
    try:
        made = zxingcpp.create_barcode(text, kind, **options)
    except (ValueError, RuntimeError) as problem:
        raise LabelRefused(f"{text!r} cannot be encoded: {problem}") from problem
    picture = zxingcpp.write_barcode_to_image(made, scale=1, add_quiet_zones=False)
    width, flat = int(picture.shape[1]), bytes(cast("bytes", picture))
    rows = (flat[start : start + width] for start in range(0, len(flat), width))
    return tuple("".join("0" if dot else "1" for dot in row) for row in rows)
