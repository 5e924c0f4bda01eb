"""Empty a container: all that is in it goes into another, or lies loose in a bin."""

from dataclasses import dataclass
from uuid import UUID

from backend.control.finding import container_here, place_meant
from backend.kernel.command import command
from backend.kernel.plan import Plan
from backend.kernel.refusals import InvalidInput
from backend.kernel.work import Work
from backend.master.permissions import Permission
from backend.master.refs import Ref
from backend.stock.carrying import Whole, emptied_into, whole_of
from backend.stock.changes import Level
from backend.stock.freed import freed_at
from backend.tasks.carrying.judge import Target, check_entered, check_free_to_go
from backend.tasks.carrying.rules import ContainerInUse, check_not_packed


@dataclass(frozen=True, slots=True, kw_only=True)
class EmptyContainer:
    """A fact from the floor: what was in a container is now in the bin, or container, `to`."""

    container: Ref
    to: Ref
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class ContainerEmptied:
    """How many base units came out of it, and where it stood: it stands there still, empty."""

    container_id: UUID
    quantity: int


@command
async def empty_container(work: Work, asked: EmptyContainer) -> Plan[ContainerEmptied]:
    """Take all goods and containers out of a container, into another or loose into a bin.

    What is picked stays reserved for its order, and so stays in a tote. Refused as moving a
    container is, and CONTAINER_IN_USE for what is packed, or picked and would lie loose.
    """
    found = await container_here(work, asked.container)
    work.allow(Permission.MOVE_STOCK, found.location_id)
    target = await place_meant(work, asked.to, location=Ref(id=found.location_id))
    whole = await whole_of(work.reader, found)
    _check(whole, target)
    going = tuple(one for one in whole.containers if one.parent_id == found.id)
    await check_entered(work.reader, whole, target, going=going)
    room = await check_free_to_go(work, whole, target, task_id=None)
    steps = emptied_into(work, whole, target.standing)
    freed = (move.target for move in steps.moves if not move.source.is_promisable)
    return Plan(
        answer=ContainerEmptied(found.id, sum(move.quantity for move in steps.moves)),
        writes=(*room, *steps.writes(work, whole)),
        events=freed_at(freed),
        kind="MOVE",
        location_id=found.location_id,
        document_id=found.id,
        reason=asked.reason,
    )


def _check(whole: Whole, target: Target) -> None:
    if target.within and target.within.id == whole.root.id:
        raise InvalidInput(field="to", problem="is the container itself")
    check_not_packed(whole)
    picked = whole.held(Level.PICK)
    if picked and target.within is None:
        why = "its goods are picked for an order; put them into a tote, or put them back"
        raise ContainerInUse(container=whole.root.code, why=why)
    if not whole.balances and len(whole.containers) == 1:
        raise InvalidInput(field="container", problem="is empty")
