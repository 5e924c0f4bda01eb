"""The spool's statements: each commits by itself, and is guarded by the fence of the job's holder.

Whoever was given up for dead and lives on finds another fence and writes nothing.
"""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from backend.kernel.database import Database
from backend.printing.designs import LOOKS, Look
from backend.printing.facts import FACTS, Facts
from backend.printing.looking import Seen, keep_seen
from backend.printing.printers import stock_of
from labels.stock import Stock

LEASE = timedelta(seconds=60)
KEPT = timedelta(days=7)

# Takes the job that is due longest, or whose holder is gone; one printer serves one at a time.
TAKE_JOB = """
UPDATE print_job AS job
   SET status = 'PRINTING', fence = job.fence + 1, tries = job.tries + 1,
       taken_until = now() + $1::interval, started_at = coalesce(job.started_at, now()),
       version = job.version + 1, updated_at = now()
  FROM (SELECT waiting.id
          FROM print_job AS waiting
         WHERE (waiting.status = 'QUEUED' AND waiting.due_at <= now()
                AND NOT EXISTS (SELECT FROM print_job AS other
                                 WHERE other.printer_id = waiting.printer_id
                                   AND other.status = 'PRINTING' AND other.taken_until > now())
                AND NOT EXISTS (SELECT FROM printer_hold AS hold
                                 WHERE hold.printer_id = waiting.printer_id
                                   AND hold.job_id <> waiting.id AND hold.held_until > now()))
            OR (waiting.status = 'PRINTING' AND waiting.taken_until <= now())
         ORDER BY waiting.due_at
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

# Takes the printer for a job, or keeps it. No row back means that another job is at it: two servers
# that took two jobs at the same moment, or one who still sends for this job and was given up.
HOLD_PRINTER = """
INSERT INTO printer_hold AS hold (printer_id, job_id, fence, held_until)
VALUES ($1, $2, $3, now() + $4::interval)
    ON CONFLICT (printer_id) DO UPDATE
   SET job_id = excluded.job_id, fence = excluded.fence, held_until = excluded.held_until
 WHERE hold.held_until <= now()
    OR (hold.job_id = excluded.job_id
        AND (hold.fence = excluded.fence
             OR EXISTS (SELECT FROM print_job WHERE id = $2 AND receipt IS NOT NULL)))
RETURNING printer_id
"""

# Lets the printer go, unless its queue has something of the job that has not ended.
LET_PRINTER_GO = """
DELETE FROM printer_hold
 WHERE printer_id = $1 AND job_id = $2 AND fence = $3
   AND NOT EXISTS (SELECT FROM print_job
                    WHERE id = $2 AND status = 'QUEUED' AND receipt IS NOT NULL)
"""

# Keeps the number that the printer gave to what it took, or forgets it.
KEEP_RECEIPT = """
UPDATE print_job
   SET receipt = $3, updated_at = now()
 WHERE id = $1 AND fence = $2
RETURNING id
"""

# Gives the job back for a moment; what it waits for is no failure, so it counts as no try.
WAIT_JOB = """
UPDATE print_job
   SET status = 'QUEUED', problem = $3, taken_until = NULL, due_at = now() + $4::interval,
       tries = 0, version = version + 1, updated_at = now()
 WHERE id = $1 AND fence = $2 AND status = 'PRINTING'
"""

# Labels that somebody was sending when they were last seen: nobody knows whether they are out.
DOUBT_SENDING = """
UPDATE print_label
   SET status = 'MAYBE'
 WHERE job_id = $1 AND status = 'SENDING'
   AND EXISTS (SELECT FROM print_job WHERE id = $1 AND fence = $2)
RETURNING sequence
"""

WAITS_AT_QUEUE = """
SELECT EXISTS (SELECT FROM print_job WHERE status = 'QUEUED' AND receipt IS NOT NULL) AS waits
"""

# Labels that a print queue has taken, of which it has not yet said what became of them.
LABELS_SENDING = """
SELECT sequence
  FROM print_label
 WHERE job_id = $1 AND status = 'SENDING'
 ORDER BY sequence
"""

NEXT_LABELS = """
SELECT sequence, facts::text AS facts
  FROM print_label
 WHERE job_id = $1 AND status = 'QUEUED'
 ORDER BY sequence
 LIMIT $2
"""

# Says how far these labels are, and keeps the job. No row back means that it is somebody else's,
# or canceled.
MARK_LABELS = """
WITH marked AS (
    UPDATE print_label AS label
       SET status = $3, problem = told.problem
      FROM unnest($4::integer[], $5::text[]) AS told (sequence, problem)
     WHERE label.job_id = $1 AND label.sequence = told.sequence
       AND EXISTS (SELECT FROM print_job WHERE id = $1 AND fence = $2)
    RETURNING label.sequence)
UPDATE print_job
   SET done = done + CASE WHEN $3 = 'PRINTED' THEN (SELECT count(*) FROM marked) ELSE 0 END,
       refused = refused + CASE WHEN $3 = 'REFUSED' THEN (SELECT count(*) FROM marked) ELSE 0 END,
       taken_until = CASE WHEN status = 'PRINTING' THEN now() + $6::interval END, updated_at = now()
 WHERE id = $1 AND fence = $2
RETURNING status
"""

# Shows progress of a file that is being made.
SHOW_PROGRESS = """
UPDATE print_job
   SET done = $3, taken_until = now() + $4::interval, updated_at = now()
 WHERE id = $1 AND fence = $2 AND status = 'PRINTING'
RETURNING id
"""

KEEP_FILE = """
INSERT INTO print_file (job_id, content, made_at)
SELECT $1, $3, now()
 WHERE EXISTS (SELECT FROM print_job WHERE id = $1 AND fence = $2 AND status = 'PRINTING')
    ON CONFLICT (job_id) DO UPDATE SET content = excluded.content, made_at = excluded.made_at
