"""Let booked room go that nobody came to fill: the goods wait, and others may have the place."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from backend.kernel.command import command
from backend.kernel.plan import Plan, Rank, Write
from backend.kernel.work import Work
from backend.tasks.claim_tasks import NoWork
from backend.tasks.room import sql

BOOKED_FOR = timedelta(hours=12)
"""So long room is kept for goods that nobody has begun to put away: a shift and a half."""
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class LetRoomsGo:
    """Nothing is asked: it goes by the clock."""


@dataclass(frozen=True, slots=True)
class RoomsLetGo:
    """How many putaways lost their bin."""

    tasks: int


@dataclass(frozen=True, slots=True)
class _Booked:
    id: UUID
    version: int


@command
async def let_rooms_go(work: Work, asked: LetRoomsGo) -> Plan[RoomsLetGo]:  # noqa: ARG001 - a command's shape
    """Take the bin off putaways that wait for longer than room is kept (I10).

    Who claims one is told what is free then. Refuses NO_WORK when none waits so long.
    """
    late = await work.reader.rows(_Booked, sql.BOOKINGS_RUN_OUT, work.now - BOOKED_FOR, AT_ONCE)
    if not late:
        raise NoWork
    values = ([one.id for one in late], [one.version for one in late], work.now)
    return Plan(
        answer=RoomsLetGo(len(late)),
        writes=(Write(Rank.TASK, "", sql.LET_ROOMS_GO, values, rows=len(late)),),
        kind="ROOMS_LET_GO",
    )
