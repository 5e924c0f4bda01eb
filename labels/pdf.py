"""Labels as PDF pages: each label a picture of one bit a dot, at its printer's resolution.

A page holds pictures only, so what was proved is what is printed; no reader chooses a font.
"""

import zlib
from collections.abc import Iterable, Iterator
from io import BytesIO
from itertools import islice

from PIL import Image, ImageDraw

from labels.drawing import MM_PER_INCH, dots
from labels.raster import BLACK, WHITE
from labels.refused import LabelRefused
from labels.stock import Stock, single

POINTS_PER_INCH = 72
OUTLINE = 3
"""Dots; a thinner line falls between the dots of some readers."""
HEADER = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"
CATALOG, PAGES = 1, 2


class _Book:
    """A PDF as it grows: numbered objects and where each begins (ISO 32000-1, 7.5)."""

    def __init__(self) -> None:
        self._written = BytesIO()
        self._written.write(HEADER)
        self._begins: dict[int, int] = {}
        self._last = PAGES

    def add(self, body: bytes, *, number: int | None = None) -> int:
        """Write an object and return its number."""
        if number is None:
            self._last += 1
            number = self._last
        self._begins[number] = self._written.tell()
        self._written.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
        return number

    def closed(self) -> bytes:
        """Return the whole file, with its table of objects."""
        begins, count = self._written.tell(), self._last + 1
        self._written.write(b"xref\n0 %d\n0000000000 65535 f \n" % count)
        for number in range(1, count):
            self._written.write(b"%010d 00000 n \n" % self._begins[number])
        self._written.write(
            b"trailer\n<< /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n"
            % (count, CATALOG, begins)
        )
        return self._written.getvalue()


def render_pdf(pictures: Iterable[Image.Image], *, stock: Stock | None, dpi: int) -> bytes:
    """Return sheets of these labels in the order given; without a stock each is a page."""
    book, pages = _Book(), []
    waiting = iter(pictures)
    while sheet := list(islice(waiting, stock.per_page if stock else 1)):
        pages.append(_page(book, sheet, stock=stock or _alone(sheet[0], dpi), dpi=dpi))
    if not pages:
        raise LabelRefused("there is nothing to print")
    kids = b" ".join(b"%d 0 R" % page for page in pages)
    book.add(b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(pages)), number=PAGES)
    book.add(b"<< /Type /Catalog /Pages %d 0 R >>" % PAGES, number=CATALOG)
    return book.closed()


def trial_page(stock: Stock, *, dpi: int) -> bytes:
    """Return a sheet with the outline of every label, to print on plain paper.

    Held against the stock it shows whether they meet. The cross in each label is 10 mm wide and
    high when the printer does not scale.
    """
    return render_pdf(_outlines(stock, dpi), stock=stock, dpi=dpi)


def _outlines(stock: Stock, dpi: int) -> Iterator[Image.Image]:
    wide, high = (dots(side, dpi) for side in stock.label)
    arm = dots(5, dpi)
    for _ in range(stock.per_page):
        image = Image.new("1", (wide, high), WHITE)
        pen = ImageDraw.Draw(image)
        pen.rectangle((0, 0, wide - 1, high - 1), outline=BLACK, width=OUTLINE)
        pen.line((wide // 2 - arm, high // 2, wide // 2 + arm, high // 2), fill=BLACK)
        pen.line((wide // 2, high // 2 - arm, wide // 2, high // 2 + arm), fill=BLACK)
        yield image


def _alone(image: Image.Image, dpi: int) -> Stock:
    return single(*(side * MM_PER_INCH / dpi for side in image.size))


def _page(book: _Book, sheet: list[Image.Image], *, stock: Stock, dpi: int) -> int:
    """Add a page; every picture stands on whole dots, or the printer would round its bars."""
    high = dots(stock.page[1], dpi)
    drawn, named = [], []
    for place, image in zip(stock.places(), sheet, strict=False):
        number = book.add(_picture(image))
        left, top = (dots(side, dpi) for side in place)
        named.append(b"/L%d %d 0 R" % (number, number))
        bottom = high - top - image.height
        drawn.append(b"q %d 0 0 %d %d %d cm /L%d Do Q" % (*image.size, left, bottom, number))
    scale = b"%.10f 0 0 %.10f 0 0 cm\n" % ((POINTS_PER_INCH / dpi,) * 2)
    contents = book.add(_stream(b"", scale + b"\n".join(drawn)))
    width, height = (dots(side, dpi) * POINTS_PER_INCH / dpi for side in stock.page)
    return book.add(
        b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 %.6f %.6f] /Contents %d 0 R "
        b"/Resources << /XObject << %s >> >> >>"
        % (PAGES, width, height, contents, b" ".join(named))
    )


def _picture(image: Image.Image) -> bytes:
    head = b"/Type /XObject /Subtype /Image /Width %d /Height %d " % image.size
    return _stream(head + b"/ColorSpace /DeviceGray /BitsPerComponent 1 ", image.tobytes())


def _stream(head: bytes, body: bytes) -> bytes:
    packed = zlib.compress(body)
    return b"<< %s/Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (
        head,
        len(packed),
        packed,
    )
