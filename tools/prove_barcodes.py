"""`./dev prove barcodes DIR`: read the strings and the photos of a folder with all our readers.

DIR holds gs1_strings_expected.json (id, kind, input, expected), images_expected.json (file, family,
expected_text, expect_nothing, reference_ok) and images/. Prints what was right, wrong and refused,
and the time of each kind. Ends with 1 when a wrong read is accepted or a reader fails.
"""

import json
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from backend.master.barcodes.reading import read
from tools import chromium
from tools.photos import Shot, by_reference, by_scanner
from tools.readers import Answers, Asked, of_scanner, of_server

STRINGS, PHOTOS, PICTURES = "gs1_strings_expected.json", "images_expected.json", "images"
OF_GS1 = {
    "]C1", "]d1", "]d2", "]e0", "]E0", "]E4", "]J0", "]J1", "]Q1", "]Q3",
}  # fmt: skip
"""AIM identifiers that GS1's engine takes."""
LINKS = ("http://", "https://", "HTTP://", "HTTPS://")
console = Console(width=110)


@dataclass(slots=True)
class Score:
    """How many were right, wrong and refused."""

    right: int = 0
    wrong: int = 0
    """Accepted, and not what stands there."""
    refused: int = 0
    """Good, and not accepted; of photos: not seen, or left to a person."""
    asked: int = 0
    """Of those refused: shown to a person, who compares the text with the label."""
    asked_wrongly: int = 0
    """Of those shown: not what stands there."""
    ms: float = 0.0

    @property
    def count(self) -> int:
        """All of them."""
        return self.right + self.wrong + self.refused


Scores = Mapping[str, Score]


def main() -> None:
    """Prove what the folder holds."""
    match [Path(word) for word in sys.argv[1:]]:
        case [folder] if folder.is_dir():
            pass
        case _:
            sys.exit(__doc__)
    wrong = 0
    if (folder / STRINGS).exists():
        wrong += prove_strings(json.loads((folder / STRINGS).read_text("utf-8")))
    if (folder / PHOTOS).exists():
        wrong += prove_photos(folder, json.loads((folder / PHOTOS).read_text("utf-8")))
    console.print("wrong reads accepted:", wrong)
    sys.exit(1 if wrong else 0)


def prove_strings(strings: Sequence[Mapping[str, Any]]) -> int:
    """Hold both readers against what is expected, and against each other."""
    asked = [asked_of(one) for one in strings]
    wrong = 0
    answers: list[Answers] = []
    for name, reader in (("server (Python)", of_server), ("scanner (TypeScript)", of_scanner)):
        said = reader(asked)
        answers.append(said)
        scores = score_strings(strings, asked, said)
        show(f"Strings, {name}, {said.us_per_text:.1f} µs a text", scores, time=None)
        wrong += sum(score.wrong for score in scores.values())
    both = zip(answers[0].lines, answers[1].lines, strict=True)
    unequal = sum(mine != other for mine, other in both)
    console.print(f"strings of which the two readers do not say the same: {unequal}")
    return wrong + unequal


def asked_of(one: Mapping[str, Any]) -> Asked:
    """Return how a string is asked for: as a scan where it says so, else as GS1's own."""
    is_scan = one["input"].startswith("]") or one["kind"].startswith("scan_with")
    return ("read" if is_scan else "gs1"), one["input"]


def score_strings(
    strings: Iterable[Mapping[str, Any]], asked: Iterable[Asked], said: Answers
) -> Scores:
    """Count by kind."""
    scores: dict[str, Score] = defaultdict(Score)
    for one, (mode, text), line in zip(strings, asked, said.lines, strict=True):
        wanted = one["expected"]
        is_valid, is_whole, elements = verdict(mode, text, json.loads(line))
        score = scores[one["kind"]]
        due = bool(wanted["syntax_valid"]), bool(wanted["message_valid"])
        named = [(part["ai"], part["value"]) for part in wanted["elements"] or ()]
        if (is_valid, is_whole) == due and (not is_valid or elements == named):
            score.right += 1
        elif is_valid and (not due[0] or elements != named or is_whole):
            score.wrong += 1
            console.print("wrong:", repr(text), elements, markup=False)
        else:
            score.refused += 1
            console.print("refused:", repr(text), markup=False)
    return scores


Pairs = list[tuple[str, str]]


def verdict(mode: str, text: str, said: list[Any]) -> tuple[bool, bool, Pairs]:
    """Return whether a reader took a text for good GS1, whether nothing is missing, and what."""
    if mode == "gs1":
        elements, problem, forbidden, missing = said
    else:
        elements, problem, forbidden, missing = said[5:9]
    is_valid = problem is None and forbidden is None
    if mode == "read":
        is_link = text[3:].startswith(LINKS)
        is_valid = is_valid and text[:3] in OF_GS1 and (not is_link or bool(elements))
    pairs = [(ai, value) for ai, value, *_ in elements] if is_valid else []
    return is_valid, is_valid and missing is None, pairs


def prove_photos(folder: Path, photos: Sequence[Mapping[str, Any]]) -> int:
    """Show each photo to the camera's decoder, and to the reference."""
    paths = [folder / PICTURES / one["file"] for one in photos]
    known = {read(one["expected_text"]).plain for one in photos if one["expected_text"]}
    reference = [by_reference(path, known) for path in paths]
    wrong = show_photos("zxing-cpp", photos, reference)
    if chromium.find() is None:
        console.print("There is no Chromium here: the camera was not proved.")
        return wrong
    return wrong + show_photos("camera in Chromium", photos, list(by_scanner(paths, known)))


def show_photos(name: str, photos: Sequence[Mapping[str, Any]], shots: Sequence[Shot]) -> int:
    """Count by family, print, and return how many were wrong and accepted."""
    scores: dict[str, Score] = defaultdict(Score)
    for one, shot in zip(photos, shots, strict=True):
        score_photo(scores[one["family"]], one, shot)
    least = sum(bool(one["reference_ok"]) for one in photos)
    title = f"Photos, {name}; the reference decoder is said to read {least} of {len(photos)}"
    show(title, scores, time=lambda score: score.ms / max(1, score.count))
    return sum(score.wrong for score in scores.values())


def score_photo(score: Score, one: Mapping[str, Any], shot: Shot) -> None:
    """Count one photo."""
    score.ms += shot.ms
    wanted = None if one["expect_nothing"] else one["expected_text"]
    if shot.verdict == "accept":
        is_right = shot.text == wanted
        score.right += is_right
        score.wrong += not is_right
    elif wanted is None and shot.text is None:
        score.right += 1
    else:
        score.refused += 1
        score.asked += shot.text is not None
        score.asked_wrongly += shot.text not in {None, wanted}


def show(title: str, scores: Scores, *, time: Callable[[Score], float] | None) -> None:
    """Print a table with a row for each kind."""
    heads = ("kind", "right", "wrong", "refused", "of these asked", "asked wrongly", "ms")
    table = Table(*heads, title=title, box=None)
    total = Score()
    for kind, score in sorted(scores.items()):
        table.add_row(kind, *_figures(score, time))
        for name in Score.__slots__:
            setattr(total, name, getattr(total, name) + getattr(score, name))
    table.add_row("all", *_figures(total, time))
    console.print(table)


def _figures(score: Score, time: Callable[[Score], float] | None) -> list[str]:
    counts = (score.right, score.wrong, score.refused, score.asked, score.asked_wrongly)
    return [*map(str, counts), f"{time(score):.1f}" if time else ""]


if __name__ == "__main__":
    main()
