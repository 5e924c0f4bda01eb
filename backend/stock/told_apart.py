"""Which of an item's goods are meant: by lot, by serial, or whichever where they are all alike."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from backend.kernel.refusals import NotFound
from backend.kernel.work import Reader
from backend.master.items import Item
from backend.master.lots import TRACKS_LOT, TRACKS_SERIAL, LotRequired, lot_of, unknown_lot_id
from backend.master.refs import LotRef
from backend.stock.reads import Balance
from backend.stock.serials import SerialElsewhere, SerialRequired, serials_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Traced:
    """A lot or a single thing that is looked for."""

    lot_id: UUID | None = None
    serial_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody said to tell goods apart; nothing said means whichever."""

    lot_id: UUID | None = None
    serials: tuple[tuple[UUID, str, str | None], ...] = ()
    """Each serial with its number, and the bin that it stands in, if it stands anywhere."""

    @property
    def serial_ids(self) -> frozenset[UUID]:
        """The things that were named."""
        return frozenset(id_ for id_, _, _ in self.serials)

    def fits(self, balance: Balance) -> bool:
        """Tell whether these goods can be meant."""
        is_of_lot = self.lot_id in {None, balance.lot_id}
        return is_of_lot and (not self.serials or balance.serial_id in self.serial_ids)


async def told_of(
    reader: Reader, item: Item, *, lot: LotRef | None, serials: Sequence[str]
) -> Told:
    """Look up what was said; refuses NOT_FOUND. What the item does not tell apart is left out."""
    lot_id = None
    if lot is not None and item.tracking in TRACKS_LOT:
        lot_id = (await lot_of(reader, item.id, lot)).id
    numbers = list(dict.fromkeys(number.strip() for number in serials))
    if item.tracking not in TRACKS_SERIAL or not numbers:
        return Told(lot_id)
    known = await serials_of(reader, item.id, numbers)
    for number in numbers:
        if number not in known:
            raise NotFound(kind="serial", key=number, field="serials")
    found = (known[number] for number in numbers)
    return Told(lot_id, tuple((one.id, one.number, one.bin_code) for one in found))


def lot_of_missing(item: Item, told: Told) -> UUID | None:
    """Return the lot of goods that the book does not have: as said, else the unknown one."""
    if item.tracking not in TRACKS_LOT:
        return None
    return told.lot_id or unknown_lot_id(item.id)


def check_told(item: Item, told: Told, lying: Iterable[Balance], *, quantity: int) -> None:
    """Go on only if it is clear which goods are meant; `lying` are all that could be.

    Refuses LOT_REQUIRED and SERIAL_REQUIRED where there are more than are meant, and
    SERIAL_ELSEWHERE for a thing that is not among them.
    """
    there = [held for held in lying if told.fits(held)]
    if item.tracking in TRACKS_SERIAL:
        _check_serials(item, told, there, quantity=quantity)
    if item.tracking in TRACKS_LOT and told.lot_id is None and not told.serials:
        lots = {held.lot_id for held in there}
        if len(lots) > 1 and quantity < sum(held.on_hand for held in there):
            raise LotRequired(item=item.sku)


def _check_serials(item: Item, told: Told, there: Sequence[Balance], *, quantity: int) -> None:
    standing = {held.serial_id for held in there}
    for id_, number, bin_code in told.serials:
        if id_ not in standing:
            where = f"in {bin_code}" if bin_code else "nowhere in the house"
            raise SerialElsewhere(serial=number, item=item.sku, where=where)
    said = len(told.serials)
    if said != quantity and (said or quantity != len(there)):
        raise SerialRequired(item=item.sku, quantity=quantity, said=said)
