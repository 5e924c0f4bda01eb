"""Secrets: how badges, PINs, passwords and tokens are kept so that a reader of the table has none.

Badges and tokens are long and random, so a plain digest hides them. PINs and passwords are short,
so they get Argon2id (RFC 9106) with the second recommended parameters.
"""

import asyncio
import secrets
from hashlib import sha256
from uuid import UUID

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.low_level import Type, hash_secret
from argon2.profiles import RFC_9106_LOW_MEMORY

TOKEN_PREFIX = "sw_"  # noqa: S105 - lets leak scanners know ours
SALT_BYTES = 16

_HASHER = PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY)
_NOBODY = _HASHER.hash(secrets.token_hex())
"""Checked when there is nobody to check, so that the answer takes as long."""


def new_token() -> str:
    """Return a token of 256 random bits."""
    return TOKEN_PREFIX + secrets.token_urlsafe(32)


def digest_of(secret: str) -> bytes:
    """Return what is stored of a badge or a token."""
    return sha256(secret.encode()).digest()


async def hash_of(secret: str, *, operation_id: UUID) -> str:
    """Return what is stored of a PIN or a password.

    The salt is made of the operation's id, which is unique: so the same operation sent again has
    the same input, and its digest, which is stored, gives no PIN away.
    """
    profile = RFC_9106_LOW_MEMORY
    hashed = await asyncio.to_thread(
        hash_secret,
        secret.encode(),
        sha256(b"salt" + operation_id.bytes).digest()[:SALT_BYTES],
        time_cost=profile.time_cost,
        memory_cost=profile.memory_cost,
        parallelism=profile.parallelism,
        hash_len=profile.hash_len,
        type=Type.ID,
    )
    return hashed.decode()


async def fits(secret: str, hashed: str | None) -> bool:
    """Tell whether a PIN or password is the one that was hashed; it takes as long without one."""
    try:
        await asyncio.to_thread(_HASHER.verify, hashed or _NOBODY, secret)
    except (VerificationError, InvalidHashError):
        return False
    return hashed is not None
