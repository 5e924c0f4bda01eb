"""Draw and prove the labels of a printing; what fails its proof is set aside with the reason."""

from dataclasses import dataclass, field

from PIL import Image

from backend.printing.facts import FONTS, Facts, on_stock
from backend.printing.spooled import Taken
from labels.drawing import Drawing
from labels.refused import LabelRefused
from labels.sheets import proved


@dataclass(slots=True)
class Drawn:
    """Labels by their places in the job: drawn ones, and why the others are refused."""

    drawn: dict[int, tuple[Drawing, Image.Image]] = field(default_factory=dict)
    refused: dict[int, str | None] = field(default_factory=dict)


def drawn_labels(job: Taken, labels: list[tuple[int, Facts]]) -> Drawn:
    """Draw each for the job's printer; takes milliseconds a label, so call it in a thread."""
    found = Drawn()
    looks = job.looks
    for sequence, facts in labels:
        try:
            found.drawn[sequence] = proved(
                on_stock(facts, job.sheet, looks), dpi=job.dpi, fonts=FONTS
            )
        except LabelRefused as refusal:
            found.refused[sequence] = str(refusal)
    return found
