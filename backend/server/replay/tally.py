"""What was acknowledged, SKU by SKU, kept on our side of the line and compared with the server."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(slots=True)
class Tally:
    """Base units by SKU that the server said yes to; `variance` is signed, as counts posted it."""

    opening: Counter[str] = field(default_factory=Counter)
    received: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    returned: Counter[str] = field(default_factory=Counter)
    shipped: Counter[str] = field(default_factory=Counter)
    written_off: Counter[str] = field(default_factory=Counter)
    variance: Counter[str] = field(default_factory=Counter)

    def expected(self, sku: str) -> int:
        """Return what must be on hand now."""
        came = self.opening[sku] + self.received[sku] + self.found[sku] + self.returned[sku]
        return came + self.variance[sku] - self.shipped[sku] - self.written_off[sku]

    @property
    def skus(self) -> set[str]:
        """Every SKU that anything happened to."""
        columns = (
            self.opening, self.received, self.found, self.returned, self.shipped,
            self.written_off, self.variance,
        )  # fmt: skip
        return {sku for column in columns for sku in column}


@dataclass(frozen=True, slots=True)
class Difference:
    """A SKU whose on hand is not what was acknowledged."""

    sku: str
    expected: int
    on_hand: int


@dataclass(frozen=True, slots=True)
class Misread:
    """A count that the server sets against another book than the counter saw; by SKU."""

    number: str
    found: Mapping[str, int]
    server: Mapping[str, int]


def differences(tally: Tally, on_hand: Mapping[str, int]) -> list[Difference]:
    """Return every SKU that does not reconcile; none is the only good answer."""
    return [
        Difference(sku, tally.expected(sku), on_hand.get(sku, 0))
        for sku in sorted(tally.skus | on_hand.keys())
        if tally.expected(sku) != on_hand.get(sku, 0)
    ]
