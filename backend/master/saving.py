"""What everything that people edit has in common: compare-and-set, and codes that are taken."""

import re
from typing import ClassVar

from backend.kernel.refusals import InvalidInput, Refusal, VersionChanged

CODE_LENGTH_MAX = 64
NAME_LENGTH_MAX = 200
"""A longer name stands on no label and on no screen."""


class VersionMissing(Refusal):
    """What is new has no version yet, so none can be expected."""

    code: ClassVar[str] = "VERSION_MISSING"
    sentence: ClassVar[str] = "A new {kind} has no version yet; leave ifVersion out."


def check_version(kind: str, *, version: int, if_version: int | None) -> None:
    """Refuse when what is there is not what the person saw; None waives the check."""
    if if_version is not None and if_version != version:
        raise VersionChanged(kind=kind, version=version)


def check_new(kind: str, *, if_version: int | None) -> None:
    """Refuse a version that is expected of something new."""
    if if_version is not None:
        raise VersionMissing(kind=kind)


def required(field: str, value: str | None) -> str:
    """Return a text that something new must have; refuses when it is missing or blank."""
    text = (value or "").strip()
    if not text:
        raise InvalidInput(field=field, problem="is missing")
    return text


def checked_name(value: str | None) -> str:
    """Return what people call something: at most 200 characters; no label holds more."""
    name = required("name", value)
    if len(name) > NAME_LENGTH_MAX:
        raise InvalidInput(field="name", problem=f"is longer than {NAME_LENGTH_MAX} characters")
    return name


def checked_code(field: str, value: str | None) -> str:
    """Return a code that people say and scanners read: 1 to 64 printable characters."""
    code = required(field, value)
    if len(code) > CODE_LENGTH_MAX or not code.isprintable():
        raise InvalidInput(field=field, problem=f"{code[:80]!r} is no code of 1 to 64 characters")
    return code


def checked_country(country: str | None) -> str | None:
    """Refuse what is no ISO 3166 code of two letters."""
    if country is not None and not re.fullmatch("[A-Z]{2}", country):
        raise InvalidInput(field="country", problem="is not two capital letters")
    return country


def checked_days(days: int | None, *, field: str = "lead_time_days") -> int | None:
    """Refuse days below zero."""
    if days is not None and days < 0:
        raise InvalidInput(field=field, problem="must not be below 0")
    return days
