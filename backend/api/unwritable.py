"""Know a value that no row can hold: a NUL, half a character, a time before the calendar begins.

Whoever sent it must correct it. It is no fault of ours, and sent again it fails again.
"""

import asyncpg
from pydantic_core import PydanticSerializationError

UNWRITABLE = (
    UnicodeEncodeError,
    PydanticSerializationError,
    asyncpg.CharacterNotInRepertoireError,
    asyncpg.UntranslatableCharacterError,
    asyncpg.DataError,
)
PROBLEM = "holds a character or a time that cannot be kept"


def is_unwritable(error: BaseException | None) -> bool:
    """Tell whether a value was sent that cannot be kept; a value of the wrong type is our fault."""
    match error:
        case asyncpg.CharacterNotInRepertoireError() | asyncpg.UntranslatableCharacterError():
            return True
        case asyncpg.DataError():  # the driver's own; it says why in what caused it
            return isinstance(error.__cause__, UnicodeEncodeError | OverflowError)
        case PydanticSerializationError():
            return "surrogates not allowed" in str(error)
    return isinstance(error, UnicodeEncodeError)
