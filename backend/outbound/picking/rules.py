"""Rules of picking: what makes a pick right, and when a fact came too late. Pure."""

from uuid import UUID

from backend.kernel.refusals import InvalidInput, NotInThisState
from backend.kernel.work import Work
from backend.master.items import Item
from backend.master.places import Bin
from backend.master.refs import Ref
from backend.tasks.claim import ClaimState, check_claim
from backend.tasks.scans import PackMismatch, QuantityTooLarge, WrongBin, WrongContainer, WrongItem
from backend.tasks.task import Task, TaskStatus

REASON_MAX = 1000


def check_standing(task: Task, work: Work, *, fence: int | None) -> ClaimState:
    """Tell how the task stands to the picker: MINE, FREE, or LATE, which is recorded, not refused.

    Late is who held the task when it was called off, or before somebody else took it: they could
    not know, and the goods are in their hands. Whoever goes on after the task is done has counted
    wrong and is refused, so that many scanners on one task never take more than it needs.
    """
    state = check_claim(task, work, fence=fence)
    if state is ClaimState.LATE and not was_overtaken(task, actor_id=work.actor.id, fence=fence):
        raise NotInThisState(kind="pick", state=task.status.lower())
    return state


def was_overtaken(task: Task, *, actor_id: UUID, fence: int | None) -> bool:
    """Tell whether the task was taken from the picker, or called off, while they were at it."""
    if fence is not None and fence < task.fence:
        return True
    is_called_off = task.status == TaskStatus.CANCELED
    return is_called_off and (fence is not None or task.assignee_id == actor_id)


def check_bin(scanned: Ref | None, wanted: Bin) -> None:
    """Refuse another bin than the task's; its check digits will do where the label is torn."""
    if scanned is None or scanned.id == wanted.id:
        return
    if scanned.id or scanned.said not in {wanted.code, wanted.check_digits}:
        raise WrongBin(scanned=scanned.said, wanted=wanted.code)


def check_item(scanned: Item, *, pack: Item | None, item_id: UUID | None) -> None:
    """Refuse another item than the task's, and a pack of another item."""
    for read in (scanned, pack):
        if read is not None and read.id != item_id:
            raise WrongItem(scanned=read.sku)


def check_quantity(quantity: int, *, remaining: int, pack: Item | None) -> None:
    """Refuse none, more than remains, and what is no whole number of the scanned pack."""
    if quantity < 1:
        raise InvalidInput(field="quantity", problem="must be at least 1")
    if quantity > remaining:
        raise QuantityTooLarge(quantity=quantity, remaining=remaining)
    if pack is not None and quantity % pack.units:
        raise PackMismatch(quantity=quantity, units=pack.units)


def check_tote(task: Task, *, tote_id: UUID, tote_code: str) -> None:
    """Refuse another tote than the one in which the task has its goods already."""
    if task.to_container_id not in {None, tote_id}:
        raise WrongContainer(scanned=tote_code, wanted="the tote of this pick")


def check_found(found: int, *, remaining: int, allocated: int) -> None:
    """Refuse a short pick that is not short, and one of more than the book has for the task."""
    if found < 0:
        raise InvalidInput(field="found", problem="must not be below 0")
    if found >= remaining:
        raise InvalidInput(field="found", problem="is all that was asked; confirm the pick instead")
    if found > allocated:
        raise QuantityTooLarge(quantity=found, remaining=allocated)


def check_reason(reason: str) -> None:
    """Refuse a correction that does not say why."""
    if not 1 <= len(reason.strip()) <= REASON_MAX:
        raise InvalidInput(field="reason", problem=f"must have 1 to {REASON_MAX} characters")
