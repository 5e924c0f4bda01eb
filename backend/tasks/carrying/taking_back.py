"""Take a container's move back: it stands where it stood, while nothing was done to it since."""

from collections import Counter
from uuid import UUID

from backend.kernel.plan import Write
from backend.kernel.refusals import DependedOn
from backend.kernel.work import Reader, Work
from backend.master.places import bins_by_id
from backend.stock.carrying import Standing, Whole, placed_back, whole_of
from backend.stock.containers import Container, container
from backend.stock.reversal import Reversal
from backend.stock.where import place_of
from backend.tasks.carrying.rules import DEPTH_MAX


async def taken_back(
    work: Work, moved: Container, reversal: Reversal, *, bin_id: UUID, parent_id: UUID | None
) -> Write:
    """Return the write that places it back; refuses DEPENDED_ON where it has been worked on."""
    whole = await whole_of(work.reader, moved)
    within = await container(work.reader, parent_id) if parent_id else None
    if parent_id and (within is None or within.bin_id != bin_id or _is_deeper(whole, within)):
        raise _built_upon(moved)
    if bin_id != moved.bin_id and _held(whole) != _going_back(reversal):
        raise _built_upon(moved)
    place = (await bins_by_id(work.reader, [bin_id]))[bin_id]
    return placed_back(work, whole, Standing(place_of(place), within))


async def standing_whole(reader: Reader, container_id: UUID) -> Container:
    """Return a container that was moved; containers are kept for ever."""
    found = await container(reader, container_id)
    assert found is not None, "it was moved"
    return found


def _is_deeper(whole: Whole, within: Container) -> bool:
    return within.id in whole.ids or within.depth + 1 + whole.height > DEPTH_MAX


def _held(whole: Whole) -> Counter[UUID]:
    return Counter({held.key_id: held.on_hand for held in whole.balances})


def _going_back(reversal: Reversal) -> Counter[UUID]:
    back: Counter[UUID] = Counter()
    for move in reversal.moves:
        back[move.source.id] += move.quantity
    return back


def _built_upon(moved: Container) -> DependedOn:
    return DependedOn(kind="Container", key=moved.code, reason="has been worked on since")
