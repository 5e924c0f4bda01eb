"""Trade numbers as scanners send them: eight to fourteen digits, or a UPC-E cut short.

GS1 General Specifications, sections 2.1 (company-internal numbers), 5.2 (EAN and UPC) and 7.9.
"""

import re

from backend.master.gtin import check_digit

LENGTH = 14
SHAPE = re.compile(r"[0-9]{8}|[0-9]{12,14}")
SHORT = re.compile(r"[01]([0-9]{6})([0-9])")
VARIABLE = "9"
"""Indicator of a trade item whose measure varies."""


def has_good_check(digits: str) -> bool:
    """Tell whether a number ends in the digit that its others ask for."""
    return check_digit(digits[:-1]) == int(digits[-1])


def trade_numbers(text: str) -> tuple[str, ...]:
    """Return the GTINs, as 14 digits, that a text can be: an EAN-8 may be a UPC-E as well."""
    if not SHAPE.fullmatch(text):
        return ()
    found = [text] if has_good_check(text) else []
    longer = expanded(text)
    if longer is not None and has_good_check(longer):
        found.append(longer)
    return tuple(dict.fromkeys(number.zfill(LENGTH) for number in found))


def expanded(text: str) -> str | None:
    """Return the twelve digits of a UPC-E (section 5.2.3.4.2), with its check digit as it came."""
    found = SHORT.fullmatch(text)
    if found is None:
        return None
    six, check = found.groups()
    match six[5]:
        case "0" | "1" | "2":
            middle = f"{six[:2]}{six[5]}0000{six[2:5]}"
        case "3":
            middle = f"{six[:3]}00000{six[3:5]}"
        case "4":
            middle = f"{six[:4]}00000{six[4]}"
        case _:
            middle = f"{six[:5]}0000{six[5]}"
    return text[0] + middle + check


def is_restricted(gtin: str) -> bool:
    """Tell whether a GTIN means something within one company or country only.

    Prefixes 02, 04 and 20 to 29 of thirteen digits, and eight digits that begin with 0 or 2.
    """
    if re.match(r"0(?:02|04|2)", gtin):
        return True
    return re.match(r"000000[02]", gtin) is not None


def is_variable(gtin: str) -> bool:
    """Tell whether a GTIN is of a trade item whose measure varies."""
    return gtin.startswith(VARIABLE)


def measure(ai: str, value: str) -> str | None:
    """Return the number that a measure, an amount or a price says; None for other elements.

    The last digit of the identifier says where the decimal point stands (section 3.6).
    """
    if not re.fullmatch(r"3(?:[1-6][0-9]|9[0-5])[0-9]", ai):
        return None
    digits = value[3:] if ai[:3] in {"391", "393"} else value
    point = int(ai[3])
    if point == 0:
        return digits.lstrip("0") or "0"
    padded = digits.zfill(point + 1)
    return f"{padded[:-point].lstrip('0') or '0'}.{padded[-point:]}"
