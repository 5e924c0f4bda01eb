"""Pictures for the documentation, small."""

import io
from pathlib import Path

from PIL import Image
from playwright.async_api import Page

COLORS = 255
FOLDER = Path(__file__).parents[2] / "docs" / "screens"


def few(seen: Image.Image, colors: int = COLORS) -> Image.Image:
    """Keep the colors that fill most of it as they are; the others become their nearest."""
    counted = sorted(seen.getcolors(seen.width * seen.height) or [], reverse=True)
    palette = Image.new("P", (1, 1))
    palette.putpalette([part for _, color in counted[:colors] for part in color])
    return seen.quantize(palette=palette, dither=Image.Dither.NONE)


async def keep(page: Page, name: str) -> None:
    """Write what the page shows into docs/screens."""
    seen = Image.open(io.BytesIO(await page.screenshot(animations="disabled"))).convert("RGB")
    FOLDER.mkdir(parents=True, exist_ok=True)
    few(seen).save(FOLDER / f"{name}.png", optimize=True)
