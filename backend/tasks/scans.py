"""What a scan can get wrong, whichever task it is for: one refusal each, shared by departments."""

from typing import ClassVar

from backend.kernel.refusals import Refusal


class WrongItem(Refusal):
    """Another item than the one that is asked for."""

    code: ClassVar[str] = "WRONG_ITEM"
    sentence: ClassVar[str] = "This is {scanned}, which is not asked for here; look at the task."


class WrongBin(Refusal):
    """Another bin than the one that is asked for."""

    code: ClassVar[str] = "WRONG_BIN"
    sentence: ClassVar[str] = "This is bin {scanned}; go to {wanted}."


class WrongContainer(Refusal):
    """Another tote or carton than the one that is asked for, or none at all."""

    code: ClassVar[str] = "WRONG_CONTAINER"
    sentence: ClassVar[str] = "{scanned} will not do here; use {wanted}."


class ContainerUnknown(Refusal):
    """Nobody knows the container, and its code is none that a new one may have."""

    code: ClassVar[str] = "CONTAINER_UNKNOWN"
    sentence: ClassVar[str] = (
        "There is no {kind} {key}, and a new one is called {example}; scan it again, or have it"
        " registered."
    )


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


class WrongKind(Refusal):
    """The thing is there, but of another kind than this needs."""

    code: ClassVar[str] = "WRONG_KIND"
    sentence: ClassVar[str] = "That is a {kind}; this needs a {wanted}."


class BinBlocked(Refusal):
    """The bin is blocked for this direction."""

    code: ClassVar[str] = "BIN_BLOCKED"
    sentence: ClassVar[str] = "Bin {bin} takes nothing now; try {suggestion}."


class BinFull(Refusal):
    """The load does not fit by weight, volume or height."""

    code: ClassVar[str] = "BIN_FULL"
    sentence: ClassVar[str] = "Bin {bin} takes {room} more; try {suggestion}."


class BinMixing(Refusal):
    """The bin's mixing rule forbids it."""

    code: ClassVar[str] = "BIN_MIXING"
    sentence: ClassVar[str] = "Bin {bin} may not hold this beside the rest; try {suggestion}."


class RescanToKeep(Refusal):
    """Allowed, but not expected: scan it a second time if you mean it."""

    code: ClassVar[str] = "RESCAN_TO_KEEP"
    sentence: ClassVar[str] = "{suggestion} was meant; scan {bin} again if you mean it."
