"""Verify: recompute every balance, reservation and pool from the ledger, and check each invariant.

Each check is one question whose answer must be empty. The digest tells two warehouses apart.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

from backend.stock import proof


@dataclass(frozen=True, slots=True)
class Check:
    """One invariant, as a statement that returns how many rows were looked at and which are off."""

    name: str
    says: str
    statement: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found; `off` is 0 when the invariant holds, else `example` is one of them."""

    check: Check
    looked_at: int
    off: int
    example: str | None


CHECKS = (
    Check("I2", "history has no holes: each entry belongs to an operation", proof.ORPHANS),
    Check("I3", "0 ≤ reserved ≤ on hand for every physical key", proof.BOUNDS),
    Check("I4", "one balance row for each physical key, none for a virtual one", proof.ROWS),
    Check("I5", "on hand = the fold of the entries", proof.ON_HAND),
    Check("I5", "reserved = the open reservations of the key", proof.RESERVED),
    Check("I8", "each reservation was opened once and resolved at most once", proof.RESOLVED),
    Check("I9", "nothing is reserved where it may not be promised", proof.PROMISABLE),
    Check("I9", "goods are reserved for promises of their own owner and item", proof.APART),
    Check("I11", "what is in a container stands in its bin, if it is in the house", proof.BOXED),
    Check("I11", "containers stand in one another in one bin, and never in a circle", proof.NESTED),
    Check("I17", "per key, versions count up by one and sum to the balance", proof.VERSIONS),
    Check("I20", "supply of all pools = what stands in promisable keys", proof.SUPPLY),
    Check("I20", "promised = the open reservations of the pool", proof.PROMISED),
    Check("I20", "promises within supply, but for what a true loss left", proof.WITHIN),
)


OF_HISTORY = (proof.ORPHANS, proof.ON_HAND, proof.RESOLVED, proof.VERSIONS)
OF_NOW = tuple(check for check in CHECKS if check.statement not in OF_HISTORY)
"""Those that look at what stands now; they take no longer when the history grows."""


async def findings(session: Any) -> AsyncIterator[Finding]:
    """Run one check after the other; the session must hold one repeatable snapshot."""
    for check in CHECKS:
        yield await found(session, check)


async def found(session: Any, check: Check, *values: object) -> Finding:
    """Run one check."""
    row = (await session.fetch(check.statement, *values))[0]
    return Finding(check, row["looked_at"], row["off"], row["example"])


async def digest(session: Any) -> str:
    """Return a digest of all balances, pools and entries: equal exactly when the ledgers are."""
    return str((await session.fetch(proof.DIGEST))[0]["digest"])
