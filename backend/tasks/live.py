"""What a stretch of the log touched of the floor's work: tasks, cases and approvals."""

from typing import Any
from uuid import UUID

from backend.kernel.live import TOUCHED_MAX, Things
from backend.kernel.log import Stretch
from backend.tasks import sql

TASK, CASE, APPROVAL = "Task", "Case", "Approval"


async def touched_work(session: Any, stretch: Stretch) -> Things:
    """Return all that has changed since the stretch began, also by what came after it.

    A row remembers only who touched it last. Without an end, nothing can fall between two
    stretches when a later transaction touches what an earlier one did; some things are told twice.
    """
    found: dict[str, set[UUID]] = {TASK: set(), CASE: set(), APPROVAL: set()}
    for row in await session.fetch(sql.TOUCHED, str(stretch.start.xid), TOUCHED_MAX + 1):
        found[row["kind"]].add(row["id"])
    return found
