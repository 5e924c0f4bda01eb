"""How long a label takes to draw, prove and write: `./dev bench labels`."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from time import process_time

from rich.console import Console
from rich.table import Table

from labels.drawing import Drawing, draw
from labels.fonts import Fonts
from labels.kinds import Arrow, Label, bin_label, item_label, pack_label
from labels.logistics import Content, pallet_label
from labels.pdf import render_pdf
from labels.proof import prove
from labels.raster import picture, render_png
from labels.svg import render_svg
from labels.zpl import render_zpl

DPI = 300
LEAST_S = 0.5
LABELS: Mapping[str, Label] = {
    "item, EAN-13": item_label(name="Teacup", sku="22423-P", gtin="4006381333931"),
    "bin with arrow": bin_label(code="A-12-03-2", place="Leeds", check_digits="47", arrow=Arrow.UP),
    "pack": pack_label(
        name="Tea", sku="S", gtin="10360002914529", lot="L7", expires_on=date(2027, 3, 1)
    ),
    "pallet": pallet_label(
        sscc="340123450000000017",
        content=Content(gtin="10360002914529", count=40, lot="L7", expires_on=date(2027, 3, 1)),
    ),
}
FORMATS: Mapping[str, Callable[[Drawing], object]] = {
    "PNG": render_png,
    "SVG": render_svg,
    "ZPL": render_zpl,
    "PDF": lambda drawing: render_pdf([picture(drawing)], stock=None, dpi=DPI),
}


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU milliseconds a label."""

    name: str
    draw_ms: float
    prove_ms: float
    write_ms: Mapping[str, float]

    def per_second(self, written: str) -> float:
        """Return how many labels one core draws, proves and writes in a second."""
        return 1_000 / (self.draw_ms + self.prove_ms + self.write_ms[written])


def measure() -> list[Cost]:
    """Measure every label."""
    fonts = Fonts()
    return [_cost(name, label, fonts) for name, label in LABELS.items()]


def _cost(name: str, label: Label, fonts: Fonts) -> Cost:
    drawing = draw(label, dpi=DPI, fonts=fonts)
    return Cost(
        name,
        _ms(lambda: draw(label, dpi=DPI, fonts=fonts)),
        _ms(lambda: prove(drawing, picture(drawing))),
        {written: _ms(partial(write, drawing)) for written, write in FORMATS.items()},
    )


def _ms(work: Callable[[], object]) -> float:
    work()
    times, begun = 0, process_time()
    while process_time() - begun < LEAST_S:
        work()
        times += 1
    return (process_time() - begun) * 1_000 / times


def show_labels(costs: Sequence[Cost]) -> None:
    """Print what each label costs, and how many of them one core brings out in a second."""
    table = Table("ms a label, 300 dpi", "draw", "prove", *FORMATS, box=None)
    for cost in costs:
        written = (f"{cost.write_ms[each]:.2f} ({cost.per_second(each):.0f}/s)" for each in FORMATS)
        table.add_row(cost.name, f"{cost.draw_ms:.2f}", f"{cost.prove_ms:.2f}", *written)
    Console().print(table)
