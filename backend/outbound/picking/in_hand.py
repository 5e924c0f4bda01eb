"""Goods in a picker's hand that the book did not expect there: where they came from."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from uuid import UUID

from backend.kernel.work import Reader
from backend.master.places import VirtualBin
from backend.outbound.picking.stop import Stop
from backend.outbound.picking.takings import in_tote
from backend.outbound.picking.totes import Tote
from backend.stock.changes import Move
from backend.stock.keys import Disposition, Key
from backend.stock.reads import Balance, balances_in_bin
from backend.stock.where import counterparty, usable

Portion = tuple[Key, int]
"""So many base units from this key."""


async def loose_goods(reader: Reader, stop: Stop) -> list[Balance]:
    """Return the good, loose stock of the stop's item in its bin: what a hand can have taken."""
    return [
        held
        for held in await balances_in_bin(reader, stop.bin_id)
        if held.item_id == stop.item_id
        and held.owner_id == stop.owner_id
        and held.disposition == Disposition.USABLE
        and held.container_id is None
    ]


def portion_out(room: Iterable[Portion], quantity: int) -> list[Portion]:
    """Take up to `quantity` base units, from each key no more than its room."""
    portions = []
    for key, units in room:
        taken = min(units, quantity)
        if taken > 0:
            portions.append((key, taken))
            quantity -= taken
    return portions


def moves_into(
    tote: Tote, stop: Stop, portions: Sequence[Portion], *, quantity: int, lot_id: UUID | None
) -> tuple[Move, ...]:
    """Return moves of `quantity` into a tote: these portions, and the rest from UNEXPLAINED.

    `lot_id` is the lot of that rest.
    """
    moves = [Move(key, in_tote(key, tote), units, stop.line_id) for key, units in portions]
    unexplained = quantity - sum(units for _, units in portions)
    if unexplained:
        nowhere = counterparty(stop.task.location_id, VirtualBin.UNEXPLAINED)
        good = usable(nowhere, item_id=stop.item_id, owner_id=stop.owner_id)
        source = replace(good, lot_id=lot_id)
        moves.append(Move(source, in_tote(source, tote), unexplained, stop.line_id))
    return tuple(moves)
