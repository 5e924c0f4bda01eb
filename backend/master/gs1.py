"""Read a GS1 element string: which parts a scanned label holds.

GS1 General Specifications, sections 3.2 and 7.8: a part of predefined length ends by itself, any
other ends at FNC1, which scanners send as U+001D. The application identifiers here are those that
a warehouse meets; a label with another one is shown as read and not taken apart.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

FNC1 = "\x1d"
SYMBOLOGIES = {
    "]C1": "GS1-128",
    "]d2": "GS1 DataMatrix",
    "]Q3": "GS1 QR Code",
    "]e0": "GS1 DataBar",
}
"""AIM identifiers that say: what follows is an element string."""


@dataclass(frozen=True, slots=True)
class Identifier:
    """An application identifier: its title, how long its value is, and whether FNC1 ends it."""

    title: str
    pattern: str
    is_fixed: bool = True


IDENTIFIERS: Mapping[str, Identifier] = {
    "00": Identifier("SSCC", r"\d{18}"),
    "01": Identifier("GTIN", r"\d{14}"),
    "02": Identifier("CONTENT", r"\d{14}"),
    "10": Identifier("BATCH/LOT", r"[!-z]{1,20}", is_fixed=False),
    "11": Identifier("PROD DATE", r"\d{6}"),
    "13": Identifier("PACK DATE", r"\d{6}"),
    "15": Identifier("BEST BEFORE", r"\d{6}"),
    "17": Identifier("EXPIRY", r"\d{6}"),
    "20": Identifier("VARIANT", r"\d{2}"),
    "21": Identifier("SERIAL", r"[!-z]{1,20}", is_fixed=False),
    "30": Identifier("VAR. COUNT", r"\d{1,8}", is_fixed=False),
    "37": Identifier("COUNT", r"\d{1,8}", is_fixed=False),
    "240": Identifier("ADDITIONAL ID", r"[!-z]{1,30}", is_fixed=False),
    "400": Identifier("ORDER NUMBER", r"[!-z]{1,30}", is_fixed=False),
} | {f"310{point}": Identifier("NET WEIGHT (kg)", r"\d{6}") for point in range(6)}


@dataclass(frozen=True, slots=True)
class Element:
    """One part of a label."""

    ai: str
    title: str
    value: str


@dataclass(frozen=True, slots=True)
class Label:
    """What was read: its parts, or why it has none though it should."""

    symbology: str | None
    elements: tuple[Element, ...] = ()
    problem: str | None = None
    plain: str = ""
    """What was read without the AIM identifier."""

    def value(self, *ais: str) -> str | None:
        """Return the value of the first of these identifiers that the label holds."""
        found = {element.ai: element.value for element in self.elements}
        return next((found[ai] for ai in ais if ai in found), None)


def read_label(raw: str) -> Label:
    """Take a scanned text apart; one without a GS1 AIM identifier or FNC1 is a plain code."""
    symbology = SYMBOLOGIES.get(raw[:3])
    text = raw[3:] if re.match(r"\][A-Za-z]\w", raw) else raw
    if symbology is None and not text.startswith(FNC1):
        return Label(None, plain=text)
    elements: list[Element] = []
    rest = text.lstrip(FNC1)
    while rest:
        element = _first(rest)
        if element is None:
            problem = f"what begins with ({rest[:4]}) cannot be read; is a separator missing?"
            return Label(symbology, tuple(elements), problem, text)
        elements.append(element)
        rest = rest[len(element.ai) + len(element.value) :].lstrip(FNC1)
    return Label(symbology, tuple(elements), plain=text)


def _first(text: str) -> Element | None:
    for length in (2, 3, 4):
        known = IDENTIFIERS.get(text[:length])
        if known is None:
            continue
        value = re.match(known.pattern, text[length:], re.ASCII)
        if value is None:
            return None
        after = text[length + value.end() :]
        if not known.is_fixed and after and not after.startswith(FNC1):
            return None
        return Element(text[:length], known.title, value[0])
    return None
