"""`stockwright worker`: do what the warehouse needs done beside its clients."""

import asyncio
import signal

from backend.server.background import WORKER_TASKS, running
from backend.server.commands.output import say
from backend.server.logs import set_up
from backend.server.settings import Settings, load_settings
from backend.server.storage import opened


def worker() -> None:
    """React to events and keep time-limits, until told to stop.

    Run as many as you like; each event is handled by one of them. Set STOCKWRIGHT_REACTIONS_IN
    to "worker" so that the servers leave this work to the workers.

    Exit codes: 0 stopped on request; 1 the database is in the way.
    """
    settings = load_settings()
    set_up(settings)
    asyncio.run(_work(settings))


async def _work(settings: Settings) -> None:
    told_to_stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        loop.add_signal_handler(number, told_to_stop.set)
    async with opened(settings, say) as database, running(database, WORKER_TASKS):
        say(f"Working: {', '.join(sorted(WORKER_TASKS))}. Ctrl-C stops.")
        await told_to_stop.wait()
