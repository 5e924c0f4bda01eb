"""The one way in which a label says no: it cannot be drawn as asked, and why."""


class LabelRefused(Exception):  # noqa: N818 - a refusal is an answer for a person, not an error
    """A label that cannot be drawn, or that a scanner could not read; the text says why."""
