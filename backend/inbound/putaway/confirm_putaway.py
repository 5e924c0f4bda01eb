"""Confirm a putaway: a scan of the bin brings goods to rest there."""

from dataclasses import dataclass, replace
from uuid import UUID

from backend.inbound.putaway import sql
from backend.inbound.putaway.carried import (
    Carried,
    carried_by_scan,
    carried_by_task,
    quantity_carried,
    task_asked,
)
from backend.inbound.putaway.placing import Placing, conflict, posted, told
from backend.inbound.putaway.put_away_whole import WholePutAway, put_away_whole, whole_task
from backend.inbound.putaway.sources import find_load
from backend.inbound.putaway.target import check_meant, check_target
from backend.kernel.command import command
from backend.kernel.plan import Plan, Rank, Write
from backend.kernel.work import Work
from backend.master.permissions import Permission
from backend.master.places import bin_of
from backend.master.refs import ItemRef, LotRef, Ref
from backend.stock.shortage import NotEnoughOnHand
from backend.tasks.case import open_case
from backend.tasks.claim import ClaimState, check_claim, check_open
from backend.tasks.room.spaces import space_of
from backend.tasks.task import Task, TaskStatus, advance_task


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmPutaway:
    """A fact from the floor: base units (None means all that remain) now lie in the bin `to`.

    Without a task, `location`, `item` and `source` say what was carried. `rescanned`: the person
    scanned another bin than suggested a second time. `fence` is the number that the claim gave out.
    """

    to: Ref
    task_id: UUID | None = None
    quantity: int | None = None
    rescanned: bool = False
    item: ItemRef | None = None
    location: Ref | None = None
    source: Ref | None = None
    container: Ref | None = None
    lot: LotRef | None = None
    serials: tuple[str, ...] = ()
    reason: str | None = None
    fence: int | None = None


@dataclass(frozen=True, slots=True)
class PutawayConfirmed:
    """Where the goods lie, and what is left of the task. A case means that the book disagreed."""

    task_id: UUID | None
    bin_id: UUID
    quantity: int
    remaining: int
    case_id: UUID | None = None


@command
async def confirm_putaway(work: Work, asked: ConfirmPutaway) -> Plan[PutawayConfirmed]:
    """Move what was carried into the bin.

    Refuses what the person can still put right: a bin that is blocked, full or not to be mixed,
    another bin than suggested until it is scanned twice, more than remains, another's task. What is
    told of a task that was called off or taken over meanwhile is recorded, with a case.
    """
    task = await task_asked(work.reader, asked)
    whole = await whole_task(work.reader, task, asked)
    if whole is not None:
        return _as_answered(await put_away_whole(work, whole, asked))
    carried = (
        await carried_by_task(work.reader, task, asked)
        if task
        else await carried_by_scan(work, asked)
    )
    work.allow(Permission.PUT_AWAY, carried.location_id)
    if carried.task is None:
        return await _move(work, carried, asked)
    if _claim(work, carried.task, asked) is ClaimState.LATE:
        return await _record_late(work, carried, carried.task, asked)
    return await _advance(work, carried, carried.task, asked)


def _as_answered(plan: Plan[WholePutAway]) -> Plan[PutawayConfirmed]:
    done = plan.answer
    answer = PutawayConfirmed(done.task_id, done.bin_id, done.quantity, remaining=0)
    return Plan(
        answer=answer,
        writes=plan.writes,
        kind=plan.kind,
        location_id=plan.location_id,
        document_id=plan.document_id,
        reason=plan.reason,
        events=plan.events,
    )


def _claim(work: Work, task: Task, asked: ConfirmPutaway) -> ClaimState:
    """Tell whose the task is; one that is done is late only for those who once held it."""
    if asked.fence is None and task.status != TaskStatus.CANCELED:
        check_open(task)
    return check_claim(task, work, fence=asked.fence)


