"""Read an archive back, line by line against the chain, and add up what it takes from the ledger.

What the database keeps in place of archived entries comes from the file alone. So a file that could
not stand for them is found out before anything is dropped.
"""

import json
from collections import Counter
from dataclasses import dataclass, field
from hashlib import sha256
from typing import IO, Any, ClassVar
from uuid import UUID

from backend.kernel.refusals import Refusal
from backend.stock.sealing.tree import Seal, spelled, split

FIELDS = (
    "id", "xid", "kind", "command", "actor", "device", "occurred_us", "recorded_us", "digest",
    "outcome", "answer_sha256", "reason", "location", "document", "reverses", "approved_by",
    "method",
)  # fmt: skip


class ArchiveUnlike(Refusal):
    """What was written is not what was sealed, so somebody changed the ledger since."""

    code: ClassVar[str] = "ARCHIVE_UNLIKE"
    sentence: ClassVar[str] = (
        "Operation {operation} is not what seal {seal} says, so nothing was archived;"
        " run `stockwright verify`."
    )


def leaf_of(record: dict[str, Any]) -> bytes:
    """Return the digest of an operation and all that it did, as docs/ledger.md spells it."""
    parts = ["operation", *(record["operation"][name] for name in FIELDS)]
    for name in ("entry", "change", "reservation", "weighing"):
        for row in record[name]:
            parts += (name, *row)
    return sha256(b"\x00" + "".join(map(spelled, parts)).encode()).digest()


@dataclass(slots=True)
class Reading:
    """An archive as far as it was read, and what the lines so far come to."""

    lines: IO[bytes]
    operations: int = 0
    entries: int = 0
    xor: int = 0
    sums: Counter[UUID] = field(default_factory=Counter)
    left: dict[int, bytes] = field(default_factory=dict)
    """By seal, the leaves of its operations without their entries."""
    _all: Any = field(default_factory=sha256)

    def head(self) -> dict[str, Any]:
        """Read the first line, which says what the file is."""
        return dict(json.loads(self._line()))

    def take(self, seal: Seal) -> None:
        """Read the operations of the next seal; refuses ARCHIVE_UNLIKE."""
        left = []
        for id_, leaf in zip(seal.ids, split(seal.leaves), strict=True):
            record = json.loads(self._line() or b"{}")
            if not record or UUID(record["operation"]["id"]) != id_ or leaf_of(record) != leaf:
                raise ArchiveUnlike(operation=str(id_), seal=seal.number)
            self.operations += 1
            for entry in record["entry"]:
                self._add(record["operation"]["id"], *entry)
            left.append(leaf_of(record | {"entry": []}))
        self.left[seal.number] = b"".join(left)

    @property
    def is_at_end(self) -> bool:
        """Whether nothing more is in the file."""
        return not self._line()

    @property
    def sha256(self) -> bytes:
        """The digest of all that was read."""
        return bytes(self._all.digest())

    @property
    def entries_xor(self) -> bytes:
        """The XOR of the digests of all entries, as the digest of a ledger has it."""
        return self.xor.to_bytes(32, "big")

    def _add(
        self, operation: str, number: int, source: str, target: str, quantity: int, _: str | None
    ) -> None:
        self.entries += 1
        self.sums[UUID(source)] -= quantity
        self.sums[UUID(target)] += quantity
        text = f"{number},{operation},{source},{target},{quantity}"
        self.xor ^= int.from_bytes(sha256(text.encode()).digest(), "big")

    def _line(self) -> bytes:
        line = self.lines.readline()
        self._all.update(line)
        return line
