"""Saying no when a bin holds less than somebody wants to take from it."""

from typing import ClassVar

from backend.kernel.refusals import Refusal


class NotEnoughOnHand(Refusal):
    """The bin holds less than that."""

    code: ClassVar[str] = "NOT_ENOUGH_ON_HAND"
    sentence: ClassVar[str] = (
        "Bin {bin} holds {on_hand} of {item}, of which {free} are free, and you asked for"
        " {quantity}; count the bin or take fewer."
    )
