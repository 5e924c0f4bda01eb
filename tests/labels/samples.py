"""One label of every kind, with the awkward ones, for the tests that draw them all."""

from datetime import date

from labels.drawing import Drawing, draw
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
from labels.symbols import Symbology

FONTS = Fonts()
SSCC = "340123450000000017"
LABELS: dict[str, Label] = {
    "item, EAN-13": item_label(name="Teacup & saucer <b>", sku="22423", gtin="4006381333931"),
    "item, EAN-8": item_label(name="Gum", sku="G-1", gtin="96385074"),
    "item, UPC-A": item_label(name="Soup", sku="S-1", gtin="036000291452"),
    "item, GTIN-14": item_label(name="Soup, 12 tins", sku="S-12", gtin="10360002914529"),
    "item, SKU": item_label(name="قدح شاي", sku="22423-P"),
    "item, long SKU": item_label(name="Saw", sku="SAW-HAND-450MM-HARDPOINT-0123456789-ABCDEF"),
    "pack": pack_label(
        name="Soup", sku="S-1", gtin="036000291452", lot="L7/A_2", expires_on=date(2027, 3, 1)
    ),
    "bin, up": bin_label(
        code="A-12-03-2", place="Leeds, aisle A", check_digits="47", arrow=Arrow.UP
    ),
    "bin, down": bin_label(code="^XZ~JR>0_1", arrow=Arrow.DOWN),
    "tote": tote_label(code="TOTE-0042", place="Leeds"),
    "badge": badge_label(name="Ana María Pérez", badge="sw_x1Yz-0_", place="Picker"),
    "badge, long": badge_label(name="Ana", badge="sw_" + "x1Yz-_" * 7),
    "carton, SSCC": carton_label(
        code=SSCC, to="Miller & Sons, Leeds", facts=("Order SO-1042", "Carton 1 of 2")
    ),
    "carton": carton_label(code="CT-1042-1"),
    "card": card(title="Done", code="DO:DONE", facts="Scan to finish the task."),
}


def drawn(name: str, dpi: int) -> Drawing:
    return draw(LABELS[name], dpi=dpi, fonts=FONTS)


def meant(drawing: Drawing) -> list[str]:
    """What must be read from a label; UPC-A is read with a zero before it."""
    symbols = [placed.symbol for placed in drawing.symbols]
    return sorted(
        f"0{symbol.text}" if symbol.symbology is Symbology.UPC_A else symbol.text
        for symbol in symbols
    )
