"""Labels as a warehouse has them, one or more of each layout: a design must carry them all."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from labels.designs import Design
from labels.drawing import RESOLUTIONS
from labels.fonts import Fonts
from labels.kinds import (
    Arrow,
    Label,
    badge_label,
    bin_label,
    card,
    carton_label,
    item_label,
    pack_label,
    tote_label,
)
from labels.logistics import Content, pallet_label, shipping_label
from labels.refused import LabelRefused
from labels.sheets import proved

SSCC = "340123450000000017"
CASE_GTIN = "10360002914529"
DAY = date(2027, 3, 1)
EXAMPLES: Mapping[str, tuple[Label, ...]] = {
    "item": (
        item_label(name="Regency teacup, pink", sku="22423-P", gtin="4006381333931"),
        item_label(name="Saucer, hand painted", sku="22424-SAUCER"),
    ),
    "pack": (
        pack_label(
            name="Tea biscuits, 12 tins", sku="40211", gtin=CASE_GTIN, lot="L27", expires_on=DAY
        ),
    ),
    "case": (pack_label(name="Tea biscuits, 12 tins", sku="40211-CS", gtin=CASE_GTIN),),
    "bin": (
        bin_label(code="A-12-03-2", place="Leeds · Aisle A", check_digits="47", arrow=Arrow.UP),
    ),
    "tote": (tote_label(code="TOTE-0042", place="Leeds"),),
    "badge": (badge_label(name="Ana María Pérez", badge="sw_x1Yz-0_demo", place="ana"),),
    "carton": (
        carton_label(code=SSCC, to="Miller & Sons, Leeds", facts=("SO-1042", "1 of 2")),
        carton_label(code="CT-1042-1", to="Leeds"),
    ),
    "pallet": (
        pallet_label(
            sscc=SSCC,
            place="Leeds",
            name="Tea biscuits, 12 tins",
            content=Content(gtin=CASE_GTIN, count=480, lot="L2711", expires_on=DAY),
        ),
        pallet_label(sscc=SSCC, place="Leeds", name="3 kinds of goods"),
    ),
    "shipping": tuple(
        shipping_label(
            code=code,
            sender="Leeds warehouse",
            to=("Ana María Pérez", "Calle Mayor 1", "28013 Madrid", "ES"),
            facts=("SO-1042", "Carton 1 of 2"),
            tracking_number="JD014600006254000123",
        )
        for code in (SSCC, "CT-1042-1")
    ),
    "card": (
        card(title="Done", code="SW-DONE", facts="Scan to finish the task."),
        card(title="Walk", code="W-1042", facts="Leeds"),
    ),
}


def finest_needed(design: Design, fonts: Fonts) -> int:
    """Return the coarsest resolution at which every example is proved; refuse when none will do."""
    for dpi in RESOLUTIONS:
        try:
            for label in EXAMPLES[design.code]:
                proved(replace(label, design=design), dpi=dpi, fonts=fonts)
        except LabelRefused:
            if dpi == RESOLUTIONS[-1]:
                raise
        else:
            return dpi
    raise AssertionError("the last resolution returns or raises")
