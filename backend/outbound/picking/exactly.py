"""Exactly which goods went into the tote: of which lot, and which single things.

A picker takes whatever thing of the item is at hand. Where the book had allocated another one to
them, the two change places: also when the one they took was to be somebody else's.
"""

from backend.kernel.work import Reader
from backend.master.lots import TRACKS_LOT, TRACKS_SERIAL, LotRequired, WrongLot
from backend.outbound.picking.in_hand import loose_goods
from backend.outbound.picking.scanned import Scanned
from backend.outbound.picking.stop import Stop
from backend.outbound.picking.takings import Steps, Taking, in_tote, into_tote, stay, take
from backend.stock.allocations import Allocation
from backend.stock.changes import End, Level, Move, Open, Outcome
from backend.stock.reads import Balance, reservations_on
from backend.stock.serials import SerialElsewhere, SerialRequired
from backend.tasks.scans import QuantityTooLarge


async def picked_exactly(reader: Reader, stop: Stop, scanned: Scanned, *, quantity: int) -> Steps:
    """Return what goes into the tote, of what is allocated to the stop.

    Refuses WRONG_LOT for another lot than is allocated here, LOT_REQUIRED where several lie
    together, SERIAL_REQUIRED, and SERIAL_ELSEWHERE for a thing that does not lie in the bin.
    """
    await check_lot(reader, stop, scanned)
    if scanned.item.tracking in TRACKS_SERIAL:
        return await _things(reader, stop, scanned)
    meant = [one for one in stop.allocations if scanned.told.fits(one)]
    there = sum(one.quantity for one in meant)
    if quantity > there:
        raise QuantityTooLarge(quantity=quantity, remaining=there)
    takings = take(meant, quantity)
    return into_tote(takings, scanned.tote) + stay(takings)


async def check_lot(reader: Reader, stop: Stop, scanned: Scanned) -> None:
    """Go on only if it is clear which lot was picked, and it is one that was to be."""
    if scanned.item.tracking not in TRACKS_LOT:
        return
    said = scanned.told.lot_id
    if said is None and not scanned.told.serials:
        lots = {held.lot_id for held in await loose_goods(reader, stop)}
        if len(lots) > 1:
            raise LotRequired(item=scanned.item.sku)
    elif said is not None and said not in {one.lot_id for one in stop.allocations}:
        raise WrongLot(scanned="another", wanted="the lot that is allocated here")


def check_things(scanned: Scanned, *, quantity: int) -> None:
    """Go on only if each thing was named; refuses SERIAL_REQUIRED."""
    said = len(scanned.told.serials)
    if scanned.item.tracking in TRACKS_SERIAL and said != quantity:
        raise SerialRequired(item=scanned.item.sku, quantity=quantity, said=said)


def check_book(scanned: Scanned, *, quantity: int, allocated: int) -> None:
    """Refuse more single things than the book has for the pick: each is known, or is not one."""
    if scanned.item.tracking in TRACKS_SERIAL:
        raise QuantityTooLarge(quantity=quantity, remaining=allocated)


async def things_lying(reader: Reader, stop: Stop, scanned: Scanned) -> dict[str, Balance]:
    """Return by number the things that were scanned; refuses SERIAL_ELSEWHERE for one not here."""
    lying = {held.serial_id: held for held in await loose_goods(reader, stop)}
    found = {}
    for serial_id, number, bin_code in scanned.told.serials:
        if serial_id not in lying:
            where = f"in {bin_code}" if bin_code else "nowhere in the house"
            raise SerialElsewhere(serial=number, item=scanned.item.sku, where=where)
        found[number] = lying[serial_id]
    return found


async def _things(reader: Reader, stop: Stop, scanned: Scanned) -> Steps:
    taken = await things_lying(reader, stop, scanned)
    mine = {one.serial_id: one for one in stop.allocations}
    named = scanned.told.serial_ids
    steps = into_tote(
        [Taking(mine[held.serial_id], 1) for held in taken.values() if held.serial_id in mine],
        scanned.tote,
    )
    spare = iter([one for one in stop.allocations if one.serial_id not in named])
    for held in taken.values():
        if held.serial_id not in mine:
            steps += await _change_places(reader, held, next(spare), scanned)
    return steps


async def _change_places(
    reader: Reader, held: Balance, left: Allocation, scanned: Scanned
) -> Steps:
    """Take `held` for the demand that was to have `left`, which whoever was to have `held` gets."""
    ours = left.reservation
    target = in_tote(held.key, scanned.tote)
    others = await reservations_on(reader, held.key_id)
    return Steps(
        moves=(Move(held.key, target, 1, ours.demand_id),),
        opens=(
            Open(Level.PICK, ours.pool_id, ours.demand_id, 1, target.id),
            *(Open(Level.HARD, one.pool_id, one.demand_id, 1, left.key_id) for one in others),
        ),
        ends=(
            End(ours, Outcome.POSTED),
            *(End(one, Outcome.VOIDED) for one in others),
        ),
    )
