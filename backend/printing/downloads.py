"""Make the PDF of a download: drawn and proved beside the server's other work, with progress."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field

from PIL import Image

from backend.printing.facts import FONTS, Facts, on_stock
from backend.printing.rules import LABELS_MAX
from backend.printing.spooled import Spooled, Taken
from labels.pdf import render_pdf
from labels.refused import LabelRefused
from labels.sheets import proved

LOOK_S = 0.5


@dataclass(slots=True)
class _Making:
    """A file that is being made in a thread; `is_over` stops it."""

    job: Taken
    labels: list[tuple[int, Facts]]
    done: int = 0
    is_over: bool = False
    refused: dict[int, str | None] = field(default_factory=dict)

    def file(self) -> bytes | None:
        """Return the PDF; None when every label was refused, or nobody wants it any more."""
        try:
            return render_pdf(self._pictures(), stock=self.job.sheet, dpi=self.job.dpi)
        except LabelRefused:
            return None

    def _pictures(self) -> Iterator[Image.Image]:
        looks = self.job.looks
        for sequence, facts in self.labels:
            if self.is_over:
                return
            try:
                label = on_stock(facts, self.job.sheet, looks)
                _, image = proved(label, dpi=self.job.dpi, fonts=FONTS)
            except LabelRefused as refusal:
                self.refused[sequence] = str(refusal)
                continue
            for _ in range(self.job.copies):
                yield image
            self.done += 1


async def make_file(spooled: Spooled, job: Taken) -> None:
    """Make the file of a job that we hold; an interrupted one begins anew."""
    making = _Making(job, await spooled.next_labels(job, at_most=LABELS_MAX))
    drawing = asyncio.create_task(asyncio.to_thread(making.file))
    try:
        while not drawing.done():
            await asyncio.wait((drawing,), timeout=LOOK_S)
            if not await spooled.show_progress(job, done=making.done):
                return
        await _finish(spooled, job, making, content=await drawing)
    finally:
        making.is_over = True


async def _finish(spooled: Spooled, job: Taken, making: _Making, *, content: bytes | None) -> None:
    """Count what came of each label, and keep the file."""
    await spooled.show_progress(job, done=0)
    if making.refused and not await spooled.mark(job, "REFUSED", making.refused):
        return
    if content is not None:
        await spooled.keep_file(job, content)
        drawn = (sequence for sequence, _ in making.labels if sequence not in making.refused)
        await spooled.mark(job, "PRINTED", dict.fromkeys(drawn))
    await spooled.end(job, "PRINTED")
