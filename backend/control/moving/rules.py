"""What a move must obey, and which condition may follow which. Pure."""

from datetime import datetime, timedelta
from typing import ClassVar
from uuid import UUID

from backend.kernel.refusals import Refusal
from backend.master.permissions import Permission
from backend.stock.keys import Disposition

LATE_AFTER = timedelta(minutes=2)
"""A device that tells of something this much later was out of reach when it happened."""


class DispositionChangeIllegal(Refusal):
    """Goods cannot go from that disposition to this one."""

    code: ClassVar[str] = "DISPOSITION_CHANGE_ILLEGAL"
    sentence: ClassVar[str] = "Goods that are {source} cannot become {target}; choose another."


def is_late(*, occurred_at: datetime, now: datetime, device_id: UUID | None) -> bool:
    """Tell whether this is a fact of the past from a device that was out of reach."""
    return device_id is not None and now - occurred_at > LATE_AFTER


_TO_STOP = Permission.MOVE_STOCK
"""Whoever finds bad goods may take them out of use; letting them back takes more."""
_TO_FREE = Permission.CHANGE_DISPOSITION
_STOPS = frozenset(
    {
        Disposition.QUALITY_HOLD,
        Disposition.QUARANTINE,
        Disposition.DAMAGED,
        Disposition.EXPIRED,
        Disposition.RECALLED,
        Disposition.OBSOLETE,
    }
)
_MAY_FOLLOW: dict[Disposition, frozenset[Disposition]] = {
    Disposition.USABLE: _STOPS,
    Disposition.QUALITY_HOLD: _STOPS | {Disposition.USABLE},
    Disposition.QUARANTINE: _STOPS | {Disposition.USABLE},
    Disposition.DAMAGED: frozenset({Disposition.USABLE, Disposition.QUARANTINE}),
    Disposition.EXPIRED: frozenset({Disposition.QUARANTINE}),
    Disposition.RECALLED: frozenset({Disposition.QUARANTINE, Disposition.USABLE}),
    Disposition.RETURN_PENDING: frozenset({Disposition.QUARANTINE, Disposition.DAMAGED}),
    Disposition.OBSOLETE: frozenset({Disposition.USABLE, Disposition.QUARANTINE}),
}
"""What may follow what. What came back becomes usable only by being graded and disposed of."""


def permission_to_change(source: Disposition, target: Disposition) -> Permission:
    """Return what it takes; refuses DISPOSITION_CHANGE_ILLEGAL."""
    if source is target or target not in _MAY_FOLLOW[source]:
        raise DispositionChangeIllegal(source=source, target=target)
    return _TO_STOP if source is Disposition.USABLE else _TO_FREE
