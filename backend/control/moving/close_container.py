"""Close a container: nothing more goes in until it is opened again."""

from dataclasses import dataclass
from uuid import UUID

from backend.control.finding import container_here
from backend.kernel.command import command
from backend.kernel.plan import Plan
from backend.kernel.refusals import NotInThisState
from backend.kernel.work import Work
from backend.master.permissions import Permission
from backend.master.refs import Ref
from backend.stock.carrying import whole_of
from backend.stock.containers import Container, ContainerStatus, place_container
from backend.tasks.carrying.rules import check_not_packed


@dataclass(frozen=True, slots=True)
class CloseContainer:
    """A fact from the floor: which one."""

    container: Ref


@dataclass(frozen=True, slots=True)
class ContainerShut:
    """Which container was closed or opened."""

    container_id: UUID


@command
async def close_container(work: Work, asked: CloseContainer) -> Plan[ContainerShut]:
    """Let nothing more go in.

    Refused: NOT_FOUND, NOT_ALLOWED, NOT_IN_THIS_STATE; CONTAINER_IN_USE for a carton of an order.
    """
    found = await container_to_shut(work, asked.container)
    if found.status == ContainerStatus.CLOSED:
        raise NotInThisState(kind=f"container {found.code}", state="closed already")
    return shut(found, ContainerStatus.CLOSED, kind="CLOSE_CONTAINER")


async def container_to_shut(work: Work, ref: Ref) -> Container:
    """Return a container that may be closed or opened; cartons of orders are packing's."""
    found = await container_here(work, ref)
    work.allow(Permission.MOVE_STOCK, found.location_id)
    check_not_packed(await whole_of(work.reader, found))
    return found


def shut(found: Container, status: ContainerStatus, *, kind: str) -> Plan[ContainerShut]:
    """Say whether a container takes more."""
    return Plan(
        answer=ContainerShut(found.id),
        writes=(place_container(found, bin_id=found.bin_id, status=status),),
        kind=kind,
        location_id=found.location_id,
        document_id=found.id,
    )
