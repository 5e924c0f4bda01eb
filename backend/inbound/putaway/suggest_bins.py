"""Suggest bins: where goods could be put away, best first, and why."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from backend.inbound.putaway.rules import Liking, liking, ranking
from backend.inbound.putaway.spaces import spaces_for
from backend.kernel.work import Reader
from backend.tasks.room.rules import Goods, Space, room_for

SUGGESTIONS_MAX = 10
MM_PER_M = 1_000

_WHY = {
    Liking.OWN_FACE: "It is the item's own pick face.",
    Liking.SAME_ITEM: "It holds the same item.",
    Liking.EMPTY: "It is empty.",
    Liking.SHARED: "It may be shared.",
}


@dataclass(frozen=True, slots=True)
class BinSuggestion:
    """A bin, how many of the base units fit, and why it is suggested."""

    bin_id: UUID
    fits: int
    reasons: tuple[str, ...]


async def suggest_bins(
    reader: Reader, goods: Goods, *, location_id: UUID, quantity: int
) -> list[BinSuggestion]:
    """Return where the goods could go: bins that take them all first."""
    spaces = await spaces_for(reader, goods, location_id=location_id, quantity=quantity)
    ranked = sorted(ranking(spaces, goods), key=lambda space: room_for(space, goods) < quantity)
    return [
        BinSuggestion(
            space.bin_id,
            min(quantity, room_for(space, goods)),
            tuple(_reasons(space, goods, quantity)),
        )
        for space in ranked[:SUGGESTIONS_MAX]
    ]


def _reasons(space: Space, goods: Goods, quantity: int) -> Iterator[str]:
    yield _WHY[liking(space, goods)]
    yield "All of it fits." if room_for(space, goods) >= quantity else "A part of it fits."
    if space.distance_mm:
        yield f"It is {max(1, space.distance_mm // MM_PER_M)} m from the pick face."
