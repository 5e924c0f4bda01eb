"""Draw codes that a phone reads off a screen: as a picture for a page, or as text in a terminal."""

import re
from typing import Any

import zxingcpp

UPPER_HALF, LOWER_HALF, BOTH, NEITHER = "▀", "▄", "█", " "
DOTS_A_MODULE = 2
SIZE = re.compile(r'width="([0-9]+)" height="([0-9]+)"')


def qr_svg(text: str) -> bytes:
    """Draw a QR code."""
    return _svg(zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode), lower_by=1)


def code128_svg(text: str) -> bytes:
    """Draw a Code 128, which carries any ASCII text and is what badges and bins bear.

    A screen shows it as it is: bars of two dots and their multiples, which every scanner reads.
    """
    return _svg(zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.Code128), lower_by=2)


def qr_lines(text: str) -> list[str]:
    """Draw a QR code of half blocks, light on dark as terminals are: two rows of it in a line."""
    drawn: Any = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode).to_image(scale=1)
    pixels = memoryview(drawn)
    width = pixels.shape[1] if pixels.shape else 0
    flat = pixels.tobytes()
    rows = [list(flat[at : at + width]) for at in range(0, len(flat), width)]
    if len(rows) % 2:
        rows.append([255] * len(rows[0]))
    halves = {(True, True): BOTH, (True, False): UPPER_HALF, (False, True): LOWER_HALF}
    return [
        "".join(
            halves.get((above > 0, below > 0), NEITHER)
            for above, below in zip(upper, lower, strict=True)
        )
        for upper, lower in zip(rows[::2], rows[1::2], strict=True)
    ]


def _svg(drawn: zxingcpp.Barcode, *, lower_by: int) -> bytes:
    text: str = drawn.to_svg(scale=DOTS_A_MODULE)
    size = SIZE.search(text)
    assert size is not None, "a drawing says how large it is"
    width, height = int(size[1]), int(size[2])
    # Without a view box a browser would cut the drawing where it must scale it. The document type
    # before it is left out: it names a page elsewhere.
    body = text[text.index("<svg") :].replace(size[0], "", 1).removeprefix("<svg")
    shown = f'width="{width}" height="{height // lower_by}" viewBox="0 0 {width} {height}"'
    return f'<svg {shown} preserveAspectRatio="none"{body}'.encode()
