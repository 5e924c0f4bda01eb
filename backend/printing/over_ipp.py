"""Send labels to a print queue in IPP: it takes a document whole, and says what became of it.

Nobody waits at the queue. The number that it gave is kept with the job, which is looked at again
after a moment, by whichever server is at hand: a restart between changes nothing.
"""

import asyncio
from datetime import timedelta

import httpx2

from backend.printing.drawn import Drawn, drawn_labels
from backend.printing.ipp import (
    NOT_FOUND,
    PURGED,
    Answer,
    JobState,
    PrinterSaysNo,
    PrinterUnclear,
    ask_job,
    ask_printer,
    print_document,
)
from backend.printing.looking import Seen
from backend.printing.patience import TRIES_MAX, put_off, put_off_because
from backend.printing.rules import LabelFormat, Queue, queue_of
from backend.printing.spooled import Spooled, Taken
from labels.pdf import render_pdf
from labels.zpl import render_zpl

AT_ONCE = 100
"""Labels in one document, rounded down to whole sheets."""
LOOK_AGAIN = timedelta(seconds=1)
LOOK_AGAIN_STUCK = timedelta(seconds=10)
PDF, OCTETS = "application/pdf", "application/octet-stream"
ZPL_KINDS = ("application/vnd.zebra-zpl", "application/vnd.cups-raw", OCTETS)
STOPPED = "the printer stopped the printing ({reasons}); look which labels came out, then retry"
FORGOTTEN = "the printer knows this printing no more; look which labels came out, then retry"
UNCLEAR = "the print queue did not say whether it took the labels ({no}); look, then retry"
LOST = "the line to the print queue broke; look which labels came out, then retry"


async def print_over_ipp(spooled: Spooled, job: Taken) -> None:
    """Bring a job whose printer we hold one step on: ask what became of it, or send more."""
    assert job.address is not None, "the table gives printers of this kind an address"
    queue = queue_of(job.address)
    assert queue is not None, "the command has read the address"
    try:
        if job.receipt is None or await _settled(spooled, job, queue, job.receipt):
            await _hand_over(spooled, job, queue)
    except httpx2.TransportError as error:
        await _no_answer(spooled, job, error)
    except PrinterSaysNo as no:
        if job.receipt is not None and job.tries >= TRIES_MAX:
            await _in_doubt(spooled, job, UNCLEAR.format(no=no))
        else:
            await put_off_because(spooled, job, f"printer {job.printer} refuses: {no}")


async def _settled(spooled: Spooled, job: Taken, queue: Queue, number: int) -> bool:
    """Ask what became of what the queue took; False when the job goes no further now."""
    try:
        answer = await ask_job(queue, number)
    except PrinterSaysNo as no:
        if no.status not in {NOT_FOUND, PURGED}:
            raise
        await _in_doubt(spooled, job, FORGOTTEN)
        return False
    reasons = ", ".join(answer.words("job-state-reasons"))
    match answer.number("job-state"):
        case JobState.COMPLETED:
            return await _out(spooled, job)
        case JobState.CANCELED | JobState.ABORTED:
            await _in_doubt(spooled, job, STOPPED.format(reasons=reasons))
        case JobState.STOPPED | JobState.HELD:
            problem = f"printer {job.printer} waits: {reasons}"
            await spooled.saw_printer(job, Seen(is_online=True, problem=reasons))
            await spooled.wait(job, problem=problem, pause=LOOK_AGAIN_STUCK)
        case _:
            await spooled.wait(job, problem=None, pause=LOOK_AGAIN)
    return False


async def _out(spooled: Spooled, job: Taken) -> bool:
    """Count what the queue has printed; False when the job is ours no more."""
    await spooled.saw_printer(job, Seen(is_online=True, problem=None))
    sending = dict.fromkeys(await spooled.sending(job))
    goes_on = await spooled.mark(job, "PRINTED", sending)
    await spooled.keep_receipt(job, None)
    return goes_on


async def _in_doubt(spooled: Spooled, job: Taken, problem: str) -> None:
    await spooled.keep_receipt(job, None)
    await spooled.doubt_sending(job)
    await spooled.end(job, "PRINTED_MAYBE", problem)


async def _hand_over(spooled: Spooled, job: Taken, queue: Queue) -> None:
    """Send the next labels as one document; with none left the job is over."""
    per_page = job.sheet.per_page if job.sheet else 1
    labels = await spooled.next_labels(job, at_most=max(1, AT_ONCE // per_page) * per_page)
    if not labels:
        await spooled.end(job, "PRINTED")
        return
    found = await asyncio.to_thread(drawn_labels, job, labels)
    if found.refused and not await spooled.mark(job, "REFUSED", found.refused):
        return
    if not found.drawn:
        await spooled.wait(job, problem=None, pause=timedelta())
        return
    printer = await ask_printer(queue)
    kind = _kind(job, printer)
    if kind is None:
        takes = ", ".join(printer.words("document-format-supported"))
        await put_off_because(
            spooled, job, f"printer {job.printer} takes no {job.format}, but {takes}"
        )
    elif printer.number("printer-is-accepting-jobs") == 0:
        await put_off_because(spooled, job, f"printer {job.printer} takes no jobs now")
    else:
        await _send(spooled, job, found, queue, kind)


async def _send(spooled: Spooled, job: Taken, found: Drawn, queue: Queue, kind: str) -> None:
    """Hand the labels over; a line that breaks on the way leaves them in doubt."""
    document = await asyncio.to_thread(_document, job, found)
    labels: dict[int, str | None] = dict.fromkeys(found.drawn)
    if not await spooled.hold_printer(job):
        return
    if not await spooled.mark(job, "SENDING", labels):
        await spooled.mark(job, "QUEUED", labels)
        return
    try:
        number = await print_document(queue, document, kind=kind, name=f"stockwright {job.id}")
    except PrinterUnclear as no:
        await _in_doubt(spooled, job, UNCLEAR.format(no=no))
        return
    except (httpx2.ConnectError, httpx2.ConnectTimeout, PrinterSaysNo):
        await spooled.mark(job, "QUEUED", labels)
        raise
    except httpx2.TransportError:
        await _in_doubt(spooled, job, LOST)
        return
    await spooled.keep_receipt(job, number)
    await spooled.wait(job, problem=None, pause=LOOK_AGAIN)


async def _no_answer(spooled: Spooled, job: Taken, error: httpx2.TransportError) -> None:
    """Try again later; who was sent labels and is away for good leaves them in doubt."""
    if job.receipt is not None and job.tries >= TRIES_MAX:
        await _in_doubt(spooled, job, LOST)
    else:
        await put_off(spooled, job, error)


def _kind(job: Taken, printer: Answer) -> str | None:
    """Return how the document is announced; None when the printer takes no such document."""
    takes = printer.words("document-format-supported")
    wanted = (PDF,) if job.format == LabelFormat.PDF else ZPL_KINDS
    return next((kind for kind in wanted if kind in takes), None)


def _document(job: Taken, found: Drawn) -> bytes:
    if job.format == LabelFormat.ZPL:
        drawings = (drawing for drawing, _ in found.drawn.values())
        return b"".join(render_zpl(drawing, copies=job.copies) for drawing in drawings)
    pictures = (image for _, image in found.drawn.values() for _ in range(job.copies))
    return render_pdf(pictures, stock=job.sheet, dpi=job.dpi)
