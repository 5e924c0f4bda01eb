"""What an adjustment may ask for, and where its goods go. Pure."""

from collections.abc import Sequence
from typing import ClassVar

from backend.control.adjusting.document import AdjustmentReason
from backend.kernel.refusals import InvalidInput, Refusal
from backend.master.places import VirtualBin

LINES_MAX = 200
QUANTITY_MAX = (1 << 53) - 1
SCRAPPED = frozenset(
    {
        AdjustmentReason.DAMAGED,
        AdjustmentReason.EXPIRED,
        AdjustmentReason.SAMPLE,
        AdjustmentReason.SCRAPPED,
    }
)
"""Reasons for which the goods are thrown away; for the others nobody knows where they are."""


class ExpectedOnHandChanged(Refusal):
    """On hand is not what you expected."""

    code: ClassVar[str] = "EXPECTED_ON_HAND_CHANGED"
    sentence: ClassVar[str] = (
        "Bin {bin} holds {on_hand} of {item} and not the {expected} that you saw; look again."
    )


def check_request(
    *, reason: AdjustmentReason, note: str, differences: Sequence[int], is_write_off: bool
) -> None:
    """Refuse a change without a reason, in the wrong direction, of nothing or of too much."""
    if reason is AdjustmentReason.COUNT:
        raise InvalidInput(field="reason", problem="COUNT is for counts; say what you know")
    if not note.strip():
        raise InvalidInput(field="note", problem="is empty")
    if not 1 <= len(differences) <= LINES_MAX:
        raise InvalidInput(field="lines", problem=f"must be 1 to {LINES_MAX}")
    for index, difference in enumerate(differences):
        if difference == 0 or abs(difference) > QUANTITY_MAX:
            raise InvalidInput(field=f"lines.{index}.difference", problem="is zero or too large")
        if is_write_off and difference > 0:
            raise InvalidInput(
                field=f"lines.{index}.difference", problem="must take away in a write-off"
            )
        if reason is AdjustmentReason.FOUND and difference < 0:
            raise InvalidInput(field=f"lines.{index}.difference", problem="must add what was found")


def lost_to(reason: str) -> VirtualBin:
    """Return the counterparty that goods go to."""
    return VirtualBin.SCRAP if reason in SCRAPPED else VirtualBin.LOSS
