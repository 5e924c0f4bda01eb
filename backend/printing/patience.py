"""How long a printing waits for a printer that does not answer, and when it is given up."""

from datetime import timedelta

import httpx2

from backend.printing.looking import NO_ANSWER, Seen
from backend.printing.spooled import Spooled, Taken

TRIES_MAX = 12
PAUSE_FIRST = timedelta(seconds=2)
PAUSE_MAX = timedelta(minutes=5)


async def put_off(spooled: Spooled, job: Taken, error: Exception) -> None:
    """Try the job again later; after the last try it failed."""
    problem = f"printer {job.printer} does not answer at {job.address}: {_why(error)}"
    await spooled.saw_printer(job, Seen(is_online=False, problem=NO_ANSWER))
    await put_off_because(spooled, job, problem)


async def put_off_because(spooled: Spooled, job: Taken, problem: str) -> None:
    """Try the job again later, and show why until then."""
    if job.tries >= TRIES_MAX:
        await spooled.end(job, "FAILED", problem)
        return
    pause = min(PAUSE_FIRST * 2 ** (job.tries - 1), PAUSE_MAX)
    await spooled.put_off(job, problem=problem, pause=pause)


def _why(error: Exception) -> str:
    if isinstance(error, (TimeoutError, httpx2.TimeoutException)):
        return "no answer in time"
    return str(error)
