"""Read whatever a scanner sends: a GS1 label, a trade number, a HIBC, a code of ours, or a text.

Total for any text, bounded and linear. What it means in this warehouse is another question.
"""

import re
from dataclasses import dataclass, replace

from backend.master.barcodes.elements import (
    FNC1,
    Elements,
    Gs1,
    bracketed,
    element_string,
)
from backend.master.barcodes.hibc import Hibc, hibc
from backend.master.barcodes.links import NOT_GS1, is_link, link
from backend.master.barcodes.own import own_kind
from backend.master.barcodes.table import table
from backend.master.barcodes.trade import expanded, has_good_check, trade_numbers

LENGTH_MAX = 8192
"""In UTF-16 units, as the scanner counts them."""
AIM = re.compile(r"\][A-Za-z][0-9A-Za-z]")
CARRIES_ELEMENTS = {
    "]C1": "GS1-128",
    "]d2": "GS1 DataMatrix",
    "]Q3": "GS1 QR Code",
    "]e0": "GS1 DataBar",
    "]J1": "GS1 DotCode",
}
"""AIM identifiers (ISO/IEC 15424) that say: what follows is an element string."""
CARRIES_A_NUMBER = {
    "]E0": ("EAN-13", (13, 12, 8)),
    "]E4": ("EAN-8", (8,)),
    "]I1": ("ITF-14", (14,)),
}
"""How many digits each has; scanners send UPC-A and UPC-E as ]E0 too, with zeros or without."""
CARRIES_TEXT = {
    "]Q1": "QR Code",
    "]d1": "DataMatrix",
    "]J0": "DotCode",
    "]C0": "Code 128",
    "]A0": "Code 39",
}
DISGUISED = re.compile(
    r"<(?:[Gg][Ss]|[Ff][Nn][Cc]1)>|\{(?:[Gg][Ss]|[Ff][Nn][Cc]1)\}|\[[Gg][Ss]\]|\\x1[Dd]|\\u001[Dd]|\u241d"
)
"""How scanners that cannot send U+001D write it."""
LED_BY_FNC1 = re.compile(r"(?:\^|~1|\u00e8|\u00f1)[0-9]{2}")
FNC1_OF_PRINTERS = re.compile(r"\^|~1|\u00e8|\u00f1")
"""How encoders write FNC1; taken for it only where a text begins with it and then reads well."""
BRACKET = re.compile(r"\(([0-9]{2,4})\)")
COMPOSITE = "|]e0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a scanned text is."""

    text: str
    """How it is passed on: a GS1 label with its AIM identifier or FNC1 before it."""
    plain: str
    """Without AIM identifier and without FNC1 before it."""
    aim: str | None
    symbology: str | None
    kind: str
    """GS1, GTIN, HIBC, OWN or PLAIN."""
    elements: Elements = ()
    problem: str | None = None
    forbidden: str | None = None
    missing: str | None = None
    gtins: tuple[str, ...] = ()
    """The trade numbers that it can be, as 14 digits."""
    own: str | None = None
    hibc: Hibc | None = None

    def value(self, *ais: str) -> str | None:
        """Return the value of the first of these identifiers that the label holds."""
        found = {element.ai: element.value for element in self.elements}
        return next((found[ai] for ai in ais if ai in found), None)


def read(raw: str) -> Reading:
    """Read a scanned text; refuses with a `problem` in words, never with an exception."""
    if _units(raw) > LENGTH_MAX:
        problem = f"The code is too long: at most {LENGTH_MAX} characters are read."
        return Reading(text="", plain="", aim=None, symbology=None, kind="PLAIN", problem=problem)
    clean = DISGUISED.sub(FNC1, raw).rstrip("\r\n\t\x03\x04").lstrip("\x02")
    found = AIM.match(clean)
    aim = found[0] if found else None
    body = clean[3:] if aim else clean
    plain = body.lstrip(FNC1)
    name = CARRIES_ELEMENTS.get(aim or "") or CARRIES_TEXT.get(aim or "")
    bare = Reading(text=plain, plain=plain, aim=aim, symbology=name, kind="PLAIN")
    if aim in CARRIES_ELEMENTS:
        return _labelled(replace(bare, text=clean), element_string(body))
    if aim in CARRIES_A_NUMBER:
        return _numbered(bare, *CARRIES_A_NUMBER[aim])
    if aim is None and re.fullmatch(r"\][A-Za-z]?", clean):
        return replace(bare, problem="The symbology identifier is cut off.")
    gs1 = _unannounced(body, plain)
    if gs1 is not None:
        text = body if gs1.problem else FNC1 + string_of(gs1.elements)
        return _labelled(replace(bare, text=text), gs1)
    return _of_no_label(bare)


