"""What a move must obey, and which condition may follow which. Pure.

Room is told by what stands in a bin and what open putaways will bring (I10). A measure that the bin
or the item does not state limits nothing.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from backend.kernel.refusals import Refusal
from backend.master.permissions import Permission
from backend.stock.keys import Disposition

CUBIC_MM_PER_ML = 1_000
LATE_AFTER = timedelta(minutes=2)
"""A device that tells of something this much later was out of reach when it happened."""


class DispositionChangeIllegal(Refusal):
    """Goods cannot go from that disposition to this one."""

    code: ClassVar[str] = "DISPOSITION_CHANGE_ILLEGAL"
    sentence: ClassVar[str] = "Goods that are {source} cannot become {target}; choose another."


class Trouble(StrEnum):
    """Why goods cannot go to a bin."""

    BIN_BLOCKED = "BIN_BLOCKED"
    BIN_MIXING = "BIN_MIXING"
    BIN_FULL = "BIN_FULL"


@dataclass(frozen=True, slots=True)
class Standing:
    """What takes room in a bin; sizes of one base unit, in g and cubic mm."""

    item_id: UUID
    owner_id: UUID
    quantity: int
    weight_g: int | None
    volume_mm3: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """What limits a bin."""

    takes_goods: bool
    mixing: str
    fixed_item_id: UUID | None
    weight_max_g: int | None
    volume_max_ml: int | None
    standing: tuple[Standing, ...]


def trouble_with(room: Room, goods: Standing) -> Trouble | None:
    """Say why goods cannot go there; None when they can."""
    if not room.takes_goods:
        return Trouble.BIN_BLOCKED
    if room.fixed_item_id not in {None, goods.item_id} or _must_not_mix(room, goods):
        return Trouble.BIN_MIXING
    return Trouble.BIN_FULL if room_for(room, goods) < goods.quantity else None


def room_for(room: Room, goods: Standing) -> int:
    """Return how many base units of the goods still fit, at most as many as there are."""
    used_g = sum((held.weight_g or 0) * held.quantity for held in room.standing)
    used_mm3 = sum((held.volume_mm3 or 0) * held.quantity for held in room.standing)
    volume_max = room.volume_max_ml and room.volume_max_ml * CUBIC_MM_PER_ML
    return min(
        goods.quantity,
        _fits(room.weight_max_g, used_g, goods.weight_g, goods.quantity),
        _fits(volume_max, used_mm3, goods.volume_mm3, goods.quantity),
    )


def _fits(limit: int | None, used: int, each: int | None, wanted: int) -> int:
    return max(0, limit - used) // each if limit and each else wanted


def _must_not_mix(room: Room, goods: Standing) -> bool:
    if room.mixing in {"ONE_ITEM", "ONE_LOT"}:
        return any(held.item_id != goods.item_id for held in room.standing)
    if room.mixing == "ONE_OWNER":
        return any(held.owner_id != goods.owner_id for held in room.standing)
    return False


def is_late(*, occurred_at: datetime, now: datetime, device_id: UUID | None) -> bool:
    """Tell whether this is a fact of the past from a device that was out of reach."""
    return device_id is not None and now - occurred_at > LATE_AFTER


_TO_STOP = Permission.MOVE_STOCK
"""Whoever finds bad goods may take them out of use; letting them back takes more."""
_TO_FREE = Permission.CHANGE_DISPOSITION
_STOPS = frozenset(
    {
        Disposition.QUALITY_HOLD,
        Disposition.QUARANTINE,
        Disposition.DAMAGED,
        Disposition.EXPIRED,
        Disposition.RECALLED,
        Disposition.OBSOLETE,
    }
)
_MAY_FOLLOW: dict[Disposition, frozenset[Disposition]] = {
    Disposition.USABLE: _STOPS,
    Disposition.QUALITY_HOLD: _STOPS | {Disposition.USABLE},
    Disposition.QUARANTINE: _STOPS | {Disposition.USABLE},
    Disposition.DAMAGED: frozenset({Disposition.USABLE, Disposition.QUARANTINE}),
    Disposition.EXPIRED: frozenset({Disposition.QUARANTINE}),
    Disposition.RECALLED: frozenset({Disposition.QUARANTINE, Disposition.USABLE}),
    Disposition.RETURN_PENDING: frozenset({Disposition.QUARANTINE, Disposition.DAMAGED}),
    Disposition.OBSOLETE: frozenset({Disposition.USABLE, Disposition.QUARANTINE}),
}
"""What may follow what. What came back becomes usable only by being graded and disposed of."""


def permission_to_change(source: Disposition, target: Disposition) -> Permission:
    """Return what it takes; refuses DISPOSITION_CHANGE_ILLEGAL."""
    if source is target or target not in _MAY_FOLLOW[source]:
        raise DispositionChangeIllegal(source=source, target=target)
    return _TO_STOP if source is Disposition.USABLE else _TO_FREE
