"""Global ids: opaque, the same everywhere, and good for fetching the thing again."""

import base64
import binascii
from uuid import UUID

import strawberry

from backend.kernel.refusals import NotFound

TEXT_LENGTH_MAX = 200


def encode(kind: str, key: UUID) -> strawberry.ID:
    """Spell the id of the thing of this kind, such as `Bin`, that has this key."""
    return strawberry.ID(base64.urlsafe_b64encode(key.bytes + kind.encode()).decode().rstrip("="))


def decode(text: str) -> tuple[str, UUID] | None:
    """Read an id back as kind and key; None when it is none of ours."""
    if len(text) > TEXT_LENGTH_MAX or not text.isascii():
        return None
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        kind = raw[16:].decode("ascii")
    except (binascii.Error, UnicodeDecodeError):
        return None
    if not kind.isidentifier():
        return None
    return kind, UUID(bytes=raw[:16])


def key_of(kind: str, text: str) -> UUID:
    """Return the key behind an id of this kind.

    Refused as NOT_FOUND when it is an id of something else, or none: to a stranger that is one.
    """
    found = decode(text)
    if found is None or found[0] != kind:
        raise NotFound(kind=kind, key=text[:TEXT_LENGTH_MAX])
    return found[1]
