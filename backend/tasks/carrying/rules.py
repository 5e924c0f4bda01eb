"""Rules of containers: what may stand in what, and whose goods go together. Pure."""

from typing import ClassVar
from uuid import UUID

from backend.kernel.refusals import NotInThisState, Refusal
from backend.stock.carrying import Whole
from backend.stock.changes import Level
from backend.stock.containers import Container, ContainerKind, ContainerStatus
from backend.stock.keys import PROMISABLE_KINDS
from backend.tasks.scans import ContainerClosed, WrongBin, WrongContainer

DEPTH_MAX = 3
"""The outermost is at 0: a cage may hold a pallet with cartons that hold totes, and no more."""


class ContainerCycle(Refusal):
    """A container cannot stand inside itself."""

    code: ClassVar[str] = "CONTAINER_CYCLE"
    sentence: ClassVar[str] = "{target} stands in {container}; take it out first, or use another."


class ContainerTooDeep(Refusal):
    """Too many containers would stand in one another."""

    code: ClassVar[str] = "CONTAINER_TOO_DEEP"
    sentence: ClassVar[str] = (
        "{container} in {target} would stand {deep} deep; put it into the bin, or further out."
    )


class ContainerInUse(Refusal):
    """Somebody else counts on the container or on what is in it."""

    code: ClassVar[str] = "CONTAINER_IN_USE"
    sentence: ClassVar[str] = "{container} is in use: {why}."


class OwnerMixed(Refusal):
    """Stock of different owners does not mix here."""

    code: ClassVar[str] = "OWNER_MIXED"
    sentence: ClassVar[str] = "{target} holds goods of another owner than {container}; use another."


def check_here(container: Container) -> None:
    """Go on only with a container that is in the house; refuses NOT_IN_THIS_STATE."""
    if container.status == ContainerStatus.SHIPPED or container.bin_id is None:
        raise NotInThisState(kind=f"container {container.code}", state="no longer in the house")


def check_takes(target: Whole, owners: frozenset[UUID], *, what: str) -> None:
    """Go on only if goods of these owners may go into a container.

    Refuses CONTAINER_CLOSED, OWNER_MIXED, and WRONG_CONTAINER for a carton that is being packed:
    what goes in there is packed.
    """
    check_here(target.root)
    if target.root.status != ContainerStatus.OPEN:
        raise ContainerClosed(container=target.root.code)
    if is_packed(target):
        raise WrongContainer(
            scanned=target.root.code, wanted="a carton that is not packed for an order"
        )
    if target.owners and owners and target.owners != owners:
        raise OwnerMixed(target=target.root.code, container=what)


def check_nests(whole: Whole, target: Whole, *, going: tuple[Container, ...]) -> None:
    """Go on only if these of a container, itself or what stands in it, may stand in another.

    Refuses CONTAINER_CYCLE, WRONG_CONTAINER and CONTAINER_TOO_DEEP.
    """
    code, target_code = whole.root.code, target.root.code
    if target.root.id in whole.ids:
        raise ContainerCycle(container=code, target=target_code)
    for one in going:
        is_large = one.kind in {ContainerKind.PALLET, ContainerKind.CAGE}
        fits = one.kind == ContainerKind.PALLET and target.root.kind == ContainerKind.CAGE
        if is_large and not fits:
            raise WrongContainer(scanned=target_code, wanted=f"a bin for {one.code}")
    below = max(one.depth for one in whole.containers)
    deep = max((target.root.depth + 1 + below - one.depth for one in going), default=0)
    if deep > DEPTH_MAX:
        raise ContainerTooDeep(container=code, target=target_code, deep=deep + 1)


def check_unreserved(whole: Whole) -> None:
    """Go on only if no pick goes to goods in it; refuses CONTAINER_IN_USE."""
    allocated = whole.held(Level.HARD)
    if allocated:
        units = sum(one.quantity for one in allocated)
        where = allocated[0].bin_code
        why = f"{units} of its goods are to be picked in {where}; pick them first, or take another"
        raise ContainerInUse(container=whole.root.code, why=why)


def check_stays_picked(whole: Whole, *, kind: str, code: str) -> None:
    """Go on only if picked goods go where picked goods may stand; refuses WRONG_BIN."""
    if whole.held(Level.PICK) and kind not in PROMISABLE_KINDS:
        raise WrongBin(scanned=code, wanted="a cart, a packing table or a lane")


def check_not_packed(whole: Whole) -> None:
    """Go on only with a container whose goods are not packed for an order."""
    if is_packed(whole):
        why = "its goods are packed for an order; unpack or ship it"
        raise ContainerInUse(container=whole.root.code, why=why)


def is_packed(whole: Whole) -> bool:
    """Tell whether it is a carton with goods that are on their way out."""
    return whole.root.kind == ContainerKind.CARTON and bool(whole.held(Level.PICK))
