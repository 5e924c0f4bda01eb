"""Labels onto their stock: stretched to it, drawn, proved, and only then on a page."""

from collections.abc import Iterable
from dataclasses import replace

from PIL import Image

from labels.designs import resized
from labels.drawing import Drawing, draw
from labels.fonts import Fonts
from labels.kinds import Label
from labels.pdf import render_pdf
from labels.proof import prove
from labels.raster import picture
from labels.stock import Stock


def render_sheets(labels: Iterable[Label], *, stock: Stock, dpi: int, fonts: Fonts) -> bytes:
    """Return a PDF of these labels; each is proved, and the first that fails refuses the whole."""
    pictures = (proved(fitted(label, stock), dpi=dpi, fonts=fonts)[1] for label in labels)
    return render_pdf(pictures, stock=stock, dpi=dpi)


def fitted(label: Label, stock: Stock) -> Label:
    """Return the label as it stands on this stock."""
    width, height = stock.label
    if (width, height) == (label.design.width_mm, label.design.height_mm):
        return label
    return replace(label, design=resized(label.design, width_mm=width, height_mm=height))


def proved(label: Label, *, dpi: int, fonts: Fonts) -> tuple[Drawing, Image.Image]:
    """Return the label drawn, after a decoder has read it."""
    drawing = draw(label, dpi=dpi, fonts=fonts)
    image = picture(drawing)
    prove(drawing, image)
    return drawing, image
