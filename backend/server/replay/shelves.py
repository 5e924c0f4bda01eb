"""What really lies in bins: what the book says, or a little more or less, by a seeded draw."""

import random
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

FAR_UNITS = (6, 12)
FAR_SHARE = 16
"""Some units and a sixteenth of the bin are far off: beyond every tolerance of the demo."""


class Truth(StrEnum):
    """How what lies in a bin stands to the book, and how well the first person counts it."""

    AS_BOOKED = "AS_BOOKED"
    ONE_OFF = "ONE_OFF"
    FAR_OFF = "FAR_OFF"
    MISCOUNTED = "MISCOUNTED"
    """As booked, though the first person counts something else."""


WEIGHTS = {Truth.AS_BOOKED: 5, Truth.ONE_OFF: 2, Truth.FAR_OFF: 2, Truth.MISCOUNTED: 1}


@dataclass(frozen=True, slots=True)
class Look:
    """What the book says of a bin at a position of the log, by SKU; `free` is not spoken for."""

    as_of: str
    lying: Mapping[str, int]
    free: Mapping[str, int]


@dataclass(slots=True)
class Seen:
    """What people find at one count; the second finds what the first did, unless that one erred."""

    truth: Truth
    difference: Mapping[str, int]
    times: int = 0

    def counted(self, look: Look) -> Counter[str]:
        """Return what the next person says that there is; never below nothing."""
        self.times += 1
        if self.truth is Truth.MISCOUNTED and self.times > 1:
            return Counter(look.lying)
        skus = look.lying.keys() | self.difference.keys()
        there = {sku: look.lying.get(sku, 0) + self.difference.get(sku, 0) for sku in skus}
        return Counter({sku: quantity for sku, quantity in there.items() if quantity > 0})


@dataclass(slots=True)
class Shelves:
    """Every bin, with how often it has been counted: each time is drawn anew."""

    counts: Counter[str] = field(default_factory=Counter)

    def begin(self, code: str, look: Look) -> Seen:
        """Draw what lies in a bin that is counted for the first time since it was made true."""
        self.counts[code] += 1
        draw = random.Random(f"{code} {self.counts[code]}")  # noqa: S311 - the same for a book
        (truth,) = draw.choices(list(WEIGHTS), weights=list(WEIGHTS.values()))
        if truth is Truth.AS_BOOKED or not look.lying:
            return Seen(Truth.AS_BOOKED, {})
        sku = draw.choice(sorted(look.lying))
        off = 1
        if truth is not Truth.ONE_OFF:
            off = draw.randint(*FAR_UNITS) + look.lying[sku] // FAR_SHARE
        is_less = draw.choice((True, False)) and look.free.get(sku, 0) >= off  # promises stay whole
        return Seen(truth, {sku: -off if is_less else off})
