"""What a move must obey, and which condition may follow which. Pure."""

from datetime import datetime, timedelta
from typing import ClassVar
from uuid import UUID

from backend.kernel.refusals import Refusal
from backend.master.permissions import Permission
from backend.stock.dispositions import CHANGES
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


def permission_to_change(source: Disposition, target: Disposition) -> Permission:
    """Return what it takes; refuses DISPOSITION_CHANGE_ILLEGAL."""
    permission = CHANGES.get((source, target))
    if permission is None:
        raise DispositionChangeIllegal(source=source, target=target)
    return permission
