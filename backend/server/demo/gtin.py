"""Number trade items that have no GTIN of their own: restricted-circulation EAN-13.

GS1 General Specifications, section 1.4.1.2: the GS1 Prefixes 20 to 29 are restricted circulation
numbers, which mean something only within a closed region and are never a GTIN. We write 2, the
pack, ten digits and the check digit.
A case gets an EAN-13 as well, not a GTIN-14: a GTIN-14 is made by putting an indicator before a
GTIN, and a restricted number is none.
"""

from collections.abc import Iterable
from enum import IntEnum

from backend.server.demo.draw import draw

ITEM_NUMBERS = 10**10


class PackDigit(IntEnum):
    """The second digit: which pack of the item the number means."""

    EACH = 0
    INNER = 1
    CASE = 2


def check_digit(digits: str) -> int:
    """Return the GS1 check digit (General Specifications, section 7.9) of what precedes it."""
    weighed = sum(int(digit) * (3, 1)[place % 2] for place, digit in enumerate(reversed(digits)))
    return -weighed % 10


def restricted_ean13(pack: PackDigit, item_number: int) -> str:
    """Return the EAN-13 of a pack of the item with this number."""
    digits = f"2{pack:d}{item_number:010d}"
    return f"{digits}{check_digit(digits)}"


def item_numbers(skus: Iterable[str]) -> dict[str, int]:
    """Give each SKU its own number below 10^10, drawn from the SKU itself.

    An item so keeps its number whatever else is numbered with it; only where two draw the same,
    which among 4,000 happens once in a thousand times, the later in the order of SKUs moves on.
    """
    numbers: dict[str, int] = {}
    taken: set[int] = set()
    for sku in sorted(skus):
        number = draw("item number", sku, below=ITEM_NUMBERS)
        while number in taken:
            number = (number + 1) % ITEM_NUMBERS
        taken.add(number)
        numbers[sku] = number
    return numbers
