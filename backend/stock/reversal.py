"""Reversal: what takes an operation back, if nothing was built upon it since.

Goods go back the way they came, reservations that it opened end, and those that it resolved open
again. It is posted like any other plan, so the bounds of the ledger hold for it too.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from backend.kernel.work import Reader
from backend.stock import reversing
from backend.stock.changes import End, Level, Move, Open, Outcome, Reservation
from backend.stock.keys import Disposition, Key, Place
from backend.stock.reads import balances_of_keys, pools


@dataclass(frozen=True, slots=True)
class Reversal:
    """What to post; `is_built_upon` when goods have gone on, or are promised to somebody by now.

    `has_moved` when goods came out of a container that stands elsewhere by now.
    """

    moves: tuple[Move, ...]
    opens: tuple[Open, ...]
    ends: tuple[End, ...]
    is_built_upon: bool
    has_moved: bool

    @property
    def quantity(self) -> int:
        """How many base units go back in all."""
        return sum(move.quantity for move in self.moves)

    @property
    def is_empty(self) -> bool:
        """Whether it changed neither goods nor promises."""
        return not (self.moves or self.opens or self.ends)

    @property
    def at_stake(self) -> tuple[tuple[UUID, int], ...]:
        """The goods that come into the house or leave it by this, as (item, base units)."""
        crossing = (
            move
            for move in self.moves
            if move.source.place.is_physical != move.target.place.is_physical
        )
        return tuple((move.source.item_id, move.quantity) for move in crossing)


@dataclass(frozen=True, slots=True)
class _Held:
    id: UUID
    level: str
    pool_id: UUID
    key_id: UUID | None
    demand_id: UUID
    quantity: int
    was_opened: bool
    is_open: bool


async def reversal_of(reader: Reader, operation_id: UUID) -> Reversal:
    """Return what takes an operation back; nothing for one that touched no goods."""
    entries = await reader.rows(dict, reversing.ENTRIES, operation_id)
    held = await reader.rows(_Held, reversing.RESERVATIONS, operation_id)
    moves = tuple(_back(entry) for entry in entries)
    opened = [one for one in held if one.was_opened]
    is_resolved = not all(one.is_open for one in opened)
    has_gone = not all(entry["is_standing"] for entry in entries)
    return Reversal(
        moves=moves,
        opens=tuple(
            Open(Level(one.level), one.pool_id, one.demand_id, one.quantity, one.key_id)
            for one in held
            if not one.was_opened
        ),
        ends=tuple(End(_reservation(one), Outcome.VOIDED) for one in opened),
        is_built_upon=is_resolved or not await _are_there(reader, moves, held),
        has_moved=has_gone,
    )


@dataclass(frozen=True, slots=True)
class Dependent:
    """The operation that came later and builds on it: its kind, who did it, and when, there."""

    id: UUID
    kind: str
    actor: str | None
    recorded_at: datetime
    local: str


async def dependent_on(reader: Reader, operation_id: UUID) -> Dependent | None:
    """Return what builds on an operation: the newest of what took its goods or its promises."""
    return await reader.first(Dependent, reversing.DEPENDENT, operation_id)


async def _are_there(reader: Reader, moves: tuple[Move, ...], held: list[_Held]) -> bool:
    """Tell whether the goods still stand where they went, free but for what goes back with them."""
    wanted: Counter[UUID] = Counter()
    supply: Counter[UUID] = Counter()
    for move in moves:
        if move.source.place.is_physical:
            wanted[move.source.id] += move.quantity
        supply[move.source.pool_id] += move.quantity * move.source.is_promisable
        supply[move.target.pool_id] -= move.quantity * move.target.is_promisable
    for one in held:
        supply[one.pool_id] += -one.quantity if one.was_opened else one.quantity
        if one.key_id and one.was_opened:
            wanted[one.key_id] -= one.quantity
    standing = await balances_of_keys(reader, wanted)
    known = await pools(reader, supply)
    return all(standing[key_id].free >= units for key_id, units in wanted.items()) and all(
        pool.available >= supply[pool.id] for pool in known.values()
    )


def _back(entry: Mapping[str, Any]) -> Move:
    return Move(_key(entry, "to"), _key(entry, "from"), entry["quantity"], entry["line_id"])


def _key(entry: Mapping[str, Any], side: str) -> Key:
    return Key(
        owner_id=entry[f"{side}_owner_id"],
        item_id=entry[f"{side}_item_id"],
        disposition=Disposition(entry[f"{side}_disposition"]),
        place=Place(entry[f"{side}_bin_id"], entry[f"{side}_location_id"], entry[f"{side}_kind"]),
        container_id=entry[f"{side}_container_id"],
        lot_id=entry[f"{side}_lot_id"],
        serial_id=entry[f"{side}_serial_id"],
    )


def _reservation(one: _Held) -> Reservation:
    return Reservation(
        one.id, Level(one.level), one.pool_id, one.key_id, one.demand_id, one.quantity
    )
