"""Post differences: what is gone leaves its bin for a counterparty, what turned up is found."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from backend.control.displacing import displaced_by
from backend.control.spreading import Taking, add_to, take
from backend.control.which import check_things, found_key, items_of, unknown_lots
from backend.kernel.plan import Event, Write
from backend.kernel.work import Reader, Work
from backend.master.places import Bin, VirtualBin
from backend.stock.changes import Move
from backend.stock.freed import freed_at
from backend.stock.keys import Disposition, Key
from backend.stock.posting import post
from backend.stock.reads import Balance, balances_in_bin
from backend.stock.where import counterparty


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A signed number of base units of an item in a bin; in whichever condition when None.

    Whose it is; None, for a count, where all that lies there is one owner's.
    """

    item_id: UUID
    bin: Bin
    quantity: int
    disposition: Disposition | None = None
    owner_id: UUID | None = None
    line_id: UUID | None = None
    lot_id: UUID | None = None
    serial_id: UUID | None = None

    def fits(self, held: Balance) -> bool:
        """Tell whether these goods can be meant."""
        return (
            held.item_id == self.item_id
            and self.disposition in {None, held.disposition}
            and self.owner_id in {None, held.owner_id}
            and self.lot_id in {None, held.lot_id}
            and self.serial_id in {None, held.serial_id}
        )


@dataclass(frozen=True, slots=True)
class Gain:
    """So much is added to one key."""

    key: Key
    quantity: int


@dataclass(frozen=True, slots=True)
class Resolved:
    """A difference with the keys that it changes; `missing` is what is not there to be taken."""

    difference: Difference
    takings: tuple[Taking, ...]
    gains: tuple[Gain, ...]
    missing: int
    candidates: tuple[Balance, ...]


@dataclass(frozen=True, slots=True)
class Posting:
    """What a plan writes and tells."""

    writes: tuple[Write, ...] = ()
    events: tuple[Event, ...] = ()
    has_displaced: bool = False


async def loose_balances(reader: Reader, bin_id: UUID) -> list[Balance]:
    """Return what lies loose in a bin; what stands there in totes, cartons or pallets is not."""
    return [held for held in await balances_in_bin(reader, bin_id) if held.container_id is None]


async def resolve(reader: Reader, differences: Iterable[Difference]) -> tuple[Resolved, ...]:
    """Return the keys that each difference changes, as the balances are now."""
    found: list[Resolved] = []
    for difference in differences:
        lying = await loose_balances(reader, difference.bin.id)
        found.append(resolved(difference, lying))
    return tuple(found)


def resolved(difference: Difference, lying: Iterable[Balance]) -> Resolved:
    """Return the keys that a difference changes, of what lies in its bin."""
    all_that_lies = tuple(lying)
    alike = tuple(held for held in all_that_lies if difference.fits(held))
    if difference.quantity < 0:
        takings, missing = take(alike, -difference.quantity)
        return Resolved(difference, takings, (), missing, alike)
    owners = (held.owner_id for held in all_that_lies if held.item_id == difference.item_id)
    key = add_to(
        alike,
        difference.bin,
        item_id=difference.item_id,
        disposition=difference.disposition,
        owner_id=difference.owner_id or next(owners, None),
    )
    if difference.lot_id or difference.serial_id:
        key = replace(key, lot_id=difference.lot_id, serial_id=difference.serial_id)
    return Resolved(difference, (), (Gain(key, difference.quantity),), 0, alike)


async def post_differences(
    work: Work, asked: Sequence[Resolved], *, lost_to: VirtualBin
) -> Posting:
    """Return the writes that bring differences into the ledger, with what is to be told.

    Reserved goods that are gone displace their reservations. Nothing beyond what is there is taken.
    """
    asked = await _which(work, asked)
    takings = [taking for one in asked for taking in one.takings]
    displacement = await displaced_by(work, takings, lost_to_pool=takings)
    moves = [move for one in asked for move in _moves(one, lost_to)]
    writes = post(work, moves=moves, opens=displacement.opens, ends=displacement.ends)
    gained = [gain.key for one in asked for gain in one.gains]
    freed = freed_at(gained)
    return Posting(
        writes=(*unknown_lots(gained), *writes, *displacement.writes),
        events=(*displacement.events, *freed),
        has_displaced=bool(displacement.ends),
    )


async def _which(work: Work, asked: Sequence[Resolved]) -> list[Resolved]:
    """Return the differences with the lots of what was found; refuses SERIAL_REQUIRED."""
    items = await items_of(work, [one.difference.item_id for one in asked])
    told = []
    for one in asked:
        item, quantity = items[one.difference.item_id], one.difference.quantity
        if one.difference.serial_id is None:
            check_things(item, quantity=quantity, takings=one.takings, lying=one.candidates)
        gains = tuple(Gain(found_key(item, gain.key), gain.quantity) for gain in one.gains)
        told.append(replace(one, gains=gains))
    return told


def _moves(one: Resolved, lost_to: VirtualBin) -> Iterable[Move]:
    line_id = one.difference.line_id
    for taking in one.takings:
        key = taking.balance.key
        yield Move(key, _outside(key, lost_to), taking.quantity, line_id)
    for gain in one.gains:
        yield Move(_outside(gain.key, VirtualBin.FOUND), gain.key, gain.quantity, line_id)


def _outside(key: Key, kind: VirtualBin) -> Key:
    place = counterparty(key.place.location_id, kind)
    return Key(key.owner_id, key.item_id, key.disposition, place, None, key.lot_id, key.serial_id)
