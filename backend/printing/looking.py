"""Look how printers are: a print queue is asked now and then, a raw port only when it prints.

A raw port serves one at a time; whoever opens it to look may keep somebody's labels waiting.
"""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import httpx2

from backend.kernel.database import Database
from backend.printing.ipp import PrinterSaysNo, ask_printer
from backend.printing.rules import Queue, queue_of

EVERY = timedelta(seconds=60)
NO_ANSWER = "it does not answer"
NO_JOBS = "it takes no jobs now"

# The queue that was seen longest ago. Its time is moved first, so that two servers do not both ask.
TAKE_QUEUE_TO_SEE = """
INSERT INTO printer_state AS state (printer_id, is_online, problem, seen_at)
SELECT printer.id, coalesce(seen.is_online, true), seen.problem, now()
  FROM printer
  LEFT JOIN printer_state AS seen ON seen.printer_id = printer.id
 WHERE printer.kind = 'IPP' AND printer.is_active
   AND (seen.seen_at IS NULL OR seen.seen_at < now() - $1::interval)
 ORDER BY seen.seen_at NULLS FIRST
 LIMIT 1
    ON CONFLICT (printer_id) DO UPDATE SET seen_at = excluded.seen_at
 WHERE state.seen_at < excluded.seen_at - $1::interval
RETURNING printer_id, (SELECT address FROM printer WHERE id = printer_id) AS address
"""

SAW_PRINTER = """
INSERT INTO printer_state (printer_id, is_online, problem, seen_at)
VALUES ($1, $2, $3, now())
    ON CONFLICT (printer_id) DO UPDATE
   SET is_online = excluded.is_online, problem = excluded.problem, seen_at = excluded.seen_at
"""


@dataclass(frozen=True, slots=True)
class Seen:
    """How a printer was when it was last spoken with."""

    is_online: bool
    problem: str | None


async def look_at_next_queue(database: Database) -> bool:
    """Ask the print queue that was seen longest ago; False when all were seen a moment ago."""
    async with database.session() as session:
        rows = await session.fetch(TAKE_QUEUE_TO_SEE, EVERY)
    if not rows:
        return False
    queue = queue_of(rows[0]["address"])
    assert queue is not None, "the command has read the address"
    await keep_seen(database, rows[0]["printer_id"], await _seen(queue))
    return True


async def keep_seen(database: Database, printer_id: UUID, seen: Seen) -> None:
    """Keep how a printer was a moment ago."""
    async with database.session() as session:
        await session.execute(SAW_PRINTER, printer_id, seen.is_online, seen.problem)


async def _seen(queue: Queue) -> Seen:
    try:
        answer = await ask_printer(queue)
    except httpx2.TransportError:
        return Seen(is_online=False, problem=NO_ANSWER)
    except PrinterSaysNo as no:
        return Seen(is_online=True, problem=str(no))
    reasons = [reason for reason in answer.words("printer-state-reasons") if reason != "none"]
    if answer.number("printer-is-accepting-jobs") == 0:
        reasons.insert(0, NO_JOBS)
    return Seen(is_online=True, problem=", ".join(reasons) or None)
