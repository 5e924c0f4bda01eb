"""What stands on each kind of label, from the facts that a warehouse has about it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from labels.designs import BADGE, BIN, CARD, CARTON, CASE, ITEM, PACK, TOTE, Design
from labels.gs1 import Elements, looks_like_sscc, readable, six_digits
from labels.refused import LabelRefused
from labels.symbols import (
    Symbol,
    code_128,
    data_matrix,
    gs1_128,
    gs1_data_matrix,
    itf_14,
    qr,
    trade_number,
)


class Arrow(StrEnum):
    """Which bin a label on a beam speaks of: the one above it or the one below."""

    UP = "UP"
    DOWN = "DOWN"


@dataclass(frozen=True, slots=True)
class Label:
    """A design with what stands in its places; a place without content stays empty."""

    design: Design
    texts: Mapping[str, str]
    codes: Mapping[str, Symbol]
    arrow: Arrow | None = None
    instead: Mapping[str, tuple[str, Symbol]] = field(default_factory=dict)
    """Where a symbol may be too wide: the place and the symbol that stand in for it."""


def item_label(*, name: str, sku: str, gtin: str | None = None) -> Label:
    """Return an item's label: its GTIN as EAN or UPC, else its SKU as Code 128.

    A SKU too long for bars on this stock becomes a Data Matrix.
    """
    if gtin is not None:
        symbol = trade_number(gtin)
        return Label(ITEM, {"name": name, "sku": sku, "human": symbol.human}, {"code": symbol})
    texts = {"name": name, "sku": sku}
    if not sku.isascii():
        return Label(ITEM, texts, {"square": data_matrix(sku)})
    instead = {"code": ("square", data_matrix(sku))}
    return Label(ITEM, texts, {"code": code_128(sku)}, instead=instead)


def pack_label(
    *,
    name: str,
    sku: str,
    gtin: str,
    lot: str | None = None,
    expires_on: date | None = None,
    facts: str = "",
) -> Label:
    """Return a pack's label: GS1-128 and GS1 DataMatrix of GTIN, expiry and lot.

    A lot too long for bars stands in the DataMatrix alone. With neither lot nor expiry it is a
    case's label: its GTIN as ITF-14, in bars that conveyors read.
    """
    if lot is None and expires_on is None:
        symbol = itf_14(gtin)
        texts = {"name": name, "sku": sku, "facts": facts, "human": symbol.human}
        return Label(CASE, texts, {"code": symbol})
    elements = [("01", gtin.zfill(14))]
    if expires_on is not None:
        elements.append(("17", six_digits(expires_on)))
    if lot is not None:
        elements.append(("10", lot))
    said = [facts, f"LOT {lot}" if lot else "", f"EXP {expires_on:%Y-%m-%d}" if expires_on else ""]
    square = gs1_data_matrix(elements)
    return Label(
        PACK,
        {"name": name, "sku": sku, "facts": "\n".join(filter(None, said))} | _human(elements),
        {"code": gs1_128(elements), "square": square},
        instead={"code": ("square", square)},
    )


def bin_label(
    *, code: str, place: str = "", check_digits: str | None = None, arrow: Arrow | None = None
) -> Label:
    """Return a bin's label: its code for eyes, for a laser and for a camera.

    Check digits, where wanted, stand small and apart: they prove that somebody stands in front of
    the label, so nobody should read them in passing.
    """
    texts = {"code": code, "place": place, "digits": check_digits or ""}
    return Label(BIN, texts, {"code": code_128(code), "square": qr(code)}, arrow)


def tote_label(*, code: str, place: str = "") -> Label:
    """Return a tote's label."""
    return Label(TOTE, {"code": code, "place": place}, {"code": code_128(code), "square": qr(code)})


def badge_label(*, name: str, badge: str, place: str = "") -> Label:
    """Return a badge: a name, and the secret that signs its bearer in as bars only; no PIN.

    The secret does not stand there in letters, so that a glance does not copy it.
    """
    texts = {"name": name, "place": place}
    instead = {"code": ("square", qr(badge))}
    return Label(BADGE, texts, {"code": code_128(badge), "square": qr(badge)}, instead=instead)


def carton_label(*, code: str, to: str = "", facts: tuple[str, ...] = ()) -> Label:
    """Return a carton's label: GS1-128 when its code is an SSCC, else Code 128."""
    texts = {"name": to, "facts": "\n".join(facts)}
    if looks_like_sscc(code):
        elements = (("00", code),)
        return Label(
            CARTON,
            texts | _human(elements),
            {"sscc": gs1_128(elements), "square": gs1_data_matrix(elements)},
        )
    symbols = {"code": code_128(code), "square": qr(code)}
    return Label(CARTON, texts | {"human": code}, symbols)


def card(*, title: str, code: str, facts: str = "") -> Label:
    """Return a card to scan: a command, or a document such as a receipt or a walk."""
    if not code.isascii():
        raise LabelRefused(f"{code!r} cannot stand on a card")
    texts = {"name": title, "facts": facts, "human": code}
    instead = {"code": ("square", qr(code))}
    return Label(CARD, texts, {"code": code_128(code), "square": qr(code)}, instead=instead)


def _human(elements: Elements) -> dict[str, str]:
    return {"human": readable(elements)}
