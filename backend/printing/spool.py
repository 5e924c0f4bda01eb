"""The spool: brings queued labels to their printers, survives restarts, never prints twice unsaid.

A label is marked as being sent before its first byte goes. If the line breaks, or we die, nobody
knows whether it came out: the job stops as PRINTED_MAYBE and a person who looked decides. Port 9100
gives no receipt; there PRINTED means that the printer took all bytes and the line ended well. A
print queue that speaks IPP gives one. Whoever sends holds the printer, so that two servers never
mix the labels of two jobs.
"""

import asyncio
from datetime import timedelta
from time import monotonic

from backend.kernel.database import Database
from backend.printing.downloads import make_file
from backend.printing.looking import look_at_next_queue
from backend.printing.over_ipp import print_over_ipp
from backend.printing.over_socket import print_over_socket
from backend.printing.patience import TRIES_MAX
from backend.printing.rules import PrinterKind
from backend.printing.spooled import Spooled, Taken
from backend.printing.withdrawing import withdraw_next

IDLE_S = 5.0
IDLE_AT_QUEUE_S = 1.0
GATHER_S = 0.25
"""The bell rings for every operation of the house, and few of them print."""
TIDY_EVERY_S = 3_600.0
GIVEN_UP = "printing was begun too often without an end; the log says why"
INTERRUPTED = "printing was interrupted; look which labels came out, then retry"
TURN = timedelta(seconds=1)
BUSY = "another printing is at this printer"


async def keep_printing(database: Database) -> None:
    """Print for ever: soon after a ring of the bell, and now and then without one."""
    tidied = -TIDY_EVERY_S
    while True:
        heard = database.bell.rings
        if await print_next(database) or await look_at_next_queue(database):
            continue
        if monotonic() - tidied > TIDY_EVERY_S:
            await Spooled(database).throw_files_away()
            tidied = monotonic()
        waits = await Spooled(database).waits_at_queue()
        await database.bell.wait(heard, seconds=IDLE_AT_QUEUE_S if waits else IDLE_S)
        await asyncio.sleep(GATHER_S)


async def print_next(database: Database) -> bool:
    """Print the next job that is due, else withdraw one that was canceled; False with neither."""
    spooled = Spooled(database)
    job = await spooled.take()
    if job is None:
        return await withdraw_next(database)
    if job.tries > TRIES_MAX:
        await spooled.end(job, "FAILED", GIVEN_UP)
    elif job.kind == PrinterKind.DOWNLOAD:
        await make_file(spooled, job)
    elif job.receipt is None and await spooled.doubt_sending(job):
        await spooled.end(job, "PRINTED_MAYBE", INTERRUPTED)
    elif not await spooled.hold_printer(job):
        await spooled.wait(job, problem=BUSY, pause=TURN)
    else:
        await _print(spooled, job)
    return True


async def _print(spooled: Spooled, job: Taken) -> None:
    try:
        if job.kind == PrinterKind.IPP:
            await print_over_ipp(spooled, job)
        else:
            await print_over_socket(spooled, job)
    finally:
        await spooled.let_printer_go(job)
