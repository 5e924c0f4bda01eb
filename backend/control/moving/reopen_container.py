"""Reopen a container: goods go in again."""

from dataclasses import dataclass

from backend.control.moving.close_container import ContainerShut, container_to_shut, shut
from backend.kernel.command import command
from backend.kernel.plan import Plan
from backend.kernel.refusals import NotInThisState
from backend.kernel.work import Work
from backend.master.refs import Ref
from backend.stock.containers import ContainerStatus


@dataclass(frozen=True, slots=True)
class ReopenContainer:
    """A fact from the floor: which one."""

    container: Ref


@command
async def reopen_container(work: Work, asked: ReopenContainer) -> Plan[ContainerShut]:
    """Let goods go in again.

    Refused: NOT_FOUND, NOT_ALLOWED, NOT_IN_THIS_STATE; CONTAINER_IN_USE for a carton of an order.
    """
    found = await container_to_shut(work, asked.container)
    if found.status == ContainerStatus.OPEN:
        raise NotInThisState(kind=f"container {found.code}", state="open already")
    return shut(found, ContainerStatus.OPEN, kind="REOPEN_CONTAINER")
