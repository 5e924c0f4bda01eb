"""The key that signs the head of the chain. It lies in the data folder, not in the database.

So whoever can rewrite the database cannot sign what they made of it.
"""

import os
from contextlib import suppress
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from backend.server.tls.private_file import write_private

FOLDER = "proof"
FILE = "key.pem"
PUBLIC = "public-key.txt"


def signing_key(data: Path) -> Ed25519PrivateKey:
    """Return the key of this data folder; the first time, a new one."""
    path = data / FOLDER / FILE
    if not path.exists():
        _make(path)
    key = load_pem_private_key(path.read_bytes(), password=None)
    assert isinstance(key, Ed25519PrivateKey), "somebody replaced our key"
    return key


def key_to_sign_with(data: Path) -> Ed25519PrivateKey | None:
    """Return the key, or None where this process may not write or read the data folder."""
    try:
        return signing_key(data)
    except OSError:
        return None


def public_of(key: Ed25519PrivateKey) -> str:
    """Return what may be handed out, and what an auditor writes down: 32 bytes in hex."""
    return key.public_key().public_bytes_raw().hex()


def _make(path: Path) -> None:
    """Write a new key; of two processes that do so at once, both keep the first."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    made = Ed25519PrivateKey.generate()
    draft = path.with_name(f"{FILE}.{os.getpid()}")
    write_private(draft, made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    with suppress(FileExistsError):
        os.link(draft, path)
        (path.parent / PUBLIC).write_text(public_of(made) + "\n", "ascii")
    draft.unlink()