def string_of(elements: Elements) -> str:
    """Write elements as one element string."""
    ends = [
        "" if table().identifiers[element.ai].ends_itself else FNC1 for element in elements[:-1]
    ]
    return "".join(
        element.ai + element.value + end
        for element, end in zip(elements, [*ends, ""], strict=False)
    )


def gs1_of(text: str) -> Gs1:
    """Read a text that is known to be GS1's, without symbology: elements, brackets or a link."""
    if text.startswith("("):
        return bracketed(text)
    return link(text) if is_link(text) else element_string(text)


def _units(text: str) -> int:
    if len(text) <= LENGTH_MAX // 2:
        return len(text)
    return len(text) + sum(letter > "\uffff" for letter in text)


def _labelled(bare: Reading, gs1: Gs1) -> Reading:
    gtins = tuple(one.value for one in gs1.elements if one.ai in {"01", "02"})[:1]
    return _with(replace(bare, kind="GS1", gtins=gtins), gs1)


def _with(bare: Reading, gs1: Gs1) -> Reading:
    return replace(
        bare,
        elements=gs1.elements,
        problem=gs1.problem,
        forbidden=gs1.forbidden,
        missing=gs1.missing,
    )


def _numbered(bare: Reading, symbology: str, lengths: tuple[int, ...]) -> Reading:
    """Read what a symbol of digits says, with the composite component that may stand above it."""
    digits, above, rest = bare.plain.partition(COMPOSITE)
    named = replace(bare, symbology=symbology, kind="GTIN", text=digits)
    if not re.fullmatch("[0-9]+", digits) or len(digits) not in lengths:
        return replace(named, problem=f"{symbology} takes {lengths[0]} digits.")
    whole = (len(digits) < lengths[0] and expanded(digits)) or digits
    if not has_good_check(whole):
        return replace(named, problem="The check digit is wrong.")
    number = replace(named, gtins=(whole.zfill(14),))
    return _with(number, element_string(rest)) if above else number


def _unannounced(body: str, plain: str) -> Gs1 | None:
    """Find GS1 in a text that no symbology announces; None where nothing vouches for it."""
    if FNC1 in body and not plain.startswith("[)>"):
        return element_string(body)
    bracket = BRACKET.match(plain)
    if bracket and bracket[1] in table().identifiers:
        return bracketed(plain)
    if is_link(plain):
        gs1 = link(plain)
        return None if gs1.problem in NOT_GS1 else gs1
    if LED_BY_FNC1.match(plain):
        gs1 = element_string(FNC1_OF_PRINTERS.sub(FNC1, plain))
        return None if gs1.problem else gs1
    if _is_vouched(plain):
        gs1 = element_string(plain)
        return None if gs1.problem else gs1
    return None


def _is_vouched(text: str) -> bool:
    """Tell whether a right check digit stands where a GTIN or an SSCC would have it."""
    if re.fullmatch("00[0-9]{18}", text):
        return has_good_check(text[2:])
    return re.match("0[12][0-9]{14}", text) is not None and has_good_check(text[2:16])


def _of_no_label(bare: Reading) -> Reading:
    gtins = trade_numbers(bare.plain)
    if gtins:
        return replace(bare, kind="GTIN", gtins=gtins)
    health = hibc(bare.plain)
    if health is not None:
        return replace(bare, kind="HIBC", hibc=health)
    own = own_kind(bare.plain)
    return replace(bare, kind="OWN", own=own) if own else bare
