"""A drawing as black and white dots, exactly those that a printer burns."""

from io import BytesIO

from PIL import Image, ImageChops, ImageDraw

from labels.drawing import Drawing, PlacedLine
from labels.fonts import sized

WHITE, BLACK = 1, 0


def picture(drawing: Drawing) -> Image.Image:
    """Return the label as a picture of one bit a dot."""
    image = Image.new("1", (drawing.width, drawing.height), WHITE)
    pen = ImageDraw.Draw(image)
    pen.fontmode = "1"
    for outline in drawing.shapes:
        pen.polygon(outline, fill=BLACK)
    for line in drawing.lines:
        write_line(pen, line)
    for symbol in drawing.symbols:
        for x, y, width, height in symbol.runs():
            pen.rectangle((x, y, x + width - 1, y + height - 1), fill=BLACK)
    return image


def write_line(pen: ImageDraw.ImageDraw, line: PlacedLine) -> None:
    """Write a line of text where it was placed."""
    fitted = line.fitted
    font = sized(fitted.font, fitted.size)
    if not fitted.weight:
        pen.text((line.x, line.y), line.text, fill=BLACK, font=font)
        return
    # FreeType's own strokes lose dots of Arabic letters, and with them what the word says.
    around = fitted.size
    ink = Image.new("L", (line.width + 2 * around, 4 * around))
    thin = ImageDraw.Draw(ink)
    thin.fontmode = "1"
    thin.text((around, around), line.text, fill=255, font=font)
    bold = _smeared(_smeared(ink, fitted.weight, 1, 0), fitted.weight // 2, 0, 1)
    inked = bold.getbbox()
    if inked:
        place = (line.x - around + inked[0], line.y - around + inked[1])
        pen.bitmap(place, bold.crop(inked), fill=BLACK)


def _smeared(ink: Image.Image, dots: int, across: int, down: int) -> Image.Image:
    """Let every stroke grow by so many dots in one direction."""
    grown = 0
    while grown < dots:
        step = min(grown + 1, dots - grown)
        ink = ImageChops.lighter(ink, ImageChops.offset(ink, across * step, down * step))
        grown += step
    return ink


def render_png(drawing: Drawing) -> bytes:
    """Return the label as a PNG that states its resolution."""
    written = BytesIO()
    picture(drawing).save(written, "PNG", dpi=(drawing.dpi, drawing.dpi))
    return written.getvalue()
