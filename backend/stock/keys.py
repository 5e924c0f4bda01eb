"""Addresses of stock: whose, what, in which condition, where, in what."""

from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from uuid import UUID

_VERSION_8 = 0x8 << 76
_VARIANT = 0b10 << 62
_NOT_MARKS = ~((0xF << 76) | (0b11 << 62)) & ((1 << 128) - 1)
_NONE = b"\0" * 16


class Disposition(StrEnum):
    """What goods may be used for."""

    USABLE = "USABLE"
    QUALITY_HOLD = "QUALITY_HOLD"
    QUARANTINE = "QUARANTINE"
    DAMAGED = "DAMAGED"
    EXPIRED = "EXPIRED"
    RECALLED = "RECALLED"
    RETURN_PENDING = "RETURN_PENDING"
    OBSOLETE = "OBSOLETE"


RESTING_KINDS = frozenset({"RESERVE", "PICK_FACE", "QUARANTINE"})
"""Where goods come to rest; in the other bins they are on their way."""


@dataclass(frozen=True, slots=True)
class Place:
    """A bin with what the ledger must know of it."""

    bin_id: UUID
    location_id: UUID
    kind: str

    @property
    def is_physical(self) -> bool:
        """Virtual bins are counterparties: they keep no balance."""
        return self.kind != "VIRTUAL"

    @property
    def has_room_rules(self) -> bool:
        """Only where goods come to rest does it matter how much room is left (I10)."""
        return self.kind in RESTING_KINDS


PROMISABLE_KINDS = frozenset({"RESERVE", "PICK_FACE", "CART", "PACK", "OUTBOUND_STAGE"})
"""What stands in these bins can be picked or has been picked, so it backs promises."""


@dataclass(frozen=True, slots=True)
class Key:
    """One address of stock; one balance row each (I4)."""

    owner_id: UUID
    item_id: UUID
    disposition: Disposition
    place: Place
    container_id: UUID | None = None
    lot_id: UUID | None = None
    serial_id: UUID | None = None

    @property
    def id(self) -> UUID:
        """The key's id: a UUID version 8 of its columns, so naming a key needs no look-up."""
        return _hash(
            self.owner_id, self.item_id, self.lot_id, self.serial_id, self.disposition.value,
            self.place.bin_id, self.container_id,
        )  # fmt: skip

    @property
    def is_promisable(self) -> bool:
        """Goods in good condition, where they can be picked or have been picked (I9)."""
        return self.disposition is Disposition.USABLE and self.place.kind in PROMISABLE_KINDS

    @property
    def pool_id(self) -> UUID:
        """The default pool that these goods would back."""
        return pool_id(self.owner_id, self.item_id, self.place.location_id)


def pool_id(owner_id: UUID, item_id: UUID, location_id: UUID, segment: str = "DEFAULT") -> UUID:
    """Return the id of a pool, derived from what it is about.

    The segment of a channel's pool is the channel's id, spelled out.
    """
    return _hash(owner_id, item_id, location_id, segment)


def _hash(*parts: UUID | str | None) -> UUID:
    spelled = b"".join(
        _NONE if part is None else part.bytes if isinstance(part, UUID) else part.encode() + b"\0"
        for part in parts
    )
    digest = int.from_bytes(sha256(spelled).digest()[:16], "big")
    return UUID(int=digest & _NOT_MARKS | _VERSION_8 | _VARIANT)
