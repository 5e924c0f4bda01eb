"""Put a whole container away: one scan of it and one of a bin, and all in it rests there."""

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from backend.inbound.putaway import sql
from backend.inbound.putaway.rules import kinds_for
from backend.kernel.plan import Event, Plan, Rank, Write
from backend.kernel.refusals import NotFound
from backend.kernel.work import Reader, Work
from backend.master.permissions import Permission
from backend.master.places import Bin, bin_of, bins_by_id
from backend.master.refs import ItemRef, Ref
from backend.stock.carrying import Whole, carried_whole, whole_of
from backend.stock.containers import container, container_meant
from backend.stock.freed import stock_freed
from backend.tasks.carrying.judge import Target, check_free_to_go, load_of
from backend.tasks.carrying.rules import check_here
from backend.tasks.claim import check_claim, check_open
from backend.tasks.scans import RescanToKeep, WrongBin, WrongContainer
from backend.tasks.task import Task, TaskStatus, advance_task, task_of

PUT, TAKEN_BACK = 1, -1


class Said(Protocol):
    """The part of the question that says what was scanned."""

    @property
    def to(self) -> Ref:
        """Into which bin."""

    @property
    def item(self) -> ItemRef | None:
        """What was scanned, when it is not a whole container."""

    @property
    def container(self) -> Ref | None:
        """Which container."""

    @property
    def rescanned(self) -> bool:
        """Whether another bin than suggested was scanned twice."""

    @property
    def reason(self) -> str | None:
        """Why another bin."""


@dataclass(frozen=True, slots=True)
class WholePutAway:
    """What a department answers with: the task, the bin and how many base units rest there."""

    task_id: UUID
    bin_id: UUID
    quantity: int


async def whole_task(reader: Reader, task: Task | None, asked: Said) -> Task | None:
    """Return the putaway of a whole container that is meant; None when goods are meant."""
    if task is not None:
        return task if task.item_id is None else None
    if asked.container is None or asked.item is not None:
        return None
    found = await container_meant(reader, asked.container)
    if found is None:
        raise NotFound(kind="container", key=asked.container.said)
    task_id = await reader.value(sql.PUTAWAY_OF_CONTAINER, found.id)
    if task_id is None:
        raise NotFound(kind="putaway", key=f"of {found.code}")
    return await task_of(reader, task_id)


async def put_away_whole(work: Work, task: Task, asked: Said) -> Plan[WholePutAway]:
    """Bring the container of a task, with all that is in it, to rest in the bin.

    Refuses what the person can still put right, as for goods; also CONTAINER_IN_USE and
    WRONG_CONTAINER. The task is done at once, whatever was taken out of it before.
    """
    assert task.container_id, f"putaway {task.id} is of nothing"
    found = await container(work.reader, task.container_id)
    assert found is not None, "a container is kept"
    work.allow(Permission.PUT_AWAY, task.location_id)
    check_open(task)
    check_claim(task, work, fence=None)
    check_here(found)
    if asked.container is not None:
        scanned = await container_meant(work.reader, asked.container)
        if scanned is None or scanned.id != found.id:
            raise WrongContainer(scanned=asked.container.said, wanted=found.code)
    whole = await whole_of(work.reader, found)
    bin_ = await bin_of(work.reader, asked.to, location_id=task.location_id)
    await _check_rests(work.reader, whole, bin_, task, asked)
    target = Target(bin_)
    room = await check_free_to_go(work, whole, target, task_id=task.id)
    steps = carried_whole(work, whole, target.standing)
    return Plan(
        answer=WholePutAway(task.id, bin_.id, whole.quantity),
        writes=(
            *room,
            *steps.writes(work, whole),
            advance_task(work, task, done=0, status=TaskStatus.DONE),
            count_whole(work, task, times=PUT),
        ),
        kind="PUT_AWAY",
        location_id=task.location_id,
        document_id=task.document_id,
        reason=asked.reason,
        events=_freed(whole),
    )


async def _check_rests(reader: Reader, whole: Whole, bin_: Bin, task: Task, asked: Said) -> None:
    wanted = task.to_bin_id
    code = (await bins_by_id(reader, [wanted]))[wanted].code if wanted else "a bin of the reserve"
    if any(bin_.kind not in kinds_for(goods) for goods, _ in await load_of(reader, whole)):
        raise WrongBin(scanned=bin_.code, wanted=code)
    if wanted not in {None, bin_.id} and not asked.rescanned:
        raise RescanToKeep(bin=bin_.code, suggestion=code)


def count_whole(work: Work, task: Task, *, times: int) -> Write:
    """Count on the lines of the receipt what came in the container: put away, or taken back."""
    values = (task.container_id, times, work.now)
    order = f"receipt line of {task.container_id}"
    return Write(Rank.DOCUMENT, order, sql.COUNT_WHOLE, values, rows=None)


def _freed(whole: Whole) -> tuple[Event, ...]:
    """Tell of each item that it can be promised from now on, where that is new."""
    new = {
        (held.item_id, held.owner_id, held.location_id)
        for held in whole.balances
        if held.disposition == "USABLE" and not held.key.is_promisable
    }
    return tuple(
        stock_freed(item_id, owner_id=owner_id, location_id=location_id)
        for item_id, owner_id, location_id in sorted(new)
    )
