"""Hold simulated people back, so that all together do so many lines a minute."""

import asyncio
import random
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from backend.server.replay.line import Line, Said

LINES = frozenset(
    ("ConfirmPick", "ConfirmPutaway", "PackTote", "PutBack", "ReceiveLine", "ReceiveReturn",
     "SubmitCount")
)  # fmt: skip
"""What counts as a line of work; the scans around it take no time of their own."""


class Pace:
    """Turns, a little uneven as people are; nobody makes up for time in which nothing was done."""

    def __init__(self, lines_a_minute: float) -> None:
        """Give so many turns a minute."""
        self.lines_a_minute = lines_a_minute
        self._next = 0.0

    async def turn(self) -> None:
        """Wait for one's turn."""
        at = max(monotonic(), self._next)
        self._next = at + 60 / self.lines_a_minute * random.uniform(0.5, 1.5)  # noqa: S311 - no secret
        await asyncio.sleep(at - monotonic())


@dataclass(slots=True)
class PacedLine(Line):
    """The line of a worker who takes their time."""

    pace: Pace = field(kw_only=True)

    async def tell(self, name: str, /, **told: Any) -> Said:
        """Send a fact when it is one's turn."""
        if name in LINES:
            await self.pace.turn()
        return await Line.tell(self, name, **told)
