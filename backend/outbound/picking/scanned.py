"""What a picker scanned at a stop, looked up and found right."""

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from backend.kernel.plan import Write
from backend.kernel.work import Work
from backend.master.items import Item, item_of
from backend.master.lots import register_unknown_lot
from backend.master.places import Bin, bins_by_id
from backend.master.refs import ItemRef, LotRef, Ref
from backend.outbound.picking.rules import check_bin, check_item
from backend.outbound.picking.totes import Tote, tote_of
from backend.stock.told_apart import Told, lot_of_missing, told_of
from backend.stock.weighing.rules import weight_said
from backend.tasks.task import Task


@dataclass(frozen=True, slots=True)
class Scanned:
    """The task's own bin and item, the pack if the person counted in packs, and the tote."""

    bin: Bin
    item: Item
    pack: Item | None
    tote: Tote
    told: Told
    grams: int | None
    """What the goods weigh; None where they are not sold by weight."""

    @property
    def lot_of_surplus(self) -> UUID | None:
        """The lot of what the book does not have: as scanned, else the unknown one."""
        return lot_of_missing(self.item, self.told)

    @property
    def writes(self) -> tuple[Write, ...]:
        """What must be known before the goods are: a new tote, a lot that nobody could read."""
        lot_id = self.lot_of_surplus
        unread = lot_id is not None and lot_id != self.told.lot_id
        return (*self.tote.writes, *([register_unknown_lot(self.item.id)] if unread else []))


class Said(Protocol):
    """The part of the question that says what was scanned."""

    @property
    def item(self) -> ItemRef:
        """What."""

    @property
    def into(self) -> Ref:
        """Into which tote."""

    @property
    def bin(self) -> Ref | None:
        """From which bin."""

    @property
    def pack(self) -> Ref | None:
        """In which pack."""

    @property
    def lot(self) -> LotRef | None:
        """Of which lot."""

    @property
    def serials(self) -> tuple[str, ...]:
        """Which ones."""

    @property
    def quantity(self) -> int:
        """How many base units."""

    @property
    def weight_grams(self) -> int | None:
        """What they weigh."""

    @property
    def reweighed(self) -> bool:
        """Whether the scale was asked twice."""


async def scanned_at(work: Work, task: Task, said: Said) -> Scanned:
    """Look up what was scanned; refuses WRONG_BIN, WRONG_ITEM and totes that take nothing.

    Refuses a weight that is missing, cannot be, or is not asked for, as receiving does.

    A bin that was not scanned is taken to be the task's: the policy let the picker skip it.
    """
    bin_ = await bin_of_task(work, task)
    check_bin(said.bin, bin_)
    item = await item_of(work.reader, said.item)
    pack = await item_of(work.reader, _as_item(said.pack)) if said.pack else None
    check_item(item, pack=pack, item_id=task.item_id)
    tote = await tote_of(work, said.into, location_id=task.location_id)
    told = await told_of(work.reader, item, lot=said.lot, serials=said.serials)
    grams = weight_said(item, said.weight_grams, quantity=said.quantity, reweighed=said.reweighed)
    return Scanned(bin_, item, pack, tote, told, grams)


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
