"""Decide how much of the demand is there on the first day, how much is bought, and what is short.

The data holds no receipts. Of all units asked for, giants aside, 70 % lie in the warehouse on the
first day, 25 % are bought, and 5 % never come, so that backorders really happen. The shares hold
for the sum to the unit: what one SKU loses by rounding, the next in the order of SKUs gets.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from backend.server.demo.demand import Demand

OPENING_PERCENT = 70
PURCHASED_PERCENT = 25
SHORT_PERCENT = 100 - OPENING_PERCENT - PURCHASED_PERCENT


@dataclass(frozen=True, slots=True)
class Supply:
    """The three parts of a SKU's demand; they add up to it."""

    sku: str
    opening: int
    purchased: int
    short: int


class Rounding:
    """Shares whole numbers so that the parts of any run of them add up to the share of its sum."""

    def __init__(self, part: int, whole: int) -> None:
        """Begin a run that gives `part` of every `whole`."""
        self._part = part
        self._whole = whole
        self._left_over = 0

    def of(self, units: int) -> int:
        """Return the share of the next number, from 0 to that number."""
        share, self._left_over = divmod(units * self._part + self._left_over, self._whole)
        return share


def supply(asked: Mapping[str, Demand]) -> dict[str, Supply]:
    """Return how each SKU is supplied, in the order given."""
    in_stock = Rounding(OPENING_PERCENT, 100)
    bought = Rounding(PURCHASED_PERCENT, PURCHASED_PERCENT + SHORT_PERCENT)
    plan: dict[str, Supply] = {}
    for sku, one in asked.items():
        opening = in_stock.of(one.units)
        purchased = bought.of(one.units - opening)
        short = one.units - opening - purchased
        plan[sku] = Supply(sku=sku, opening=opening, purchased=purchased, short=short)
    return plan