async def _advance(
    work: Work, carried: Carried, task: Task, asked: ConfirmPutaway
) -> Plan[PutawayConfirmed]:
    quantity = quantity_carried(carried, said=asked.quantity)
    placing = await _placing(work, carried, asked, quantity=quantity)
    await check_target(work.reader, carried, placing.space, quantity=quantity)
    if not asked.rescanned:
        await check_meant(work.reader, carried, placing.space)
    remaining = task.remaining - quantity
    status = TaskStatus.IN_PROGRESS if remaining else TaskStatus.DONE
    counted = (advance_task(work, task, done=quantity, status=status), *_counted(work, placing))
    if not placing.takings.missing:
        return _plan(work, placing, asked, remaining=remaining, writes=counted)
    title = f"The book has {placing.takings.missing} fewer of {carried.item.sku} than were put away"
    return _plan_with_case(work, placing, asked, remaining=remaining, writes=counted, title=title)


async def _record_late(
    work: Work, carried: Carried, task: Task, asked: ConfirmPutaway
) -> Plan[PutawayConfirmed]:
    """Post the goods and not the demand: the task belongs to somebody else, or to nobody."""
    if asked.quantity is None:
        check_open(task)
    quantity = asked.quantity or task.remaining
    placing = await _placing(work, carried, asked, quantity=quantity)
    title = f"{quantity} of {carried.item.sku} were put away for a task that was no longer theirs"
    return _plan_with_case(work, placing, asked, remaining=task.remaining, writes=(), title=title)


async def _move(work: Work, carried: Carried, asked: ConfirmPutaway) -> Plan[PutawayConfirmed]:
    """Put away what no task asks for; only what the book has can be meant."""
    quantity = quantity_carried(carried, said=asked.quantity)
    placing = await _placing(work, carried, asked, quantity=quantity)
    if placing.takings.missing:
        found = placing.takings.found
        raise NotEnoughOnHand(
            bin=carried.source_code,
            item=carried.item.sku,
            on_hand=found,
            free=found,
            quantity=quantity,
        )
    await check_target(work.reader, carried, placing.space, quantity=quantity)
    return _plan(work, placing, asked, remaining=0, writes=())


async def _placing(
    work: Work, carried: Carried, asked: ConfirmPutaway, *, quantity: int
) -> Placing:
    target = await bin_of(work.reader, asked.to, location_id=carried.location_id)
    task_id = carried.task.id if carried.task else None
    return Placing(
        carried=carried,
        target=target,
        space=await space_of(work.reader, target.id, without_task=task_id),
        takings=await find_load(
            work.reader, carried.load, item=carried.item, told=carried.told, quantity=quantity
        ),
        quantity=quantity,
    )


def _counted(work: Work, placing: Placing) -> tuple[Write, ...]:
    """Count on the receipt's line what is now in its bin."""
    task = placing.carried.task
    if task is None or task.document_kind != "Receipt" or task.line_id is None:
        return ()
    values = (task.line_id, placing.quantity, work.now)
    return (Write(Rank.DOCUMENT, f"receipt line {task.line_id}", sql.COUNT_PUT_AWAY, values),)


def _plan(
    work: Work,
    placing: Placing,
    asked: ConfirmPutaway,
    *,
    remaining: int,
    writes: tuple[Write, ...],
) -> Plan[PutawayConfirmed]:
    task = placing.carried.task
    answer = PutawayConfirmed(
        task.id if task else None, placing.target.id, placing.quantity, remaining
    )
    return Plan(
        answer=answer,
        writes=(*posted(work, placing), *writes),
        kind="PUT_AWAY",
        location_id=placing.carried.location_id,
        document_id=task.document_id if task else None,
        reason=asked.reason,
        events=told(placing),
    )


def _plan_with_case(
    work: Work,
    placing: Placing,
    asked: ConfirmPutaway,
    *,
    remaining: int,
    writes: tuple[Write, ...],
    title: str,
) -> Plan[PutawayConfirmed]:
    case = conflict(work, placing, title=title)
    plan = _plan(work, placing, asked, remaining=remaining, writes=(*writes, open_case(work, case)))
    return replace(plan, answer=replace(plan.answer, case_id=case.id), outcome="APPLIED_WITH_CASE")