"""

END_JOB = """
UPDATE print_job
   SET status = CASE WHEN refused = total THEN 'FAILED' ELSE $3 END,
       problem = CASE WHEN refused = total THEN 'None of the labels could be drawn.' ELSE $4 END,
       taken_until = NULL, finished_at = now(), version = version + 1, updated_at = now()
 WHERE id = $1 AND fence = $2 AND status = 'PRINTING'
"""

# Gives the job back to the queue, due after a pause.
PUT_OFF_JOB = """
UPDATE print_job
   SET status = 'QUEUED', problem = $3, taken_until = NULL, due_at = now() + $4::interval,
       version = version + 1, updated_at = now()
 WHERE id = $1 AND fence = $2 AND status = 'PRINTING'
"""

THROW_FILES_AWAY = """
DELETE FROM print_file
 WHERE made_at < now() - $1::interval
"""


@dataclass(frozen=True, slots=True)
class Taken:
    """A job in our hands."""

    id: UUID
    fence: int
    copies: int
    total: int
    tries: int
    receipt: int | None
    printer_id: UUID
    printer: str
    kind: str
    address: str | None
    dpi: int
    format: str
    stock: str | None
    width_mm: int | None
    height_mm: int | None
    designs: str

    @property
    def looks(self) -> list[Look]:
        """What its labels are drawn with."""
        return LOOKS.validate_json(self.designs)

    @property
    def sheet(self) -> Stock | None:
        """What its labels are on."""
        return stock_of(self.stock, self.width_mm, self.height_mm)


class Spooled:
    """What the spool reads and writes."""

    def __init__(self, database: Database) -> None:
        """Keep the spool in this database."""
        self._database = database

    async def take(self) -> Taken | None:
        """Take the next job; None when nothing is due."""
        async with self._database.session() as session:
            rows = await session.fetch(TAKE_JOB, LEASE)
        return Taken(**rows[0]) if rows else None

    async def doubt_sending(self, job: Taken) -> int:
        """Mark what was being sent as perhaps out, and return how many those are."""
        async with self._database.session() as session:
            return len(await session.fetch(DOUBT_SENDING, job.id, job.fence))

    async def next_labels(self, job: Taken, *, at_most: int) -> list[tuple[int, Facts]]:
        """Return the next labels to print, with their places in the job."""
        async with self._database.session() as session:
            rows = await session.fetch(NEXT_LABELS, job.id, at_most)
        return [(row["sequence"], FACTS.validate_json(row["facts"])) for row in rows]

    async def mark(self, job: Taken, status: str, labels: dict[int, str | None]) -> bool:
        """Say how far labels are; False when the job is ours no more."""
        values = (status, list(labels), list(labels.values()), LEASE)
        async with self._database.session() as session:
            rows = await session.fetch(MARK_LABELS, job.id, job.fence, *values)
        return bool(rows) and rows[0]["status"] == "PRINTING"

    async def show_progress(self, job: Taken, *, done: int) -> bool:
        """Say how many labels of a file are drawn; False when the job is ours no more."""
        async with self._database.session() as session:
            return bool(await session.fetch(SHOW_PROGRESS, job.id, job.fence, done, LEASE))

    async def keep_file(self, job: Taken, content: bytes) -> None:
        """Keep the PDF."""
        async with self._database.session() as session:
            await session.execute(KEEP_FILE, job.id, job.fence, content)

    async def end(self, job: Taken, status: str, problem: str | None = None) -> None:
        """Say that it is over."""
        async with self._database.session() as session:
            await session.execute(END_JOB, job.id, job.fence, status, problem)

    async def put_off(self, job: Taken, *, problem: str, pause: timedelta) -> None:
        """Try it again later."""
        async with self._database.session() as session:
            await session.execute(PUT_OFF_JOB, job.id, job.fence, problem, pause)

    async def wait(self, job: Taken, *, problem: str | None, pause: timedelta) -> None:
        """Look again after a pause."""
        async with self._database.session() as session:
            await session.execute(WAIT_JOB, job.id, job.fence, problem, pause)

    async def hold_printer(self, job: Taken) -> bool:
        """Take the printer, or keep it; False while another job is at it."""
        values = (job.printer_id, job.id, job.fence, LEASE)
        async with self._database.session() as session:
            return bool(await session.fetch(HOLD_PRINTER, *values))

    async def let_printer_go(self, job: Taken) -> None:
        """Let other jobs have the printer, unless something of this one is under way."""
        async with self._database.session() as session:
            await session.execute(LET_PRINTER_GO, job.printer_id, job.id, job.fence)

    async def saw_printer(self, job: Taken, seen: Seen) -> None:
        """Say how the job's printer is."""
        await keep_seen(self._database, job.printer_id, seen)

    async def waits_at_queue(self) -> bool:
        """Tell whether a print queue has something of ours that has not ended."""
        async with self._database.session() as session:
            return bool((await session.fetch(WAITS_AT_QUEUE))[0]["waits"])

    async def sending(self, job: Taken) -> list[int]:
        """Return the places of the labels that a print queue has taken."""
        async with self._database.session() as session:
            return [row["sequence"] for row in await session.fetch(LABELS_SENDING, job.id)]

    async def keep_receipt(self, job: Taken, number: int | None) -> None:
        """Keep the number that the printer gave; None when nothing is under way."""
        async with self._database.session() as session:
            await session.execute(KEEP_RECEIPT, job.id, job.fence, number)

    async def throw_files_away(self) -> None:
        """Forget the PDFs of last week."""
        async with self._database.session() as session:
            await session.execute(THROW_FILES_AWAY, KEPT)
