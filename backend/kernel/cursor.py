"""A position in the live log: (epoch, xid, operation id). Total, gap-free, the same everywhere.

Its text sorts like the position itself: a client may compare two cursors of one epoch as text.
The order is not that of commits; a delta therefore carries its key's version, and the newest wins.
The epoch changes when a backup is restored, so a client that kept a cursor learns of it.
"""

import re
from dataclasses import dataclass
from typing import Self
from uuid import UUID

_TEXT = re.compile(r"([0-9a-f]{8})\.([0-9a-f]{16})\.([0-9a-f]{32})")


@dataclass(frozen=True, slots=True, order=True)
class Cursor:
    """Everything up to and including this operation."""

    epoch: UUID
    xid: int
    operation_id: UUID

    @classmethod
    def up_to(cls, epoch: UUID, xid: int) -> Self:
        """Return the position after every operation of the transactions before `xid`."""
        return cls(epoch, xid - 1, UUID(int=(1 << 128) - 1))

    def __str__(self) -> str:
        """Spell it for clients, who pass it back and never look inside."""
        return f"{self.epoch.hex[:8]}.{self.xid:016x}.{self.operation_id.hex}"

    @classmethod
    def parse(cls, text: str, *, epoch: UUID) -> Self | None:
        """Read a cursor of this epoch back; None when it is of another epoch or none at all."""
        found = _TEXT.fullmatch(text)
        if found is None or found[1] != epoch.hex[:8] or int(found[2], 16) >= 1 << 63:
            return None
        return cls(epoch, int(found[2], 16), UUID(found[3]))
