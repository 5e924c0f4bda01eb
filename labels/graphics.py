"""Pictures as ZPL fields: ^GFA with the run lengths of its alternative data compression."""

from itertools import groupby

from PIL import Image, ImageChops

SINGLES = " GHIJKLMNOPQRSTUVWXY"
"""How many times the digit after it stands: G once, Y nineteen times."""
TWENTIES = " ghijklmnopqrstuvwxyz"
"""The same in twenties: g twenty times, z four hundred."""
RUN_MAX = 419


def graphic_field(image: Image.Image) -> str:
    """Return a picture of one bit a dot as a ^GFA command; black dots are ones."""
    row_bytes = (image.width + 7) // 8
    packed = ImageChops.invert(image.convert("L")).convert("1", dither=Image.Dither.NONE).tobytes()
    total = row_bytes * image.height
    rows = (packed[start : start + row_bytes].hex().upper() for start in range(0, total, row_bytes))
    written, before = [], None
    for row in rows:
        written.append(":" if row == before else _compressed(row))
        before = row
    return f"^GFA,{total},{total},{row_bytes},{''.join(written)}"


def _compressed(row: str) -> str:
    """Return a row's hex digits with runs counted; a row that ends in zeros ends in a comma."""
    kept = row.rstrip("0")
    short = "".join(_run(digit, len(list(group))) for digit, group in groupby(kept))
    return short + ("," if len(kept) < len(row) else "")


def _run(digit: str, count: int) -> str:
    written = ""
    while count > RUN_MAX:
        written, count = written + f"zY{digit}", count - RUN_MAX
    twenties, ones = divmod(count, 20)
    many = TWENTIES[twenties].strip() + SINGLES[ones].strip()
    return written + (digit * count if count <= 2 else many + digit)  # noqa: PLR2004 - no shorter
