"""What the night does: lots whose last day is over are turned EXPIRED, soon after each midnight.

Each location has its own midnight, so this asks every quarter of an hour which are due. A lot is
turned at a location at most once a day under one operation id; until then its date alone keeps it
from being allocated.
"""

import asyncio
from datetime import datetime

from backend.control.lots.expire_lot import RUNS_OUT, ExpireLot, expire_lot
from backend.kernel.clock import now
from backend.kernel.database import Database
from backend.kernel.ids import derived_id
from backend.kernel.perform import Request, perform
from backend.kernel.work import Reader
from backend.stock.of_lot import lots_past_date
from backend.tasks.system import SYSTEM

EXPIRES_EVERY_S = 900


async def expire_due(database: Database, *, at: datetime) -> int:
    """Turn every lot that is past its date where it stands, and return how many units that was."""
    async with database.session() as session:
        due = await lots_past_date(Reader(session), at=at, dispositions=RUNS_OUT)
    units = 0
    for one in due:
        asked = ExpireLot(lot_id=one.lot_id, location_id=one.location_id, today=one.today)
        name = f"expired at {one.location_id} on {one.today}"
        request = Request(derived_id(one.lot_id, name), SYSTEM)
        done = await perform(database, expire_lot, asked, request)
        units += 0 if done.replayed else done.answer.units
    return units


async def keep_expiring(database: Database) -> None:
    """Turn what is past its date, for ever."""
    while True:
        await expire_due(database, at=now())
        await asyncio.sleep(EXPIRES_EVERY_S)
