"""Identifiers: UUID version 7 (RFC 9562 section 5.7), ordered by the time they were made."""

import secrets
import time
from hashlib import sha256
from uuid import UUID

_VERSION_7 = 0x7 << 76
_VERSION_8 = 0x8 << 76
_VARIANT = 0b10 << 62
_LOW_62 = (1 << 62) - 1
_MILLISECONDS_MASK = 0xFFFF_FFFF_FFFF << 80
_PAYLOAD_MASK = ~((0xF << 76) | (0b11 << 62)) & ((1 << 80) - 1)


def new_id() -> UUID:
    """Return a fresh id: 48 bits of milliseconds, then 74 bits of chance."""
    milliseconds = time.time_ns() // 1_000_000
    chance = secrets.randbits(74)
    return UUID(
        int=milliseconds << 80 | _VERSION_7 | (chance >> 62) << 64 | _VARIANT | chance & _LOW_62
    )


def derived_id(parent: UUID, name: str) -> UUID:
    """Return the one id (version 8) that `name` has under `parent`, the same each time.

    It keeps the parent's leading 48 bits, so derived ids sort beside their origin.
    """
    digest = int.from_bytes(sha256(parent.bytes + name.encode()).digest()[:10], "big")
    time_part = parent.int & _MILLISECONDS_MASK
    return UUID(int=time_part | digest & _PAYLOAD_MASK | _VERSION_8 | _VARIANT)
