"""Check a part of a value: its characters, then what GS1's syntax dictionary names for it."""

from backend.master.barcodes.coupons import flaw
from backend.master.barcodes.linters import fits, passes
from backend.master.barcodes.table import Table


def broken(checks: Table, characters: str, linters: tuple[str, ...], text: str) -> str | None:
    """Return what the first check says that a part does not pass; None when it passes all."""
    if not fits(characters, text):
        return checks.says[characters]
    said = (_said(checks, linter, text) for linter in linters)
    return next((each for each in said if each is not None), None)


def _said(checks: Table, linter: str, text: str) -> str | None:
    coupon = checks.coupons.get(linter)
    if coupon is None:
        return None if passes(linter, text) else checks.says[linter]
    return flaw(coupon, text) if fits("N", text) else checks.says["N"]
