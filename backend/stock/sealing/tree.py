"""Merkle trees (RFC 6962, section 2.1) and the link that binds each seal to all before it."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

LEAF_BYTES = 32
FORM = "stockwright seal 1"


@dataclass(frozen=True, slots=True)
class Seal:
    """One stretch of the log: what its operations were, and what stood in the chain before it."""

    number: int
    previous: bytes | None
    tree: bytes
    root: bytes
    ids: Sequence[UUID]
    leaves: bytes
    through_xid: int
    through_id: UUID
    sealed_us: int

    def link(self) -> bytes:
        """Return what the root must be: a digest of all that the seal says."""
        fields = (
            FORM, self.number, self.previous and self.previous.hex(), self.tree.hex(),
            len(self.ids), self.through_xid, self.through_id, self.sealed_us,
        )  # fmt: skip
        return sha256(b"\x02" + "".join(map(spelled, fields)).encode()).digest()

    @property
    def by_id(self) -> dict[UUID, bytes]:
        """Map each operation to its sealed leaf."""
        return dict(zip(self.ids, split(self.leaves), strict=True))


def spelled(field: object) -> str:
    """Write a field as its length in bytes, a colon, the bytes, a comma; None as `-,`."""
    if field is None:
        return "-,"
    text = str(field)
    return f"{len(text.encode())}:{text},"


def split(leaves: bytes) -> list[bytes]:
    """Take concatenated leaves apart."""
    return [leaves[at : at + LEAF_BYTES] for at in range(0, len(leaves), LEAF_BYTES)]


def tree_of(leaves: Sequence[bytes]) -> bytes:
    """Return the root over these leaves.

    Level by level, an odd one out moving up alone: the same tree as RFC 6962 cuts at powers of two.
    """
    level = list(leaves)
    assert level, "no seal is empty"
    while len(level) > 1:
        above = [
            sha256(b"\x01" + level[at] + level[at + 1]).digest()
            for at in range(0, len(level) - 1, 2)
        ]
        level = above + level[len(above) * 2 :]
    return level[0]


def path_to(leaves: Sequence[bytes], position: int) -> list[tuple[str, bytes]]:
    """Return the hashes that lead from a leaf to the root, each with the side it stands on."""
    level, at, path = list(leaves), position, []
    while len(level) > 1:
        beside = at ^ 1
        if beside < len(level):
            path.append(("left" if beside < at else "right", level[beside]))
        above = [
            sha256(b"\x01" + level[n] + level[n + 1]).digest() for n in range(0, len(level) - 1, 2)
        ]
        level = above + level[len(above) * 2 :]
        at //= 2
    return path
