"""Serials: single things. Each stands at one key or nowhere (I6); it comes into the house once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from backend.kernel.ids import derived_id
from backend.kernel.plan import Rank, Write
from backend.kernel.refusals import InvalidInput, Refusal
from backend.kernel.work import Reader, Work
from backend.master.items import Item
from backend.master.lots import TRACKS_LOT, TRACKS_SERIAL, LotRequired, WrongLot

SERIALS_MAX = 1000

# The serials of an item that are known by these numbers, with where they stand.
SERIALS_NUMBERED = """
SELECT serial.id, serial.number, serial.lot_id, serial.version, bin.code AS bin_code,
       balance.key_id
  FROM serial
  LEFT JOIN stock_balance balance ON balance.stands_serial = serial.id
  LEFT JOIN stock_key key ON key.id = balance.key_id
  LEFT JOIN bin ON bin.id = key.bin_id
 WHERE serial.item_id = $1 AND serial.number = ANY ($2::text[])
 ORDER BY serial.number
"""

REGISTER_SERIALS = """
INSERT INTO serial (id, item_id, number, lot_id)
SELECT id, $2, number, $4
  FROM unnest($1::uuid[], $3::text[]) AS named (id, number)
 ORDER BY id
    ON CONFLICT DO NOTHING
RETURNING id
"""

# Things by their ids, with where they stand.
SERIALS_BY_ID = """
SELECT serial.id, serial.number, serial.lot_id, serial.version, bin.code AS bin_code,
       balance.key_id
  FROM serial
  LEFT JOIN stock_balance balance ON balance.stands_serial = serial.id
  LEFT JOIN stock_key key ON key.id = balance.key_id
  LEFT JOIN bin ON bin.id = key.bin_id
 WHERE serial.id = ANY ($1::uuid[])
 ORDER BY serial.id
"""

# Locks in id order; one that somebody else brought in since it was seen does not come back.
BRING_SERIALS_IN = """
WITH locked AS MATERIALIZED (
    SELECT id FROM serial WHERE id = ANY ($1::uuid[]) ORDER BY id FOR UPDATE
)
UPDATE serial
   SET version = serial.version + 1
  FROM unnest($1::uuid[], $2::integer[]) AS seen (id, version) JOIN locked USING (id)
 WHERE serial.id = seen.id AND serial.version = seen.version
