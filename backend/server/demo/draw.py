"""Draw a number by lot so that the same name always draws the same, on every machine."""

from hashlib import sha256


def draw(purpose: str, name: str, *, below: int) -> int:
    """Return a number from 0 to `below` - 1 that depends on purpose and name alone."""
    digest = sha256(f"stockwright demo\0{purpose}\0{name}".encode()).digest()
    return int.from_bytes(digest[:8], "big") % below


def draw_between(purpose: str, name: str, *, lowest: int, highest: int) -> int:
    """Return a number from `lowest` to `highest`, both included."""
    return lowest + draw(purpose, name, below=highest - lowest + 1)
