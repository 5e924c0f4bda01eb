"""Remember who bought what, to find the sale that a return belongs to."""

from collections import defaultdict


class SoldGoods:
    """Sold units that have not come back, by customer and SKU, oldest first."""

    def __init__(self) -> None:
        """Begin with nothing sold."""
        self._open: defaultdict[tuple[str, str], list[tuple[str, int]]] = defaultdict(list)

    def keep(self, customer: str, sku: str, *, document: str, units: int) -> None:
        """Remember a sold line; without a customer nobody can be found again."""
        if customer:
            self._open[customer, sku].append((document, units))

    def take(self, customer: str, sku: str, *, units: int) -> str | None:
        """Return the newest sale whose line still covers the units, and use them up."""
        lines = self._open.get((customer, sku), [])
        for place in range(len(lines) - 1, -1, -1):
            document, left = lines[place]
            if left >= units:
                lines[place] = (document, left - units)
                return document
        return None
