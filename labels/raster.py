"""A drawing as black and white dots, exactly those that a printer burns."""

from io import BytesIO

from PIL import Image, ImageDraw

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
    pen.text(
        (line.x + fitted.weight, line.y + fitted.weight),
        line.text,
        fill=BLACK,
        font=sized(fitted.font, fitted.size),
        stroke_width=fitted.weight,
    )


def render_png(drawing: Drawing) -> bytes:
    """Return the label as a PNG that states its resolution."""
    written = BytesIO()
    picture(drawing).save(written, "PNG", dpi=(drawing.dpi, drawing.dpi))
    return written.getvalue()
