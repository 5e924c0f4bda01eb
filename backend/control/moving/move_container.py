"""Move a container: a scan of it and one of a bin or another container, and all in it goes."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from backend.control.displacing import Displacement, displaced_by
from backend.control.finding import container_here, place_meant
from backend.control.moving.rules import is_late
from backend.control.spreading import Taking
from backend.kernel.command import command
from backend.kernel.ids import derived_id
from backend.kernel.plan import Plan, Write
from backend.kernel.refusals import InvalidInput
from backend.kernel.work import Work
from backend.master.permissions import Permission
from backend.master.refs import Ref
from backend.stock.carrying import Steps, Whole, carried_whole, whole_of
from backend.stock.changes import Level
from backend.stock.freed import freed_at
from backend.tasks.carrying.judge import Target, check_entered, check_free_to_go
from backend.tasks.case import CaseKind, NewCase, Severity, open_case
from backend.tasks.claim import check_claim, check_open
from backend.tasks.scans import WrongContainer
from backend.tasks.task import TaskStatus, advance_task, task_of


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveContainer:
    """A fact from the floor: a container now stands in the bin, or in the container, `to`."""

    container: Ref
    to: Ref
    location: Ref | None = None
    task_id: UUID | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class ContainerMoved:
    """Where it stood before, and how many base units went with it under how many addresses."""

    container_id: UUID
    from_bin_id: UUID
    from_parent_id: UUID | None
    lines: int
    quantity: int
    task_id: UUID | None


@command
async def move_container(work: Work, asked: MoveContainer) -> Plan[ContainerMoved]:
    """Bring a container, all containers in it and all their goods to a bin or into a container.

    What is picked stays reserved for its order. Goods that a pick still goes to, a container that
    somebody works on, and what does not fit are refused. A fact that a device tells late is
    recorded even so: allocations are displaced, and a case is opened.
    Refused: NOT_FOUND, NOT_ALLOWED, NOT_IN_THIS_STATE, CONTAINER_IN_USE, CONTAINER_CYCLE,
    CONTAINER_TOO_DEEP, CONTAINER_CLOSED, OWNER_MIXED, WRONG_CONTAINER, WRONG_BIN, BIN_BLOCKED,
    BIN_MIXING, BIN_FULL, TASK_TAKEN, INVALID_INPUT.
    """
    found = await container_here(work, asked.container)
    work.allow(Permission.MOVE_STOCK, found.location_id)
    target = await place_meant(work, asked.to, location=Ref(id=found.location_id))
    whole = await whole_of(work.reader, found)
    check_moves(whole, target)
    await check_entered(work.reader, whole, target, going=(whole.root,))
    done = await _task(work, asked, whole)
    if is_late(occurred_at=work.occurred_at, now=work.now, device_id=work.device_id):
        return await _record(work, whole, target, asked, done)
    room = await check_free_to_go(work, whole, target, task_id=asked.task_id)
    steps = carried_whole(work, whole, target.standing)
    return _plan(work, whole, asked, steps, writes=(*done, *room))


def check_moves(whole: Whole, target: Target) -> None:
    """Go on only if the container stands elsewhere; refuses INVALID_INPUT."""
    within_id = target.within.id if target.within else None
    if whole.root.bin_id == target.bin.id and whole.root.parent_id == within_id:
        raise InvalidInput(field="to", problem="is where it stands already")


async def _record(
    work: Work, whole: Whole, target: Target, asked: MoveContainer, done: tuple[Write, ...]
) -> Plan[ContainerMoved]:
    """Write down what has happened, whoever counted on the goods."""
    allocated = {one.key_id for one in whole.held(Level.HARD)}
    lost = [Taking(held, held.on_hand) for held in whole.balances if held.key_id in allocated]
    steps = carried_whole(work, whole, target.standing)
    displacement = await displaced_by(
        work, lost, lost_to_pool=() if steps.moves and steps.moves[0].target.is_promisable else lost
    )
    plan = _plan(
        work, whole, asked, _with(steps, displacement), writes=(*done, *displacement.writes)
    )
    if not lost:
        return plan
    writes = (*plan.writes, open_case(work, _case(work, whole, target)))
    events = (*plan.events, *displacement.events)
    return replace(plan, writes=writes, events=events, outcome="APPLIED_WITH_CASE")


def _with(steps: Steps, displacement: Displacement) -> Steps:
    return replace(
        steps,
        opens=(*steps.opens, *displacement.opens),
        ends=(*steps.ends, *displacement.ends),
    )


def _plan(
    work: Work, whole: Whole, asked: MoveContainer, steps: Steps, *, writes: Iterable[Write]
) -> Plan[ContainerMoved]:
    assert whole.root.bin_id is not None, "checked that it is in the house"
    freed = (move.target for move in steps.moves if not move.source.is_promisable)
    return Plan(
        answer=ContainerMoved(
            whole.root.id,
            whole.root.bin_id,
            whole.root.parent_id,
            len(steps.moves),
            sum(move.quantity for move in steps.moves),
            asked.task_id,
        ),
        writes=(*writes, *steps.writes(work, whole)),
        events=freed_at(freed),
        kind="MOVE",
        location_id=whole.root.location_id,
        document_id=whole.root.id,
        reason=asked.reason,
    )


async def _task(work: Work, asked: MoveContainer, whole: Whole) -> tuple[Write, ...]:
    """Count the move on its task, if it is of one."""
    if asked.task_id is None:
        return ()
    task = await task_of(work.reader, asked.task_id)
    check_open(task)
    check_claim(task, work, fence=None)
    if task.container_id != whole.root.id or task.item_id is not None:
        raise WrongContainer(scanned=whole.root.code, wanted="what the task names")
    return (advance_task(work, task, done=0, status=TaskStatus.DONE),)


def _case(work: Work, whole: Whole, target: Target) -> NewCase:
    code = whole.root.code
    return NewCase(
        id=derived_id(work.operation_id, "conflict"),
        kind=CaseKind.OFFLINE_CONFLICT,
        severity=Severity.WARNING,
        title=f"{code} went to {target.code} with goods that were to be picked",
        location_id=whole.root.location_id,
        bin_id=target.bin.id,
        facts={"container": code, "to": target.code, "units": whole.quantity},
    )
