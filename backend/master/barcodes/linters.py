"""The checks that GS1's syntax dictionary names for the parts of a value.

Each is asked with characters that fit the part's set already, and with as many as it may have.
"""

import re
from collections.abc import Callable, Mapping

from backend.master.barcodes.table import table
from backend.master.gtin import check_digit

CHARACTERS: Mapping[str, re.Pattern[str]] = {
    "N": re.compile(r"[0-9]*"),
    "X": re.compile(r"""[!"%-?A-Z_a-z]*"""),
    "Y": re.compile(r"[#\-/0-9A-Z]*"),
    "Z": re.compile(r"[\-0-9A-Z_a-z]*={0,2}"),
}
CHECK_CHARACTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Character set 32: what a pair of check characters is of."""
SET_82 = "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"
PRIMES = (
    2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83,
)  # fmt: skip
"""Weights of a value's characters, from the right: as many as (8013) can have."""
MODULUS = 1021
IBAN_SHORTEST = 11
DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
LATITUDE_MOST = 1_800_000_000
LONGITUDE_MOST = 3_600_000_000


def fits(characters: str, text: str) -> bool:
    """Tell whether a text is of one of GS1's character sets (section 7.11)."""
    if not CHARACTERS[characters].fullmatch(text):
        return False
    return characters != "Z" or "=" not in text or len(text) % 3 == 0


def passes(linter: str, text: str) -> bool:
    """Tell whether a part passes a check."""
    codes = table().codes.get(linter)
    return text in codes if codes is not None else LINTERS[linter](text)


def _alphanumeric_check(text: str) -> bool:
    total = sum(
        SET_82.index(letter) * PRIMES[place] for place, letter in enumerate(reversed(text[:-2]))
    )
    high, low = divmod(total % MODULUS, 32)
    return text[-2:] == CHECK_CHARACTERS[high] + CHECK_CHARACTERS[low]


def _short_day(text: str) -> bool:
    # The century matters for one day alone: of the years that end in 00, 2000 was a leap year.
    return _day(int("20" + text[:2]), text[2:4], text[4:6])


def _day(year: int, month: str, day: str) -> bool:
    if not 1 <= int(month) <= len(DAYS):
        return False
    is_leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return int(day) <= DAYS[int(month) - 1] + (month == "02" and is_leap)


def _iban(text: str) -> bool:
    is_plain = len(text) >= IBAN_SHORTEST and re.fullmatch("[0-9A-Z]+", text) is not None
    if not is_plain or not passes("iso3166alpha2", text[:2]):
        return False
    return int("".join(str(int(letter, 36)) for letter in text[4:] + text[:4])) % 97 == 1


def _piece_of_total(text: str) -> bool:
    half = len(text) // 2
    return 0 < int(text[:half]) <= int(text[half:])


def _place_and_number(text: str) -> bool:
    found = re.fullmatch(r"([1-9][0-9]*)/([1-9][0-9]*)", text)
    return found is not None and int(found[1]) <= int(found[2])


def _hour_and_minute(text: str) -> bool:
    return text[:2] < "24" and text[2:] < "60"


LINTERS: Mapping[str, Callable[[str], bool]] = {
    "csum": lambda text: check_digit(text[:-1]) == int(text[-1]),
    "csumalpha": lambda text: len(text) > 1 and _alphanumeric_check(text),
    "gcppos1": lambda text: re.match("[0-9]{4}", text) is not None,
    "gcppos2": lambda text: re.match(".[0-9]{4}", text) is not None,
    "hasnondigit": lambda text: re.fullmatch("[0-9]*", text) is None,
    "hh": lambda text: text < "24",
    "hhmi": _hour_and_minute,
    "hyphen": lambda text: text == "-",
    "iban": _iban,
    "importeridx": lambda text: re.fullmatch(r"[\-0-9A-Z_a-z]", text) is not None,
    "iso3166999": lambda text: text == "999" or passes("iso3166", text),
    "iso5218": lambda text: text in "0129",
    "latitude": lambda text: int(text) <= LATITUDE_MOST,
    "longitude": lambda text: int(text) <= LONGITUDE_MOST,
    "mi": lambda text: text < "60",
    "nonzero": lambda text: text.strip("0") != "",
    "nozeroprefix": lambda text: not text.startswith("0"),
    "pcenc": lambda text: re.search("%(?![0-9A-Fa-f]{2})", text) is None,
    "pieceoftotal": _piece_of_total,
    "posinseqslash": _place_and_number,
    "ss": lambda text: text < "60",
    "winding": lambda text: text in "019",
    "yesno": lambda text: text in "01",
    "yymmd0": _short_day,
    "yymmdd": lambda text: text[4:] != "00" and _short_day(text),
    "yyyymmd0": lambda text: _day(int(text[:4]), text[4:6], text[6:]),
    "yyyymmdd": lambda text: text[6:] != "00" and _day(int(text[:4]), text[4:6], text[6:]),
    "zero": lambda text: text.strip("0") == "",
}
"""The others are lists of codes, and the two of coupons."""
