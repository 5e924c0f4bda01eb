"""The inside of a North American coupon, (8110) or (8112): which fields, or where it goes wrong.

Nothing between two fields separates them: each says in its first digit how long it is, or is as
long as all of its kind. What they are stands in the table (tools/coupons.py).
"""

from collections.abc import Sequence

from backend.master.barcodes.linters import passes
from backend.master.barcodes.table import Coupon, Field


def flaw(coupon: Coupon, text: str) -> str | None:
    """Return what is wrong with the digits of a coupon; None when it is nothing."""
    days: list[str] = []
    at, said = _walk(coupon.fields, text, 0, days)
    groups = coupon.groups
    while said is None and at < len(text):
        begins = [digit for digit, _ in groups]
        if text[at] not in begins:
            return _not_next(begins, text[at])
        group = begins.index(text[at])
        at, said = _walk(groups[group][1], text, at + 1, days)
        groups = groups[group + 1 :]
    # The last day stands before the first one.
    is_late = len(days) > 1 and days[0] < days[1]
    return said or ("ends before it starts" if is_late else None)


def _walk(fields: Sequence[Field], text: str, at: int, days: list[str]) -> tuple[int, str | None]:
    """Return where some fields end, and what is wrong with one of them; keep the days there."""
    for field in fields:
        if at == len(text):
            return at, f"ends before its {field.name}"
        length = field.lengths[int(text[at])] if field.lengths else field.digits
        if length < 0:
            return at, _not_taken(field, text[at])
        at += bool(field.lengths)
        if len(text) - at < length:
            return at, f"ends within its {field.name}"
        if field.linter:
            days.append(text[at : at + length])
            if not passes(field.linter, days[-1]):
                return at, f"has no such {field.name}"
        at += length
    return at, None


def _not_taken(field: Field, digit: str) -> str:
    taken = [str(each) for each, length in enumerate(field.lengths) if length >= 0]
    role = f"the length of its {field.name}" if max(field.lengths) else f"its {field.name}"
    return f"takes {_either(taken)} as {role}, not {digit}"


def _not_next(begins: Sequence[str], digit: str) -> str:
    return f"takes {_either(begins)} next, not {digit}" if begins else "goes on after its end"


def _either(digits: Sequence[str]) -> str:
    return " or ".join(filter(None, (", ".join(digits[:-1]), digits[-1])))
