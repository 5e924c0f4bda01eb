"""What the simulated office knows of the stock: it sells what there is and buys what left."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from random import Random
from time import monotonic

from backend.server.demo.rows import StockRow
from backend.server.demo.warehouse import LOCATION
from backend.server.replay.goods import on_hand
from backend.server.replay.line import Line

READ_EVERY_S = 300.0
SHARE_SOLD = 3
"""An order takes at most a third of what is on hand, so that no shelf is emptied at once."""


@dataclass(slots=True)
class Stock:
    """Units by SKU: what the warehouse opened with, what it has, and what is on order."""

    opened: Counter[str]
    has: Counter[str] = field(default_factory=Counter)
    coming: Counter[str] = field(default_factory=Counter)
    read_at: float | None = None

    async def keep_reading(self, line: Line) -> None:
        """Read it anew when what we know is old."""
        if self.read_at is None or monotonic() - self.read_at > READ_EVERY_S:
            self.has = await on_hand(line, LOCATION)
            self.coming.clear()
            self.read_at = monotonic()

    def may_sell(self, sku: str, units: int) -> bool:
        """Tell whether so many may go."""
        return self.has[sku] >= units * SHARE_SOLD

    def wanted(self, draw: Random, *, at_most: int) -> list[tuple[str, int]]:
        """Return what has left since the opening and is not on order, or something that sells."""
        gone = {
            sku: opened - self.has[sku] - self.coming[sku] for sku, opened in self.opened.items()
        }
        missing = [sku for sku, units in gone.items() if units > 0]
        few = draw.sample(missing, min(at_most, len(missing)))
        if few:
            return [(sku, gone[sku]) for sku in few]
        return [(sku, 1) for sku in draw.sample(sorted(self.opened), at_most)]


def opened_with(rows: Iterable[StockRow]) -> Counter[str]:
    """Add up the opening stock by SKU."""
    opened: Counter[str] = Counter()
    for row in rows:
        opened[row.sku] += row.quantity
    return opened
