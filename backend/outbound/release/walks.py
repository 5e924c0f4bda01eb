"""Walks: which stops one person makes in one round, and in which sequence. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from uuid import UUID

ORDERS_MAX = 12
"""As many totes as a cart holds."""
STOPS_MAX = 100
"""A round that can be done before the next cut-off; a large order is walked in several."""


class PickMethod(StrEnum):
    """How orders are picked."""

    SINGLE = "SINGLE"
    BATCH = "BATCH"
    CLUSTER = "CLUSTER"
    ZONE = "ZONE"


@dataclass(frozen=True, slots=True)
class Stop:
    """Goods of one line to take from one bin, in base units."""

    order_id: UUID
    line_id: UUID
    item_id: UUID
    bin_id: UUID
    quantity: int
    zone: str
    sequence: int

    @property
    def way(self) -> tuple[int, UUID, UUID, UUID]:
        """Where it lies on the way; goods of one bin are taken in one go."""
        return (self.sequence, self.bin_id, self.item_id, self.order_id)


def plan_walks(stops: Iterable[Stop], method: PickMethod) -> list[list[Stop]]:
    """Divide stops into walks, each in pick sequence.

    SINGLE gives each order walks of its own; BATCH and CLUSTER put up to ORDERS_MAX orders on one
    round; ZONE does the same within each zone. No walk has more than STOPS_MAX stops. Stops come
    order by order, the most urgent order first.
    """
    asked = list(stops)
    if method is PickMethod.ZONE:
        zones = sorted({stop.zone for stop in asked})
        groups = [[stop for stop in asked if stop.zone == zone] for zone in zones]
    else:
        groups = [asked]
    orders_max = 1 if method is PickMethod.SINGLE else ORDERS_MAX
    return [walk for group in groups for walk in _rounds(group, orders_max)]


def _rounds(stops: list[Stop], orders_max: int) -> list[list[Stop]]:
    walks: list[list[Stop]] = []
    walk: list[Stop] = []
    for _, of_order in groupby(stops, key=lambda stop: stop.order_id):
        order = sorted(of_order, key=lambda stop: stop.way)
        orders = len({stop.order_id for stop in walk})
        if walk and (orders == orders_max or len(walk) + len(order) > STOPS_MAX):
            walks.append(walk)
            walk = []
        while len(order) > STOPS_MAX:
            walks.append(order[:STOPS_MAX])
            order = order[STOPS_MAX:]
        walk = walk + order
    if walk:
        walks.append(walk)
    return [sorted(walk, key=lambda stop: stop.way) for walk in walks]
