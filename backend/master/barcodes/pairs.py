"""Which elements need one another, and which must not stand on one label.

GS1 General Specifications, section 4.13 (mandatory and invalid associations), as the dictionary
has them. "31nn" is any identifier of four digits that begins with 31.
"""

from collections.abc import Mapping, Sequence

from backend.master.barcodes.table import Identifier, table

WITH_SERIAL = ("253", "255", "8003")
"""Keys that a digital signature (8030) needs with their serial."""


def clash(values: Mapping[str, str]) -> str | None:
    """Return which two elements must not stand together; None where all may."""
    for ai in sorted(values):
        for pattern in table().identifiers[ai].forbidden:
            other = _match(values, pattern, ai)
            if other:
                return f"({ai}) and ({other}) must not stand on one label."
    if "8030" in values:
        for ai in WITH_SERIAL:
            if len(values.get(ai, "")) == table().identifiers[ai].shortest:
                return f"({ai}) needs its serial beside (8030)."
    return None


def lack(values: Mapping[str, str]) -> str | None:
    """Return what an element needs and does not find; None where all have what they need."""
    for ai in sorted(values):
        for group in table().identifiers[ai].required:
            if not any(all(_match(values, one, ai) for one in all_of) for all_of in group):
                return f"({ai}) needs {_said(group)} beside it."
    return None


def _match(values: Mapping[str, str], pattern: str, besides: str) -> str | None:
    if pattern.isdigit():
        return pattern if pattern in values and pattern != besides else None
    digits = pattern.rstrip("n")
    found = (ai for ai in sorted(values) if ai.startswith(digits) and len(ai) == len(pattern))
    return next((ai for ai in found if ai != besides), None)


def _said(group: Sequence[Sequence[str]]) -> str:
    return " or ".join(" with ".join(f"({ai})" for ai in all_of) for all_of in group)


def qualifies(key: Identifier, sequence: Sequence[str]) -> bool:
    """Tell whether qualifiers may follow a key in a Digital Link, in this order."""
    if not sequence:
        return True
    return any(_is_part_of(sequence, allowed) for allowed in key.qualifiers or ())


def _is_part_of(sequence: Sequence[str], allowed: Sequence[str]) -> bool:
    rest = iter(allowed)
    return all(any(one == ai for one in rest) for ai in sequence)
