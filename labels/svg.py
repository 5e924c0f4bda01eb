"""A drawing as SVG, for screens and for office printers that draw lines themselves."""

from xml.sax.saxutils import escape

from labels.drawing import MM_PER_INCH, Drawing, PlacedLine, PlacedSymbol
from labels.symbols import Symbol

ASCENT = 0.93
"""Where the baseline stands below the top of a line, over the size; DejaVu's ascent."""


def render_svg(drawing: Drawing) -> bytes:
    """Return the label in its real size; one unit is one dot of the resolution drawn for."""
    width, height = (each * MM_PER_INCH / drawing.dpi for each in (drawing.width, drawing.height))
    box = f"0 0 {drawing.width} {drawing.height}"
    size = f'width="{width:.3f}mm" height="{height:.3f}mm"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} viewBox="{box}">',
        f'<rect width="{drawing.width}" height="{drawing.height}" fill="#fff"/>',
        *(_bars(symbol) for symbol in drawing.symbols),
        *(_shape(outline) for outline in drawing.shapes),
        *(_text(line) for line in drawing.lines),
        "</svg>\n",
    ]
    return "\n".join(parts).encode()


def matrix_svg(symbol: Symbol) -> bytes:
    """Return a square symbol for a screen, quiet zone and all; one unit is one module."""
    quiet, side = symbol.quiet_left, symbol.width
    dark = "".join(
        f"M{quiet + x} {quiet + y}h1v1h-1z"
        for y, row in enumerate(symbol.rows)
        for x, module in enumerate(row)
        if module == "1"
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}">'
        f'<rect width="{side}" height="{side}" fill="#fff"/>'
        f'<path shape-rendering="crispEdges" d="{dark}"/></svg>\n'
    ).encode()


def _bars(placed: PlacedSymbol) -> str:
    path = "".join(f"M{x} {y}h{width}v{high}h-{width}z" for x, y, width, high in placed.runs())
    return f'<path shape-rendering="crispEdges" d="{path}"/>'


def _shape(outline: tuple[tuple[int, int], ...]) -> str:
    return f'<polygon points="{" ".join(f"{x},{y}" for x, y in outline)}"/>'


def _text(line: PlacedLine) -> str:
    """Return a line that keeps to its width whatever font the reader has."""
    fitted = line.fitted
    bold = ' font-weight="bold"' if fitted.weight else ""
    return (
        f'<text x="{line.x}" y="{line.y + round(fitted.size * ASCENT)}" font-size="{fitted.size}"'
        f' font-family="DejaVu Sans Mono,monospace"{bold} textLength="{line.width}"'
        f' lengthAdjust="spacingAndGlyphs">{escape(line.text)}</text>'
    )
