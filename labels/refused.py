"""The one way in which a label says no: it cannot be drawn or read as asked, which, and why."""

from enum import StrEnum


class Fault(StrEnum):
    """What is wrong with a label."""

    NOT_DRAWN = "NOT_DRAWN"
    NOT_READ = "NOT_READ"
    QUIET_ZONE = "QUIET_ZONE"
    CONTRAST = "CONTRAST"
    SHARPNESS = "SHARPNESS"
    EVENNESS = "EVENNESS"


class LabelRefused(Exception):  # noqa: N818 - a refusal is an answer for a person, not an error
    """A label that cannot be drawn, or that a scanner could not read; the text says why."""

    def __init__(self, said: str, *, fault: Fault = Fault.NOT_DRAWN) -> None:
        """Keep the reason, and what kind of fault it is."""
        super().__init__(said)
        self.fault = fault
