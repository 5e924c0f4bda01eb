"""The spool: brings queued labels to their printers, survives restarts, never prints twice unsaid.

A label is marked as being sent before its first byte goes. If the line breaks, or we die, nobody
knows whether it came out: the job stops as PRINTED_MAYBE and a person who looked decides. Port 9100
gives no receipt; PRINTED means that the printer took all bytes and the line ended well.
"""

import asyncio
from datetime import timedelta
from time import monotonic

from backend.kernel.database import Database
from backend.printing.downloads import make_file
from backend.printing.facts import FONTS, Facts, on_stock
from backend.printing.rules import PrinterKind, host_and_port
from backend.printing.spooled import LEASE, Spooled, Taken
from labels.refused import LabelRefused
from labels.sheets import proved
from labels.zpl import render_zpl

AT_ONCE = 20
"""Labels on one connection: so many are in doubt at most."""
CONNECT_S = 5.0
SEND_S = 30.0
FAREWELL_S = 5.0
IDLE_S = 5.0
GATHER_S = 0.25
"""The bell rings for every operation of the house, and few of them print."""
TIDY_EVERY_S = 3_600.0
TRIES_MAX = 12
PAUSE_FIRST = timedelta(seconds=2)
PAUSE_MAX = timedelta(minutes=5)
GIVEN_UP = "printing was begun too often without an end; the log says why"
UNSURE = "the line to the printer broke; look which labels came out, then retry"
INTERRUPTED = "printing was interrupted; look which labels came out, then retry"


async def keep_printing(database: Database) -> None:
    """Print for ever: soon after a ring of the bell, and now and then without one."""
    tidied = -TIDY_EVERY_S
    while True:
        heard = database.bell.rings
        if await print_next(database):
            continue
        if monotonic() - tidied > TIDY_EVERY_S:
            await Spooled(database).throw_files_away()
            tidied = monotonic()
        await database.bell.wait(heard, seconds=IDLE_S)
        await asyncio.sleep(GATHER_S)


async def print_next(database: Database) -> bool:
    """Print the next job that is due; False when there is none."""
    spooled = Spooled(database)
    job = await spooled.take()
    if job is None:
        return False
    if job.tries > TRIES_MAX:
        await spooled.end(job, "FAILED", GIVEN_UP)
    elif job.kind == PrinterKind.DOWNLOAD:
        await make_file(spooled, job)
    elif await spooled.doubt_sending(job):
        await spooled.end(job, "PRINTED_MAYBE", INTERRUPTED)
    else:
        await _print(spooled, job)
    return True


async def _print(spooled: Spooled, job: Taken) -> None:
    while labels := await spooled.next_labels(job, at_most=AT_ONCE):
        drawn, refused = await asyncio.to_thread(_drawn, job, labels)
        if refused and not await spooled.mark(job, "REFUSED", refused):
            return
        if drawn and not await _sent(spooled, job, drawn):
            return
    await spooled.end(job, "PRINTED")


def _drawn(
    job: Taken, labels: list[tuple[int, Facts]]
) -> tuple[dict[int, bytes], dict[int, str | None]]:
    """Draw and prove labels; return what to send, and why the others are refused."""
    drawn: dict[int, bytes] = {}
    refused: dict[int, str | None] = {}
    for sequence, facts in labels:
        try:
            drawing, _ = proved(on_stock(facts, job.sheet), dpi=job.dpi, fonts=FONTS)
            drawn[sequence] = render_zpl(drawing, copies=job.copies)
        except LabelRefused as refusal:
            refused[sequence] = str(refusal)
    return drawn, refused


async def _sent(spooled: Spooled, job: Taken, drawn: dict[int, bytes]) -> bool:
    """Send labels on one connection; False when the job goes no further now."""
    try:
        reader, writer = await _connected(job)
    except (OSError, TimeoutError) as error:
        await _put_off(spooled, job, error)
        return False
    labels = dict.fromkeys(drawn)
    marked_by = monotonic() + LEASE.total_seconds() - SEND_S - FAREWELL_S
    try:
        if not await spooled.mark(job, "SENDING", labels):
            await spooled.mark(job, "QUEUED", labels)
            return False
        if monotonic() > marked_by:
            # We slept so long that another may hold the job; it doubts these labels, and so do we.
            return False
        async with asyncio.timeout(SEND_S):
            writer.write(b"".join(drawn.values()))
            await writer.drain()
            writer.write_eof()
        await _farewell(reader)
    except (OSError, TimeoutError):
        await spooled.mark(job, "MAYBE", labels)
        await spooled.end(job, "PRINTED_MAYBE", UNSURE)
        return False
    finally:
        writer.close()
    return await spooled.mark(job, "PRINTED", labels)


async def _connected(job: Taken) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    assert job.address is not None, "the table gives printers of this kind an address"
    found = host_and_port(job.address)
    assert found is not None, "the command has read the address"
    async with asyncio.timeout(CONNECT_S):
        return await asyncio.open_connection(*found)


async def _farewell(reader: asyncio.StreamReader) -> None:
    """Wait until the printer hangs up; one that stays on the line has taken the bytes as well."""
    try:
        async with asyncio.timeout(FAREWELL_S):
            while await reader.read(4096):
                pass
    except TimeoutError:
        return


async def _put_off(spooled: Spooled, job: Taken, error: Exception) -> None:
    problem = f"printer {job.printer} does not answer at {job.address}: {_why(error)}"
    if job.tries >= TRIES_MAX:
        await spooled.end(job, "FAILED", problem)
        return
    pause = min(PAUSE_FIRST * 2 ** (job.tries - 1), PAUSE_MAX)
    await spooled.put_off(job, problem=problem, pause=pause)


def _why(error: Exception) -> str:
    return "no answer in time" if isinstance(error, TimeoutError) else str(error)
