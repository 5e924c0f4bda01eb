"""Designs as text that people edit: JSON, in millimeters, read strictly and written back.

A design changes a layout of ours: where things stand and how large they are, never what they say.
The standards' least sizes are the layout's, so no text can ask for bars that scanners cannot read.
"""

import json
from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from labels.designs import DESIGNS, Align, Box, CodePlace, Design, TextPlace
from labels.refused import LabelRefused

LENGTH_MAX = 20_000
SIDE_MM = range(10, 401)
LETTERS_MIN = 1.2
"""Millimeters; what is smaller does not come out at 203 dpi."""
TOUCH = 0.001

Length = Annotated[float, Field(ge=0, le=400, allow_inf_nan=False)]
Place = tuple[Length, Length, Length, Length]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Text(_Strict):
    box: Place
    size: tuple[Length, Length]
    lines: Annotated[int, Field(ge=1, le=10)] = 1
    align: Align = Align.LEFT
    bold: bool = False


class _Code(_Strict):
    box: Place
    module: tuple[Length, Length]
    height: Length = 0.0


class _Source(_Strict):
    layout: str
    texts: dict[str, _Text]
    codes: dict[str, _Code]
    arrow: Place | None = None


def design_of(source: str, *, width_mm: float, height_mm: float) -> Design:
    """Read a design; refuse what it must not be, with the place and the reason."""
    if len(source) > LENGTH_MAX:
        raise LabelRefused(f"a design has at most {LENGTH_MAX} characters")
    if not all(SIDE_MM[0] <= side <= SIDE_MM[-1] for side in (width_mm, height_mm)):
        raise LabelRefused("a label is 10 to 400 mm wide and high")
    try:
        told = _Source.model_validate_json(source)
    except ValidationError as error:
        raise LabelRefused(_first(error)) from None
    layout = DESIGNS.get(told.layout)
    if layout is None:
        raise LabelRefused(f"layout {told.layout[:40]!r} is none of {', '.join(DESIGNS)}")
    _check_names("texts", told.texts, layout.texts)
    _check_names("codes", told.codes, layout.codes)
    if told.arrow is not None and layout.arrow is None:
        raise LabelRefused(f"layout {layout.code} has no arrow")
    design = Design(
        layout.code,
        width_mm,
        height_mm,
        {name: _text(name, text) for name, text in told.texts.items()},
        {name: _code(name, code, layout.codes[name]) for name, code in told.codes.items()},
        told.arrow and Box(*told.arrow),
    )
    _check_boxes(design)
    return design


def written(design: Design) -> str:
    """Write a design for people to change, a place a line; reading it gives the same."""
    texts = {
        name: {
            "box": _place(text.box),
            "size": (text.size_min, text.size_max),
            "lines": text.lines_max,
            "align": text.align,
            "bold": text.is_bold,
        }
        for name, text in design.texts.items()
    }
    codes = {
        name: {
            "box": _place(code.box),
            "module": (code.module_min, code.module_max),
            "height": code.height_min,
        }
        for name, code in design.codes.items()
    }
    arrow = f',\n  "arrow": {json.dumps(_place(design.arrow))}' if design.arrow else ""
    places = f'"texts": {_lines(texts)},\n  "codes": {_lines(codes)}{arrow}'
    return f'{{\n  "layout": "{design.code}",\n  {places}\n}}\n'


def _lines(places: Mapping[str, object]) -> str:
    each = (f'    "{name}": {json.dumps(place)}' for name, place in places.items())
    return "{\n" + ",\n".join(each) + "\n  }"


def _place(box: Box) -> Place:
    return box.x, box.y, box.width, box.height


def _first(error: ValidationError) -> str:
    """Say the first thing that is wrong, and where."""
    found = error.errors(include_url=False, include_context=False, include_input=False)[0]
    where = " ".join(str(part)[:40] for part in found["loc"])
    return f"{where}: {found['msg']}" if where else found["msg"]


def _check_names(what: str, told: Mapping[str, object], known: Mapping[str, object]) -> None:
    for name in told:
        if name not in known:
            raise LabelRefused(f"{what}: {name[:40]!r} is none of {', '.join(known)}")


def _text(name: str, told: _Text) -> TextPlace:
    smallest, largest = told.size
    if not LETTERS_MIN <= smallest <= largest:
        raise LabelRefused(
            f"texts {name}: letters of {smallest} to {largest} mm; the least is {LETTERS_MIN} mm"
        )
    return TextPlace(Box(*told.box), largest, smallest, told.lines, told.align, told.bold)


def _code(name: str, told: _Code, layout: CodePlace) -> CodePlace:
    finest, coarsest = told.module
    if finest < layout.module_min or coarsest < finest:
        raise LabelRefused(
            f"codes {name}: an X-dimension of {finest} to {coarsest} mm; "
            f"scanners need at least {layout.module_min} mm"
        )
    if told.height < layout.height_min:
        raise LabelRefused(
            f"codes {name}: bars {told.height} mm high; the least is {layout.height_min} mm"
        )
    return CodePlace(Box(*told.box), finest, coarsest, told.height)


def _check_boxes(design: Design) -> None:
    """Everything stands on the label, and no text on anything else."""
    for name, box in _boxes(design):
        is_on = box.x + box.width <= design.width_mm + TOUCH
        is_on = is_on and box.y + box.height <= design.height_mm + TOUCH
        if not is_on or box.width <= 0 or box.height <= 0:
            raise LabelRefused(f"{name} does not stand on the label")
    for (name, box), (other, beside) in combinations(_boxes(design), 2):
        is_text = "texts" in {name.split()[0], other.split()[0]}
        if is_text and _overlap(box, beside):
            raise LabelRefused(f"{name} and {other} stand on one another")


def _boxes(design: Design) -> Iterator[tuple[str, Box]]:
    yield from ((f"texts {name}", text.box) for name, text in design.texts.items())
    yield from ((f"codes {name}", code.box) for name, code in design.codes.items())
    if design.arrow:
        yield "arrow", design.arrow


def _overlap(box: Box, other: Box) -> bool:
    across = min(box.x + box.width, other.x + other.width) - max(box.x, other.x)
    down = min(box.y + box.height, other.y + other.height) - max(box.y, other.y)
    return across > TOUCH and down > TOUCH
