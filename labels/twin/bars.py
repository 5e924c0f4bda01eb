"""The printer's own bars: from a ZPL field to modules, by the printer's rules."""

from barcode.charsets.code128 import CODES, STOP

L_CODES = (
    "0001101",
    "0011001",
    "0010011",
    "0111101",
    "0100011",
    "0110001",
    "0101111",
    "0111011",
    "0110111",
    "0001011",
)
PARITY = (
    "LLLLLL",
    "LLGLGG",
    "LLGGLG",
    "LLGGGL",
    "LGLLGG",
    "LGGLLG",
    "LGGGLL",
    "LGLGLG",
    "LGLGGL",
    "LGGLGL",
)
"""Which left-hand digits are turned around, by the first digit, which has no bars of its own."""
INVOKED = {
    "<": 62,
    "0": 30,
    "=": 94,
    "1": 95,
    "2": 96,
    "3": 97,
    "4": 98,
    "5": 99,
    "6": 100,
    "7": 101,
    "8": 102,
    "9": 103,
    ":": 104,
    ";": 105,
}
INTERLEAVED = (
    "11331",
    "31113",
    "13113",
    "33111",
    "11313",
    "31311",
    "13311",
    "11133",
    "31131",
    "13131",
)
"""Widths of a digit's five elements by the digit."""
STARTS = frozenset({103, 104, 105})
SUBSET = {103: "A", 104: "B", 105: "C", 99: "C", 100: "B", 101: "A"}


def code_128(field: str) -> str:
    """Return the modules of a ^BC field in mode N, where `>` and a sign name a code word."""
    words = _words(field)
    if not words or words[0] not in STARTS:
        words.insert(0, 104)
    check = words[0] + sum(place * word for place, word in enumerate(words[1:], 1))
    bars = "".join(str(CODES[word]) for word in (*words, check % 103))
    return f"{bars}{STOP}11"


def ean_13(digits: str) -> str:
    """Return the modules of twelve digits; the printer adds the check digit."""
    whole = digits + _check(digits)
    left = "".join(
        L_CODES[int(digit)] if parity == "L" else _turned(L_CODES[int(digit)])
        for digit, parity in zip(whole[1:7], PARITY[int(whole[0])], strict=True)
    )
    return f"101{left}01010{_right(whole[7:])}101"


def ean_8(digits: str) -> str:
    """Return the modules of seven digits."""
    whole = digits + _check(digits)
    left = "".join(L_CODES[int(digit)] for digit in whole[:4])
    return f"101{left}01010{_right(whole[4:])}101"


def upc_a(digits: str) -> str:
    """Return the modules of eleven digits: an EAN-13 that begins with zero."""
    return ean_13("0" + digits)


def interleaved(digits: str) -> str:
    """Return the modules of pairs of digits, wide elements three modules: bars, then gaps."""
    drawn = "1010"
    for place in range(0, len(digits) // 2 * 2, 2):
        bars, gaps = (INTERLEAVED[int(digit)] for digit in digits[place : place + 2])
        for bar, gap in zip(bars, gaps, strict=True):
            drawn += "1" * int(bar) + "0" * int(gap)
    return f"{drawn}11101"


def _words(field: str) -> list[int]:
    words: list[int] = []
    subset, place = "B", 0
    while place < len(field):
        if field[place] == ">" and place + 1 < len(field):
            word = INVOKED[field[place + 1]]
            moves = word in SUBSET and not (word in {99, 100, 101} and SUBSET[word] == subset)
            subset = SUBSET[word] if moves else subset
            words.append(word)
            place += 2
        elif subset == "C":
            words.append(int(field[place : place + 2]))
            place += 2
        else:
            words.append(ord(field[place]) - 32)
            place += 1
    return words


def _right(digits: str) -> str:
    swapped = str.maketrans("01", "10")
    return "".join(L_CODES[int(digit)].translate(swapped) for digit in digits)


def _turned(code: str) -> str:
    return code.translate(str.maketrans("01", "10"))[::-1]


def _check(digits: str) -> str:
    odd, even = digits[::-2], digits[-2::-2]
    return str(-(3 * sum(map(int, odd)) + sum(map(int, even))) % 10)
