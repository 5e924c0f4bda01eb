"""What a putaway takes goods out of: the keys of its bin or container, oldest address first."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from backend.kernel.work import Reader
from backend.master.items import Item
from backend.master.places import VirtualBin
from backend.stock.changes import Move
from backend.stock.keys import Disposition, Key, Place
from backend.stock.reads import Balance, balances_in_bin, balances_in_container
from backend.stock.told_apart import Told, check_told, lot_of_missing
from backend.stock.where import counterparty


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What is carried: whose, what, in which condition, out of which bin or container."""

    owner_id: UUID
    item_id: UUID
    disposition: Disposition
    bin_id: UUID
    container_id: UUID | None = None
    lot_id: UUID | None = None
    serial_ids: frozenset[UUID] = frozenset()


@dataclass(frozen=True, slots=True)
class Takings:
    """What was found of a load, key by key, and how many base units the book does not have."""

    parts: tuple[tuple[Key, int], ...]
    missing: int
    lot_of_missing: UUID | None = None

    @property
    def found(self) -> int:
        """How many base units the book has."""
        return sum(quantity for _, quantity in self.parts)


async def find_load(
    reader: Reader, load: Load, *, item: Item, told: Told, quantity: int
) -> Takings:
    """Return where the book has the goods; what is reserved for somebody stays.

    Refuses LOT_REQUIRED, SERIAL_REQUIRED, SERIAL_ELSEWHERE where it is not clear which are meant.
    """
    balances = (
        await balances_in_container(reader, load.container_id)
        if load.container_id
        else await balances_in_bin(reader, load.bin_id)
    )
    meant = replace(load, serial_ids=told.serial_ids, lot_id=told.lot_id or load.lot_id)
    lying = [held for held in balances if held.free and _is_of(held, load)]
    check_told(item, replace(told, lot_id=meant.lot_id), lying, quantity=quantity)
    found = take(balances, meant, quantity=quantity)
    said = replace(told, lot_id=meant.lot_id)
    return replace(found, lot_of_missing=lot_of_missing(item, said) if found.missing else None)


def take(balances: Sequence[Balance], load: Load, *, quantity: int) -> Takings:
    """Take base units out of balances that are of the load and free."""
    parts: list[tuple[Key, int]] = []
    left = quantity
    for balance in balances:
        taken = min(left, balance.free)
        if taken > 0 and _is_of(balance, load):
            parts.append((balance.key, taken))
            left -= taken
    return Takings(tuple(parts), left)


def moves_to(
    takings: Takings, load: Load, *, target: Place, line_id: UUID | None
) -> tuple[Move, ...]:
    """Move what was found to the target, and what the book does not have out of UNEXPLAINED."""
    moves = [
        Move(key, _at(key, target), quantity, line_id=line_id) for key, quantity in takings.parts
    ]
    if takings.missing:
        nowhere = Key(
            load.owner_id,
            load.item_id,
            load.disposition,
            counterparty(target.location_id, VirtualBin.UNEXPLAINED),
            lot_id=takings.lot_of_missing,
        )
        moves.append(Move(nowhere, _at(nowhere, target), takings.missing, line_id=line_id))
    return tuple(moves)


def _at(key: Key, place: Place) -> Key:
    return Key(
        key.owner_id,
        key.item_id,
        key.disposition,
        place,
        lot_id=key.lot_id,
        serial_id=key.serial_id,
    )


def _is_of(balance: Balance, load: Load) -> bool:
    return (
        balance.item_id == load.item_id
        and balance.owner_id == load.owner_id
        and balance.disposition == load.disposition
        and balance.container_id == load.container_id
        and load.lot_id in {None, balance.lot_id}
        and (not load.serial_ids or balance.serial_id in load.serial_ids)
    )
