"""What a picker scanned at a stop, looked up and found right."""

from dataclasses import dataclass
from uuid import UUID

from backend.kernel.work import Work
from backend.master.items import Item, item_of
from backend.master.places import Bin, bins_by_id
from backend.master.refs import ItemRef, Ref
from backend.outbound.picking.rules import check_bin, check_item
from backend.outbound.picking.totes import Tote, tote_of
from backend.tasks.task import Task


@dataclass(frozen=True, slots=True)
class Scanned:
    """The task's own bin and item, the pack if the person counted in packs, and the tote."""

    bin: Bin
    item: Item
    pack: Item | None
    tote: Tote


async def scanned_at(
    work: Work,
    task: Task,
    *,
    bin_ref: Ref | None,
    item_ref: ItemRef,
    pack_ref: Ref | None,
    tote_ref: Ref,
) -> Scanned:
    """Look up what was scanned; refuses WRONG_BIN, WRONG_ITEM and totes that take nothing.

    A bin that was not scanned is taken to be the task's: the policy let the picker skip it.
    """
    bin_ = await bin_of_task(work, task)
    check_bin(bin_ref, bin_)
    item = await item_of(work.reader, item_ref)
    pack = await item_of(work.reader, _as_item(pack_ref)) if pack_ref else None
    check_item(item, pack=pack, item_id=task.item_id)
    tote = await tote_of(work, tote_ref, location_id=task.location_id)
    return Scanned(bin_, item, pack, tote)


async def bin_of_task(work: Work, task: Task) -> Bin:
    """Return the bin from which a pick takes."""
    bin_id = _known(task.from_bin_id)
    return (await bins_by_id(work.reader, [bin_id]))[bin_id]


def _known(bin_id: UUID | None) -> UUID:
    assert bin_id is not None, "every pick is from a bin"
    return bin_id


def _as_item(pack: Ref) -> ItemRef:
    """Read a pack by its barcode: `units` of what comes back is how many it holds."""
    return ItemRef(barcode=pack.said)
