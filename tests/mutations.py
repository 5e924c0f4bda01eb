"""Texts that are nearly right: known ones with letters changed, swapped, lost, doubled."""

import json
import random
from collections.abc import Iterator
from pathlib import Path

VECTORS = json.loads((Path(__file__).parents[1] / "schema/gs1/vectors.json").read_text("utf-8"))
KNOWN = [row[1] for row in VECTORS["gs1"]] + [row[0] for row in VECTORS["read"]]
BEFORE = ("]C1", "]d2", "]Q3", "]e0", "]E0", "]E4", "]I1", "]J1", "]Q1", "]C0", "\x1d", "^", "(01)")
LETTERS = "0123456789AZaz()/?&=%#+$*\x1d-_.:^\\ |][{}<>~\x00\r\n\t" + "\u20ac\u00e8\u2028\U0001f600"


def mutations(seed: int, many: int) -> Iterator[str]:
    """Yield so many texts; the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - not for secrets
    for _ in range(many):
        text = _one(chance)
        for _ in range(chance.choice((0, 1, 1, 1, 2, 2, 3, 8))):
            text = _changed(text, chance)
        yield text


def _one(chance: random.Random) -> str:
    match chance.randrange(8):
        case 0:
            return chance.choice(BEFORE) + chance.choice(KNOWN)
        case 1:
            return str(chance.randrange(10 ** chance.choice((6, 8, 12, 13, 14, 18, 20))))
        case 2:
            return chance.choice(KNOWN) + chance.choice(KNOWN)
        case 3:
            return "".join(chance.choices(LETTERS, k=chance.randrange(60)))
        case _:
            return chance.choice(KNOWN)


def _changed(text: str, chance: random.Random) -> str:
    at = chance.randrange(len(text) + 1)
    letter = chance.choice(LETTERS)
    match chance.randrange(5):
        case 0:
            return text[:at] + letter + text[at:]
        case 1:
            return text[:at] + letter + text[at + 1 :]
        case 2:
            return text[:at] + text[at + 1 :]
        case 3:
            return text[:at] + text[at + 1 : at + 2] + text[at : at + 1] + text[at + 2 :]
        case _:
            return text[:at] + text[max(0, at - 3) :]
