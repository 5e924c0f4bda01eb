"""The signed head: what the house says its ledger is, at one moment, in a few lines."""

from dataclasses import dataclass
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from backend.server.proving.key import public_of

TITLE = "stockwright head 1"
NO_SEAL = "-"


@dataclass(frozen=True, slots=True)
class Head:
    """The end of the chain, and a digest of all balances beside it; both in hex."""

    seal: int
    root: str
    balances: str
    at: datetime

    @property
    def text(self) -> str:
        """Spell what is signed: five lines, each ended by a newline."""
        lines = (
            TITLE,
            f"seal {self.seal}",
            f"root {self.root}",
            f"balances {self.balances}",
            f"at {self.at:%Y-%m-%dT%H:%M:%SZ}",
        )
        return "".join(f"{line}\n" for line in lines)


@dataclass(frozen=True, slots=True)
class Signed:
    """A head, its signature, and the key to check it by; both in hex, None where no key is."""

    head: Head
    signature: str | None
    public_key: str | None

    @property
    def text(self) -> str:
        """Spell all of it, for whoever keeps it."""
        if self.signature is None:
            return f"{self.head.text}not signed: the data folder is closed to this process\n"
        return f"{self.head.text}signature {self.signature}\nkey {self.public_key}\n"


def sign(head: Head, key: Ed25519PrivateKey | None) -> Signed:
    """Sign a head, if there is a key."""
    if key is None:
        return Signed(head, None, None)
    return Signed(head, key.sign(head.text.encode("ascii")).hex(), public_of(key))