RETURNING serial.id
"""


class SerialRequired(Refusal):
    """The item needs one serial for each."""

    code: ClassVar[str] = "SERIAL_REQUIRED"
    sentence: ClassVar[str] = "Each {item} has its serial; scan {quantity} of them, not {said}."


class SerialElsewhere(Refusal):
    """The serial has a place already, and not this one."""

    code: ClassVar[str] = "SERIAL_ELSEWHERE"
    sentence: ClassVar[str] = "Serial {serial} of {item} stands {where}; look there, or scan again."


@dataclass(frozen=True, slots=True)
class Serial:
    """One single thing; `key_id` and `bin_code` are None while it stands nowhere."""

    id: UUID
    number: str
    lot_id: UUID | None
    version: int
    bin_code: str | None
    key_id: UUID | None


@dataclass(frozen=True, slots=True)
class Arriving:
    """Things that come into the house, in the order in which they were scanned."""

    ids: tuple[UUID, ...] = ()
    unknown: tuple[str, ...] = ()
    """Those that were never seen before."""
    writes: tuple[Write, ...] = ()


def serials_said(item: Item, said: Sequence[str], *, quantity: int) -> tuple[str, ...]:
    """Return the serials of so many things, none for an item that has none.

    Refuses SERIAL_REQUIRED where they are too few or too many, INVALID_INPUT for one said twice.
    """
    if item.tracking not in TRACKS_SERIAL:
        return ()
    numbers = tuple(number.strip() for number in said)
    if not all(numbers) or len(set(numbers)) < len(numbers) or len(numbers) > SERIALS_MAX:
        problem = f"must name each thing once, and at most {SERIALS_MAX}"
        raise InvalidInput(field="serials", problem=problem)
    if len(numbers) != quantity:
        raise SerialRequired(item=item.sku, quantity=quantity, said=len(numbers))
    return numbers


async def serials_of(reader: Reader, item_id: UUID, numbers: Iterable[str]) -> dict[str, Serial]:
    """Return by number those serials of an item that are known."""
    found = await reader.rows(Serial, SERIALS_NUMBERED, item_id, list(numbers))
    return {serial.number: serial for serial in found}


@dataclass(frozen=True, slots=True)
class Thing:
    """A single thing that was named: what it is, known or not."""

    id: UUID
    lot_id: UUID | None


@dataclass(frozen=True, slots=True)
class Named:
    """Things that were named, and the writes that make new ones known."""

    things: tuple[Thing, ...]
    writes: tuple[Write, ...]


@dataclass(frozen=True, slots=True)
class Coming:
    """Things that turned up: the writes that bring them in, and those that stand elsewhere."""

    writes: tuple[Write, ...]
    elsewhere: tuple[Serial, ...]


async def serials_named(
    reader: Reader, item: Item, numbers: Sequence[str], *, lot_id: UUID | None
) -> Named:
    """Return these things of an item, wherever they stand; refuses WRONG_LOT.

    Those that nobody has seen before become known, of the lot that was said.
    """
    known = await serials_of(reader, item.id, numbers)
    wrong = [one for one in known.values() if lot_id not in {None, one.lot_id}]
    if wrong:
        raise WrongLot(scanned="another", wanted=f"the one that {wrong[0].number} was made in")
    if item.tracking in TRACKS_LOT and lot_id is None and len(known) < len(numbers):
        raise LotRequired(item=item.sku)
    new = tuple(number for number in numbers if number not in known)
    ids = {number: serial_id(item.id, number) for number in new}
    things = tuple(
        Thing(known[number].id, known[number].lot_id)
        if number in known
        else Thing(ids[number], lot_id)
        for number in numbers
    )
    return Named(things, _register(item, new, ids, lot_id))


async def serials_coming(reader: Reader, ids: Iterable[UUID]) -> Coming:
    """Return what brings things in that turned up; those that stand somewhere are not brought."""
    known = await reader.rows(Serial, SERIALS_BY_ID, sorted(ids))
    free = [one for one in known if one.key_id is None]
    return Coming(_bring_in(free), tuple(one for one in known if one.key_id is not None))


async def serials_arriving(
    work: Work, item: Item, numbers: Sequence[str], *, lot_id: UUID | None
) -> Arriving:
    """Return things that come in; refuses SERIAL_ELSEWHERE for one that is here already."""
    if not numbers:
        return Arriving()
    known = await serials_of(work.reader, item.id, numbers)
    for serial in known.values():
        if serial.key_id is not None:
            where = f"in {serial.bin_code}"
            raise SerialElsewhere(serial=serial.number, item=item.sku, where=where)
        if serial.lot_id != lot_id:
            raise WrongLot(scanned="another", wanted=f"the one that {serial.number} was made in")
    new = tuple(number for number in numbers if number not in known)
    ids = {number: serial.id for number, serial in known.items()}
    ids |= {number: serial_id(item.id, number) for number in new}
    return Arriving(
        ids=tuple(ids[number] for number in numbers),
        unknown=new,
        writes=(*_register(item, new, ids, lot_id), *_bring_in(known.values())),
    )


def serial_id(item_id: UUID, number: str) -> UUID:
    """Return the id that a serial of an item gets; the same number on two items is two things."""
    return derived_id(item_id, f"serial {number}")


def _register(
    item: Item, new: Sequence[str], ids: dict[str, UUID], lot_id: UUID | None
) -> tuple[Write, ...]:
    if not new:
        return ()
    values = ([ids[number] for number in new], item.id, list(new), lot_id)
    order = "serial 0 registered"  # after lots, which they may name
    return (Write(Rank.DOCUMENT, order, REGISTER_SERIALS, values, rows=len(new)),)


def _bring_in(known: Iterable[Serial]) -> tuple[Write, ...]:
    seen = sorted(known, key=lambda serial: serial.id)
    if not seen:
        return ()
    values = ([serial.id for serial in seen], [serial.version for serial in seen])
    order = "serial 1 brought in"
    return (Write(Rank.DOCUMENT, order, BRING_SERIALS_IN, values, rows=len(seen)),)
