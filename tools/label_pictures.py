"""Draw the labels that docs/labels.md shows: `./dev python -m tools.label_pictures`.

Each is a real label at 203 dpi, proved before it is written; tests read every picture back.
"""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from labels.drawing import draw
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
from labels.proof import prove
from labels.raster import picture, render_png

FOLDER = Path(__file__).parents[1] / "docs" / "labels"
DPI = 203
LABELS: Mapping[str, Label] = {
    "item-ean": item_label(name="Regency teacup, pink", sku="22423-P", gtin="4006381333931"),
    "item-sku": item_label(name="Saucer, hand painted", sku="22424-SAUCER"),
    "item-arabic": item_label(name="قدح شاي", sku="22425-TEA"),
    "pack": pack_label(
        name="Tea biscuits, 12 tins",
        sku="40211-CS",
        gtin="10360002914529",
        lot="L2711",
        expires_on=date(2027, 3, 1),
    ),
    "case": pack_label(
        name="Tea biscuits, 12 tins", sku="40211-CS", gtin="10360002914529", facts="CASE x 12"
    ),
    "pallet": pallet_label(
        sscc="340123450000000017",
        place="Leeds",
        name="Tea biscuits, 12 tins",
        content=Content(gtin="10360002914529", count=480, lot="L2711", expires_on=date(2027, 3, 1)),
    ),
    "shipping": shipping_label(
        code="340123450000000017",
        sender="Leeds warehouse",
        to=("Ana María Pérez", "Calle Mayor 1", "28013 Madrid", "ES"),
        facts=("SO-1042", "Carton 1 of 2", "Parcel post"),
        tracking_number="JD014600006254000123",
    ),
    "bin": bin_label(code="A-12-03-2", place="Leeds · Aisle A", check_digits="47", arrow=Arrow.UP),
    "tote": tote_label(code="TOTE-0042", place="Leeds"),
    "badge": badge_label(name="Ana María Pérez", badge="sw-demo-badge-1", place="ana"),
    "carton": carton_label(
        code="340123450000000017", to="Miller & Sons, Leeds", facts=("SO-1042", "1 of 2")
    ),
    "card": card(title="Done", code="SW-DONE", facts="Scan to finish the task."),
    "card-task": card(title="Walk", code="W-1042", facts="Scan to begin."),
}


def main() -> None:
    """Write every picture."""
    FOLDER.mkdir(exist_ok=True)
    for name, label in LABELS.items():
        drawing = draw(label, dpi=DPI, fonts=Fonts())
        prove(drawing, picture(drawing))
        (FOLDER / f"{name}.png").write_bytes(render_png(drawing))


if __name__ == "__main__":
    main()
