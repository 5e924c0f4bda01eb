"""Submit a count: somebody says what lies in a bin, without having seen the book.

Trading goes on meanwhile. What the ledger says is read at the log position that the counter's
device had seen, and the difference, not the total, is posted to the ledger as it is now.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from backend.control.counting.document import advance_count, items_of, keep_attempt
from backend.control.counting.outcome import Comparison, Result, follow
from backend.control.counting.rules import (
    STRICT,
    Counted,
    Goods,
    Verdict,
    book_then,
    check_lines,
    compare,
    judge,
)
from backend.control.counting.starting import Started, start
from backend.control.counting.telling import CountedLine, Said, said_of
from backend.control.counting.tolerances import tolerances_of
from backend.control.differences import loose_balances
from backend.control.finding import bin_meant
from backend.kernel.command import command
from backend.kernel.plan import Plan, Write
from backend.kernel.work import Work
from backend.master.counted import mark_counted
from backend.master.items import items_by_id
from backend.master.permissions import Permission
from backend.master.places import Bin
from backend.master.refs import Ref
from backend.master.worth import worth_of
from backend.stock.reads import Balance
from backend.stock.seen import LogPosition, Moved, moved_since, still_as_read
from backend.tasks.approval import ApprovalKind
from backend.tasks.policy import policy_of
from backend.tasks.task import TaskStatus, advance_task


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmitCount:
    """What lies in a bin; `is_empty` says that nothing does.

    `seen_at` is the newest log position that the device had seen; what came later is netted.
    """

    bin: Ref
    location: Ref | None = None
    lines: tuple[CountedLine, ...] = ()
    is_empty: bool = False
    task_id: UUID | None = None
    seen_at: LogPosition | None = None


@dataclass(frozen=True, slots=True)
class CountSubmitted:
    """What became of the count; no number of the book is told."""

    count_id: UUID
    status: str
    has_posted: bool
    recount_task_id: UUID | None = None
    approval_id: UUID | None = None


@command
async def submit_count(work: Work, asked: SubmitCount) -> Plan[CountSubmitted]:
    """Take down a count, and post its differences, or have it recounted or approved.

    Refused: NOT_FOUND, NOT_ALLOWED, INVALID_INPUT, WRONG_BIN, TASK_TAKEN, RECOUNT_BY_ANOTHER, and
    NOT_IN_THIS_STATE while the bin's last count waits for a yes.
    """
    check_lines((line.quantity for line in asked.lines), is_empty=asked.is_empty)
    bin_ = await bin_meant(work, asked.bin, location=asked.location)
    work.allow(Permission.COUNT, bin_.location_id)
    said = await said_of(work, asked.lines)
    started = await start(work, bin_, task_id=asked.task_id)
    lying = await loose_balances(work.reader, bin_.id)
    lines = await _compared(work, started, said, lying, asked.seen_at)
    compared, verdict = await _judged(work, started, bin_, lines, lying)
    result = await follow(work, compared, verdict)
    writes = (
        *said.writes,
        *started.writes,
        *_done(work, started),
        advance_count(work, started.count, status=result.status, approval_id=result.approval_id),
        *keep_attempt(
            work, started.count, number=started.attempt, lines=lines, compared_with=lying,
            seen_at=asked.seen_at,
        ),
        mark_counted(bin_.id, at=work.now),
        *still_as_read(lying),
        *result.writes,
    )  # fmt: skip
    return _plan(started, result, writes)


def _plan(started: Started, result: Result, writes: tuple[Write, ...]) -> Plan[CountSubmitted]:
    return Plan(
        answer=CountSubmitted(
            count_id=started.count.id,
            status=result.status.value,
            has_posted=result.has_posted,
            recount_task_id=result.recount_task_id,
            approval_id=result.approval_id,
        ),
        writes=writes,
        events=result.events,
        kind="COUNT",
        location_id=started.count.location_id,
        document_id=started.count.id,
        reason="COUNT",
        outcome="APPLIED_WITH_CASE" if started.is_late or result.has_case else "APPLIED",
    )


async def _compared(
    work: Work,
    started: Started,
    said: Said,
    lying: Iterable[Balance],
    seen_at: LogPosition | None,
) -> tuple[Counted, ...]:
    now = said.summed((_goods(held), held.on_hand) for held in lying)
    since = await moved_since(work.reader, started.count.bin_id, seen_at) if seen_at else []
    moved = said.summed((_goods(one), one.quantity) for one in since)
    only = await items_of(work.reader, started.count.id)
    return compare(said.counted, book_then(now, moved), only=only)


def _goods(of: Balance | Moved) -> Goods:
    return Goods(of.item_id, of.lot_id, of.serial_id)


async def _judged(
    work: Work, started: Started, bin_: Bin, lines: tuple[Counted, ...], lying: list[Balance]
) -> tuple[Comparison, Verdict]:
    ids = [line.item_id for line in lines]
    items = await items_by_id(work.reader, ids)
    worth = worth_of(((line.item_id, line.difference) for line in lines), items)
    tolerances = (
        dict.fromkeys(ids, STRICT) if started.is_late else await tolerances_of(work.reader, ids)
    )
    policy = await policy_of(work.reader, ApprovalKind.COUNT)
    verdict = judge(lines, tolerances, attempt=started.attempt, is_free=policy.is_free(worth.minor))
    compared = Comparison(
        count=started.count, bin=bin_, lines=lines, lying=tuple(lying), worth=worth
    )
    return compared, verdict


def _done(work: Work, started: Started) -> tuple[Write, ...]:
    if started.task is None:
        return ()
    return (advance_task(work, started.task, done=0, status=TaskStatus.DONE),)
