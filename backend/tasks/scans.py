"""What a scan can get wrong, whichever task it is for: one refusal each, shared by departments."""

from typing import ClassVar

from backend.kernel.refusals import Refusal


class WrongItem(Refusal):
    """Another item than the one that is asked for."""

    code: ClassVar[str] = "WRONG_ITEM"
    sentence: ClassVar[str] = "This is {scanned}; take {wanted}."


class WrongBin(Refusal):
    """Another bin than the one that is asked for."""

    code: ClassVar[str] = "WRONG_BIN"
    sentence: ClassVar[str] = "This is bin {scanned}; go to {wanted}."


class WrongContainer(Refusal):
    """Another tote or carton than the one that is asked for, or none at all."""

    code: ClassVar[str] = "WRONG_CONTAINER"
    sentence: ClassVar[str] = "{scanned} will not do here; use {wanted}."


class ContainerClosed(Refusal):
    """Nothing more goes into this container."""

    code: ClassVar[str] = "CONTAINER_CLOSED"
    sentence: ClassVar[str] = "{container} is closed; take another."


class QuantityTooLarge(Refusal):
    """More than there is to do."""

    code: ClassVar[str] = "QUANTITY_TOO_LARGE"
    sentence: ClassVar[str] = "{quantity} is more than the {remaining} that remain; count again."


class PackMismatch(Refusal):
    """The quantity is not a whole number of the pack that was scanned."""

    code: ClassVar[str] = "PACK_MISMATCH"
    sentence: ClassVar[str] = "{quantity} is not a whole number of packs of {units}; count again."
