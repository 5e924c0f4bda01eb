"""Code 128 as code words, with a fault of the encoder put right.

python-barcode 0.16.1 takes a leading pair `99` in subset C for a change to subset C and leaves it
out: "9912" would be printed as "12". A symbol that begins in subset C never changes to it.
"""

from barcode.codex import Code128

CODE_C = 99


class WholeCode128(Code128):  # type: ignore[misc]  # python-barcode has no types
    """A Code 128 that keeps all of its text."""

    def _try_to_optimize(self, encoded: list[int]) -> list[int]:
        if encoded[1] == CODE_C:
            return encoded
        shorter: list[int] = super()._try_to_optimize(encoded)
        return shorter
