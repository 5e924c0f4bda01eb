"""The spool's statements: each commits by itself, and is guarded by the fence of the job's holder.

Whoever was given up for dead and lives on finds another fence and writes nothing.
"""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from backend.kernel.database import Database
from backend.printing.facts import FACTS, Facts
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
                                   AND other.status = 'PRINTING' AND other.taken_until > now()))
            OR (waiting.status = 'PRINTING' AND waiting.taken_until <= now())
         ORDER BY waiting.due_at
         LIMIT 1
           FOR UPDATE SKIP LOCKED) AS due
  JOIN print_job AS seen ON seen.id = due.id
  JOIN printer ON printer.id = seen.printer_id
 WHERE job.id = due.id
RETURNING job.id, job.fence, job.copies, job.total, job.tries, printer.code AS printer,
          printer.kind, printer.address, printer.dpi, printer.stock, printer.width_mm,
          printer.height_mm
"""

# Labels that somebody was sending when they were last seen: nobody knows whether they are out.
DOUBT_SENDING = """
UPDATE print_label
   SET status = 'MAYBE'
 WHERE job_id = $1 AND status = 'SENDING'
   AND EXISTS (SELECT FROM print_job WHERE id = $1 AND fence = $2)
RETURNING sequence
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
    printer: str
    kind: str
    address: str | None
    dpi: int
    stock: str | None
    width_mm: int | None
    height_mm: int | None

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

    async def throw_files_away(self) -> None:
        """Forget the PDFs of last week."""
        async with self._database.session() as session:
            await session.execute(THROW_FILES_AWAY, KEPT)
