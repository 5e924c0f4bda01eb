"""What may be archived: whole stretches that are old enough, sealed, and proved."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, ClassVar

from backend.kernel.refusals import Refusal
from backend.stock.archiving import sql
from backend.stock.sealing.seal import seals_after
from backend.stock.sealing.tree import Seal

KEEP_DAYS_MIN = 90
"""What took effect answers for so long when it is sent again, and undone work is younger."""


class NothingToArchive(Refusal):
    """No stretch of entries is full and old enough, or all that are have been archived."""

    code: ClassVar[str] = "NOTHING_TO_ARCHIVE"
    sentence: ClassVar[str] = (
        "No full stretch of entries is older than {days} days; wait, or keep fewer days."
    )


class NotSealed(Refusal):
    """The chain of seals has not come past the stretch that is to be archived."""

    code: ClassVar[str] = "NOT_SEALED"
    sentence: ClassVar[str] = (
        "Stretch {stretch} is not sealed to its end; run `stockwright seal` and try again."
    )


class NotProved(Refusal):
    """The last whole proof was not sound, or is older than what is to be archived."""

    code: ClassVar[str] = "NOT_PROVED"
    sentence: ClassVar[str] = (
        "No sound proof reaches seal {seal}; run `stockwright verify`, whole, and try again."
    )


@dataclass(frozen=True, slots=True)
class Due:
    """What may be archived: the operations between two seals, and the newest stretch they fill."""

    stretch: int
    before: Seal | None
    through: Seal

    @property
    def after(self) -> int:
        """The number of the seal after whose end it begins; 0 at the beginning of the log."""
        return self.before.number if self.before else 0


async def due(session: Any, *, keep_days: int, now: datetime) -> Due:
    """Return what may be archived; refuses NOTHING_TO_ARCHIVE, NOT_SEALED and NOT_PROVED."""
    until = now - timedelta(days=keep_days)
    stretch = (await session.fetch(sql.OLD_STRETCH, until))[0]["ordinal"]
    if stretch is None:
        raise NothingToArchive(days=keep_days)
    within = (await session.fetch(sql.SEAL_WITHIN, stretch))[0]
    if within["number"] is None or not within["is_sealed"]:
        raise NotSealed(stretch=stretch)
    archived = (await session.fetch(sql.NEWEST_ARCHIVE))[0]["seal"]
    if within["number"] <= archived:
        raise NothingToArchive(days=keep_days)
    if not (await session.fetch(sql.IS_PROVED, within["number"]))[0]["is_proved"]:
        raise NotProved(seal=within["number"])
    before = await _seal(session, archived) if archived else None
    return Due(stretch, before, await _seal(session, within["number"]))


async def _seal(session: Any, number: int) -> Seal:
    return (await seals_after(session, number - 1, limit=1))[0]
