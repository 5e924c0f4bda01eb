"""The codes that we print ourselves, told by their shape."""

import re

SHAPES = (
    ("COMMAND", re.compile(r"SW-[A-Z]+")),
    ("CONTAINER", re.compile(r"(?:T|TOTE|C|CT|CARTON|P|PLATE|LPN)-?[0-9]{1,12}")),
    ("DOCUMENT", re.compile(r"(?:PO|RC|SO|SH|RET|RMA|CC|W|WALK)-[0-9]{1,12}")),
    ("BADGE", re.compile(r"(?:B|BADGE)-[0-9]{4,12}")),
    ("BIN", re.compile(r"[A-Z]{1,3}(?:-[0-9]{1,3}){2,4}")),
)
"""A bin may be called anything; this is only how most are."""


def own_kind(text: str) -> str | None:
    """Return which of our codes a text looks like; None for none."""
    return next((kind for kind, shape in SHAPES if shape.fullmatch(text)), None)
