"""Withdraw from a print queue what was canceled here, and say what of it had come out."""

from contextlib import suppress
from datetime import timedelta

import httpx2

from backend.kernel.database import Database
from backend.printing.ipp import JobState, PrinterSaysNo, ask_job, cancel_job
from backend.printing.rules import Queue, queue_of
from backend.printing.spooled import Spooled, Taken

TRIES_MAX = 10
PAUSE = timedelta(seconds=30)

# Puts the next look off while somebody asks the queue, so that two servers do not both ask.
TAKE_CANCELED = """
UPDATE print_job AS job
   SET due_at = now() + $1::interval, tries = job.tries + 1, updated_at = now()
  FROM (SELECT canceled.id
          FROM print_job AS canceled
         WHERE canceled.status = 'CANCELED' AND canceled.receipt IS NOT NULL
           AND canceled.due_at <= now()
         ORDER BY canceled.due_at
         LIMIT 1
           FOR UPDATE SKIP LOCKED) AS due
  JOIN print_job AS seen ON seen.id = due.id
  JOIN printer ON printer.id = seen.printer_id
 WHERE job.id = due.id
RETURNING job.id, job.fence, job.copies, job.total, job.tries, job.receipt,
          printer.id AS printer_id, printer.code AS printer, printer.kind, printer.address,
          printer.dpi, printer.format, printer.stock, printer.width_mm, printer.height_mm,
          seen.designs::text AS designs
"""


async def withdraw_next(database: Database) -> bool:
    """Withdraw the next job that was canceled after its queue had taken it; False with none."""
    async with database.session() as session:
        rows = await session.fetch(TAKE_CANCELED, PAUSE)
    if not rows:
        return False
    spooled, job = Spooled(database), Taken(**rows[0])
    queue = queue_of(job.address or "")
    assert queue is not None, "the command has read the address"
    assert job.receipt is not None, "the statement takes no other"
    try:
        is_out = await _withdrawn(queue, job.receipt)
    except httpx2.TransportError:
        if job.tries <= TRIES_MAX:
            return True
        is_out = False
    if is_out:
        await spooled.mark(job, "PRINTED", dict.fromkeys(await spooled.sending(job)))
    else:
        await spooled.doubt_sending(job)
    await spooled.keep_receipt(job, None)
    await spooled.let_printer_go(job)
    return True


async def _withdrawn(queue: Queue, number: int) -> bool:
    """Ask the queue to drop it; True when it had printed all of it before."""
    with suppress(PrinterSaysNo):  # it has ended, or is forgotten; the next answer says which
        await cancel_job(queue, number)
    try:
        answer = await ask_job(queue, number)
    except PrinterSaysNo:
        return False
    return answer.number("job-state") == JobState.COMPLETED
