"""Lots as commands need them: which one is meant, and until when its goods are good.

A lot's number means something only beside its item: the same number on two items is two lots.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from backend.kernel.ids import derived_id
from backend.kernel.plan import Rank, Write
from backend.kernel.refusals import NotFound, Refusal
from backend.kernel.work import Reader
from backend.master import sql
from backend.master.barcodes.reading import read
from backend.master.refs import LotRef

TRACKS_LOT = frozenset({"LOT", "LOT_AND_SERIAL"})
TRACKS_SERIAL = frozenset({"SERIAL", "LOT_AND_SERIAL"})
BATCH = "10"
"""The application identifier of a lot (GS1 General Specifications)."""
UNKNOWN = "UNKNOWN"
"""The number of the lot that goods are in whose own number nobody could read."""


class LotRequired(Refusal):
    """The item needs its lot."""

    code: ClassVar[str] = "LOT_REQUIRED"
    sentence: ClassVar[str] = "{item} is told apart by lot; scan or type the lot number."


class WrongLot(Refusal):
    """Another lot than the one that is asked for."""

    code: ClassVar[str] = "WRONG_LOT"
    sentence: ClassVar[str] = "This is lot {scanned}; {wanted} is asked for here."


class Expired(Refusal):
    """The lot is past its date, or too close to it."""

    code: ClassVar[str] = "EXPIRED"
    sentence: ClassVar[str] = "{what} {problem}; take a fresher lot."


def expired(what: str, *, days: int) -> Expired:
    """Return the refusal of goods that had to have so many days left."""
    problem = f"has fewer than {days} days left" if days else "is past its date"
    return Expired(what=what, problem=problem, days=days)


@dataclass(frozen=True, slots=True)
class Lot:
    """Goods of one item that were made together."""

    id: UUID
    item_id: UUID
    number: str
    produced_on: date | None
    expires_on: date | None
    is_unknown: bool
    is_recalled: bool
    version: int


def number_said(ref: LotRef) -> str | None:
    """Return the lot number that was typed or scanned; a label says it in its element 10."""
    if ref.barcode is None:
        return ref.number
    return read(ref.barcode).value(BATCH) or ref.barcode


async def lot_of(reader: Reader, item_id: UUID, ref: LotRef) -> Lot:
    """Return the lot of the item that is meant; refuses NOT_FOUND."""
    found = await reader.first(Lot, sql.LOT_OF_ITEM, item_id, ref.id, number_said(ref))
    if found is None:
        raise NotFound(kind="lot", key=ref.said)
    return found


async def lot_numbered(reader: Reader, item_id: UUID, number: str) -> Lot | None:
    """Return the lot of an item that bears a number, if it is known."""
    return await reader.first(Lot, sql.LOT_NUMBERED, item_id, number)


async def today_at(reader: Reader, location_id: UUID, at: datetime) -> date:
    """Return which day it is at a location, by its own clock."""
    found: date = await reader.value(sql.TODAY_AT, location_id, at)
    return found


def unknown_lot_id(item_id: UUID) -> UUID:
    """Return the id of the lot that an item's goods without a readable number are in."""
    return derived_id(item_id, UNKNOWN)


def opened_lot_id(item_id: UUID, number: str) -> UUID:
    """Return the id that a lot gets with which the house was opened."""
    return derived_id(item_id, f"opened lot {number}")


def register_unknown_lot(item_id: UUID) -> Write:
    """Make that lot known, if it is not yet. It has no date, so it is never allocated by one."""
    id_ = unknown_lot_id(item_id)
    values = (id_, item_id, UNKNOWN)
    return Write(Rank.DOCUMENT, f"lot {id_}", sql.REGISTER_UNKNOWN_LOT, values, rows=None)
