"""Send labels to a printer's raw port; it gives no receipt, so what broke off stays in doubt."""

import asyncio
import fcntl
import sys
import termios
from time import monotonic

from backend.printing.drawn import drawn_labels
from backend.printing.looking import Seen
from backend.printing.patience import put_off
from backend.printing.rules import host_and_port
from backend.printing.spooled import LEASE, Spooled, Taken
from labels.zpl import render_zpl

AT_ONCE = 20
"""Labels on one connection: so many are in doubt at most."""
CONNECT_S = 5.0
SEND_S = 30.0
FAREWELL_S = 5.0
LOOK_S = 0.02
UNSURE = "the line to the printer broke; look which labels came out, then retry"


async def print_over_socket(spooled: Spooled, job: Taken) -> None:
    """Print what is left of a job whose printer we hold."""
    while labels := await spooled.next_labels(job, at_most=AT_ONCE):
        found = await asyncio.to_thread(drawn_labels, job, labels)
        if found.refused and not await spooled.mark(job, "REFUSED", found.refused):
            return
        sent = {
            sequence: render_zpl(drawing, copies=job.copies)
            for sequence, (drawing, _) in found.drawn.items()
        }
        if sent and not await _sent(spooled, job, sent):
            return
    await spooled.end(job, "PRINTED")


async def _sent(spooled: Spooled, job: Taken, drawn: dict[int, bytes]) -> bool:
    """Send labels on one connection; False when the job goes no further now."""
    try:
        reader, writer = await _connected(job)
    except (OSError, TimeoutError) as error:
        await put_off(spooled, job, error)
        return False
    labels = dict.fromkeys(drawn)
    marked_by = monotonic() + LEASE.total_seconds() - SEND_S - FAREWELL_S
    try:
        if not await spooled.hold_printer(job):
            return False
        if not await spooled.mark(job, "SENDING", labels):
            await spooled.mark(job, "QUEUED", labels)
            return False
        if monotonic() > marked_by:
            # We slept so long that another may hold the job; it doubts these labels, and so do we.
            return False
        async with asyncio.timeout(SEND_S):
            writer.write(b"".join(drawn.values()))
            await writer.drain()
            while untaken(writer):  # noqa: ASYNC110 - the kernel rings no bell for this
                await asyncio.sleep(LOOK_S)
            writer.write_eof()
        await _farewell(reader)
    except (OSError, TimeoutError):
        await spooled.mark(job, "MAYBE", labels)
        await spooled.end(job, "PRINTED_MAYBE", UNSURE)
        return False
    finally:
        writer.close()
    await spooled.saw_printer(job, Seen(is_online=True, problem=None))
    return await spooled.mark(job, "PRINTED", labels)


async def _connected(job: Taken) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    assert job.address is not None, "the table gives printers of this kind an address"
    found = host_and_port(job.address)
    assert found is not None, "the command has read the address"
    async with asyncio.timeout(CONNECT_S):
        return await asyncio.open_connection(*found)


def untaken(writer: asyncio.StreamWriter) -> int:
    """Return how many bytes the printer has not acknowledged; raises OSError when the line broke.

    A printer that is stuck lets a whole job lie in our own buffers, and nothing else shows it.
    Of the kernel's buffer only Linux tells.
    """
    line = writer.get_extra_info("socket")
    if writer.transport.is_closing() or line.fileno() < 0:
        raise ConnectionResetError
    ours = writer.transport.get_write_buffer_size()
    if sys.platform != "linux":
        return ours
    kept = fcntl.ioctl(line.fileno(), termios.TIOCOUTQ, bytes(4))
    return ours + int.from_bytes(kept, sys.byteorder)


async def _farewell(reader: asyncio.StreamReader) -> None:
    """Wait until the printer hangs up; one that stays on the line has taken the bytes as well."""
    try:
        async with asyncio.timeout(FAREWELL_S):
            while await reader.read(4096):
                pass
    except TimeoutError:
        return
