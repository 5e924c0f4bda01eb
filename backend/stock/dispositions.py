"""Which condition of goods may follow which, and what it takes. Whatever is not listed is refused.

The table `disposition_change` says the same to whoever asks the database; a test holds them alike.
Every change takes a reason. What came back becomes usable only by being graded and disposed of.
"""

from collections.abc import Mapping

from backend.master.permissions import Permission
from backend.stock.keys import Disposition

TO_STOP = Permission.MOVE_STOCK
"""Whoever finds bad goods may take them out of use; letting them back takes more."""
TO_FREE = Permission.CHANGE_DISPOSITION
STOPPED = (
    Disposition.QUALITY_HOLD,
    Disposition.QUARANTINE,
    Disposition.DAMAGED,
    Disposition.EXPIRED,
    Disposition.RECALLED,
    Disposition.OBSOLETE,
)

MAY_FOLLOW: Mapping[Disposition, tuple[Disposition, ...]] = {
    Disposition.USABLE: STOPPED,
    Disposition.QUALITY_HOLD: (
        Disposition.USABLE,
        Disposition.QUARANTINE,
        Disposition.DAMAGED,
        Disposition.EXPIRED,
        Disposition.RECALLED,
        Disposition.OBSOLETE,
    ),
    Disposition.QUARANTINE: (
        Disposition.USABLE,
        Disposition.QUALITY_HOLD,
        Disposition.DAMAGED,
        Disposition.EXPIRED,
        Disposition.RECALLED,
        Disposition.OBSOLETE,
    ),
    Disposition.DAMAGED: (Disposition.USABLE, Disposition.QUARANTINE, Disposition.RECALLED),
    Disposition.EXPIRED: (Disposition.QUARANTINE, Disposition.RECALLED),
    Disposition.RECALLED: (Disposition.USABLE, Disposition.QUARANTINE),
    Disposition.RETURN_PENDING: (Disposition.QUARANTINE, Disposition.DAMAGED, Disposition.RECALLED),
    Disposition.OBSOLETE: (Disposition.USABLE, Disposition.QUARANTINE, Disposition.RECALLED),
}

CHANGES: Mapping[tuple[Disposition, Disposition], Permission] = {
    (source, target): TO_STOP if source is Disposition.USABLE else TO_FREE
    for source, targets in MAY_FOLLOW.items()
    for target in targets
}
"""Every legal change with the permission that it takes."""
