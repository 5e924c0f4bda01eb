"""Numbers of variable measure: 02 or 20 to 29 in front, an item's number, and a weight or a price.

Their layout is each country's and each company's own (GS1 General Specifications, sections 2.1.11
and 7.9.1 to 7.9.4), so it is data: thirteen signs, such as 21IIIIIVMMMMC. I is the item's number, M
the measure, V the digit that checks it, C the last digit that checks all.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from backend.kernel.refusals import InvalidInput
from backend.master.gtin import check_digit

LENGTH = 13
SHAPE = re.compile(r"(?P<prefix>(?:02|2[0-9])[0-9]{0,3})I+(?:V?M+|M+V)C")
RESTRICTED = re.compile(r"(?:02|2[0-9])[0-9]{11}")
TWICE_LESS = (0, 2, 4, 6, 8, 9, 1, 3, 5, 7)
"""Weight 2-: of twice the digit, its units less its tens."""
THRICE = (0, 3, 6, 9, 2, 5, 8, 1, 4, 7)
FIVE_MORE = (0, 5, 1, 6, 2, 7, 3, 8, 4, 9)
"""Weight 5+: of five times the digit, its units and its tens."""
FIVE_LESS = (0, 5, 9, 4, 8, 3, 7, 2, 6, 1)
FOUR = (TWICE_LESS, TWICE_LESS, THRICE, FIVE_LESS)
FIVE = (FIVE_MORE, TWICE_LESS, FIVE_LESS, FIVE_MORE, TWICE_LESS)


class MeasureKind(StrEnum):
    """What a number of variable measure carries."""

    WEIGHT = "WEIGHT"
    PRICE = "PRICE"
    COUNT = "COUNT"


@dataclass(frozen=True, slots=True)
class Layout:
    """How such numbers are laid out somewhere; a weight is in kilograms."""

    prefix: str
    pattern: str
    measure: str
    decimals: int


@dataclass(frozen=True, slots=True)
class Measured:
    """An item's own number, with zeros for the measure, and how much of it there is."""

    number: str
    measure: str
    value: Decimal


def prefix_of(pattern: str) -> str:
    """Return the digits in front of a layout; refuses INVALID_INPUT for what is none."""
    found = SHAPE.fullmatch(pattern)
    if found is None or len(pattern) != LENGTH:
        raise InvalidInput(field="pattern", problem="is not as 21IIIIIMMMMMC, 13 signs")
    if "V" in pattern and pattern.count("M") not in {len(FOUR), len(FIVE)}:
        raise InvalidInput(field="pattern", problem="has a V, which goes with four or five M")
    return found["prefix"]


def may_be_measured(number: str) -> bool:
    """Tell whether thirteen digits may carry a measure."""
    return RESTRICTED.fullmatch(number) is not None


def measured(number: str, layouts: Iterable[Layout]) -> Measured | str:
    """Take such a number apart by the first layout that fits; else say why it cannot be."""
    layout = next((each for each in layouts if number.startswith(each.prefix)), None)
    if layout is None:
        return f"Numbers that begin with {number[:2]} may carry a weight; no layout is set here."
    digits = _of(number, layout, "M")
    check = _of(number, layout, "V")
    if check and int(check) != check_of_measure(digits):
        return f"The digit that checks the measure {digits} is wrong; scan it again."
    return Measured(item_number(number, layout), layout.measure, _value(digits, layout.decimals))


def item_number(number: str, layout: Layout) -> str:
    """Return the number that stands for the item whatever it weighs: zeros for the measure."""
    bare = "".join(
        "0" if sign in "MV" else digit
        for digit, sign in zip(number[:-1], layout.pattern, strict=False)
    )
    return bare + str(check_digit(bare))


def check_of_measure(digits: str) -> int:
    """Return the check digit of a price or weight of four or five digits (7.9.3, 7.9.4)."""
    weights = FOUR if len(digits) == len(FOUR) else FIVE
    total = sum(table[int(digit)] for table, digit in zip(weights, digits, strict=True))
    return total * 3 % 10 if weights is FOUR else FIVE_LESS.index(-total % 10)


def _value(digits: str, decimals: int) -> Decimal:
    return Decimal(int(digits)).scaleb(-decimals)


def _of(number: str, layout: Layout, wanted: str) -> str:
    pairs = zip(number, layout.pattern, strict=True)
    return "".join(digit for digit, sign in pairs if sign == wanted)
