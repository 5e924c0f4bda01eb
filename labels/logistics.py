"""Labels of what travels: the GS1 logistic label of a pallet or carton, and a shipping label.

A logistic label has three blocks from the top: free text, what the bars say in letters under GS1's
data titles, and the bars, the SSCC lowest (GS1 General Specifications, section 6.6; GS1 Logistic
Label Guideline). Bars are 31.75 mm high and no finer than 0.495 mm, for conveyors.
"""

from dataclasses import dataclass
from datetime import date

from labels.designs import PALLET, SHIPPING
from labels.gs1 import checked_number, looks_like_sscc, readable, six_digits
from labels.kinds import Label
from labels.refused import LabelRefused
from labels.symbols import Symbol, code_128, gs1_128, gs1_data_matrix

COUNT_MAX = 99_999_999
"""(37) takes eight digits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a pallet of one item holds: `count` packs of this GTIN, perhaps of one lot."""

    gtin: str
    count: int
    lot: str | None = None
    expires_on: date | None = None


def pallet_label(
    *, sscc: str, place: str = "", name: str = "", content: Content | None = None
) -> Label:
    """Return the GS1 logistic label of a pallet; refuse one whose number is no SSCC.

    A pallet of several items or lots says only who it is: (02) and (37) are for content of one
    kind. Where the content has no room in bars, it stands in a GS1 DataMatrix.
    """
    number = [("00", checked_number(sscc, lengths=frozenset({18})))]
    texts = {"place": place, "name": name, "human": readable(number)}
    if content is None:
        square = gs1_data_matrix(number)
        texts |= {"facts": f"SSCC {sscc}"}
        return Label(PALLET, texts, {"square": square, "code": gs1_128(number)})
    held, more = _held(content), _more(content)
    whole = gs1_data_matrix([*held, *more])
    symbols = {"content": gs1_128(held), "code": gs1_128(number)}
    texts |= {"facts": _titled(sscc, content), "human_content": readable(held)}
    if more:
        symbols |= {"lot": gs1_128(more)}
        texts |= {"human_lot": readable(more)}
    instead = dict.fromkeys(("content", "lot"), ("square", whole))
    return Label(PALLET, texts, symbols, instead=instead)


def shipping_label(
    *,
    code: str,
    sender: str,
    to: tuple[str, ...],
    facts: tuple[str, ...] = (),
    tracking_number: str | None = None,
) -> Label:
    """Return a carton's shipping label: who sends it to whom, its tracking number and its own.

    The tracking number is Code 128, as it came from the carrier; the carton's is GS1-128 when it
    is an SSCC. It stands in for no label that a carrier draws itself.
    """
    if not any(line.strip() for line in to):
        raise LabelRefused("a shipping label needs an address")
    texts = {"place": sender, "name": "\n".join(to), "facts": "\n".join(facts)}
    symbols: dict[str, Symbol] = {}
    if tracking_number is not None:
        symbols["tracking"] = code_128(tracking_number)
        texts["human_tracking"] = tracking_number
    if looks_like_sscc(code):
        symbols["sscc"] = gs1_128((("00", code),))
        return Label(SHIPPING, texts | {"human": readable((("00", code),))}, symbols)
    return Label(SHIPPING, texts | {"human": code}, symbols | {"code": code_128(code)})


def _held(content: Content) -> list[tuple[str, str]]:
    if not 0 < content.count <= COUNT_MAX:
        raise LabelRefused(f"(37) takes 1 to {COUNT_MAX}, not {content.count}")
    digits = str(content.count)
    even = digits.zfill(len(digits) + len(digits) % 2)
    return [("02", content.gtin.zfill(14)), ("37", even)]


def _more(content: Content) -> list[tuple[str, str]]:
    day = content.expires_on
    return [
        *([("17", six_digits(day))] if day else []),
        *([("10", content.lot)] if content.lot else []),
    ]


def _titled(sscc: str, content: Content) -> str:
    """Return what the bars say under GS1's data titles (section 3.2)."""
    day = content.expires_on
    lines = (
        f"SSCC {sscc}",
        f"CONTENT {content.gtin.zfill(14)}",
        f"COUNT {content.count}",
        f"BATCH/LOT {content.lot}" if content.lot else "",
        f"USE BY {day:%Y-%m-%d}" if day else "",
    )
    return "\n".join(filter(None, lines))
