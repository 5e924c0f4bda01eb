"""What differences are worth: the value that decides whether somebody else must say yes. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from backend.master.items import Item


@dataclass(frozen=True, slots=True)
class Worth:
    """Minor units of a currency; None where an item has no cost, and so nobody knows."""

    minor: int | None
    currency: str | None


def worth_of(differences: Iterable[tuple[UUID, int]], items: Mapping[UUID, Item]) -> Worth:
    """Return what is at stake: gains and losses do not cancel each other out."""
    total = 0
    currency: str | None = None
    for item_id, quantity in differences:
        item = items[item_id]
        if quantity == 0:
            continue
        if item.cost_minor is None or currency not in {None, item.currency}:
            return Worth(None, None)
        total += abs(quantity) * item.cost_minor
        currency = item.currency
    return Worth(total, currency)
