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
from labels.logistics import Content, pallet_label, shipping_label
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
    "pack, long lot": pack_label(
        name="Soup", sku="S-1", gtin="036000291452", lot="L7/A_2-X9ABCDEFGH_KLM"[:20]
    ),
    "case, ITF-14": pack_label(name="Soup, 12 tins", sku="S-12", gtin="10360002914529"),
    "case, ITF-14 of a UPC": pack_label(name="Soup", sku="S-1", gtin="036000291452"),
    "pallet": pallet_label(
        sscc=SSCC,
        place="Leeds",
        name="Soup, 12 tins",
        content=Content(gtin="10360002914529", count=480, lot="L2711", expires_on=date(2027, 3, 1)),
    ),
    "pallet, long lot": pallet_label(
        sscc=SSCC,
        place="Leeds",
        name="Soup, 12 tins",
        content=Content(gtin="036000291452", count=9999, lot="ABCDEFGHIJKLMNOPQRST"),
    ),
    "pallet, mixed": pallet_label(sscc=SSCC, place="Leeds", name="Mixed"),
    "shipping, SSCC": shipping_label(
        code=SSCC,
        sender="Stockwright, Leeds",
        to=("Ana Pérez", "Calle Mayor 1", "28013 Madrid", "ES"),
        facts=("SO-1042", "Carton 1 of 2", "Parcel post"),
        tracking_number="JD014600006254000123",
    ),
    "shipping": shipping_label(code="CT-1042-1", sender="Leeds", to=("Miller & Sons", "Leeds")),
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
    "card": card(title="Done", code="SW-DONE", facts="Scan to finish the task."),
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
