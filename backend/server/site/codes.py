"""Draw codes that a phone reads off a screen: as a picture for a page, or as text in a terminal."""

import re

import zxingcpp

UPPER_HALF, LOWER_HALF, BOTH, NEITHER = "▀", "▄", "█", " "
LINEAR_SCALE = 2
SIZE = re.compile(r'width="([0-9]+)" height="([0-9]+)"')


def qr_svg(text: str) -> bytes:
    """Draw a QR code."""
    return _svg(zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode))


def code128_svg(text: str) -> bytes:
    """Draw a Code 128, which carries any ASCII text and is what badges and bins bear."""
    return _svg(zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.Code128))


def qr_lines(text: str) -> list[str]:
    """Draw a QR code of half blocks, light on dark as terminals are: two rows of it in a line."""
    drawn = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode).to_image(scale=1)
    pixels = memoryview(drawn)  # type: ignore[arg-type]  # its images are buffers
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


def _svg(drawn: zxingcpp.Barcode) -> bytes:
    text: str = drawn.to_svg(scale=LINEAR_SCALE)
    # The document type would have a browser look elsewhere; without a view box it would cut, not
    # scale. Bars may be made lower than they were drawn, and never narrower.
    text = text[text.index("<svg") :]
    size = SIZE.search(text)
    assert size is not None, "a drawing says how large it is"
    box = f'viewBox="0 0 {size[1]} {size[2]}" preserveAspectRatio="none"'
    return f"<svg {box}{text.removeprefix('<svg')}".encode()
