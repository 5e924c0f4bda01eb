"""The graph's own scalars: whole quantities, money, moments with an offset, days, ids, barcodes.

Resolvers use the Python type on the left of `SCALARS`; the graph shows the scalar on its right.
"""

import re
import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any, NewType

import strawberry
from strawberry.types.scalar import ScalarDefinition

Quantity = NewType("Quantity", int)
MinorUnits = NewType("MinorUnits", int)
CurrencyCode = NewType("CurrencyCode", str)
Barcode = NewType("Barcode", str)
Cursor = NewType("Cursor", str)

SAFE_MAX = 2**53 - 1
"""The largest integer that JavaScript's numbers hold exactly (ECMA-262, MAX_SAFE_INTEGER)."""
BARCODE_LENGTH_MAX = 8192
CURSOR_LENGTH_MAX = 200
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", re.ASCII)
_CURRENCY = re.compile(r"[A-Z]{3}", re.ASCII)
_CURSOR = re.compile(r"[\x21-\x7e]+", re.ASCII)


def read_whole(value: object) -> int:
    """Read a whole number that every client can hold exactly; floats and booleans are refused."""
    if isinstance(value, bool) or not isinstance(value, int):
        msg = "This takes a whole number, without quotes, point or exponent."
        raise TypeError(msg)
    if abs(value) > SAFE_MAX:
        msg = f"This takes a whole number between -{SAFE_MAX} and {SAFE_MAX}."
        raise ValueError(msg)
    return value


def read_moment(value: object) -> datetime:
    """Read an RFC 3339 moment; the offset must be there, and UTC comes out."""
    text = _text(value, pattern=_MOMENT, example="2026-11-20T08:30:00Z")
    try:
        return datetime.fromisoformat(text.upper()).astimezone(UTC)
    except OverflowError as error:
        msg = "This moment lies outside the years 1 to 9999."
        raise ValueError(msg) from error


def write_moment(value: datetime) -> str:
    """Write a moment in UTC with its offset, to the microsecond where there is one."""
    assert value.tzinfo is not None, "a moment without an offset"
    return value.astimezone(UTC).isoformat()


def read_day(value: object) -> date:
    """Read a day, YYYY-MM-DD."""
    return date.fromisoformat(_text(value, pattern=_DAY, example="2026-11-20"))


def read_uuid(value: object) -> uuid.UUID:
    """Read a UUID in its usual form with hyphens (RFC 9562 section 4)."""
    return uuid.UUID(_text(value, pattern=_UUID, example="01932d5e-7c1a-7000-8000-0123456789ab"))


def read_currency(value: object) -> str:
    """Read three capital letters."""
    return _text(value, pattern=_CURRENCY, example="EUR")


def read_barcode(value: object) -> str:
    """Read what a scanner sent; longer than any symbology holds is refused."""
    if not isinstance(value, str) or not value or len(value) > BARCODE_LENGTH_MAX:
        msg = f"A barcode is text of 1 to {BARCODE_LENGTH_MAX} characters."
        raise ValueError(msg)
    return value


def read_cursor(value: object) -> str:
    """Read a log position as it was handed out; what it says is judged by the log."""
    if not isinstance(value, str) or len(value) > CURSOR_LENGTH_MAX or not _CURSOR.fullmatch(value):
        msg = "A cursor is passed back exactly as it was received."
        raise ValueError(msg)
    return value


def _text(value: object, *, pattern: re.Pattern[str], example: str) -> str:
    if not isinstance(value, str) or not pattern.fullmatch(value):
        msg = f"This takes text such as {example}."
        raise ValueError(msg)
    return value


def _scalar(
    name: str,
    *,
    says: str,
    read: Callable[[object], Any],
    write: Callable[[Any], Any],
    rfc: str | None = None,
) -> ScalarDefinition:
    return strawberry.scalar(
        name=name, description=says, parse_value=read, serialize=write, specified_by_url=rfc
    )


_RFC_3339 = "https://www.rfc-editor.org/rfc/rfc3339"
_RFC_9562 = "https://www.rfc-editor.org/rfc/rfc9562"
_ISO_4217 = "https://www.iso.org/iso-4217-currency-codes.html"

SCALARS: dict[object, ScalarDefinition] = {
    Quantity: _scalar(
        "Quantity",
        says="A whole count of the item's base unit, safe to 2^53; signed where a change is meant.",
        read=read_whole,
        write=read_whole,
    ),
    MinorUnits: _scalar(
        "MinorUnits",
        says="A whole count of a currency's smallest unit, safe to 2^53.",
        read=read_whole,
        write=read_whole,
    ),
    CurrencyCode: _scalar(
        "CurrencyCode",
        says="An ISO 4217 currency code, such as EUR.",
        read=read_currency,
        write=read_currency,
        rfc=_ISO_4217,
    ),
    Barcode: _scalar(
        "Barcode",
        says=(
            "What the scanner read, as text; FNC1 is U+001D, and an AIM identifier such as ]C1 may"
            " stand in front."
        ),
        read=read_barcode,
        write=str,
    ),
    Cursor: _scalar(
        "Cursor",
        says="A position in the live log; it survives restarts. Pass it back as it came.",
        read=read_cursor,
        write=str,
    ),
    datetime: _scalar(
        "DateTime",
        says="A moment, RFC 3339 with its offset; answers are in UTC.",
        read=read_moment,
        write=write_moment,
        rfc=_RFC_3339,
    ),
    date: _scalar(
        "Date",
        says="A day at the location, YYYY-MM-DD.",
        read=read_day,
        write=date.isoformat,
        rfc=_RFC_3339,
    ),
    uuid.UUID: _scalar(
        "UUID",
        says="A UUID; clients make version 7.",
        read=read_uuid,
        write=str,
        rfc=_RFC_9562,
    ),
}
