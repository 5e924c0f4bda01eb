"""Trade numbers and their check digit (GS1 General Specifications, section 7.9)."""

from typing import ClassVar

from backend.kernel.refusals import Refusal

GTIN_LENGTHS = frozenset({8, 12, 13, 14})


class BarcodeMalformed(Refusal):
    """It has the form of a GTIN, and its check digit is wrong."""

    code: ClassVar[str] = "BARCODE_MALFORMED"
    sentence: ClassVar[str] = (
        "{barcode} looks like a GTIN, but its check digit should be {digit}; scan it again."
    )


def check_digit(digits: str) -> int:
    """Return the check digit of what precedes it: from the right, weights 3, 1, 3, 1."""
    weighed = sum(int(digit) * (3, 1)[place % 2] for place, digit in enumerate(reversed(digits)))
    return -weighed % 10


def looks_like_gtin(value: str) -> bool:
    """Tell whether a value is 8, 12, 13 or 14 digits, which only GTINs should be."""
    return value.isascii() and value.isdigit() and len(value) in GTIN_LENGTHS


def has_good_check_digit(value: str) -> bool:
    """Tell whether what looks like a GTIN is one; anything else is good as it is."""
    return not looks_like_gtin(value) or check_digit(value[:-1]) == int(value[-1])


def check_barcode(value: str) -> None:
    """Refuse BARCODE_MALFORMED when a value looks like a GTIN and is misread or mistyped."""
    if not has_good_check_digit(value):
        raise BarcodeMalformed(barcode=value, digit=check_digit(value[:-1]))
