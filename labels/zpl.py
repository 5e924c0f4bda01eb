"""A drawing in ZPL, the language of most label printers (Zebra's ZPL II Programming Guide).

Bars are the printer's own, so they stay sharp and short to send. Code 128 names every code word:
the printer chooses no subset by itself and the width stays what was measured. What the printer's
font cannot write goes as a picture. A field never carries `^`, `~` or a control character as it
is, so nothing that stands on a label can become a command.
"""

import re
from collections.abc import Iterable

from barcode.codex import Gs1_128
from PIL import Image, ImageDraw

from labels.code_words import WholeCode128
from labels.drawing import Drawing, PlacedLine, PlacedSymbol
from labels.graphics import graphic_field
from labels.gs1 import SEPARATOR
from labels.raster import BLACK, WHITE, write_line
from labels.symbols import FNC1, Symbology

PLAIN = re.compile(r"[A-Za-z0-9 ./:+-]+\Z")
"""What 2-D commands take without escapes of their own."""
NATIVE = re.compile(r"[ -~]+\Z")
MAGNIFICATION_MAX = 10
"""Older printers draw no larger module with ^BQ."""
START_B, START_C, CODE_C, CODE_B, FUNCTION_1 = 104, 105, 99, 100, 102
INVOKED = {30: ">0", 62: "><", 94: ">=", START_B: ">:", START_C: ">;"} | {
    CODE_C: ">5",
    CODE_B: ">6",
    FUNCTION_1: ">8",
}
"""How ^BC spells code words that have no letter, or whose letter is a command."""
WIDE_OVER_NARROW = {Symbology.ITF_14: 3}
"""The others have no wide bars; 2 is as good as any."""
WIDE = frozenset("MWmw@%&")
"""Letters of the printer's font that are wider than the others."""


def render_zpl(drawing: Drawing, *, copies: int = 1) -> bytes:
    """Return the bytes for the printer's raw port: one label, printed `copies` times."""
    parts = [
        f"^XA^CI28^LH0,0^PW{drawing.width}^LL{drawing.height}",
        *(_symbol(symbol) for symbol in drawing.symbols),
        *(_shape(outline) for outline in drawing.shapes),
        *(_line(line) for line in drawing.lines),
        f"^PQ{copies},0,0,N^XZ",
    ]
    return ("\n".join(parts) + "\n").encode("ascii")


def _symbol(placed: PlacedSymbol) -> str:
    symbol, at = placed.symbol, f"^FO{placed.x},{placed.y}"
    if symbol.is_linear:
        wide = WIDE_OVER_NARROW.get(symbol.symbology, 2)
        boxes = (f"^FO{x},{y}^GB{w},{h},{h}^FS" for x, y, w, h in placed.bearers)
        return f"{at}^BY{placed.module},{wide},{placed.height}{_bars(placed)}^FS{''.join(boxes)}"
    if PLAIN.match(symbol.text) and symbol.symbology is Symbology.DATA_MATRIX:
        return f"{at}^BXN,{placed.module},200^FD{symbol.text}^FS"
    if PLAIN.match(symbol.text.replace(SEPARATOR, "")):
        if symbol.symbology is Symbology.GS1_DATA_MATRIX:
            separated = symbol.text.replace(SEPARATOR, "_1")
            return f"{at}^BXN,{placed.module},200,,,,_^FD_1{separated}^FS"
        if symbol.symbology is Symbology.QR and placed.module <= MAGNIFICATION_MAX:
            return f"{at}^BQN,2,{placed.module}^FDMA,{symbol.text}^FS"
    return at + graphic_field(_squares(placed)) + "^FS"


def _bars(placed: PlacedSymbol) -> str:
    text, high = placed.symbol.text, placed.height
    match placed.symbol.symbology:
        case Symbology.EAN_13:
            return f"^BEN,{high},N,N^FD{text[:12]}"
        case Symbology.EAN_8:
            return f"^B8N,{high},N,N^FD{text[:7]}"
        case Symbology.UPC_A:
            return f"^BUN,{high},N,N,N^FD{text[:11]}"
        case Symbology.ITF_14:
            return f"^B2N,{high},N,N,N^FD{text}"
        case Symbology.GS1_128:
            words = Gs1_128(text.replace(SEPARATOR, FNC1)).encoded
        case _:
            words = WholeCode128(text).encoded
    return f"^BCN,{high},N,N,N,N^FD{_spelled(words)}"


def _spelled(words: Iterable[int]) -> str:
    """Return code words as ^BC takes them: pairs of digits in subset C, letters in subset B."""
    spelled, in_c = "", False
    for word in words:
        if word in {START_C, CODE_C} and not (in_c and word == CODE_C):
            in_c, spelled = True, spelled + INVOKED[word]
        elif word in {START_B, CODE_B}:
            in_c, spelled = False, spelled + INVOKED[word]
        elif word == FUNCTION_1:
            spelled += INVOKED[word]
        elif in_c:
            spelled += f"{word:02d}"
        else:
            spelled += INVOKED.get(word, chr(word + 32))
    return spelled


def _line(line: PlacedLine) -> str:
    at = f"^FO{line.x},{line.y}"
    if not NATIVE.match(line.text):
        return at + graphic_field(_written(line)) + "^FS"
    size = line.fitted.size
    return f"{at}^A0N,{size},{_letter_width(line)}^FH_^FD{_escaped(line.text)}^FS"


def _letter_width(line: PlacedLine) -> int:
    """Return a width of letters at which the printer's own font stays within the measured line."""
    widest = sum(0.92 if letter in WIDE else 0.66 for letter in line.text)
    return max(1, min(line.fitted.size, int(line.width / widest)))


def _escaped(text: str) -> str:
    return "".join(c if c not in "^~_\\" else f"_{ord(c):02X}" for c in text)


def _shape(outline: tuple[tuple[int, int], ...]) -> str:
    left, top = min(x for x, _ in outline), min(y for _, y in outline)
    right, bottom = max(x for x, _ in outline), max(y for _, y in outline)
    image = Image.new("1", (right - left + 1, bottom - top + 1), WHITE)
    ImageDraw.Draw(image).polygon([(x - left, y - top) for x, y in outline], fill=BLACK)
    return f"^FO{left},{top}{graphic_field(image)}^FS"


def _written(line: PlacedLine) -> Image.Image:
    image = Image.new("1", (line.width, line.fitted.size * 3 // 2), WHITE)
    pen = ImageDraw.Draw(image)
    pen.fontmode = "1"
    write_line(pen, PlacedLine(line.text, 0, 0, line.width, line.fitted))
    return image


def _squares(placed: PlacedSymbol) -> Image.Image:
    image = Image.new("1", (placed.width, placed.height), WHITE)
    pen = ImageDraw.Draw(image)
    for x, y, width, height in placed.runs():
        left, top = x - placed.x, y - placed.y
        pen.rectangle((left, top, left + width - 1, top + height - 1), fill=BLACK)
    return image
