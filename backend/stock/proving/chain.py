"""The chain anew: recompute what each sealed operation was, and name what does not fit its seal.

Of archived operations, whose entries are in files, that is what was left of them then.
"""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from backend.stock.archiving.archived import leaves_left
from backend.stock.sealing.seal import Leaf, end_of, leaves_between, seals_after
from backend.stock.sealing.tree import Seal, split, tree_of

SEALS_AT_ONCE = 16


@dataclass(frozen=True, slots=True)
class Link:
    """What became of one seal: how many operations it holds, and what is wrong, if anything."""

    operations: int
    wrong: tuple[str, ...]


async def links(session: Any, *, after: Seal | None) -> AsyncIterator[Link]:
    """Check one seal after the other, from the one after a seal that is trusted."""
    before, number = after, after.number if after else 0
    while found := await seals_after(session, number, limit=SEALS_AT_ONCE):
        left = await leaves_left(session, number, limit=SEALS_AT_ONCE)
        for seal in found:
            now = await leaves_between(session, end_of(before), end_of(seal), limit=None)
            then = replace(seal, leaves=left.get(seal.number, seal.leaves))
            yield Link(len(seal.ids), (*_of_itself(seal, before), *_of_log(then, now)))
            before, number = seal, seal.number


def _of_itself(seal: Seal, before: Seal | None) -> tuple[str, ...]:
    """Say what of a seal does not fit itself or the seal before."""
    follows = (before.number + 1, before.root) if before else (1, None)
    holds = {
        "is not the next of the chain": (seal.number, seal.previous) == follows,
        "has other leaves": tree_of(split(seal.leaves)) == seal.tree,
        "was changed": seal.link() == seal.root,
    }
    return tuple(f"seal {seal.number} {what}" for what, is_so in holds.items() if not is_so)


def _of_log(seal: Seal, now: Sequence[Leaf]) -> tuple[str, ...]:
    """Say which operation is not what it was when it was sealed."""
    if [(one.id, one.leaf) for one in now] == list(seal.by_id.items()):
        return ()
    then, found = seal.by_id, {one.id: one.leaf for one in now}
    deleted = [f"operation {id_} was deleted" for id_ in then if id_ not in found]
    added = [f"operation {id_} was added" for id_ in found if id_ not in then]
    both = then.keys() & found.keys()
    changed = [f"operation {id_} was changed" for id_ in both if then[id_] != found[id_]]
    return (*changed, *deleted, *added) or (f"seal {seal.number} has another order",)
