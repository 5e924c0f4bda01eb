"""What a scanner reads on goods, and how much of an item there is, for simulated workers."""

from collections import Counter
from collections.abc import Iterable, Mapping

from backend.server.demo.rows import BinRow, ItemRow
from backend.server.replay.line import Line


def barcodes_of(items: Iterable[ItemRow]) -> Mapping[str, str]:
    """Return what to scan for one base unit of each SKU."""
    return {item.sku: item.barcodes[0] for item in items if item.barcodes}


def pick_faces_of(bins: Iterable[BinRow]) -> Mapping[str, str]:
    """Return the bin that each SKU is picked from."""
    return {row.fixed_sku: row.code for row in bins if row.fixed_sku}


async def on_hand(line: Line, location: str) -> Counter[str]:
    """Return what the server says is on hand at a location, by SKU."""
    found: Counter[str] = Counter()
    after: str | None = None
    while True:
        page = (await line.ask("StockOnHand", location=location, after=after))["stock"]
        for stock in page["nodes"]:
            found[stock["item"]["sku"]] += stock["onHand"]
        if not page["pageInfo"]["hasNextPage"]:
            return +found
        after = page["pageInfo"]["endCursor"]
