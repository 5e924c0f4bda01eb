"""Judge whether a container may go to a bin or into another container."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from backend.kernel.plan import Write
from backend.kernel.work import Reader, Work
from backend.master.items import items_by_id
from backend.master.places import Bin, bins_by_id
from backend.stock.carrying import Standing, Whole, whole_of
from backend.stock.containers import Container
from backend.stock.keys import RESTING_KINDS, Disposition
from backend.stock.where import place_of
from backend.tasks.carrying import sql
from backend.tasks.carrying.rules import (
    ContainerInUse,
    check_nests,
    check_stays_picked,
    check_takes,
    check_unreserved,
)
from backend.tasks.room.rules import Goods, Trouble, trouble_together
from backend.tasks.room.spaces import goods_of, space_of, use_space
from backend.tasks.scans import BinBlocked, BinFull, BinMixing
from backend.tasks.task import TaskKind

ELSEWHERE = "another bin"


@dataclass(frozen=True, slots=True)
class Target:
    """Where something should go: a bin, and the container in it that takes it, if one does."""

    bin: Bin
    within: Container | None = None

    @property
    def standing(self) -> Standing:
        """The same as the ledger knows it."""
        return Standing(place_of(self.bin), self.within)

    @property
    def code(self) -> str:
        """What was scanned."""
        return self.within.code if self.within else self.bin.code


@dataclass(frozen=True, slots=True)
class _Work:
    """A task as far as it matters to a container that it names."""

    id: UUID
    kind: str
    is_whole: bool
    document_number: str | None
    assignee_id: UUID | None
    lease_until: datetime | None
    goes_in: bool


async def target_in(reader: Reader, within: Container) -> Target:
    """Return a container as a place to put things into; it must stand somewhere."""
    assert within.bin_id is not None, "checked that it is in the house"
    return Target((await bins_by_id(reader, [within.bin_id]))[within.bin_id], within)


async def check_entered(
    reader: Reader, whole: Whole, target: Target, *, going: tuple[Container, ...]
) -> None:
    """Go on only if what is carried may go into the target's container, if it names one.

    `going` are those that will stand directly in it.

    Refuses CONTAINER_CYCLE, CONTAINER_TOO_DEEP, CONTAINER_CLOSED, OWNER_MIXED, WRONG_CONTAINER,
    NOT_IN_THIS_STATE.
    """
    if target.within is None:
        return
    inside = await whole_of(reader, target.within)
    check_nests(whole, inside, going=going)
    check_takes(inside, whole.owners, what=whole.root.code)


async def check_free_to_go(
    work: Work, whole: Whole, target: Target, *, task_id: UUID | None
) -> tuple[Write, ...]:
    """Go on only if nobody counts on it where it is, and it fits where it goes.

    Returns the write that takes the room. Refuses CONTAINER_IN_USE, WRONG_BIN, BIN_BLOCKED,
    BIN_MIXING, BIN_FULL.
    """
    check_unreserved(whole)
    stays = whole.root.bin_id == target.bin.id
    check_stays_picked(whole, kind=target.bin.kind, code=target.bin.code)
    await check_nobody_at_work(work, whole, target, task_id=task_id)
    if stays:
        return ()
    assert whole.root.bin_id is not None, "checked that it is in the house"
    source = (await bins_by_id(work.reader, [whole.root.bin_id]))[whole.root.bin_id]
    if not source.gives_goods:
        raise BinBlocked(bin=source.code, suggestion=ELSEWHERE)
    return (await check_room_for(work.reader, whole, target.bin, without_task=task_id),)


async def check_nobody_at_work(
    work: Work, whole: Whole, target: Target, *, task_id: UUID | None
) -> None:
    """Go on only if no other work is under way on the container; refuses CONTAINER_IN_USE."""
    for one in await work.reader.rows(_Work, sql.WORK_ON_CONTAINERS, sorted(whole.ids)):
        if one.id != task_id and (why := _why(work, one, target)):
            raise ContainerInUse(container=whole.root.code, why=why)


def _why(work: Work, one: _Work, target: Target) -> str | None:
    number = one.document_number or "its task"
    is_held = one.lease_until is not None and one.lease_until > work.now
    if one.kind == TaskKind.PICK and one.goes_in and is_held:
        return f"picks for {number} still go into it; finish the walk, or change the tote"
    if is_held and one.assignee_id != work.actor.id:
        return f"somebody works on it for {number}; ask them, or take another"
    rests = target.bin.kind in RESTING_KINDS
    if one.kind == TaskKind.PUT_AWAY and one.is_whole and rests:
        return f"it is to be put away for {number}; take that task, and scan it there"
    return None


async def check_room_for(
    reader: Reader, whole: Whole, bin_: Bin, *, without_task: UUID | None
) -> Write:
    """Go on only if all goods fit into the bin together, and return the write that takes the room.

    Refuses BIN_BLOCKED, BIN_MIXING, BIN_FULL.
    """
    space = await space_of(reader, bin_.id, without_task=without_task)
    trouble, room = trouble_together(space, await load_of(reader, whole))
    match trouble:
        case Trouble.BIN_BLOCKED:
            raise BinBlocked(bin=bin_.code, suggestion=ELSEWHERE)
        case Trouble.BIN_MIXING:
            raise BinMixing(bin=bin_.code, suggestion=ELSEWHERE)
        case Trouble.BIN_FULL:
            raise BinFull(bin=bin_.code, room=room, suggestion=ELSEWHERE)
        case _:
            return use_space(space)


async def load_of(reader: Reader, whole: Whole) -> list[tuple[Goods, int]]:
    """Return what is in a container as goods that want a place, with how many of each."""
    items = await items_by_id(reader, sorted({held.item_id for held in whole.balances}))
    return [
        (
            goods_of(
                items[held.item_id],
                owner_id=held.owner_id,
                disposition=Disposition(held.disposition),
                lot_id=held.lot_id,
            ),
            held.on_hand,
        )
        for held in whole.balances
    ]
