"""The answers a healthy warehouse gives when it must say no.

A refusal is expected: it rolls the work back, reaches a person as a sentence and a program as a
code, and never pages anyone. Anything else that is raised is a bug.

    Refusal
    ├── NotAllowed            the role does not permit this here
    ├── NotFound              no such thing, or none that may be seen
    ├── InvalidInput          a value is malformed or out of its range
    ├── NotInThisState        it is no longer, or not yet, where this is possible
    ├── VersionChanged        someone changed it since you looked
    ├── CodeTaken             another thing has this code or number
    ├── DependedOn            something else builds on it as it is
    ├── OperationIdReused     one id, two inputs
    └── Busy                  the world moved under every try; send it again
"""

from collections.abc import Mapping
from typing import ClassVar

FactValue = str | int


class Refusal(Exception):  # noqa: N818 - a refusal is an answer, not an error
    """Every answer that stops a command; subclasses stand beside the rule that raises them."""

    code: ClassVar[str]
    sentence: ClassVar[str]
    retryable: ClassVar[bool] = False
    """True when the same input may be accepted later without change."""

    def __init__(self, **facts: FactValue) -> None:
        """Keep the facts that the sentence names and that a client may show."""
        self.facts: Mapping[str, FactValue] = facts
        super().__init__(self.sentence.format(**facts))


class NotAllowed(Refusal):
    """Your role does not permit this here."""

    code: ClassVar[str] = "NOT_ALLOWED"
    sentence: ClassVar[str] = "Your role lacks {permission} here; ask a supervisor."


class NotFound(Refusal):
    """There is no such thing, or none that you may see."""

    code: ClassVar[str] = "NOT_FOUND"
    sentence: ClassVar[str] = "There is no {kind} {key}; check what you scanned or typed."


class InvalidInput(Refusal):
    """A value is malformed or out of its range."""

    code: ClassVar[str] = "INVALID_INPUT"
    sentence: ClassVar[str] = "{field} {problem}; correct it and send again."


class NotInThisState(Refusal):
    """It is no longer, or not yet, in a state that permits this."""

    code: ClassVar[str] = "NOT_IN_THIS_STATE"
    sentence: ClassVar[str] = "The {kind} is {state}, so this cannot be done; look at it again."


class VersionChanged(Refusal):
    """Someone changed it since you looked; `current` shows it."""

    code: ClassVar[str] = "VERSION_CHANGED"
    sentence: ClassVar[str] = "Someone changed this {kind} since you looked; look again."


class CodeTaken(Refusal):
    """Another thing has this code, number or barcode."""

    code: ClassVar[str] = "CODE_TAKEN"
    sentence: ClassVar[str] = "There is already a {kind} {key}; choose another or look at that one."


class DependedOn(Refusal):
    """Something else builds on it as it is, so it cannot be changed or undone."""

    code: ClassVar[str] = "DEPENDED_ON"
    sentence: ClassVar[str] = "{kind} {key} {reason}."


class OperationIdReused(Refusal):
    """The operation id was used with another input."""

    code: ClassVar[str] = "OPERATION_ID_REUSED"
    sentence: ClassVar[str] = (
        "Operation {operation} already stands for something else; send this one under a new id."
    )


class Busy(Refusal):
    """Others changed the same stock at the same moment, each time that it was tried."""

    code: ClassVar[str] = "BUSY"
    sentence: ClassVar[str] = "Others are changing the same stock right now; send it again."
    retryable: ClassVar[bool] = True


def declared_refusals() -> tuple[type[Refusal], ...]:
    """Return every refusal that the house itself declares, by code."""
    house = __name__.partition(".")[0]
    found: set[type[Refusal]] = set()
    waiting = list(Refusal.__subclasses__())
    while waiting:
        refusal = waiting.pop()
        waiting.extend(refusal.__subclasses__())
        if refusal.__module__.partition(".")[0] == house:
            found.add(refusal)
    return tuple(sorted(found, key=lambda refusal: refusal.code))
