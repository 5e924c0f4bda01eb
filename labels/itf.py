"""ITF-14, the bars of a case: two of five elements of each digit are wide (ISO/IEC 16390).

Wide elements are three modules, so that all are whole dots; the standard permits 2.25 to 3
(GS1 General Specifications, section 5.3).
"""

WIDE = {
    "0": "00110",
    "1": "10001",
    "2": "01001",
    "3": "11000",
    "4": "00101",
    "5": "10100",
    "6": "01100",
    "7": "00011",
    "8": "10010",
    "9": "01010",
}
START, STOP = "1010", "11101"
BEARER_MODULES = 2
"""Thickness of the bars above and below it; they turn a slanted, partial reading into none."""


def interleaved(digits: str) -> str:
    """Return the modules of an even number of digits: bars carry the odd ones, gaps the even."""
    assert len(digits) % 2 == 0, "digits are interleaved in pairs"
    pairs = zip(digits[::2], digits[1::2], strict=True)
    return START + "".join(_pair(bars, gaps) for bars, gaps in pairs) + STOP


def _pair(bars: str, gaps: str) -> str:
    return "".join(
        _wide("1", bar) + _wide("0", gap) for bar, gap in zip(WIDE[bars], WIDE[gaps], strict=True)
    )


def _wide(module: str, is_wide: str) -> str:
    return module * (3 if is_wide == "1" else 1)
