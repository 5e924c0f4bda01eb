"""What a scanned text can mean among master data."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from backend.kernel.work import Reader
from backend.master.people.secrets import digest_of
from backend.master.reads import sql


@dataclass(frozen=True, slots=True)
class Meaning:
    """One thing that a text can stand for; `quantity` in base units where it is an item."""

    kind: str
    id: UUID
    pack_id: UUID | None
    quantity: int | None


async def meanings_of(
    reader: Reader, text: str, *, gtins: Sequence[str], locations: Sequence[UUID] | None
) -> list[Meaning]:
    """Return what a text, or a GTIN of its label, can mean; bins only at these locations."""
    values = {text, *(spelling for gtin in gtins for spelling in spellings(gtin))}
    asked = (list(values), text, locations, digest_of(text))
    return await reader.rows(Meaning, sql.SCANNED, *asked)


def spellings(gtin: str) -> set[str]:
    """Return the ways in which a GTIN-14 may be printed: without the zeros in front of it."""
    return {gtin[cut:] for cut in (0, 1, 2, 6) if not gtin[:cut].strip("0")}
